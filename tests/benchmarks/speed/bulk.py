"""The row about `kgload bulk`, and graphs made by it for other rows."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager

from benchmarks.speed.world import Figure, World
from kgload import pipeline
from kgload.database import Database, open_database
from kgload.server import ensure_running, stop
from kgload.settings import load_settings

MENTIONS = "MATCH (n) WHERE n:Mention OR n:ActorMention RETURN count(n) AS n"


def against_load(world: World) -> Figure:
    """Ten times as many articles by the command, start-up and the server's restart included, against those that the
    other rows have. Both begin with the same graphs; reading and extracting, which `ingest` does before, is in neither.
    """
    with imported(world, 10 * world.size) as (database, ours):
        number = mentions(database)
    theirs = world.median(lambda: pipeline.load_files([world.file(world.size)], world.settings))
    few = mentions(world.database)
    times = (theirs / few) / (ours / number)
    how = f"{number:,} mentions of events and actors in {ours:.0f} s, {few:,} in {theirs:.0f} s by kgload load"
    return Figure(times, times >= 10, how)


@contextmanager
def imported(world: World, articles: int) -> Iterator[tuple[Database, float]]:
    """The graph of this many articles on a server of its own, and how many seconds `kgload bulk` took."""
    file, home = world.file(articles), world.folder / f"bulk-{articles}"
    settings = load_settings(home=home)
    ensure_running(settings)
    try:
        started = time.perf_counter()
        world.kgload("bulk", str(file), home=home)
        seconds = time.perf_counter() - started
        with open_database(settings) as database:
            yield database, seconds
    finally:
        stop(settings)
        shutil.rmtree(home, ignore_errors=True)


def mentions(database: Database) -> int:
    return int(database.read(MENTIONS)[0]["n"])
