"""T13: articles appear, change and are withdrawn, in any order, with crashes in between; at the end the graph is the
one that a clean load of what is left gives. Model-checked by hypothesis.
"""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test

from benchmarks.generated import Generator
from commands import exported
from disposable import wipe
from faults.killing import DIED, die_at
from faults.world import Round, World
from kgload.database import Database, open_database
from kgload.load.loader import Loader
from kgload.load.lock import RunLock
from kgload.load.rows import ArticleVersion
from kgload.load.runs import Run
from kgload.registry import registry
from kgload.resolve import resolve_marked
from kgload.settings import load_settings

ARTICLES, EDITIONS = 4, 2  # few, so that a clean load of most states has been seen before
STEPS = 30  # of a run in the full form; the short one has fewer
POINTS = 60  # where a load can die; beyond its last it comes through
RUN = Run("run:1edits", "2024-01-01T00:00:00.000+00:00", "host", 1, "edits", "0")
Here = dict[int, int]  # number of the article -> its edition


def edited(world: World, runs: int, steps: int = STEPS) -> tuple[int, int]:
    """T13. (runs that came through, runs): at the first that does not, hypothesis shrinks it and raises."""
    counted, clean = 0, dict[tuple[tuple[int, int], ...], bytes]()

    class Machine(Editing):
        """On this world."""

        def __init__(self) -> None:
            super().__init__(world.fresh())

        def teardown(self) -> None:
            nonlocal counted
            self.ends_as(clean)
            counted += 1

    run_state_machine_as_test(
        Machine,
        settings=settings(
            max_examples=runs,
            stateful_step_count=steps,
            deadline=None,
            database=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
            phases=(Phase.generate, Phase.shrink),
        ),
    )
    return counted, max(counted, runs)  # it tries a few more


class Editing(RuleBasedStateMachine):
    """`here` is what the newspaper stands by now."""

    def __init__(self, trial: Round) -> None:
        super().__init__()
        self.trial, self.graph = trial, trial.world.database
        self.here: Here = {}

    @rule(told=st.dictionaries(st.integers(0, ARTICLES - 1), st.integers(0, EDITIONS - 1), min_size=1, max_size=3))
    def publish(self, told: Here) -> None:
        """New articles, and other editions of old ones, in one load."""
        self.here |= told
        _run(self.graph, self.trial, partial(_load, told))

    @rule(
        told=st.dictionaries(st.integers(0, ARTICLES - 1), st.integers(0, EDITIONS - 1), min_size=1, max_size=2),
        point=st.integers(1, POINTS),
    )
    def crash(self, told: Here, point: int) -> None:
        """The process of a load dies at that point. It is repeated only by what comes later, or at the end."""
        self.here |= told
        _dying(self.trial, partial(_load, told), point)

    @precondition(lambda self: self.here)
    @rule(data=st.data(), point=st.none() | st.integers(1, POINTS))
    def withdraw(self, data: st.DataObject, point: int | None) -> None:
        """Forgets an article; the process may die over it, and then it is said again."""
        number = data.draw(st.sampled_from(sorted(self.here)))
        gone = self.here.pop(number)
        _run(self.graph, self.trial, partial(_load, {number: gone}))  # it may have been lost in a crash
        if point:
            _dying(self.trial, partial(_withdraw, number), point)
        _run(self.graph, self.trial, partial(_withdraw, number))

    def ends_as(self, clean: dict[tuple[tuple[int, int], ...], bytes]) -> None:
        """What a crash lost is loaded again; then the graph is that of a clean load, which `clean` remembers."""
        _run(self.graph, self.trial, partial(_load, self.here))
        found, state = self.trial.graph(), tuple(sorted(self.here.items()))
        if state not in clean:
            wipe(self.graph)
            _run(self.graph, self.trial, partial(_load, self.here))
            clean[state] = exported(self.graph)
        self.trial.close()
        assert found == clean[state]


def _load(told: Here, loader: Loader) -> None:
    loader.write(_versions(told), RUN)


def _withdraw(number: int, loader: Loader) -> None:
    loader.withdraw((version.article.id for version in _versions({number: 0})), RUN)


def _versions(told: Here) -> Sequence[ArticleVersion]:
    made = Generator(ARTICLES, seed=3)
    return [made.version(number, edition) for number, edition in sorted(told.items())]


def _run(graph: Database, trial: Round, work: Callable[[Loader], Any]) -> None:
    """What a run does, with its lock."""
    with RunLock(graph, trial.home, "edits") as lock:
        loader = Loader(graph, lock)
        loader.prepare()
        work(loader)
        resolve_marked(graph, registry())


def _dying(trial: Round, work: Callable[[Loader], Any], point: int) -> None:
    """The same in a process of its own, which dies at its n-th point (as in T2), if it comes to it."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            os.environ.update(trial.environment())
            with open_database(load_settings()) as graph:
                die_at(point, within=True)
                _run(graph, trial, work)
            code = 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) in (0, DIED)
