"""What the tests that try mutants are run with: one watches them, one chooses them, one lets them take their time."""

from __future__ import annotations

import builtins
import time
from collections import defaultdict
from collections.abc import Generator, Sequence
from pathlib import Path

import pytest
from hypothesis import Phase, settings


class Watch:
    """Sees which functions each test enters ("": outside of tests), and how long it takes. They tell it by `name`."""

    name = "__entered__"

    def __init__(self) -> None:
        self._now = ""
        self.seconds: dict[str, float] = {}
        self.entered: dict[str, set[tuple[str, int]]] = defaultdict(set)

    def pytest_sessionstart(self) -> None:
        setattr(builtins, self.name, lambda file, line: self.entered[self._now].add((file, line)))

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        self._now, start = item.nodeid, time.perf_counter()
        done = yield
        self.seconds[item.nodeid], self._now = time.perf_counter() - start, ""
        return done


class Chosen:
    """Runs these tests alone, in their order, and writes down the first that fails."""

    def __init__(self, names: Sequence[str], blamed: Path) -> None:
        self._rank = {name: rank for rank, name in enumerate(names)}
        self._blamed = blamed

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = sorted((item for item in items if item.nodeid in self._rank), key=lambda i: self._rank[i.nodeid])
        if len(items) < len(self._rank):
            raise RuntimeError(f"tests that were chosen are not there: {self._rank.keys() - {i.nodeid for i in items}}")

    def pytest_exception_interact(self, node: pytest.Item, call: pytest.CallInfo[object]) -> None:
        if call.excinfo and not self._blamed.exists():
            self._blamed.write_text(f"{node.nodeid} ({call.excinfo.typename})", encoding="utf-8")


class Unhurried:
    """No test fails for being slow. Drawn examples are the same each time, and no mutant's are kept for the next."""

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        for item in items:
            item.add_marker(pytest.mark.timeout(0))
            test = getattr(item, "obj", None)
            if own := getattr(test, "_hypothesis_internal_use_settings", None):
                phases = (Phase.explicit, Phase.generate)
                test._hypothesis_internal_use_settings = settings(  # type: ignore[union-attr]
                    own, deadline=None, database=None, derandomize=True, phases=phases
                )
