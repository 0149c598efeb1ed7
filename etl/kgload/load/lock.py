"""One run at a time for each database and collection.

On one machine a lock file decides; the operating system frees it when its holder dies, however it dies. Across
machines a `:Lease` node does: each writing transaction checks and renews it, so a run that lost it cannot write.
A killed run's lease is taken over at once from the same place (whose lock file is free), elsewhere once it has run out.

A run that puts a new store in the place of the old one must be alone (`alone`): all others hold that lock for reading.
"""

from __future__ import annotations

import hashlib
import json
import platform
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType

from filelock import FileLock, ReadWriteLock, Timeout

from kgload.database import Database, Transaction
from kgload.errors import KgloadError, LockHeldError, SetupError
from kgload.ids import lease_id

LEASE_SECONDS = 600

_HOLDER = """
MATCH (lease:Lease {id: $id})
WHERE lease.owner <> $owner AND lease.until > timestamp()
RETURN lease.owner AS owner
"""
# the first SET takes the node's lock, so that the WHERE sees what the last transaction left
_RENEW = """
MERGE (lease:Lease {id: $id})
SET lease.id = $id
WITH lease
WHERE lease.owner IS NULL OR lease.owner = $owner OR lease.until <= timestamp()
SET lease.owner = $owner, lease.until = timestamp() + $milliseconds
RETURN lease.owner AS owner
"""
_RELEASE = """
MATCH (lease:Lease {id: $id, owner: $owner})
DELETE lease
"""


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """No run of this place writes while this lasts. LockHeldError if one does; SetupError as `RunLock`."""
    lock = _shared(folder)
    try:
        try:
            lock.acquire_write()
        except Timeout:
            message = "another run on this machine is writing"
            raise LockHeldError(message, "Wait until it ends, then run again") from None
        yield
    finally:
        lock.close()


class RunLock:
    """Held from `with` to its end. `folder` is this machine's state folder; `place` names it across machines."""

    def __init__(self, database: Database, folder: Path, collection: str, place: str | None = None) -> None:
        self._database = database
        self._collection = collection
        self._folder = folder
        self._owner = place or f"{platform.node()}:{folder}"
        self._file = FileLock(folder / f"{_digest(database.uri, database.name, collection)}.lock", timeout=0)
        self._shared: ReadWriteLock | None = None
        self._leased = False

    def __enter__(self) -> RunLock:
        """LockHeldError if another run holds it; SetupError if the state folder cannot be written."""
        try:
            self._shared = _shared(self._folder)
            self._shared.acquire_read()
            self._file.acquire()
            self._refuse_live_lease()
        except BaseException as error:
            self._free()
            if isinstance(error, Timeout):
                raise self._held("on this machine") from None
            if isinstance(error, OSError):
                raise _not_made(self._folder, error.strerror) from error
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if self._leased:
                # tried once: a lease that cannot be given back is taken over by this machine's next run, or runs out
                with suppress(KgloadError):
                    self._database.execute(_RELEASE, self._lease)
        finally:
            self._free()

    def _free(self) -> None:
        self._file.release()
        if self._shared:
            self._shared.close()

    def renew(self, tx: Transaction) -> None:
        """Takes or renews the lease in a writing transaction. LockHeldError, which ends it, if another run has it."""
        milliseconds = LEASE_SECONDS * 1000
        if not tx.run(_RENEW, {**self._lease, "milliseconds": milliseconds}).rows:
            raise self._held("on another machine")
        self._leased = True

    @property
    def _lease(self) -> dict[str, str]:
        return {"id": lease_id(self._collection), "owner": self._owner}

    def _refuse_live_lease(self) -> None:
        for row in self._database.read(_HOLDER, self._lease):
            raise self._held(f"on {row['owner']}")

    def _held(self, where: str) -> LockHeldError:
        message = f"another run {where} is loading the collection {self._collection!r} into this database"
        return LockHeldError(message, "Wait until it ends, then run again")


def _shared(folder: Path) -> ReadWriteLock:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return ReadWriteLock(folder / "runs.db", blocking=False, is_singleton=False)
    except (OSError, sqlite3.Error) as error:
        raise _not_made(folder, str(error)) from error


def _not_made(folder: Path, why: str | None) -> SetupError:
    return SetupError(
        f"{folder}: the lock cannot be made ({why})", "Correct the permissions of that folder or free space"
    )


def _digest(*parts: str) -> str:
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16]
