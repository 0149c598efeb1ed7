"""Every saved query gives the right rows on the hand-made graph, starts from an index, and cannot write."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from kgload.database import Database
from kgload.errors import UsageError
from kgload.query.catalog import catalog, get_query
from kgload.query.run import run_query

pytestmark = pytest.mark.neo4j

NAMES = sorted(catalog())
SCANS = {"AllNodesScan", "NodeByLabelScan", "UnionNodeByLabelsScan", "IntersectionNodeByLabelsScan"}
SCANS |= {"DirectedAllRelationshipsScan", "UndirectedAllRelationshipsScan", "DirectedRelationshipTypeScan"}


def rows(database: Database, name: str, **given: str) -> list[dict[str, Any]]:
    return list(run_query(database, get_query(name), given).rows)


def events(database: Database, name: str, **given: str) -> list[str]:
    return [row["event"].removeprefix("event:") for row in rows(database, name, **given)]


@pytest.mark.parametrize("name", NAMES)
def test_starts_from_an_index(world: Database, name: str) -> None:
    query = get_query(name)
    found = operators(world.explain(query.statement, {p.name: None for p in query.parameters}))
    assert any("IndexSeek" in operator for operator in found)
    assert not SCANS & set(found)


@pytest.mark.parametrize("name", NAMES)
def test_a_period_ends_where_it_is_asked_to(world: Database, name: str) -> None:
    """An index read from the period's first day on would give half of a large graph for any month."""
    query = get_query(name)
    steps = walked(world.explain(query.statement, {p.name: None for p in query.parameters}))
    for details in (step["args"].get("Details", "") for step in steps if "SeekByRange" in step["operatorType"]):
        assert "(earliest)" not in details or "earliest <= " in details


def operators(plan: dict[str, Any]) -> list[str]:
    """The names of all steps of a plan."""
    return [step["operatorType"].split("@")[0] for step in walked(plan)]


