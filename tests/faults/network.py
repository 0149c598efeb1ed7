"""T4, T5: the answer to a commit is lost; the network is bad in five ways."""

from __future__ import annotations

import time
from urllib.parse import urlsplit

import pytest

from faults.proxy import Kind, proxy
from faults.world import World, held
from kgload import database

BAD: tuple[Kind, ...] = ("reset", "half_open", "slow", "thin", "cut")
SILENCE = 25  # seconds after which the driver gives up a line on which the server does not even say that it lives
IMPATIENCE = {"WRITE_SECONDS": 15, "RETRY_SECONDS": 10, "CONNECT_SECONDS": 5, "ACQUIRE_SECONDS": 10}
# what a run may take beyond an undisturbed one
BUDGET = SILENCE + sum(IMPATIENCE.values()) + 10


def lost_answers(world: World, rounds: int) -> tuple[int, int]:
    """T4. The run's first, second, third … commit gets no answer: each article must be there exactly once."""
    corpus, good = world.generated(12), 0
    host, port = _address(world)
    for number in range(rounds):
        trial = world.fresh()
        with proxy(host, port, "lose_commit", bad=1 + number % 2) as (uri, line):
            ended = trial.command(corpus.arguments, uri).ended()
        if ended.code:  # the answer to the second try was lost as well: the run says so, and the next one goes on
            trial.finish(corpus.arguments)
        good += held(ended, cut=line.faults > 0, ends=ended.code in (0, 3), equal=trial.equal(corpus))
        trial.close()
    return good, rounds


def bad_network(world: World, rounds: int) -> tuple[int, int]:
    """T5. Ends within the budget, with exit 0, or 3 and an empty dead letter; run again the graph is equal."""
    corpus, good = world.generated(3), 0
    host, port = _address(world)
    for kind in BAD:
        for number in range(rounds):
            trial = world.fresh()
            started = time.monotonic()
            with proxy(host, port, kind, seed=number) as (uri, _):
                ended = trial.command(corpus.arguments, uri, prepare=impatient).ended(600)
            quick = kind == "thin" or time.monotonic() - started < BUDGET
            empty = trial.rejected_nothing()
            if ended.code:
                trial.finish(corpus.arguments)
            good += held(ended, ends=ended.code in (0, 3), quick=quick, empty=empty, equal=trial.equal(corpus))
            trial.close()
    return good, rounds * len(BAD)


def impatient() -> None:
    """For a process that waits less long than ours do for a line, a server, and a transaction whose client is gone."""
    for name, seconds in IMPATIENCE.items():
        pytest.MonkeyPatch().setattr(database, name, seconds)


def _address(world: World) -> tuple[str, int]:
    parts = urlsplit(world.database.uri)
    return parts.hostname or "127.0.0.1", parts.port or 7687
