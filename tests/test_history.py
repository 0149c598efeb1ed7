"""The setting `history`: what an article version said is kept before it leaves the graph."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from commands import exported, run
from disposable import wipe
from kgload.database import Database
from kgload.settings import Settings
from test_pipeline import PUTIN_LI, SHOIGU_LI, record

pytestmark = pytest.mark.neo4j


@pytest.fixture
def news(tmp_path: Path, home: Settings) -> Path:
    """A folder that holds one article, which is in the graph."""
    folder = tmp_path / "news"
    folder.mkdir()
    write(folder, PUTIN_LI)
    run("ingest", folder)
    return folder


@pytest.fixture
def history(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KGLOAD_HISTORY", str(tmp_path / "history"))
    return tmp_path / "history"


def write(folder: Path, text: str) -> None:
    (folder / "1.json").write_text(json.dumps(record(1, text)))


def leave(how: str, news: Path) -> None:
    if how == "edited":
        write(news, SHOIGU_LI)
        assert run("ingest", news).code == 0
    elif how == "mirrored":
        (news / "1.json").unlink()
        assert run("ingest", news, "--mirror").code == 0
    else:
        assert run("forget", "1.json").code == 0


@pytest.mark.parametrize("how", ["edited", "mirrored", "forgotten"])
def test_what_leaves_can_be_loaded_again(graph: Database, news: Path, history: Path, how: str) -> None:
    before = exported(graph)
    leave(how, news)
    after = exported(graph)
    (kept,) = history.glob("*/*.nq")
    wipe(graph)
    assert run("load", kept).code == 0
    assert exported(graph) == before != after


def test_the_graph_is_the_same_without_it(graph: Database, news: Path, history: Path) -> None:
    leave("edited", news)
    edited = exported(graph)
    wipe(graph)
    run("ingest", news)
    assert exported(graph) == edited


@pytest.mark.parametrize("again", [("ingest",), ("ingest", "--dry-run"), ("ingest", "--mirror")], ids=" ".join)
def test_what_stays_is_not_kept(news: Path, history: Path, again: tuple[str, ...]) -> None:
    run(*again, news)
    assert not history.exists()


def test_nothing_leaves_that_cannot_be_kept(graph: Database, news: Path, history: Path) -> None:
    before = exported(graph)
    history.write_text("not a folder")
    write(news, SHOIGU_LI)
    ended = run("ingest", news)
    assert (ended.code, "history" in ended.err, "Traceback" in ended.err) == (4, True, False)
    assert exported(graph) == before


def test_versions_stand_side_by_side(news: Path, history: Path) -> None:
    for text in (SHOIGU_LI, PUTIN_LI, SHOIGU_LI):  # the first comes back, and leaves again
        write(news, text)
        run("ingest", news)
    assert len(list(history.glob("*/*.nq"))) == 2
