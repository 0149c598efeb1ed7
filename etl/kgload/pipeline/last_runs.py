"""What the last run of each collection came to, one file each in the state folder: runs that change nothing too.

The truth about articles is in the graph alone. This only says when a collection is due, and what monitoring asks.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta

from kgload.errors import SetupError
from kgload.settings import Settings
from kgload.temporary import write_whole

COUNTS = ("read", "written", "unchanged", "left", "withdrawn", "rejected")
EARLY = 0.9  # of `every`: a scheduler that is a second early must not skip a turn


@dataclass(frozen=True, slots=True)
class LastRun:
    """Times are ISO 8601 in UTC. `succeeded`: when the last run that read all it was given began, if one did."""

    collection: str
    started: str
    ended: str
    outcome: str
    exit_code: int
    message: str | None
    succeeded: str | None
    read: int = 0
    written: int = 0
    unchanged: int = 0
    left: int = 0
    withdrawn: int = 0
    rejected: int = 0

    @property
    def seconds(self) -> float:
        return (datetime.fromisoformat(self.ended) - datetime.fromisoformat(self.started)).total_seconds()


class LastRuns:
    """The last runs into one database. A file that cannot be read counts as none."""

    def __init__(self, settings: Settings) -> None:
        self._folder = settings.state_folder / "collections"
        self._database = (settings.neo4j_uri or "", settings.neo4j_database)
        self._every = {name: one.every for name, one in settings.collections.items()}

    def of(self, collection: str) -> LastRun | None:
        try:
            return LastRun(**json.loads(self._file(collection)))
        except (OSError, ValueError, TypeError):
            return None

    def keep(self, run: LastRun) -> None:
        """SetupError if it cannot be written."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            write_whole(self._folder / self._name(run.collection), json.dumps(asdict(run), indent=1).encode())
        except OSError as error:
            remedy = "Correct the permissions of that folder or free space"
            raise SetupError(f"{self._folder}: it cannot be written ({error.strerror})", remedy) from error

    def due(self, collection: str, now: datetime) -> bool:
        """Was its last good run longer ago than `every`? Without `every` it is always due."""
        every, age = self._every.get(collection), self._age(collection, now)
        return every is None or age is None or not timedelta(0) <= age < every * EARLY

    def overdue(self, collection: str, now: datetime) -> bool:
        """Has it missed a turn?"""
        every, age = self._every.get(collection), self._age(collection, now)
        return every is not None and (age is None or age > every * 2)

    def _age(self, collection: str, now: datetime) -> timedelta | None:
        last = self.of(collection)
        return now - datetime.fromisoformat(last.succeeded) if last and last.succeeded else None

    def _file(self, collection: str) -> bytes:
        return (self._folder / self._name(collection)).read_bytes()

    def _name(self, collection: str) -> str:
        key = json.dumps([*self._database, collection])
        return f"{hashlib.sha256(key.encode()).hexdigest()[:16]}.json"


def now() -> datetime:
    return datetime.now(UTC)
