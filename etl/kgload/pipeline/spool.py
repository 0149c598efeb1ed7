"""Article versions on their way from files to the graph: on disk, so that memory does not grow with their number.

All files are read before anything is written: which version of an article counts is known then, and a file with a fault
of its own gives nothing.
"""

from __future__ import annotations

import pickle
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import groupby, islice
from pathlib import Path
from typing import Generic, TypeVar

from pyoxigraph import RdfFormat

from kgload.collecting import rarely_collected
from kgload.errors import RecordError, SetupError
from kgload.load.rows import ArticleVersion
from kgload.model import Issue
from kgload.pipeline.checking import graph_versions
from kgload.pipeline.survey import Sighting, age_of, newest
from kgload.pipeline.workers import AHEAD, pool_of, workers_at_hand
from kgload.rdf.serialize import format_of
from kgload.rdf.streaming import Graph, ScatteredError, graphs_in, graphs_scattered, graphs_together, pieces
from kgload.read import Source, collection_of
from kgload.temporary import temporary_table

BATCH = 25
LARGE = 64 << 20  # bytes: less is read by one process in the time that others take to start

T = TypeVar("T")
As = Callable[[ArticleVersion], T]
Read = tuple[str, str, bytes] | RecordError  # article, collection, version with its age and path

_TABLE = "CREATE TABLE version (article TEXT, collection TEXT, pickled BLOB, source INTEGER)"
_INDEX = "CREATE INDEX by_article ON version (article)"
_VERSIONS = "SELECT article, source, pickled FROM version ORDER BY article, rowid"


class Spool(Generic[T]):
    """What the files (`sources`) hold, each version in the shape that it is wanted in. `faults` are those of files and
    of graphs, each with the file.
    """

    def __init__(self, table: sqlite3.Connection, wanted: As[T]) -> None:
        self._table, self._wanted = table, wanted
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
            for reading in (_in_processes, _in_order, _scattered):
                try:
                    self._fill(reading(file, self._wanted))
                    return
                except ScatteredError:
                    self._drop(known)
        except RecordError as error:
            self._drop(known)
            self.faults.append((source, error))

    def winners(self) -> Iterator[tuple[Source, T, list[Issue]]]:
        """The version of each article that counts, by article, with an issue for each of the others."""
        self._table.execute(_INDEX)
        for _, rows in groupby(self._table.execute(_VERSIONS), lambda row: row[0]):
            seen: dict[Sighting, T] = {}
            for article, source, pickled in rows:
                age, path, version = pickle.loads(pickled)
                seen.setdefault(Sighting(article, age, path, self.sources[source]), version)
            (winner,), issues = newest(seen)
            yield winner.source, seen[winner], issues

    def _fill(self, found: Iterator[Read]) -> None:
        source = len(self.sources) - 1
        while batch := list(islice(found, BATCH)):
            self.faults += [(self.sources[source], one) for one in batch if isinstance(one, RecordError)]
            rows = [(*one, source) for one in batch if not isinstance(one, RecordError)]
            self._table.executemany("INSERT INTO version VALUES (?, ?, ?, ?)", rows)

    def _drop(self, known: int) -> None:
        """Forgets what the last file gave so far."""
        self._table.execute("DELETE FROM version WHERE source = ?", (len(self.sources) - 1,))
        del self.faults[known:]


def _in_processes(file: Path, wanted: As[T]) -> Iterator[Read]:
    """A large file of N-Quads is read by as many processes as there are processors. Whatever is odd in it, or if one of
    them dies, is left to those who read it in order: ScatteredError.
    """
    workers = workers_at_hand()
    if workers < 2 or format_of(file) != RdfFormat.N_QUADS or not file.is_file() or file.stat().st_size < LARGE:
        raise ScatteredError
    try:
        with pool_of(workers, AHEAD) as each:
            yield from _each_once(each(partial(_read_piece, file, wanted), pieces(file)))
    except SetupError as error:
        raise ScatteredError from error


def _each_once(found: Iterator[list[tuple[str, Read]] | None]) -> Iterator[Read]:
    names: set[str] = set()
    for graphs in found:
        if graphs is None or not names.isdisjoint(name for name, _ in graphs):
            raise ScatteredError
        names.update(name for name, _ in graphs)
        yield from (one for _, one in graphs)


def _read_piece(file: Path, wanted: As[T], piece: bytes) -> list[tuple[str, Read]] | None:
    """What a piece of a file holds, by the names of its graphs; None if it is not as it should be."""
    try:
        graphs = dict(graphs_in(piece, file))
    except (RecordError, ScatteredError):
        return None
    return [(name.value, _row(version, wanted)) for name, version in graph_versions(graphs)]


def _in_order(file: Path, wanted: As[T]) -> Iterator[Read]:
    return _read(graphs_together(file), wanted)


def _scattered(file: Path, wanted: As[T]) -> Iterator[Read]:
    return _read(graphs_scattered(file), wanted)


def _read(graphs: Iterator[Graph], wanted: As[T]) -> Iterator[Read]:
    while batch := dict(islice(graphs, BATCH)):
        yield from (_row(version, wanted) for _, version in graph_versions(batch))


def _row(version: ArticleVersion | RecordError, wanted: As[T]) -> Read:
    if isinstance(version, RecordError):
        return version
    article = version.article
    return article.id, article.collection, pickle.dumps((age_of(article), article.path, wanted(version)), -1)


def as_read(version: ArticleVersion) -> ArticleVersion:
    """The shape in which the loader takes it."""
    return version


@contextmanager
def spooled(files: Iterable[Path], wanted: As[T]) -> Iterator[Spool[T]]:
    """What these files hold, until the end of the `with`. `wanted` shapes each version where it is read, which may be
    in another process.
    """
    with rarely_collected(), temporary_table(_TABLE) as table:
        spool = Spool(table, wanted)
        for file in files:
            spool.take(file)
        yield spool
