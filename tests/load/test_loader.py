"""An article version is written whole or not at all; again is no write; an edit replaces what it said."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TypeVar

import pytest

from kgload.database import CommitUnknown, Database, StatementError, TooLargeError, TooSlowError, Transaction
from kgload.errors import SetupError, UnreachableError, UsageError
from kgload.load.forget import sweep
from kgload.load.loader import Loader
from kgload.load.rows import ArticleVersion
from kgload.model import Span
from load.graph_state import count, marks, state
from load.versions import LATER, RUN, other, timed, version, without_events

T = TypeVar("T")
pytestmark = pytest.mark.neo4j


@pytest.fixture
def loader(graph: Database) -> Loader:
    loader = Loader(graph)
    loader.prepare()
    return loader


def test_everything_is_there(graph: Database, loader: Loader) -> None:
    made = version()
    summary = loader.write([made], RUN)
    assert (summary.written, summary.unchanged, summary.rejected) == ((made.article.id,), (), ())
    labels = ("Article", "Mention", "ActorMention", "Place", "Country", "Extractor", "Run")
    assert [count(graph, label) for label in labels] == [1, 1, 3, 1, 1, 1, 1]
    found = graph.read(
        "MATCH (r:Run)-[loaded:LOADED]->(a:Article)<-[:FOUND_IN]-(m:Mention)-[n:NAMES]->(x:ActorMention) "
        "MATCH (m)-[at:AT]->(p:Place)-[:IN]->(c:Country) "
        "MATCH (m)-[:ATTRIBUTED_TO]->(s) MATCH (m)-[:EXTRACTED_BY]->(e) "
        "RETURN m.earliest AS day, n.role AS role, x.name AS name, at.basis AS basis, p.name AS place, c.code AS code, "
        "s.name AS said, e.name AS by, a.datelineDate AS dateline, loaded.sha256 = a.sha256 AS same ORDER BY role"
    )
    day = date(2023, 4, 16)
    rest = {"day": day, "basis": "stated", "place": "Moscow", "code": "RU", "said": "Kremlin", "by": "events"}
    rest |= {"dateline": day, "same": True}
    assert found == [
        {"role": "guest", "name": "Li Shangfu", **rest},
        {"role": "host", "name": "Vladimir Putin", **rest},
    ]


def test_the_same_version_again_is_no_write(graph: Database, loader: Loader) -> None:
    loader.write([version()], RUN)
    before = state(graph)
    graph.execute("MATCH (block:Block) DELETE block")
    summary = loader.write([version()], LATER)
    assert (summary.written, summary.unchanged) == ((), (version().article.id,))
    assert state(graph) == before
    assert (marks(graph), count(graph, "Run")) == ([], 1)


def test_another_extractor_writes_again(graph: Database, loader: Loader) -> None:
    made = version()
    loader.write([made], RUN)
    before = count(graph, "Mention")
    newer = replace(made, extractor=replace(made.extractor, hash="d" * 64))
    assert loader.write([newer], LATER).written == (made.article.id,)
    assert (count(graph, "Mention"), count(graph, "Run")) == (before, 2)
    assert loader.ledger([made.article.id])[made.article.id].extractor_hash == "d" * 64


def test_an_edited_article_replaces_what_it_said(graph: Database, loader: Loader) -> None:
    loader.write([version()], RUN)
    edited = without_events(version(sha256="f" * 64, title="Corrected", author=None))
    loader.write([edited], LATER)
    graph.write(sweep)
    changed = state(graph)
    graph.execute("MATCH (n) WHERE NOT n:KgloadDisposable DETACH DELETE n")
    loader.write([edited], RUN)
    assert changed == state(graph)


def test_marks_are_those_of_the_old_and_the_new_version(graph: Database, loader: Loader) -> None:
    loader.write([timed(version(), date(2021, 5, 1), date(2021, 5, 1))], RUN)
    graph.execute("MATCH (block:Block) DELETE block")
    loader.write([timed(version(sha256="f" * 64, publisher=None), date(2022, 5, 1), date(2022, 5, 1))], LATER)
    found = marks(graph)
    (mention,) = graph.read("MATCH (mention:Mention) RETURN mention.id AS id")
    assert any(block.startswith("gone|meeting|") and "2021-05-01" in block for block in found)
    assert f"fresh|meeting|{mention['id']}" in found
    assert not any(block.startswith("event|") for block in found)
    assert any(block.startswith("name|organization|") and block.endswith(" wire") for block in found)


def test_any_order_and_any_batches_give_the_same_graph(graph: Database, loader: Loader) -> None:
    versions = [other(number) for number in range(7)]
    loader.write(versions, RUN)
    expected = state(graph), marks(graph)
    for seed in range(3):
        graph.execute("MATCH (n) WHERE NOT n:KgloadDisposable DETACH DELETE n")
        random.Random(seed).shuffle(versions)
        size = 1 + seed
        for start in range(0, len(versions), size):
            loader.write(versions[start : start + size], RUN)
        assert (state(graph), marks(graph)) == expected


def test_what_is_more_than_one_transaction_holds_is_written_in_several(
    graph: Database, loader: Loader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kgload.load.loader.BATCH", 2)
    loader.write([other(1), other(4)], RUN)
    bad = _with_loose_end(other(3))
    summary = loader.write([*map(other, (7, 6, 5)), bad, *map(other, (4, 2, 1))], LATER)
    assert sorted(summary.written) == sorted(other(number).article.id for number in (2, 5, 6, 7))
    assert summary.unchanged == tuple(sorted(other(number).article.id for number in (1, 4)))
    assert [error.path for error in summary.rejected] == ["3.txt"]
    assert (count(graph, "Article"), count(graph, "Mention")) == (6, 6)


def test_what_is_too_large_is_halved(graph: Database, loader: Loader) -> None:
    class Small(_LosesAnswers):
        refuses = True

        def write(self, work: Callable[[Transaction], T]) -> T:
            if self.refuses:
                self.refuses, self._lost = False, True
                raise TooLargeError("more than the server's memory")
            return super().write(work)

    small = Small(graph, after_commit=True)
    summary = Loader(small).write([other(number) for number in range(5)], RUN)  # type: ignore[arg-type]
    assert summary.written == tuple(sorted(other(number).article.id for number in range(5)))
    assert (small.commits, count(graph, "Article")) == (2, 5)


def _with_shared_ids(made: ArticleVersion) -> ArticleVersion:
    event = made.extraction.events[0]
    return replace(made, extraction=replace(made.extraction, events=(event, event)))


def _with_loose_end(made: ArticleVersion) -> ArticleVersion:
    return replace(made, extraction=replace(made.extraction, actors=made.extraction.actors[1:]))


def _with_surrogate(made: ArticleVersion) -> ArticleVersion:
    return replace(made, extraction=replace(made.extraction, article=replace(made.article, title="\ud800")))


def _with_big_number(made: ArticleVersion) -> ArticleVersion:
    event = replace(made.extraction.events[0], trigger=Span("met", 2**63, 2**63 + 3))
    return replace(made, extraction=replace(made.extraction, events=(event,)))


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(_with_shared_ids, id="two mentions with one id: the constraint"),
        pytest.param(_with_loose_end, id="an argument without its actor: the counters"),
        pytest.param(_with_surrogate, id="half a character: the driver"),
        pytest.param(_with_big_number, id="more than 64 bits: the driver"),
    ],
)
def test_a_bad_article_is_rejected_alone(
    graph: Database, loader: Loader, spoil: Callable[[ArticleVersion], ArticleVersion]
) -> None:
    bad = spoil(other(3))
    summary = loader.write([other(1), other(2), bad, other(4), other(5)], RUN)
    assert len(summary.written) == 4
    assert [(error.stage, error.code, error.path) for error in summary.rejected] == [("load", "refused", "3.txt")]
    assert [error.place for error in summary.rejected] == [bad.article.id]
    assert "3.txt: the database refuses this article (" in str(summary.rejected[0])
    assert (count(graph, "Article"), count(graph, "Mention")) == (4, 4)


def test_a_url_that_no_index_takes(graph: Database, loader: Loader) -> None:
    summary = loader.write([other(1), version(url="https://news.example/" + "long" * 5000)], RUN)
    assert summary.written == (other(1).article.id,)
    assert [(error.code, error.path) for error in summary.rejected] == [("too_long", "putin-li.txt")]


def test_a_lost_answer_after_the_commit_is_settled_by_the_ledger(graph: Database, loader: Loader) -> None:
    answers = _LosesAnswers(graph, after_commit=True)
    summary = Loader(answers).write([other(1), other(2)], RUN)  # type: ignore[arg-type]
    assert (len(summary.written), answers.commits) == (2, 1)
    assert (count(graph, "Article"), count(graph, "Mention")) == (2, 2)


def test_a_lost_answer_before_the_commit_writes_again(graph: Database, loader: Loader) -> None:
    answers = _LosesAnswers(graph, after_commit=False)
    summary = Loader(answers).write([other(1), other(2)], RUN)  # type: ignore[arg-type]
    assert (len(summary.written), answers.commits) == (2, 1)
    assert (count(graph, "Article"), count(graph, "Mention")) == (2, 2)


def test_a_user_who_may_not_write_is_no_fault_of_the_articles(graph: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise StatementError("not allowed", "Neo.ClientError.Security.Forbidden")

    monkeypatch.setattr(Transaction, "run", refuse)
    with pytest.raises(SetupError, match="not allowed"):
        Loader(graph).write([other(1), other(2)], RUN)


def test_a_slow_line_is_no_fault_of_the_articles(graph: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    def give_up(*_: object) -> None:
        raise TooSlowError("not within 120 s")

    monkeypatch.setattr(Database, "write", give_up)
    with pytest.raises(UnreachableError, match="not within 120 s"):
        Loader(graph).write([other(1), other(2)], RUN)


class _LosesAnswers:
    """The outer border, cut: the real database, but the first commit's answer is lost, or the commit before it."""

    def __init__(self, database: Database, after_commit: bool) -> None:
        self._database, self._after_commit, self._lost = database, after_commit, False
        self.commits = 0
        self.read = database.read

    def write(self, work: Callable[[Transaction], T]) -> T:
        if self._lost or self._after_commit:
            done = self._database.write(work)
            self.commits += 1
        if not self._lost:
            self._lost = True
            raise CommitUnknown("the connection broke during a commit")
        return done


