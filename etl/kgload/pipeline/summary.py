"""What a run did, and where it writes down what it met on the way."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from kgload.errors import RecordError, SetupError
from kgload.load.dead_letter import DeadLetter, DeadLetterEntry, absolute
from kgload.load.runs import Outcome
from kgload.model import Issue
from kgload.read import Source
from kgload.settings import Settings

Say = Callable[[str], None]
Progress = Callable[[str, int, int | None], None]  # what is being done, how many are done, of how many


def quiet(*_: object) -> None:
    """For callers that want to hear nothing."""


@dataclass(slots=True)
class Summary:
    """What `--json` prints. `issues` counts by code, `issues_file` has them; `rejected` is what the dead letter got.
    `left` counts the new articles that a limit left for another run.

    `stopped` says why it ended early; `run` is None for a run that wrote nothing. `exit_code` is the command's.
    """

    collections: list[str]
    dry_run: bool = False
    outcome: Outcome = "done"
    exit_code: int = 0
    stopped: str | None = None
    run: str | None = None
    read: int = 0
    written: int = 0
    unchanged: int = 0
    left: int = 0
    withdrawn: int = 0
    mentions: int = 0
    blocks: int = 0
    events: int = 0
    issues: Counter[str] = field(default_factory=Counter)
    issues_file: str | None = None
    rejected: list[dict[str, Any]] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "issues": dict(sorted(self.issues.items()))}


class Journal:
    """Rejections go to the dead letter, issues to a file of the run; the summary counts both. A dry run only counts."""

    def __init__(self, settings: Settings, summary: Summary, run: str) -> None:
        self._summary = summary
        self._run = run
        self._dead_letter = DeadLetter(settings.dead_letter_folder)
        self._issues = settings.state_folder / "issues" / f"{run.rpartition(':')[2]}.jsonl"
        self._seen: set[tuple[str, str]] = set()

    def saw(self, source: Source) -> None:
        """This run reads the file: what an earlier run had against it is settled unless this one rejects it too."""
        if self._rejected and (key := _key(source)) in self._rejected:
            self._seen.add(key)

    def leave(self, source: Source) -> None:
        """But not all of the file: what an earlier run had against it stands."""
        self._seen.discard(_key(source))

    @cached_property
    def _rejected(self) -> set[tuple[str, str]]:
        """What earlier runs rejected: all that can be settled, so nothing else that is read need be remembered."""
        return {(entry.collection, entry.retry) for entry in self._dead_letter.entries()}

    def reject(self, error: RecordError, source: Source) -> None:
        """`source` is the file that the article or fault came from."""
        told = {name: getattr(error, name) for name in ("path", "stage", "code", "message", "remedy", "place")}
        self._summary.rejected.append(told)
        self.saw(source)
        if self._summary.dry_run:
            return
        entry = DeadLetterEntry.of(error, source.collection, source.file, self._run, source.sha256 or None)
        if not self._dead_letter.add(entry):
            self.note([Issue(error.stage, "dead_letter_full", f"{error.path}: no room for its entry", path=error.path)])

    def note(self, issues: Iterable[Issue]) -> None:
        found = list(issues)
        self._summary.issues.update(issue.code for issue in found)
        if found and not self._summary.dry_run:
            lines = "".join(json.dumps(asdict(issue)) + "\n" for issue in found)
            _append(self._issues, lines)
            self._summary.issues_file = str(self._issues)

    def settle(self) -> None:
        """At the end of a run that read all it was given. What is gone from its collections is settled as well."""
        if not self._summary.dry_run:
            self._dead_letter.settle(self._done)

    def _done(self, entry: DeadLetterEntry) -> bool:
        gone = not os.path.lexists(entry.retry) or Path(entry.retry).is_dir()  # one that cannot be listed is told anew
        gone = gone and entry.collection in self._summary.collections
        return entry.run != self._run and (gone or (entry.collection, entry.retry) in self._seen)


def _key(source: Source) -> tuple[str, str]:
    return source.collection, absolute(source.file)


def _append(file: Path, text: str) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("a", encoding="utf-8") as stream:
            stream.write(text)
    except OSError as error:
        remedy = "Free space or correct the permissions of that folder"
        raise SetupError(f"{file}: the issues cannot be written ({error.strerror})", remedy) from error
