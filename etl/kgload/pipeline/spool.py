"""Article versions on their way from files to the graph: on disk, so that memory does not grow with their number.

All files are read before anything is written: which version of an article counts is known then, and a file with a fault
of its own gives nothing.
"""

from __future__ import annotations

import pickle
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import groupby, islice
from pathlib import Path

from kgload.errors import RecordError
from kgload.load.rows import ArticleVersion
from kgload.model import Issue
from kgload.pipeline.checking import graph_versions
from kgload.pipeline.survey import Sighting, newest
from kgload.rdf.streaming import Graph, ScatteredError, graphs_scattered, graphs_together
from kgload.read import Source, collection_of
from kgload.temporary import temporary_table

BATCH = 25

_TABLE = "CREATE TABLE version (article TEXT, collection TEXT, source INTEGER, pickled BLOB)"
_INDEX = "CREATE INDEX by_article ON version (article)"
_VERSIONS = "SELECT article, source, pickled FROM version ORDER BY article, rowid"


class Spool:
    """What the files (`sources`) hold. `faults` are those of files and of graphs, each with the file."""

    def __init__(self, table: sqlite3.Connection) -> None:
        self._table = table
        self.sources: list[Source] = []
        self.faults: list[tuple[Source, RecordError]] = []

    def __len__(self) -> int:
        """How many graphs there are that may be loaded."""
        number: int = self._table.execute("SELECT count(*) FROM version").fetchone()[0]
        return number

    def collections(self) -> list[str]:
        rows = self._table.execute("SELECT DISTINCT collection FROM version ORDER BY collection")
        return [row[0] for row in rows]

    def take(self, file: Path) -> None:
        """Reads a file: its sound graphs, or if it cannot be read, its fault."""
        source = Source(file, str(file), collection_of(file), 0, "")
        self.sources.append(source)
        known = len(self.faults)
        try:
            try:
                self._fill(graphs_together(file))
            except ScatteredError:
                self._drop(known)
                self._fill(graphs_scattered(file))
        except RecordError as error:
            self._drop(known)
            self.faults.append((source, error))

    def winners(self) -> Iterator[tuple[Source, ArticleVersion, list[Issue]]]:
        """The version of each article that counts, by article, with an issue for each of the others."""
        self._table.execute(_INDEX)
        for _, rows in groupby(self._table.execute(_VERSIONS), lambda row: row[0]):
            seen: dict[Sighting, ArticleVersion] = {}
            for _, source, pickled in rows:
                version: ArticleVersion = pickle.loads(pickled)
                seen.setdefault(Sighting.of(version.article, self.sources[source]), version)
            (winner,), issues = newest(seen)
            yield winner.source, seen[winner], issues

    def _fill(self, graphs: Iterator[Graph]) -> None:
        source = len(self.sources) - 1
        while batch := dict(islice(graphs, BATCH)):
            rows = []
            for _, version in graph_versions(batch):
                if isinstance(version, RecordError):
                    self.faults.append((self.sources[source], version))
                else:
                    article = version.article
                    rows.append((article.id, article.collection, source, pickle.dumps(version, -1)))
            self._table.executemany("INSERT INTO version VALUES (?, ?, ?, ?)", rows)

    def _drop(self, known: int) -> None:
        """Forgets what the last file gave so far."""
        self._table.execute("DELETE FROM version WHERE source = ?", (len(self.sources) - 1,))
        del self.faults[known:]


@contextmanager
def spooled(files: Iterable[Path]) -> Iterator[Spool]:
    """What these files hold, until the end of the `with`."""
    with temporary_table(_TABLE) as table:
        spool = Spool(table)
        for file in files:
            spool.take(file)
        yield spool