def test_two_versions_of_one_article_in_one_call_are_a_bug(loader: Loader) -> None:
    with pytest.raises(ValueError, match="two versions"):
        loader.write([version(), version(sha256="f" * 64)], RUN)


@pytest.mark.parametrize("by", ["id", "url", "path"])
def test_forget(graph: Database, loader: Loader, by: str) -> None:
    loader.write([other(1)], RUN)
    expected = state(graph)
    loader.write([other(2)], RUN)
    graph.execute("MATCH (block:Block) DELETE block")
    article = other(2).article
    found = loader.forget(getattr(article, by) or "")
    graph.write(sweep)
    assert found.id == article.id
    assert state(graph) == expected
    assert any(block.startswith("gone|meeting|") for block in marks(graph))


def test_forget_the_last_article_leaves_nothing(graph: Database, loader: Loader) -> None:
    loader.write([version()], RUN)
    loader.forget(version().article.id)
    graph.write(sweep)
    assert state(graph) == []


def test_forget_an_unknown_article(loader: Loader) -> None:
    with pytest.raises(UsageError, match="no article has the id, url or path 'nowhere'"):
        loader.forget("nowhere")


def test_forget_asks_which_of_two_collections(loader: Loader) -> None:
    one, two = version(url="https://news.example/a"), version(url="https://news.example/b", collection="second")
    loader.write([one, two], RUN)
    with pytest.raises(UsageError, match="several articles have the path"):
        loader.forget("putin-li.txt")
