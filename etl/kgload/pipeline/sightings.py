"""What was seen in files whose bytes have not changed since: a run with nothing new hashes them and parses none.

It is a cache (SQLite, in the state folder): without it everything is read again, and nothing else differs. Faults are
not kept, so that a run tells each of them anew.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from pathlib import Path

from kgload.errors import RecordError
from kgload.model import Article
from kgload.pipeline.survey import Sighting
from kgload.read import Source, read_source

_MAKE = "CREATE TABLE IF NOT EXISTS seen (reader TEXT, source TEXT, found TEXT, PRIMARY KEY (source, reader))"
_KEEP = "INSERT OR REPLACE INTO seen VALUES (?, ?, ?)"
_OTHERS = "DELETE FROM seen WHERE reader <> ?"
_ALL = "SELECT source, found FROM seen WHERE reader = ?"
WAIT_SECONDS = 5

Seen = Iterator[tuple[Source, Sighting | RecordError]]


class Sightings:
    """`reader` is the hash of what reads: another reader may see something else in the same bytes."""

    def __init__(self, folder: Path, reader: str) -> None:
        self._file = folder / "sightings.sqlite"
        self._reader = reader
        self._known: dict[str, str] = {}
        self._fresh: dict[str, str] = {}
        try:
            self._known = dict(self._rows()) if self._file.exists() else {}
        except sqlite3.OperationalError:  # locked, or not to be read
            self._known = {}
        except sqlite3.DatabaseError:  # no database any more: a new one is made
            self._file.unlink(missing_ok=True)

    def see(self, sources: Iterable[tuple[Source, RecordError | None]]) -> Seen:
        """Every article of these files, or what is wrong with one of them."""
        for source, fault in sources:
            if fault:
                yield source, fault
                continue
            known = self._known.get(_key(source))
            found = _sightings(known, source) if known else self._read(source)
            yield from ((source, one) for one in found)

    def keep(self) -> None:
        """Remembers what was read anew, and forgets what other readers saw. A cache that cannot be written is none."""
        if not self._fresh:
            return
        with suppress(sqlite3.Error, OSError), closing(self._connected()) as base, base:
            base.execute(_MAKE)
            base.execute(_OTHERS, (self._reader,))
            base.executemany(_KEEP, ((self._reader, key, found) for key, found in self._fresh.items()))

    def _connected(self) -> sqlite3.Connection:
        return sqlite3.connect(self._file, timeout=WAIT_SECONDS)

    def _rows(self) -> list[tuple[str, str]]:
        with closing(self._connected()) as base:
            return base.execute(_ALL, (self._reader,)).fetchall()

    def _read(self, source: Source) -> list[Sighting | RecordError]:
        found = [Sighting.of(one, source) if isinstance(one, Article) else one for one in read_source(source)]
        sound = [one for one in found if isinstance(one, Sighting)]
        if len(sound) == len(found):
            self._fresh[_key(source)] = json.dumps([(one.article, one.age, one.path) for one in sound])
        return found


def _key(source: Source) -> str:
    return json.dumps([source.sha256, source.collection, source.path, source.publisher])


def _sightings(known: str, source: Source) -> list[Sighting | RecordError]:
    return [Sighting(article, (age[0], age[1], age[2]), path, source) for article, age, path in json.loads(known)]
