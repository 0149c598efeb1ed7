"""The quick rows of the campaign in their short form; the others need minutes each: `make faults ARGS=--short`."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from faults import ROWS, Row
from faults.world import World, new_world

pytestmark = [pytest.mark.neo4j, pytest.mark.slow, pytest.mark.timeout(900)]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with new_world(tmp_path_factory.mktemp("faults")) as made:
        yield made


QUICK = [row for row in ROWS if row.name in ("T2", "T4", "T11", "T24", "T25", "T29", "J1")]


@pytest.mark.parametrize("row", QUICK, ids=[row.name for row in QUICK])
def test_row(world: World, row: Row) -> None:
    held, tried = row.run(world, True)
    assert held == tried, row.title
