"""The rows about loading: against rdflib-neo4j, against the driver's ceiling, memory, and what a mention costs."""

from __future__ import annotations

import sys
from pathlib import Path
from unittest import mock

from benchmarks.generated import Generator
from benchmarks.speed.rivals import as_triples, rdflib_neo4j, unwind
from benchmarks.speed.world import Figure, World, per_second, quads_in
from kgload import pipeline
from kgload.load.loader import Loader
from kgload.load.rows import rows_of
from kgload.load.runs import Run
from kgload.pipeline import writing
from kgload.resolve import ResolveSummary
from kgload.server import ensure_running
from kgload.settings import load_settings

MENTIONS = "MATCH (n:Mention) RETURN count(n) AS n"
ALL_MENTIONS = "MATCH (n) WHERE n:Mention OR n:ActorMention RETURN count(n) AS n"
ELEMENTS = """
MATCH (n) WHERE NOT n:KgloadDisposable AND NOT n:Registry
RETURN count(n) + COUNT { MATCH ()-->() } AS n
"""
ANSWERED = """
MATCH (:Event)<-[:REPORTS]-(mention:Mention)-[:FOUND_IN]->(:Article)<-[loaded:LOADED]-(:Run)
MATCH (mention)-[:EXTRACTED_BY]->(extractor:Extractor)
WHERE mention.quote IS NOT NULL AND extractor.version IS NOT NULL AND loaded.sha256 IS NOT NULL
RETURN count(DISTINCT mention) AS n
"""
REPORTED = "MATCH (mention:Mention) WHERE (mention)-[:REPORTS]->() RETURN count(mention) AS n"


def against_rdflib(world: World) -> Figure:
    file = world.file(world.size)
    number, triples, connection = quads_in(file), as_triples(file), ensure_running(world.settings)
    ours = world.median(lambda: load_alone(file, world))
    theirs = world.median(lambda: rdflib_neo4j(connection, triples))
    world.database.execute("DROP CONSTRAINT n10s_unique_uri IF EXISTS")
    how = f"{per_second(number, ours)} against {per_second(number, theirs)}, from the file, without resolving"
    return Figure(theirs / ours, theirs / ours >= 2.0, how)


def against_unwind(world: World) -> Figure:
    """Both are given the same articles in memory; ours has its ledger, lease, marks and counters to see to."""
    connection, run = ensure_running(world.settings), Run.begin("bench")
    versions = list(Generator(world.size).versions())
    number = quads_in(world.file(world.size))
    ours = world.median(lambda: Loader(world.database).write(versions, run))
    theirs = world.median(lambda: unwind(connection, rows_of(versions)))
    how = f"{per_second(number, ours)} against {per_second(number, theirs)}, from memory"
    return Figure(theirs / ours, theirs / ours >= 0.85, how)


def elements(world: World) -> Figure:
    world.empty()
    pipeline.load_files([world.file(world.size)], world.settings)
    found, mentions, of_events, answered, reported = (
        world.database.read(query)[0]["n"] for query in (ELEMENTS, ALL_MENTIONS, MENTIONS, ANSWERED, REPORTED)
    )
    each = found / mentions
    how = f"{found:,} for {mentions:,} mentions of events and actors ({found / of_events:.1f} for one of an event); "
    how += f"{answered:,} of {reported:,} that report an event give sentence, extractor and run in one query"
    return Figure(each, each <= 9 and answered == reported, how)


def memory(world: World) -> Figure:
    peaks = []
    for articles in (world.size, 10 * world.size):
        file = world.file(articles)
        world.empty()
        peaks.append(world.python("-m", "benchmarks.speed.loading", str(file), str(world.settings.home)))
    how = f"{peaks[0] / 1e6:.0f} MB for {world.size:,} articles, {peaks[1] / 1e6:.0f} MB for {10 * world.size:,}"
    return Figure(peaks[1] / peaks[0], peaks[1] / peaks[0] <= 1.1, how)


def load_alone(file: Path, world: World) -> None:
    _load(file, world.settings.home)


def _load(file: Path, home: Path) -> None:
    """Reading, checking and writing. Resolving has rows of its own: the rivals know no such thing."""
    with mock.patch.object(writing, "resolve_marked", return_value=ResolveSummary()):
        summary = pipeline.load_files([file], load_settings(home=home))
    assert not summary.rejected


if __name__ == "__main__":
    _load(Path(sys.argv[1]), Path(sys.argv[2]))
