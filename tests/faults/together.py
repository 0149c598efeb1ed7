"""T9–T12, T17, J2: runs at once, again, in other orders, on machines that differ."""

from __future__ import annotations

import random
import time
from pathlib import Path

from benchmarks.generated import Generator
from commands import last_commit
from faults.world import World, held


def at_once(world: World, rounds: int, runs: int) -> tuple[int, int]:
    """T9 (2 runs), T10 (4). They load collections of their own that tell of the same events, in different orders: no
    error, and the graph that one run after the other gives.
    """
    files = [_collection(world, number, runs) for number in range(runs)]
    corpus = world.corpus(f"together-{runs}", ("load", *map(str, files)))
    good = 0
    for _ in range(rounds):
        trial = world.fresh()
        commands = [trial.beside(file.stem).command(("load", str(file))) for file in files]
        ended = [command.ended() for command in commands]
        good += held(*ended, succeed=not any(one.code for one in ended), equal=trial.equal(corpus))
        trial.close()
    return good, rounds


def remade(world: World, rounds: int, seed: int = 3) -> tuple[int, int]:
    """J2. Sooner or later while a collection is loaded, all that is derived is dropped and made again."""
    files = [_collection(world, number, 2) for number in range(2)]
    corpus = world.corpus("together-2", ("load", *map(str, files)))
    good, random_ = 0, random.Random(seed)
    for _ in range(rounds):
        trial = world.fresh()
        trial.finish(("load", str(files[0])))
        load = trial.beside("load").command(("load", str(files[1])))
        time.sleep(random_.uniform(0, 3))
        anew = trial.beside("anew").command(("resolve", "--all"))
        ended = load.ended(), anew.ended()
        good += held(*ended, succeed=not any(one.code for one in ended), equal=trial.equal(corpus))
        trial.close()
    return good, rounds


def _collection(world: World, number: int, runs: int) -> Path:
    made = Generator(80 // runs, seed=7, collection=f"collection-{number}")
    numbers = range(made.articles)
    return world.write(f"together-{runs}-{number}.nq", made.versions(numbers[::-1] if number % 2 else numbers))


def again(world: World, times: int) -> tuple[int, int]:
    """T11. The same run changes nothing at all, not even a bookmark."""
    corpus, good = world.examples(), 0
    trial = world.fresh()
    trial.finish(corpus.arguments)
    for _ in range(times):
        before = last_commit(world.database)
        trial.finish(corpus.arguments)
        good += last_commit(world.database) == before and trial.equal(corpus)
    trial.close()
    return good, times


MACHINES = (
    {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C"},
    {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8"},
    {"PYTHONHASHSEED": "4242", "TZ": "America/Los_Angeles", "LC_ALL": "POSIX"},
)


def elsewhere(world: World, rounds: int, seed: int = 1) -> tuple[int, int]:
    """T12. Other order of files, in portions, other number of workers, hash seed, time zone and locale."""
    corpus, random_, good = world.texts(), random.Random(seed), 0
    files = sorted(file for file in Path(corpus.arguments[1]).iterdir() if file.is_file())
    for number in range(rounds):
        trial = world.fresh()
        shuffled = random_.sample(files, len(files))
        cut = random_.randrange(1, len(files))
        for portion in (shuffled[:cut], shuffled[cut:]):
            arguments = ("ingest", *map(str, portion), "--collection", "examples", "--workers", str(1 + number % 3))
            trial.finish(arguments, **MACHINES[number % len(MACHINES)])
        good += trial.equal(corpus)
        trial.close()
    return good, rounds


def _commit_when_still(world: World) -> frozenset[str]:
    """The last commit when what a paused run had sent is done: the server may be at it for a while."""
    before, commit = None, last_commit(world.database)
    while commit != before:
        time.sleep(1)
        before, commit = commit, last_commit(world.database)
    return commit


def overlapping(world: World, rounds: int) -> tuple[int, int]:
    """T17. While a run is held still in the midst of its writing, a second one of the same collection ends with 75 and
    writes nothing; the lock of a killed run is free.
    """
    corpus, good = world.texts(), 0
    for number in range(rounds):
        trial = world.fresh()
        first = trial.command(corpus.arguments)
        while first.running and not world.database.read("MATCH (lease:Lease) RETURN lease.id AS id"):
            time.sleep(0.01)
        first.pause()
        before = _commit_when_still(world)
        second = trial.command(corpus.arguments).ended()
        silent = last_commit(world.database) == before
        if number % 2:
            first.kill()
            first.ended()
            trial.finish(corpus.arguments)
            code = 0
        else:
            first.resume()
            code = first.ended().code
        good += held(second, told=second.code == 75, silent=silent, ends=code == 0, equal=trial.equal(corpus))
        trial.close()
    return good, rounds
