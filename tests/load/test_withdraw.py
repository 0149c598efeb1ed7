"""What leaves the graph leaves alone, with a record of who took it out; the ledger tells what is there and in which
version.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from kgload.database import Database
from kgload.load import forget
from kgload.load.forget import FoundArticle, sweep
from kgload.load.ledger import LedgerEntry
from kgload.load.loader import Loader
from kgload.load.rows import ArticleVersion
from load.graph_state import count, marks, state
from load.versions import LATER, RUN, other, version

pytestmark = pytest.mark.neo4j
ELSEWHERE = version(url="https://news.example/elsewhere", path="elsewhere.txt", collection="second")


@pytest.fixture
def loader(graph: Database) -> Loader:
    loader = Loader(graph)
    loader.prepare()
    return loader


def _ids(*versions: ArticleVersion) -> list[str]:
    return [made.article.id for made in versions]


def test_the_articles_of_some_collections(loader: Loader) -> None:
    loader.write([other(1), other(2), ELSEWHERE], RUN)
    found = [FoundArticle(made.article.id, "demo", made.article.path) for made in (other(1), other(2))]
    assert loader.articles_of(["demo"]) == sorted(found, key=lambda article: article.id)
    assert [article.path for article in loader.articles_of(["second", "third"])] == ["elsewhere.txt"]
    assert len(loader.articles_of(["second", "demo"])) == 3


def test_what_is_withdrawn_leaves_the_others_and_a_record(
    graph: Database, loader: Loader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forget, "BATCH", 2)
    loader.write([ELSEWHERE], RUN)
    expected = state(graph)
    loader.write([other(number) for number in range(5)], RUN)
    graph.execute("MATCH (block:Block) DELETE block")
    loader.withdraw(_ids(*(other(number) for number in range(5))), LATER)
    graph.write(sweep)
    assert state(graph) == expected
    assert any(block.startswith("gone|meeting|") for block in marks(graph))
    assert "tidy" in marks(graph)
    runs = graph.read("MATCH (run:Run {id: $id}) RETURN run.outcome AS outcome", {"id": LATER.id})
    assert (runs, count(graph, "Run")) == ([{"outcome": "running"}], 2)


def test_nothing_to_withdraw_is_no_write(graph: Database, loader: Loader) -> None:
    loader.withdraw([], LATER)
    assert (count(graph, "Run"), marks(graph)) == (0, [])


def test_the_ledger_has_what_was_written_and_no_more(loader: Loader) -> None:
    one, two = other(1), replace(other(2), extractor=replace(other(2).extractor, hash="d" * 64))
    loader.write([one, two], RUN)
    assert loader.ledger(_ids(one, two, other(3))) == {made.article.id: LedgerEntry.of(made) for made in (one, two)}
    assert loader.ledger(_ids(one)).keys() == {one.article.id}


def test_what_is_replaced_is_held_in_another_version(loader: Loader) -> None:
    same, edited, extracted = other(1), other(2), other(3)
    loader.write([same, edited, extracted], RUN)
    edited = version(url=edited.article.url, path="2.txt", sha256="f" * 64)
    extracted = replace(extracted, extractor=replace(extracted.extractor, hash="d" * 64))
    assert loader.replaced_by([other(4), extracted, edited, same]) == _ids(extracted, edited)


def test_each_transaction_says_what_its_run_loaded(graph: Database, loader: Loader) -> None:
    loader.write([other(1), other(2)], RUN)
    loader.write([version(url=other(1).article.url, path="1.txt", sha256="f" * 64), other(2)], LATER)
    rows = graph.read(
        "MATCH (run:Run)-[loaded:LOADED]->(article:Article) "
        "RETURN run.id AS run, article.path AS path, loaded.sha256 AS sha, loaded.extractorHash AS hash "
        "ORDER BY run, path"
    )
    sha, hash_ = other(1).article.sha256, other(1).extractor.hash
    assert [tuple(row.values()) for row in rows] == [
        (LATER.id, "1.txt", "f" * 64, hash_),
        (RUN.id, "1.txt", sha, hash_),
        (RUN.id, "2.txt", sha, hash_),
    ]
