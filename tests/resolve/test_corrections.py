"""Corrections in a real Neo4j: they apply at the next run, whatever it brings, and taking them back leaves nothing."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from kgload.database import Database
from kgload.load.loader import Loader
from kgload.load.rows import ArticleVersion
from kgload.registry import Registry, load_registry, registry
from kgload.resolve import drop_resolved, resolve_all, resolve_marked
from load.graph_state import marks, state
from resolve.articles import RUN, article, said
from resolve.seeds import SEEDS

pytestmark = pytest.mark.neo4j

TWICE = article("twice", said("shoigu zhang", "2023-11-08"), said("shoigu zhang", "2023-11-08"))
AGAIN = article("again", said("shoigu zhang", "2023-11-08"))
NAMES = article("names", said("putin bare", "2023-04-02"), said("deputy zhang-bare", "2023-04-02"), publisher="Xinhua")
OTHERS = article("others", said("deputy-bare li", "2023-04-02", cites="mod"), published="2023-04-03")
POOL = (
    '[[same-as]]\nactors = ["zhang-youxia", { name = "Zhang", country = "CN" }]\nreason = "single"\n',
    '[[same-as]]\nactors = ["sergei-shoigu", "vladimir-putin"]\nreason = "both known"\n',
    '[[same-as]]\nactors = ["Pavel Sorokin", "li-shangfu"]\nreason = "name and key"\n',
    '[[cannot-link]]\nactors = ["Zhang Youxia", "sergei-shoigu"]\nreason = "of no effect"\n',
    '[[cannot-link]]\nactors = [{ name = "Zhang Youxia" }, "zhang-youxia"]\nreason = "a painter"\n',
    '[[cannot-link]]\nactors = [{ name = "Pavel Sorokin", office = "deputy_minister" }, '
    '{ name = "Pavel Sorokin" }]\nreason = "two"\n',
    '[[same-as]]\nactors = ["Ministry of National Defense", "Central Military Commission"]\ncountry = "CN"\n'
    'kind = "organization"\nreason = "bodies"\n',
    f'[[not-same-event]]\nmentions = ["{TWICE.extraction.events[0].id}", "{TWICE.extraction.events[1].id}"]\n'
    'reason = "by id"\n',
    '[[not-same-event]]\nmentions = [{ article = "again", quote = "They met." }, '
    f'"{TWICE.extraction.events[0].id}"]\nreason = "by words"\n',
)
ALL = (*SEEDS.values(), TWICE, AGAIN, NAMES, OTHERS)


@pytest.fixture
def corrected(tmp_path: Path) -> Any:
    def _corrected(*lines: str) -> Registry:
        file = tmp_path / "mine.toml"
        file.write_text("".join(lines), encoding="utf-8")
        return load_registry([file])

    return _corrected


def load(graph: Database, *versions: ArticleVersion) -> Loader:
    loader = Loader(graph)
    loader.prepare()
    assert not loader.write(versions, RUN).rejected
    return loader


def resolve(graph: Database, known: Registry) -> list[str]:
    return [issue.code for issue in resolve_marked(graph, known).issues]


def meetings(graph: Database) -> list[dict[str, Any]]:
    return graph.read(
        "MATCH (m:Mention)-[:REPORTS]->(e:Event) WHERE e.earliest = date('2023-11-08') "
        "RETURN e.id AS event, count(m) AS mentions ORDER BY mentions"
    )


@pytest.mark.slow
def test_every_correction_applies_at_the_next_run_and_can_be_taken_back(graph: Database, corrected: Any) -> None:
    load(graph, *ALL)
    resolve(graph, registry())
    clean = state(graph)
    for line in POOL:
        known = corrected(line)
        resolve(graph, known)
        stepwise = state(graph)
        assert (stepwise == clean) is ("no effect" in line), line
        drop_resolved(graph)
        resolve_all(graph, known)
        assert state(graph) == stepwise, line
        resolve(graph, registry())
        assert state(graph) == clean, line


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_any_history_of_corrections_and_articles_ends_where_a_clean_load_does(
    graph: Database, corrected: Any, seed: int
) -> None:
    chance, loader = random.Random(seed), Loader(graph)
    loader.prepare()
    waiting = list(ALL)
    chance.shuffle(waiting)
    lines: Sequence[str] = ()
    for _ in range(5):
        some = [waiting.pop() for _ in range(min(3, len(waiting)))]
        loader.write(some, RUN)
        lines = [line for line in POOL if chance.random() < 0.4]
        resolve(graph, corrected(*lines))
    loader.write(waiting, RUN)
    resolve(graph, known := corrected(*lines))
    grown = state(graph)
    drop_resolved(graph)
    resolve_all(graph, known)
    assert state(graph) == grown


def test_the_same_registry_again_writes_nothing(
    graph: Database, corrected: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(graph, *ALL)
    resolve(graph, corrected(*POOL[:2], POOL[-1]))
    monkeypatch.setattr(Database, "write", lambda *_: pytest.fail("a transaction that writes"))
    resolve_marked(graph, corrected(POOL[-1], *POOL[:2], "# another comment\n"))


def test_mentions_told_apart_are_two_events(graph: Database, corrected: Any) -> None:
    load(graph, TWICE, AGAIN)
    resolve(graph, registry())
    assert [row["mentions"] for row in meetings(graph)] == [3]
    resolve(graph, corrected(POOL[-2]))
    assert len(meetings(graph)) == 2
    resolve(graph, corrected(*POOL[-2:]))
    assert [row["mentions"] for row in meetings(graph)] == [1, 2]


def test_a_correction_waits_for_its_article_and_says_so(graph: Database, corrected: Any) -> None:
    loader = load(graph, TWICE)
    known = corrected(POOL[-1])
    (issue,) = (one for one in resolve_marked(graph, known).issues if one.code == "correction_without_mention")
    assert issue.stage == "resolve"
    assert issue.message.endswith("mine.toml: not-same-event 1: there is no mention 'They met.' in again")
    loader.write([AGAIN], RUN)
    assert "correction_without_mention" not in resolve(graph, known)
    assert len(meetings(graph)) == 2


def test_a_reason_is_kept_and_a_new_one_is_written(graph: Database, corrected: Any) -> None:
    load(graph, NAMES)
    asked = "MATCH (:ActorMention {name: 'Zhang'})-[link:DENOTES]->(a) RETURN a.name AS name, link.reason AS reason"
    for reason in ("single", "another"):
        resolve(graph, corrected(POOL[0].replace("single", reason)))
        assert graph.read(asked) == [{"name": "Zhang Youxia", "reason": f"same-as: {reason}"}]
    resolve(graph, registry())
    assert graph.read(asked) == []


def test_a_changed_registry_is_obeyed_for_articles_that_did_not_change(graph: Database, corrected: Any) -> None:
    load(graph, OTHERS)
    resolve(graph, registry())
    sorokin = '[persons.pavel-sorokin]\nname = "Pavel Sorokin"\ncountry = "RU"\n'
    resolve(graph, corrected(sorokin))
    asked = "MATCH (a:Actor {id: 'actor:pavel-sorokin'}) RETURN a.country AS country"
    assert graph.read(asked) == [{"country": "RU"}]
    resolve(graph, registry())
    assert (graph.read(asked), marks(graph)) == ([], [])
