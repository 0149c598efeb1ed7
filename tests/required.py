"""A pytest plugin: what a poorer machine may skip, CI may not.

KGLOAD_REQUIRE lists markers, comma-separated ("neo4j,shared"). A skip of a test that carries one of them is then a
failure, and so is the skip of a whole file. Loaded by tests/conftest.py: pytest_plugins = ["required"].
"""

from __future__ import annotations

import os
from collections.abc import Generator

import pytest


def required_markers() -> frozenset[str]:
    return frozenset(filter(None, (name.strip() for name in os.environ.get("KGLOAD_REQUIRE", "").split(","))))


def _refuse(report: pytest.TestReport | pytest.CollectReport, what: str) -> None:
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
    report.outcome = "failed"
    report.longrepr = f"{what} must run here (KGLOAD_REQUIRE), but was skipped: {reason}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    needed = sorted(required_markers().intersection(mark.name for mark in item.iter_markers()))
    if report.skipped and needed and not hasattr(report, "wasxfail"):
        _refuse(report, f"a test marked {', '.join(needed)}")
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    if report.skipped and required_markers():
        _refuse(report, "this file")
    return report
