"""T1–T3: the process is killed, at random moments and at every point where it touches the database."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from faults.world import Corpus, World, held
from kgload import database


def killed_at_random(world: World, rounds: int, kills: int = 1, seed: int = 1) -> tuple[int, int]:
    """T1 (T3: `kills` > 1). SIGKILL at a moment between start and end, then again; at last run it undisturbed."""
    corpora = [world.generated(12), world.generated(40)]
    lasts = {corpus.name: _duration(world, corpus) for corpus in corpora}
    random_, equal = random.Random(seed), 0
    for number in range(rounds):
        corpus = corpora[number % len(corpora)]
        trial = world.fresh()
        for _ in range(kills):
            command = trial.command(corpus.arguments)
            time.sleep(random_.uniform(0.1, 1) * lasts[corpus.name])
            command.kill()
            command.ended()
        trial.finish(corpus.arguments)
        equal += held(equal=trial.equal(corpus))
        trial.close()
    return equal, rounds


def killed_at_every_point(world: World, corpora: list[Corpus], within: bool) -> tuple[int, int]:
    """T2, after SQLite's tests: dies at point 1, 2, 3 … until a run comes through.

    Points are before the first statement of each writing transaction, before its commit and after it; `within`: also
    after each statement.
    """
    equal = points = 0
    for corpus in corpora:
        number = 0
        while True:
            number += 1
            trial = world.fresh()
            code = trial.command(corpus.arguments, prepare=partial(die_at, number, within)).ended().code
            if code != DIED:
                break
            trial.finish(corpus.arguments)
            equal += held(equal=trial.equal(corpus))
            trial.close()
        points += number - 1
    return equal, points


DIED = 99


def die_at(number: int, within: bool) -> None:
    """From now on this process dies when it comes to its n-th point."""
    reached = 0

    def point() -> None:
        nonlocal reached
        reached += 1
        if reached == number:
            os._exit(DIED)

    run, write = database.Transaction.run, database.Database.write

    def watched_run(self: database.Transaction, *arguments: Any) -> database.Answer:
        answer = run(self, *arguments)
        if within:
            point()
        return answer

    def watched_write(self: database.Database, work: Callable[[database.Transaction], Any]) -> Any:
        def watched_work(transaction: database.Transaction) -> Any:
            point()
            done = work(transaction)
            point()
            return done

        done = write(self, watched_work)
        point()
        return done

    watch = pytest.MonkeyPatch()  # never undone: this process is to die
    watch.setattr(database.Transaction, "run", watched_run)
    watch.setattr(database.Database, "write", watched_write)


def _duration(world: World, corpus: Corpus) -> float:
    trial = world.fresh()
    started = time.monotonic()
    trial.finish(corpus.arguments)
    trial.close()
    return time.monotonic() - started
