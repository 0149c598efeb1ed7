"""The row about `kgload bulk`, and graphs made by it for other rows."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager

from benchmarks.speed.world import Figure, World
from kgload.database import Database, open_database
from kgload.server import ensure_running, stop
from kgload.settings import load_settings

MENTIONS = "MATCH (n) WHERE n:Mention OR n:ActorMention RETURN count(n) AS n"


def against_ingest(world: World) -> Figure:
    """Ten times as many articles by the command, start-up and the server's restart included; for each article, against
    `kgload ingest` of texts, and told besides against `kgload load` of the same graphs, which neither reads texts nor
    extracts.
    """
    articles = 10 * world.size
    with imported(world, articles) as (database, ours):
        number = database.read(MENTIONS)[0]["n"]
    ingest = world.median(lambda: world.kgload("ingest", str(world.texts())))
    load = world.median(lambda: world.kgload("load", str(world.file(world.size))))
    times = ingest * 10 / ours
    how = f"{ours:.0f} s for {articles:,} articles with {number:,} mentions of both kinds; {world.size:,} of them "
    how += f"take ingest {ingest:.0f} s and load {load:.0f} s ({load * 10 / ours:.1f}×)"
    return Figure(times, times >= 10, how)


@contextmanager
def imported(world: World, articles: int, copies: int = 1) -> Iterator[tuple[Database, float]]:
    """The graph of this many articles (or so many copies of it) on a server of its own, and how many seconds `kgload
    bulk` took.
    """
    file, home = world.file(articles), world.folder / f"bulk-{articles}"
    settings = load_settings(home=home)
    ensure_running(settings)
    try:
        started = time.perf_counter()
        if copies == 1:
            world.kgload("bulk", str(file), home=home)
        else:
            world.python("-m", "benchmarks.speed.copies", str(file), str(copies), home=home)
        seconds = time.perf_counter() - started
        with open_database(settings) as database:
            yield database, seconds
    finally:
        stop(settings)
        shutil.rmtree(home, ignore_errors=True)
