"""T13: articles appear, change and are withdrawn, in any order, with crashes in between; at the end the graph is the
one that a clean load of what is left gives. Model-checked by hypothesis.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test

from benchmarks.generated import Generator
from commands import exported
from disposable import wipe
from faults.world import World
from kgload.database import Answer, Database, Transaction
from kgload.load.loader import Loader
from kgload.load.lock import RunLock
from kgload.load.rows import ArticleVersion
from kgload.load.runs import Run
from kgload.registry import registry
from kgload.resolve import resolve_marked

ARTICLES = st.integers(0, 5)
STEPS = 30  # of a run in the full form; the short one has fewer


class CrashError(BaseException):
    """The process is gone: nothing of ours may catch it."""


def edited(world: World, runs: int, steps: int = STEPS) -> tuple[int, int]:
    """T13. (runs that came through, runs): at the first that does not, hypothesis shrinks it and raises."""
    counted = 0

    class Machine(Editing):
        graph = world.database
        folder = world.folder / "edits"

        def teardown(self) -> None:
            nonlocal counted
            super().teardown()
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
    return counted, runs


class Editing(RuleBasedStateMachine):
    """`here` is what the newspaper stands by now: number of the article -> edition."""

    graph: Database
    folder: Path

    def __init__(self) -> None:
        super().__init__()
        self.here: dict[int, int] = {}
        self.edition = 0
        wipe(self.graph)

    @rule(articles=st.lists(ARTICLES, min_size=1, max_size=3, unique=True))
    def publish(self, articles: list[int]) -> None:
        """New articles, and new editions of old ones, in one load."""
        self.edition += 1
        self.here |= dict.fromkeys(articles, self.edition)
        self._load(articles)

    @rule(articles=st.lists(ARTICLES, min_size=1, max_size=2, unique=True), point=st.integers(1, 60))
    def crash(self, articles: list[int], point: int) -> None:
        """The load dies at that point. It is repeated only by what comes later, or at the end."""
        self.edition += 1
        self.here |= dict.fromkeys(articles, self.edition)
        with _dying_at(point):
            self._load(articles)

    @precondition(lambda self: self.here)
    @rule(data=st.data())
    def withdraw(self, data: st.DataObject) -> None:
        number = data.draw(st.sampled_from(sorted(self.here)))
        self._load([number])  # it may have been lost in a crash
        del self.here[number]
        _run(self.graph, self.folder, lambda loader: loader.forget(_version(number, 0).article.id))

    def teardown(self) -> None:
        self._load(sorted(self.here))
        found = exported(self.graph)
        wipe(self.graph)
        self._load(sorted(self.here))
        assert found == exported(self.graph)

    def _load(self, articles: list[int]) -> None:
        versions = [_version(number, self.here[number]) for number in articles]
        run = Run("run:1edits", "2024-01-01T00:00:00.000+00:00", "host", 1, "edits", "0")
        _run(self.graph, self.folder, lambda loader: loader.write(versions, run))


def _version(number: int, edition: int) -> ArticleVersion:
    return Generator(6, seed=3).version(number, edition)


def _run(graph: Database, folder: Path, work: Callable[[Loader], Any]) -> None:
    """What a run does between its locks; a crash leaves it where it is."""
    try:
        with RunLock(graph, folder, "edits") as lock:
            loader = Loader(graph, lock)
            loader.prepare()
            work(loader)
            resolve_marked(graph, registry())
    except CrashError:
        pass


@contextmanager
def _dying_at(point: int) -> Iterator[None]:
    """Within, the n-th statement of a writing transaction is not sent any more."""
    left, run = point, Transaction.run

    def counted(transaction: Transaction, *arguments: Any) -> Answer:
        nonlocal left
        left -= 1
        if left == 0:
            raise CrashError
        return run(transaction, *arguments)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Transaction, "run", counted)
        yield
