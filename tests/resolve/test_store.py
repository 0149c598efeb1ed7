"""The resolved layer in a real Neo4j: from the mentions of articles that the loader wrote to events, and back."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import islice, permutations
from typing import Any

import pytest

from kgload.database import TURN, Answer, Database, Transaction
from kgload.load.loader import Loader
from kgload.load.rows import ArticleVersion
from kgload.registry import registry
from kgload.resolve import drop_resolved, resolve_all, resolve_marked
from load.graph_state import count, marks, state
from resolve.articles import RUN, article, said
from resolve.seeds import SEEDS

pytestmark = pytest.mark.neo4j


class Desk:
    """Loads articles and resolves, as the pipeline does."""

    def __init__(self, graph: Database) -> None:
        self.graph = graph
        self.loader = Loader(graph)
        self.loader.prepare()

    def take(self, *versions: ArticleVersion) -> None:
        assert not self.loader.write(versions, RUN).rejected
        self.resolve()

    def resolve(self) -> list[str]:
        summary = resolve_marked(self.graph, registry())
        return [issue.code for issue in summary.issues]

    def meetings(self, person: str, **given: Any) -> list[dict[str, Any]]:
        rows = self.graph.read(
            _MEETINGS, {"person": person, "country": given.get("country"), "year": given.get("year")}
        )
        return [row for row in rows if row["counterparts"]]


_MEETINGS = """
MATCH (:Name {key: $person})-[:NAME_OF]->(person:Person)-[:PARTICIPATED_IN]->(event:Meeting {status: 'occurred'})
WHERE $year IS NULL OR event.earliest.year = $year
RETURN toString(event.earliest) AS earliest, toString(event.latest) AS latest, event.precision AS precision,
       event.sources AS sources, event.label AS label,
       [(event)-[:HELD_AT]->(p:Place) | p.name][0] AS place,
       [(a)-[c:PARTICIPATED_IN]->(event) WHERE a <> person AND ($country IS NULL OR c.country = $country) |
        [a.name, c.office, c.organization, c.country, c.basis]] AS counterparts
