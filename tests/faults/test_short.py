"""The short form of the campaign."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest

from faults import ROWS, Row
from faults.world import World, new_world

pytestmark = [pytest.mark.neo4j, pytest.mark.slow]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with new_world(tmp_path_factory.mktemp("faults")) as made:
        yield made


@pytest.mark.parametrize("row", ROWS, ids=[row.name for row in ROWS])
def test_row(world: World, row: Row) -> None:
    if row.name == "T14" and (os.geteuid() != 0 or not shutil.which("mount")):
        pytest.skip("only root can mount a file system without room")
    held, tried = row.run(world, True)
    assert held == tried, row.title