def walked(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for child in plan.get("children", ()):
        yield from walked(child)


ASKED = {
    "evidence_for_event": {"event": "event:moscow"},
    "first_and_last_meeting": {"other": "Zhang Youxia"},
    "meetings_of_countries": {"country": "RU", "counterpart": "China"},
    "meetings_of_office": {"office": "Secretary of Defence"},
    "visits_to": {"place": "Moscow"},
}


@pytest.mark.parametrize("name", NAMES)
def test_columns_are_those_declared(world: Database, name: str) -> None:
    query = get_query(name)
    given = {p.name: "Shoigu" for p in query.parameters if p.required} | ASKED.get(name, {})
    found = rows(world, name, **given)
    assert found
    assert tuple(found[0]) == query.columns


def test_the_founding_question(world: Database) -> None:
    given = {"person": "Shoigu", "country": "CN", "from": "2023-01-01", "to": "2023-12-31"}
    beijing, moscow = rows(world, "meetings_between", **given)
    zhang = {"name": "Zhang Youxia", "office": "Vice Chairman", "organization": "Central Military Commission"}
    assert {key: moscow[key] for key in moscow if key != "sources"} == {
        "event": "event:moscow",
        "type": "talks",
        "earliest": date(2023, 11, 8),
        "latest": date(2023, 11, 8),
        "precision": "day",
        "place": "Moscow",
        "person": "Sergei Shoigu",
        "counterparts": [{**zhang, "country": "CN"}],
        "evidence": ["Shoigu held talks with Zhang in Moscow.", "The two held talks on Wednesday."],
    }
    assert [source["id"] for source in moscow["sources"]] == ["article:000", "article:001"]
    assert moscow["sources"][0]["path"] == "000.txt"
    assert (beijing["event"], beijing["place"], len(beijing["sources"])) == ("event:beijing", "Beijing", 1)


BETWEEN = [
    pytest.param({"country": "china"}, ["beijing", "moscow", "someday"], id="no period: also the unknown time"),
    pytest.param({"country": "CN", "from": "2023-10-25"}, ["moscow"], id="the whole interval lies in the period"),
    pytest.param({"country": "CN", "to": "2023-10-31"}, ["beijing"], id="the last day counts"),
    pytest.param({"country": "CN", "status": "planned"}, ["plan"], id="another status"),
    pytest.param(
        {"country": "CN", "status": "any"}, ["beijing", "rumour", "moscow", "plan", "someday"], id="every status"
    ),
    pytest.param({"other": "Zhang Youxia", "from": "2023-11-01"}, ["moscow"], id="by name"),
    pytest.param({"other": "Putin"}, [], id="who only accompanied did not meet"),
    pytest.param({"country": "US"}, [], id="nobody of that country"),
]


@pytest.mark.parametrize(("given", "expected"), BETWEEN)
def test_meetings_between(world: Database, given: dict[str, str], expected: list[str]) -> None:
    assert events(world, "meetings_between", person="shoigu", **given) == expected


def test_an_ambiguous_name_gives_rows_of_each_and_a_note(world: Database) -> None:
    result = run_query(world, get_query("meetings_of_actor"), {"actor": "Zhang", "status": "any", "from": "2023-11-08"})
    assert {row["actor"] for row in result.rows} == {"Zhang Youxia", "Zhang Jun"}
    assert result.notes == ("actor=Zhang: it may be Zhang Jun or Zhang Youxia; the rows are those of each",)


def test_an_unknown_name_is_noted(world: Database) -> None:
    result = run_query(world, get_query("meetings_between"), {"person": "Lavrov"})
    assert (result.rows, result.notes) == ((), ("person=Lavrov: nobody in the graph has that name",))


OF_ACTOR = [
    pytest.param({}, ["april", "beijing", "kremlin", "moscow", "someday"], id="the meeting family"),
    pytest.param({"type": "ceremony"}, ["welcome"], id="a type by name"),
    pytest.param({"type": "talks"}, ["moscow"], id="one type of the family"),
    pytest.param({"to": "2023-04-30"}, ["april"], id="a period"),
]


@pytest.mark.parametrize(("given", "expected"), OF_ACTOR)
def test_meetings_of_actor(world: Database, given: dict[str, str], expected: list[str]) -> None:
    assert events(world, "meetings_of_actor", actor="Sergei Shoigu", **given) == expected


def test_evidence(world: Database) -> None:
    found = rows(world, "evidence_for_event", event="event:moscow")
    assert [(row["mention"], row["certain"]) for row in found] == [
        ("mention:m1", True),
        ("mention:m5", True),
        ("mention:m2", True),
        ("mention:open", False),
    ]
    assert found[0]["quote"] == "Shoigu held talks with Zhang in Moscow."
    assert (found[0]["path"], found[0]["extractor_version"], found[0]["time_text"]) == (
        "000.txt",
        "0.1.0",
        "on Wednesday",
    )
    assert found[3]["attribution"] == "Zhang said"
    assert found[3]["participants"][0]["text"] == "They"


def test_mentions(world: Database) -> None:
    found = {row["mention"]: row for row in rows(world, "mentions")}
    assert len(found) == 16
    assert found["mention:m3"] == {
        "mention": "mention:m3", "event": "event:beijing", "article": "article:001", "type": "meeting",
        "start": 50, "end": 86, "candidates": [],
    }  # fmt: skip
    assert found["mention:open"]["event"] is None
    assert found["mention:open"]["candidates"] == ["event:beijing", "event:moscow"]
    assert [row["mention"] for row in rows(world, "mentions", article="001.txt")] == [
        f"mention:m{n}" for n in (2, 3, 4, 11)
    ]


def test_conflicting_claims(world: Database) -> None:
    """The unconfirmed meeting in Beijing in November, and the one in Moscow on the 8th."""
    (found,) = rows(world, "conflicting_claims")
    assert (found["first"]["id"], found["second"]["id"], found["differs"]) == ("event:rumour", "event:moscow", "status")
    assert found["actors"] == ["Sergei Shoigu", "Zhang Youxia"]
    assert found["second"]["quote"] == "Shoigu held talks with Zhang in Moscow."
    assert len(rows(world, "conflicting_claims", person="Zhang Youxia")) == 1
    assert rows(world, "conflicting_claims", person="Putin") == []
    assert rows(world, "conflicting_claims", **{"from": "2024-01-01"}) == []


def test_unresolved_mentions(world: Database) -> None:
    actor, mention = rows(world, "unresolved_mentions")
    assert (actor["kind"], actor["text"], actor["candidates"]) == ("actor", "Zhang", ["actor:zhang", "actor:zhangjun"])
    assert (mention["kind"], mention["candidates"]) == ("event", ["event:beijing", "event:moscow"])
    assert rows(world, "unresolved_mentions", article="000.txt") == []


WRITES = [
    "CREATE (n:Actor) RETURN n",
    "MATCH (n) DETACH DELETE n",
    "MATCH (n:Actor) SET n.name = 'x' RETURN n",
    "MERGE (n:Actor {id: 'x'}) RETURN n",
    "CREATE INDEX other FOR (n:Actor) ON (n.name)",
    "DROP CONSTRAINT actor_id",
    "MATCH (n) CALL (n) { SET n.x = 1 } RETURN n",
]


@pytest.mark.parametrize("statement", WRITES)
def test_a_reading_session_refuses_to_write(world: Database, statement: str) -> None:
    with pytest.raises(UsageError):
        world.read(statement)


def test_browser_gives_a_name_as_a_string(world: Database) -> None:
    """`:param person => 'Shoigu'`: the statement itself lowers it."""
    query = get_query("meetings_between")
    given = {parameter.name: None for parameter in query.parameters} | {"person": "SHOIGU", "other": "Zhang Youxia"}
    assert [row["event"] for row in world.read(query.statement, {**given, "status": "planned"})] == []
    assert len(world.read(query.statement, {**given, "status": "occurred"})) == 3


@pytest.mark.parametrize("text", ["'}) DETACH DELETE n //", '" OR 1=1', "$person", "\\u0027", "` //"])
def test_hostile_values_are_only_text(world: Database, text: str) -> None:
    assert events(world, "meetings_between", person=f"x{text}", other=f"y{text}") == []
    assert rows(world, "mentions", article=text) == []
