"""The dead letter: one JSON file for each source that was rejected, with the stage and the reason, until it succeeds.

It holds faults of records only. An unreachable Neo4j or a faulty set-up is an error of the run, never an entry here.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from kgload.errors import RecordError, SetupError
from kgload.model import Stage

MOST_ENTRIES = 10_000


@dataclass(frozen=True, slots=True)
class DeadLetterEntry:
    """One rejected source. `place` is a line or an offset in it; `input_hash` the SHA-256 of what was read, if it was.

    `retry` is what to read again (a path as this machine knows it); `path` is what the user sees.
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
        return cls(
            error.stage, error.code, str(error), collection, error.path, str(retry), error.place, input_hash, run
        )

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
            _write(target, json.dumps(asdict(entry), indent=1, sort_keys=True))
        except OSError as error:
            remedy = "Free space or correct the permissions of that folder"
            raise SetupError(f"{self.folder}: the dead letter cannot be written ({error.strerror})", remedy) from error
        return True

    def settle(self, sources: Iterable[tuple[str, str]], run: str) -> int:
        """Removes the entries of sources (collection, path) that this run has read and not added again; how many."""
        standing = [(file, file.name.partition("-")[0]) for file in self.folder.glob("*.json")]
        read = {_source(collection, path) for collection, path in sources} if standing else set()
        done = [file for file, source in standing if source in read and _run_of(file) != run]
        for file in done:
            file.unlink(missing_ok=True)
        return len(done)

    def entries(self) -> list[DeadLetterEntry]:
        """All entries, by collection, path and place."""
        found = [DeadLetterEntry(**_read(file)) for file in self.folder.glob("*.json")]
        return sorted(found, key=lambda entry: (entry.collection, entry.path, entry.place or ""))

    def _size(self) -> int:
        return sum(1 for _ in self.folder.glob("*.json"))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _source(collection: str, path: str) -> str:
    return _digest(json.dumps([collection, path]))


def _read(file: Path) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return data


def _run_of(file: Path) -> str:
    return str(_read(file)["run"])


def _write(target: Path, text: str) -> None:
    part = target.with_name(f"{target.name}.{os.getpid()}.part")
    part.write_text(text + "\n", encoding="utf-8")
    part.replace(target)
