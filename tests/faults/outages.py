"""T6–T8: the server is restarted, killed, gone for good."""

from __future__ import annotations

import random
import time

import psutil

from faults.network import impatient
from faults.world import World, held
from kgload.server import admin, ensure_running, status, stop


def restarted(world: World, rounds: int, kill: bool, seed: int = 1) -> tuple[int, int]:
    """T6 (SIGTERM) and T7 (`kill`: -9, then `neo4j-admin database check`), at a moment of the load; it comes back on
    the same port at once. T6: the run ends unaided. T7: it may end with 3, then the next one finishes.
    """
    corpus, random_, good = world.generated(200), random.Random(seed), 0
    for _ in range(rounds):
        trial = world.fresh()
        command = trial.command(corpus.arguments)
        _wait_until_it_writes(world)
        time.sleep(random_.uniform(0, 3))
        sound = True
        if kill:
            _kill(world)
            sound = _checked(world)
        else:
            stop(world.server)
        ensure_running(world.server)
        ended = command.ended()
        if again := kill and ended.code == 3:
            trial.finish(corpus.arguments)
        good += held(ended, sound=sound, ends=again or ended.code == 0, equal=trial.equal(corpus))
        trial.close()
    return good, rounds


def gone(world: World, rounds: int) -> tuple[int, int]:
    """T8. Exit 3 and an empty dead letter, whether it was never there or went away; the next run loads all."""
    corpus, good = world.generated(200), 0
    for number in range(rounds):
        trial = world.fresh()
        if number % 2:
            command = trial.command(corpus.arguments, prepare=impatient)
            _wait_until_it_writes(world)
            stop(world.server)
        else:
            stop(world.server)
            command = trial.command(corpus.arguments)
        ended = command.ended()
        empty = trial.rejected_nothing()
        ensure_running(world.server)
        trial.finish(corpus.arguments)
        good += held(ended, ends=ended.code == 3, empty=empty, equal=trial.equal(corpus))
        trial.close()
    return good, rounds


def _wait_until_it_writes(world: World) -> None:
    while not world.database.read("MATCH (:Article) RETURN true LIMIT 1"):
        time.sleep(0.05)


def _kill(world: World) -> None:
    server = psutil.Process(status(world.server).pid)
    server.kill()
    server.wait()


def _checked(world: World) -> bool:
    """neo4j-admin finds the store consistent. (It reads what a recovery left: so the server starts and stops first.)"""
    ensure_running(world.server)
    stop(world.server)
    return bool(admin(world.server, "database", "check", "neo4j", f"--report-path={world.folder}"))