ORDER BY event.earliest
"""


@pytest.fixture
def desk(graph: Database) -> Desk:
    return Desk(graph)


def test_the_first_question(desk: Desk) -> None:
    desk.take(*SEEDS.values())
    zhang = ["Zhang Youxia", "vice chairman", "Central Military Commission", "CN", "stated"]
    october, november = desk.meetings("shoigu", country="CN", year=2023)
    assert (october["earliest"], october["latest"], october["precision"]) == (
        "2023-10-21",
        "2023-10-31",
        "part-of-month",
    )
    assert (october["place"], october["sources"], october["counterparts"]) == ("Beijing", 1, [zhang])
    assert (november["earliest"], november["precision"], november["place"]) == ("2023-11-08", "day", "Moscow")
    assert (november["sources"], november["counterparts"]) == (2, [zhang])


def test_the_other_figures_of_the_seeds(desk: Desk) -> None:
    desk.take(*SEEDS.values())
    with_zhang = [row for row in desk.meetings("vladimir putin") if row["counterparts"][0][0] == "Zhang Youxia"]
    assert [(row["earliest"], row["place"], row["sources"]) for row in with_zhang] == [("2023-11-08", "Moscow", 3)]
    assert with_zhang[0]["label"] == "Meeting of Vladimir Putin and Zhang Youxia, 2023-11-08"
    (with_li,) = (row for row in desk.meetings("putin") if row["counterparts"][0][0] == "Li Shangfu")
    assert (with_li["earliest"], with_li["place"]) == ("2023-04-16", "Moscow")
    with_putin = desk.meetings("xi")
    assert [(r["earliest"], r["precision"], r["place"]) for r in with_putin] == [
        ("2023-03-01", "month", "Moscow"),
        ("2023-10-01", "month", "Beijing"),
    ]
    undated = [row for row in desk.meetings("zhang youxia") if row["earliest"] is None]
    assert [(row["place"], row["sources"]) for row in undated] == [("Moscow", 1)]
    camp = desk.graph.read(
        "MATCH (e:Meeting {type: 'summit'})-[:HELD_AT]->(p:Place) "
        "RETURN e.sides AS sides, e.precision AS precision, p.name AS place"
    )
    assert camp == [{"sides": ["JP", "KR", "US"], "precision": "month", "place": "Camp David"}]
    assert len(desk.graph.read("MATCH (:Person {name: 'Zhang Youxia'}) RETURN 1 AS one")) == 1
    assert count(desk.graph, "Ceremony") == 1
    parts = desk.graph.read(
        "MATCH (e:Meeting)-[:PART_OF]->(v:Visit) RETURN toString(e.earliest) AS day, v.sources AS n"
    )
    assert parts == [{"day": "2023-03-01", "n": 2}]


def test_a_cited_agency_and_a_publisher_are_one_and_one_origin(desk: Desk) -> None:
    desk.take(
        article("a", said("putin zhang", "2023-11-08"), publisher="Xinhua"),
        article("b", said("putin zhang", "2023-11-08", cites="xinhua"), publisher="Global Times"),
    )
    rows = desk.graph.read(
        "MATCH (x:Publisher)<-[:PUBLISHED_BY]-(:Article), (x)<-[:DENOTES]-(:ActorMention) RETURN x.name AS name"
    )
    assert rows == [{"name": registry().organization("Xinhua").name}]  # type: ignore[union-attr]
    assert desk.meetings("putin")[0]["sources"] == 2
    assert desk.graph.read("MATCH (e:Meeting) RETURN e.origins AS origins") == [{"origins": 1}]


def test_a_second_run_writes_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.take(*SEEDS.values())
    before, written = state(desk.graph), []
    run = Transaction.run

    def counting(tx: Transaction, statement: str, parameters: Any = None) -> Answer:
        answer = run(tx, statement, parameters)
        if answer.counters and "Block" not in statement and statement != TURN:
            written.append((statement, answer.counters))
        return answer

    monkeypatch.setattr(Transaction, "run", counting)
    assert resolve_marked(desk.graph, registry()).blocks == 0
    resolve_all(desk.graph, registry())
    assert written == []
    assert (state(desk.graph), marks(desk.graph)) == (before, [])


@pytest.mark.slow
def test_every_order_and_every_batching_gives_the_same_graph(desk: Desk) -> None:
    desk.take(*SEEDS.values())
    expected = state(desk.graph)
    for order in islice(permutations(SEEDS.values()), 0, 120, 47):
        _empty(desk)
        for version in order:
            desk.take(version)
        assert state(desk.graph) == expected


def test_dropped_and_made_again(desk: Desk) -> None:
    desk.take(*SEEDS.values())
    expected = state(desk.graph)
    drop_resolved(desk.graph)
    assert [count(desk.graph, label) for label in ("Actor", "Event", "Name", "Office")] == [0, 0, 0, 0]
    resolve_all(desk.graph, registry())
    assert state(desk.graph) == expected


@pytest.mark.slow
def test_what_nothing_supports_any_more_vanishes(desk: Desk) -> None:
    desk.take(SEEDS["002"])
    expected = state(desk.graph)
    for name in ("000", "001", "003", "004"):
        desk.take(SEEDS[name])
    for name in ("000", "001", "003", "004"):
        desk.loader.forget(name)
        desk.resolve()
    assert state(desk.graph) == expected
    desk.loader.forget("002")
    desk.resolve()
    assert state(desk.graph) == []


def test_a_part_is_one_as_long_as_an_article_says_so(desk: Desk) -> None:
    visit = said("xi", "2023-11", type="visit", place="Moscow")
    desk.take(article("a", visit, said("putin xi", "2023-11-08", part_of=(0,)), edition="1"))
    parts = "MATCH (:Event)-[:PART_OF]->(whole:Event) RETURN whole.type AS type"
    assert desk.graph.read(parts) == [{"type": "visit"}]
    desk.take(article("b", visit, said("putin xi", "2023-11-08")))
    desk.take(article("a", visit, said("putin xi", "2023-11-08"), edition="2"))
    assert desk.graph.read(parts) == []
    assert count(desk.graph, "Event") == 2


@pytest.mark.slow
def test_random_edits_leave_what_a_fresh_graph_would_have(desk: Desk) -> None:
    draw = random.Random(7)
    for _ in range(3):
        _empty(desk)
        library: dict[str, ArticleVersion] = {}
        for edit in range(8):
            name = draw.choice("abcd")
            if name in library and draw.random() < 0.3:
                desk.loader.forget(name)
                library.pop(name)
                desk.resolve()
            else:
                library[name] = _random_article(draw, name, str(edit))
                desk.take(library[name])
        grown = state(desk.graph)
        _empty(desk)
        if library:
            desk.take(*library.values())
        assert grown == state(desk.graph)


def _random_article(draw: random.Random, name: str, edition: str) -> ArticleVersion:
    people = [
        "putin xi",
        "putin zhang",
        "shoigu zhang-bare",
        "deputy zhang",
        "deputy-bare li",
        "deputy-accent li",
        "shoigu CN-minister",
        "shoigu bare",
        "li",
        "xi",
    ]
    times = ["2023-11-08", "2023-12-31", "2023-11", "2023", "2024-01-02", "2023-12-30..2024-01-03", None]
    mentions = [
        said(
            draw.choice(people),
            draw.choice(times),
            type=draw.choice(["meeting", "talks", "call", "visit"]),
            status=draw.choice(["occurred", "occurred", "occurred", "planned", "denied"]),
            place=draw.choice([None, "Moscow", "Great Hall of the People", "Beijing", "RU"]),
            cites=draw.choice([None, "xinhua", "mod"]),
            part_of=(0,) if draw.random() < 0.3 and number else (),
        )
        for number in range(draw.randint(1, 4))
    ]
    published = draw.choice(["2023-11-09", "2024-01-04", "2024-11-09", None])
    publisher = draw.choice([None, "Xinhua", "Moskovskaya Gazeta"])
    return article(
        name,
        *mentions,
        published=published,
        publisher=publisher,
        edition=edition,
        former=draw.choice([(), ("deputy",)]),
    )


def test_an_office_not_stated_is_taken_from_what_is_known_of_the_person(desk: Desk) -> None:
    stated = article("a", said("deputy xi", "2023-10-08"), published="2023-10-09")
    silent = article("b", said("deputy-bare zhang", "2023-12-01"), published="2023-12-02")
    late = article("c", said("deputy-bare zhang", "2025-12-01"), published="2025-12-02")
    desk.take(silent, late)
    assert _capacity(desk, "sorokin") == [(None, None, None), (None, None, None)]
    desk.take(stated)
    assert _capacity(desk, "sorokin") == [
        ("Deputy Energy Minister", "RU", "stated"),
        ("Deputy Minister", "RU", "observed"),
        (None, None, None),
    ]
    desk.loader.forget("a")
    desk.resolve()
    assert _capacity(desk, "sorokin") == [(None, None, None), (None, None, None)]


def test_a_tenure_of_the_registry_says_in_which_office_somebody_came(desk: Desk) -> None:
    desk.take(article("a", said("putin zhang-bare", "2023-11-08")))
    assert _capacity(desk, "zhang youxia") == [("Vice Chairman of the Central Military Commission", "CN", "tenure")]
    holds = desk.graph.read(
        "MATCH (:Person {name: 'Zhang Youxia'})-[h:HOLDS]->(o:Office)-[:FOR]->(c:Country) "
        "RETURN o.function AS function, c.code AS country, h.to AS until"
    )
    assert {"function": "vice_chairman_cmc", "country": "CN", "until": None} in holds


def test_somebody_known_only_by_office(desk: Desk) -> None:
    desk.take(article("a", said("shoigu CN-minister", "2023-10-08")))
    (row,) = desk.meetings("shoigu", country="CN")
    assert row["counterparts"] == [[None, "Defense Minister", None, "CN", "stated"]]
    assert count(desk.graph, "Actor") == 2
    desk.take(article("b", said("shoigu li", "2023-10-08")))
    (row,) = desk.meetings("shoigu", country="CN")
    assert [one[0] for one in row["counterparts"]] == ["Li Shangfu"]
    assert count(desk.graph, "Actor") == 2


def test_an_unresolved_name_is_an_issue_and_denotes_nobody(desk: Desk) -> None:
    desk.loader.write([article("a", said("shoigu bare", "2023-10-08"))], RUN)
    assert desk.resolve() == ["unresolved_name"]
    assert desk.graph.read("MATCH (m:ActorMention {name: 'Zhang'})-[:DENOTES]->() RETURN m") == []


def test_a_site_lies_within_its_city(desk: Desk) -> None:
    desk.take(article("a", said("putin xi", "2023-10-18", place="Great Hall of the People")))
    rows = desk.graph.read(
        "MATCH (:Event)-[:HELD_AT]->(s:Place)-[:WITHIN]->(c:Place)-[:IN]->(l:Country)<-[:NAME_OF]-(n:Name) "
        "RETURN s.name AS site, c.name AS city, l.code AS country, collect(n.key) AS names"
    )
    assert [(row["site"], row["city"], row["country"]) for row in rows] == [
        ("Great Hall of the People", "Beijing", "CN")
    ]
    assert "china" in rows[0]["names"]


def _capacity(desk: Desk, person: str) -> list[tuple[Any, ...]]:
    rows = desk.graph.read(
        "MATCH (:Name {key: $key})-[:NAME_OF]->(:Person)-[p:PARTICIPATED_IN]->(e:Event) "
        "RETURN p.office AS office, p.country AS country, p.basis AS basis ORDER BY e.earliest",
        {"key": person},
    )
    return [tuple(row.values()) for row in rows]


def _empty(desk: Desk) -> None:
    names: Sequence[dict[str, Any]] = desk.graph.read("MATCH (a:Article) RETURN a.path AS path")
    for row in names:
        desk.loader.forget(row["path"])
    desk.resolve()
    assert state(desk.graph) == []
