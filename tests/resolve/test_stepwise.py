"""A graph that grew by edits and withdrawals is, after each, the one that its articles come to at once."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

import pytest

from kgload.database import Database
from kgload.load.loader import Loader
from kgload.load.rows import ArticleVersion, event_blocks
from kgload.registry import registry
from kgload.resolve import resolve_marked, store
from load.graph_state import count, marks, state
from resolve.articles import RUN, article, said
from resolve.imported import imported
from resolve.seeds import SEEDS

pytestmark = pytest.mark.neo4j
DAY = "2023-11-08"
_TIME = """
MATCH (mention:Mention {id: $id})-[:FOUND_IN]->(article:Article)
RETURN mention.earliest AS earliest, mention.latest AS latest, article.publishedOn AS published
"""
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


TIMES: dict[str, Mapping[str, ArticleVersion | None]] = {
    "a month, the turn of one, no time, no date at all, a plan": {
        "a": article("a", said("putin zhang", "2023-11")),
        "b": article("b", said("putin zhang", "2023-10-28..2023-11-03")),
        "c": article("c", said("putin zhang", None), said("putin zhang", None), published=None),
        "d": article("d", said("putin zhang", None)),
        "e": article("e", said("putin zhang", "2023-11-11", status="planned")),
        "x": article("x", said("putin xi", DAY)),
    },
    "a day joins them": {"f": article("f", said("putin zhang", DAY))},
    "another day of the month: which of them?": {"g": article("g", said("putin zhang", "2023-11-20"), published=None)},
    "the month is refined to a day": {"a": article("a", said("putin zhang", DAY), edition="2")},
    "the day becomes the next month's, the plan is another day's": {
        "f": article("f", said("putin zhang", "2023-12-01"), edition="2"),
        "e": article("e", said("putin zhang", "2023-11-22", status="planned"), edition="2"),
        "h": article("h", said("putin zhang", "2023-11-30..2023-12-02")),
    },
    "it was with somebody else": {
        "g": article("g", said("putin xi", "2023-11-20"), edition="2", published=None),
        "i": article("i", said("putin zhang", "2023-11-06..2023-11-12"), said("zhang", DAY)),
    },
    "the undated has a date now, the dated has none": {
        "c": article("c", said("putin zhang", None), said("putin zhang", None), published="2023-12-03", edition="2"),
        "d": article("d", said("putin zhang", None), published=None, edition="2"),
    },
    "as it was before": {"f": article("f", said("putin zhang", DAY)), "g": None, "a": None},
    "what held them together is gone": {"f": None, "i": None},
    "all at once": {
        "b": article("b", said("putin zhang", "2023-11"), edition="3"),
        "c": None,
        "h": article("h", said("zhang xi", "2023"), said("putin zhang", "2023-11-01..2023-11-10"), edition="3"),
    },
}


def _as_older(graph: Database) -> None:
    """The marks that an older kgload left: of the times of what came and of what went."""
    for block in marks(graph):
        what, _, rest = block.partition("|")
        group, _, said = rest.partition("|")
        if what == "gone":
            days = [date.fromisoformat(day) if day else None for day in json.loads(said)[1:4]]
        elif what == "fresh":
            row = graph.read(_TIME, {"id": said})[0]
            days = [row["earliest"], row["latest"], row["published"]]
        else:
            continue
        for period in event_blocks(group, *days):
            graph.execute("MERGE (:Block {id: $id})", {"id": period})
        graph.execute("MATCH (block:Block {id: $id}) DELETE block", {"id": block})


@pytest.mark.parametrize(
    ("steps", "left"),
    [
        pytest.param(STEPS, None, id="who and what"),
        pytest.param(TIMES, None, id="when"),
        pytest.param(TIMES, _as_older, id="when, marked by an older kgload"),
    ],
)
def test_after_each_step_it_is_as_if_it_had_been_loaded_at_once(
    graph: Database,
    steps: Mapping[str, Mapping[str, ArticleVersion | None]],
    left: Callable[[Database], None] | None,
) -> None:
    loader, live = Loader(graph), dict[str, ArticleVersion]()
    loader.prepare()
    for step, changes in steps.items():
        for name, version in changes.items():
            if version is None:
                loader.forget(live.pop(name).article.id)
            else:
                live[name] = version
        assert not loader.write([version for version in changes.values() if version], RUN).rejected
        if left:
            left(graph)
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
