"""A new store takes the place of the old one whole, wherever that is cut off."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kgload.server.layout import Layout
from kgload.server.store import accept, settle


def stores(folder: Path) -> Layout:
    """An old store and an incoming one."""
    for kind in ("databases", "transactions"):
        for name in ("neo4j", "incoming"):
            (folder / "data" / kind / name).mkdir(parents=True)
            (folder / "data" / kind / name / "which").write_text(name)
    layout = Layout(folder)
    layout.store_id.write_text("old")
    return layout


def held(layout: Layout) -> dict[str, str]:
    files = (layout.folder / "data").rglob("which")
    return {file.parent.relative_to(layout.folder / "data").as_posix(): file.read_text() for file in files}


def test_the_incoming_store_is_accepted(tmp_path: Path) -> None:
    layout = stores(tmp_path)
    accept(layout)
    assert held(layout) == {"databases/neo4j": "incoming", "transactions/neo4j": "incoming"}
    assert not layout.store_id.exists()
    assert not layout.incoming.exists()


def test_what_was_not_accepted_changes_nothing(tmp_path: Path) -> None:
    layout = stores(tmp_path)
    settle(layout)
    assert held(layout)["databases/neo4j"] == "neo4j"
    assert layout.store_id.exists()


@pytest.mark.parametrize("step", ["announced", "old removed", "half moved", "moved"])
def test_it_is_ended_wherever_it_was_cut_off(step: str, tmp_path: Path) -> None:
    layout, data = stores(tmp_path), tmp_path / "data"
    layout.incoming.touch()
    if step != "announced":
        shutil.rmtree(data / "databases" / "neo4j")
    if step in ("half moved", "moved"):
        (data / "databases" / "incoming").rename(data / "databases" / "neo4j")
    if step == "moved":
        shutil.rmtree(data / "transactions" / "neo4j")
        (data / "transactions" / "incoming").rename(data / "transactions" / "neo4j")
    settle(layout)
    assert held(layout) == {"databases/neo4j": "incoming", "transactions/neo4j": "incoming"}
    assert not layout.incoming.exists()
