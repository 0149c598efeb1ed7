"""A graph that grew by edits and withdrawals is, after each, the one that its articles come to at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

import pytest

from kgload.database import Database
from kgload.load.loader import Loader
from kgload.load.rows import ArticleVersion
from kgload.registry import registry
from kgload.resolve import resolve_marked, store
from load.graph_state import count, marks, state
from resolve.articles import RUN, article, said
from resolve.imported import imported
from resolve.seeds import SEEDS

pytestmark = pytest.mark.neo4j
DAY = "2023-11-08"
HALL = "Great Hall of the People"


def in_body(made: ArticleVersion, body: str) -> ArticleVersion:
    """The same, but whoever has an office has it in that body."""
    actors = tuple(replace(actor, organization=actor.office and body) for actor in made.extraction.actors)
    return replace(made, extraction=replace(made.extraction, actors=actors))


def deputy(name: str, body: str, **changes: object) -> ArticleVersion:
    made = article(name, said("deputy xi", "2023-10-08", place=HALL), published="2023-10-09", edition=body)
    return in_body(made, body)


VISIT = said("xi", "2023-11", type="visit", place="Moscow")
STEPS: dict[str, Mapping[str, ArticleVersion | None]] = {
    "a name without an office; a plural": {
        "a": article("a", said("deputy-bare zhang-bare", "2023-12-01"), said("putin zhang", "2023", count=2)),
        "b": article("b", said("putin zhang", DAY), said("putin zhang", "2023-11"), publisher="Moskovskaya Gazeta"),
    },
    "the office becomes known, with its body and a site": {"c": deputy("c", "Ministry of Energy")},
    "another body is the longer name; a second event makes one ambiguous": {
        "d": deputy("d", "Ministry of Energy of Russia"),
        "e": article(
            "e", said("putin zhang", "2023-11-20"), said("putin zhang", DAY, status="planned"), published=None
        ),
    },
    "most say it otherwise; the publisher is another": {
        "f": deputy("f", "Energy Ministry"),
        "g": deputy("g", "Energy Ministry"),
        "b": article("b", said("putin zhang", DAY, cites="mod"), publisher="Xinhua"),
    },
    "somebody known by office; a part; a year that turns": {
        "h": article("h", said("shoigu CN-minister", "2023-12-31"), said("putin xi", None), published="2024-01-04"),
        "i": article("i", VISIT, said("putin xi", DAY, part_of=(0,)), said("putin xi", "2023-12-30..2024-01-03")),
    },
    "they have a name; they are former; it was no part; no publisher": {
        "j": article("j", said("shoigu li", "2023-12-31", place="Moscow"), published="2024-01-02"),
        "k": article("k", said("deputy-bare xi", "2023-11-20"), said("deputy zhang", "2023-11-21"), former=("deputy",)),
        "i": article("i", VISIT, said("putin xi", DAY), edition="2"),
        "b": article("b", said("putin zhang", DAY, cites="xinhua", place="Beijing")),
    },
    "what told us of the office is gone, and the named one": {"c": None, "d": None, "f": None, "g": None, "j": None},
    "one of two is gone: no doubt any more": {"e": None, "k": None},
    "nothing is left": dict.fromkeys("abhi"),
}


def test_after_each_step_it_is_as_if_it_had_been_loaded_at_once(graph: Database) -> None:
    loader, live = Loader(graph), dict[str, ArticleVersion]()
    loader.prepare()
    for step, changes in STEPS.items():
        for name, version in changes.items():
            if version is None:
                loader.forget(live.pop(name).article.id)
            else:
                live[name] = version
        assert not loader.write([version for version in changes.values() if version], RUN).rejected
        resolve_marked(graph, registry())
        found, expected = Counter(state(graph)), Counter(imported([*live.values()], registry()))
        assert (found - expected, expected - found, marks(graph)) == (Counter(), Counter(), []), step


def test_portions_change_nothing_and_it_says_what_it_does(graph: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "BATCH", 4)
    monkeypatch.setattr(store, "EVENT_BATCH", 1)
    loader, lines = Loader(graph), list[str]()
    loader.prepare()
    loader.write([*SEEDS.values()], RUN)
    waiting = len([mark for mark in marks(graph) if mark != "tidy"])
    summary = resolve_marked(graph, registry(), lines.append)
    assert state(graph) == imported([*SEEDS.values()], registry())
    assert summary.events >= count(graph, "Event")
    assert [line.split()[2] for line in lines][:2] == ["name", "office"]
    assert lines[-1].endswith("event blocks")
    assert summary.blocks == sum(int(line.split()[1]) for line in lines) > waiting
