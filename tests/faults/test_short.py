"""The rows that take less than a minute in their short form; for the others: `make faults ARGS=--short`."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from faults import ROWS, Row
from faults.world import World, new_world

pytestmark = [pytest.mark.neo4j, pytest.mark.slow, pytest.mark.timeout(900)]
MINUTES = {
    "T5": "waits for lines that are silent",
    "T7": "two starts of the server and a check of its store each time",
    "T8": "waits for a server that never comes",
    "T12": "a dozen starts of the whole program, each with the language model",
    "T13": "a hundred histories",
    "T14": "has to mount a file system",
}


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with new_world(tmp_path_factory.mktemp("faults")) as made:
        yield made


QUICK = [row for row in ROWS if row.name not in MINUTES]


@pytest.mark.parametrize("row", QUICK, ids=[row.name for row in QUICK])
def test_row(world: World, row: Row) -> None:
    held, tried = row.run(world, True)
    assert held == tried, row.title
