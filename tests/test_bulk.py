"""`kgload bulk` gives the graph that `kgload load` gives, and touches nothing but an empty local database."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from benchmarks.generated import Generator
from commands import exported, nodes, run, use_home
from disposable import wipe
from kgload.database import Database, open_database
from kgload.load.lock import RunLock, alone
from kgload.load.rows import ArticleVersion
from kgload.rdf.graph import article_quads
from kgload.rdf.serialize import nquads
from kgload.registry import use_registry
from kgload.resolve import afresh
from kgload.server import stop
from kgload.settings import Settings, load_settings
from load.graph_state import marks, state

EXAMPLES = Path(__file__).resolve().parent.parent / "examples" / "articles"
CORRECTIONS = """
[[same-as]]
actors = ["Zhang Youxia", "li-shangfu"]
reason = "to see that it is obeyed"

[[not-same-event]]
mentions = [
  { article = "07-shoigu-li-talks.txt", quote = "held talks" },
  { article = "08-moscow-conference.txt", quote = "held talks in Moscow in April" },
]
reason = "to see that it is obeyed"
"""

pytestmark = [pytest.mark.neo4j, pytest.mark.slow]


def written(versions: Iterable[ArticleVersion]) -> bytes:
    return b"".join(nquads(article_quads(version.extraction, version.extractor)) for version in versions)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[str | Path]:
    """The examples; generated articles, one in two editions, one that may not be loaded; corrections."""
    folder, generator = tmp_path_factory.mktemp("corpus"), Generator(200)
    refused = written([generator.version(0)]).replace(b'"0.9"^^', b'"2.9"^^')
    sound = written([*generator.versions(range(1, 200)), generator.version(7, edition=1)])
    (folder / "generated.nq").write_bytes(refused + sound)
    (folder / "examples.nq").write_text(run("extract", EXAMPLES, "--format", "nquads").out, encoding="utf-8")
    (folder / "corrections.toml").write_text(CORRECTIONS)
    return [folder / "generated.nq", folder / "examples.nq", "--json", "--registry", folder / "corrections.toml"]


@pytest.fixture(scope="module")
def alone_at_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """A home with a server of its own, whichever one the other tests use."""
    own = load_settings(home=tmp_path_factory.mktemp("kgload home") / "ü").model_copy(update={"neo4j_uri": None})
    yield own
    use_registry(())
    stop(own)
    shutil.rmtree(own.home, ignore_errors=True)


@pytest.fixture
def own(alone_at_home: Settings, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("KGLOAD_HOME", str(alone_at_home.home))
    for name in ("NEO4J_URI", "NEO4J_PASSWORD"):
        monkeypatch.delenv(name, raising=False)
    return alone_at_home


def told(summary: dict[str, Any]) -> dict[str, Any]:
    """What does not differ from run to run, nor counts steps."""
    return {key: value for key, value in summary.items() if key not in ("run", "issues_file", "blocks", "events")}


def test_it_is_the_graph_that_load_gives(
    own: Settings,
    files: list[str | Path],
    database: Database,
    neo4j_settings: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(afresh, "SIZE", 20)
    monkeypatch.setattr(sys.modules["kgload.pipeline.bulk"], "MANY", 0)
    monkeypatch.setattr(sys.modules["kgload.pipeline.bulk"], "workers_at_hand", lambda: 2)
    ours = run("bulk", *files)
    assert ours.code == 1, ours.err
    with open_database(own) as made:
        found, quads, left, runs = state(made), exported(made), marks(made), nodes(made, "Run")
    assert (left, runs) == ([], 1)
    wipe(database)
    with pytest.MonkeyPatch.context() as patch:
        use_home(patch, neo4j_settings, tmp_path / "home")
        theirs = run("load", *files)
    assert theirs.code == 1
    assert told(json.loads(ours.out)) == told(json.loads(theirs.out))
    assert found == state(database)
    assert quads == exported(database)


def test_what_follows_finds_nothing_left_to_do(own: Settings, files: list[str | Path]) -> None:
    again = json.loads(run("load", *files).out)
    assert (again["written"], again["blocks"]) == (0, 0)


def test_a_database_that_holds_something_is_left_alone(own: Settings, files: list[str | Path]) -> None:
    refused = run("bulk", *files)
    assert refused.code == 2
    assert "is not empty. Use kgload load" in refused.err


def test_another_server_is_left_alone(own: Settings, files: list[str | Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_URI", "bolt://192.0.2.1:7687")
    refused = run("bulk", *files)
    assert refused.code == 2
    assert "NEO4J_URI names the server bolt://192.0.2.1:7687" in refused.err


def test_it_does_not_run_beside_another_run(own: Settings, files: list[str | Path]) -> None:
    with open_database(own) as database, RunLock(database, own.state_folder, "some collection"):
        assert run("bulk", *files).code == 75
    with alone(own.state_folder):
        assert run("load", *files).code == 75
