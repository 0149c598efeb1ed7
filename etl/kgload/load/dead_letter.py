"""The dead letter: one JSON file for each source that was rejected, with the stage and the reason, until it succeeds.

It holds faults of records only. An unreachable Neo4j or a faulty set-up is an error of the run, never an entry here.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from kgload.errors import RecordError, SetupError
from kgload.model import Stage
from kgload.temporary import write_whole

MOST_ENTRIES = 10_000


@dataclass(frozen=True, slots=True)
class DeadLetterEntry:
    """One rejected source. `place` is a line or an offset in it; `input_hash` the SHA-256 of what was read, if it was.

    `retry` is what to read again (a whole path of this machine); `path` is what the user sees.
    """

    stage: Stage
    code: str
    message: str
    collection: str
    path: str
    retry: str
    place: str | None
    input_hash: str | None
    run: str

    @classmethod
    def of(
        cls, error: RecordError, collection: str, retry: Path, run: str, input_hash: str | None = None
    ) -> DeadLetterEntry:
        """The entry for an error met while reading `retry`."""
        told = error.stage, error.code, str(error), collection, error.path
        return cls(*told, absolute(retry), error.place, input_hash, run)

    @property
    def file_name(self) -> str:
        """The source's prefix, then what tells apart the entries of one source (records of one file)."""
        return f"{_source(self.collection, self.path)}-{_digest(self.place or '')}.json"


class DeadLetter:
    """The entries in one folder. Writing is atomic: a reader sees the whole entry or none."""

    def __init__(self, folder: Path, most: int = MOST_ENTRIES) -> None:
        self.folder = folder
        self._most = most

    def add(self, entry: DeadLetterEntry) -> bool:
        """Keeps the entry in place of an older one for the same record. False: the dead letter is full.

        SetupError if the folder cannot be written.
        """
        target = self.folder / entry.file_name
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            if not target.exists() and self._size() >= self._most:
                return False
            write_whole(target, (json.dumps(asdict(entry), indent=1, sort_keys=True) + "\n").encode())
        except OSError as error:
            remedy = "Free space or correct the permissions of that folder"
            raise SetupError(f"{self.folder}: the dead letter cannot be written ({error.strerror})", remedy) from error
        return True

    def settle(self, done: Callable[[DeadLetterEntry], bool]) -> int:
        """Removes the entries that are done with; how many."""
        settled = [entry for entry in self.entries() if done(entry)]
        for entry in settled:
            (self.folder / entry.file_name).unlink(missing_ok=True)
        return len(settled)

    def entries(self) -> list[DeadLetterEntry]:
        """All entries, by collection, path and place."""
        found = [DeadLetterEntry(**_read(file)) for file in self.folder.glob("*.json")]
        return sorted(found, key=lambda entry: (entry.collection, entry.path, entry.place or ""))

    def _size(self) -> int:
        return sum(1 for _ in self.folder.glob("*.json"))


def absolute(file: Path) -> str:
    """The file's path from the root, links as they are: what another working folder finds again."""
    return os.path.abspath(file)  # noqa: PTH100  # resolve() would follow links


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _source(collection: str, path: str) -> str:
    return _digest(json.dumps([collection, path]))


def _read(file: Path) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return data
