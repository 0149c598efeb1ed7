"""The pictures of `cypher/browser/`: the same question as the saved query of that name, answered with paths."""

from __future__ import annotations

from typing import Any

import pytest

from kgload.database import Database
from kgload.query.catalog import catalog, get_query
from kgload.query.parameters import bind
from kgload.resources import pictures_folder
from query.test_saved_queries import ASKED, SCANS, operators, rows

pytestmark = pytest.mark.neo4j

PICTURES = catalog(pictures_folder())
SHOIGU = {"person": "Shoigu", "actor": "Shoigu"}
ASIDE = {"run_changes", "unresolved_mentions", "evidence_for_event", "who_met_whom"}  # their rows are no events


def asked(name: str) -> dict[str, str]:
    required = {p.name for p in PICTURES[name].parameters if p.required}
    return {key: value for key, value in SHOIGU.items() if key in required} | ASKED.get(name, {})


def drawn(database: Database, name: str) -> list[dict[str, Any]]:
    return database.read(PICTURES[name].statement, bind(PICTURES[name], asked(name)))


def drawn_events(database: Database, name: str) -> set[str]:
    paths = [path for row in drawn(database, name) for path in row.values() if path is not None]
    return {node["id"] for path in paths for node in path.nodes if "Event" in node.labels}


@pytest.mark.parametrize("name", PICTURES)
def test_asks_what_the_saved_query_asks(name: str) -> None:
    saved, picture = get_query(name), PICTURES[name]
    assert {p for p in saved.parameters if p.name != "limit"} == set(picture.parameters)
    assert picture.title.startswith("Picture: ")


@pytest.mark.parametrize("name", PICTURES)
def test_starts_from_an_index(world: Database, name: str) -> None:
    found = operators(world.explain(PICTURES[name].statement, {p.name: None for p in PICTURES[name].parameters}))
    assert any("IndexSeek" in operator for operator in found)
    assert not SCANS & set(found)


@pytest.mark.parametrize("name", PICTURES)
def test_gives_paths(world: Database, name: str) -> None:
    found = drawn(world, name)
    assert tuple(found[0]) == PICTURES[name].columns
    assert all(path is None or path.nodes for row in found for path in row.values())


@pytest.mark.parametrize("name", sorted(PICTURES.keys() - ASIDE))
def test_shows_the_events_of_the_rows(world: Database, name: str) -> None:
    assert drawn_events(world, name) == {row["event"] for row in rows(world, name, **asked(name))}


def test_who_met_whom_shows_every_meeting_counted(world: Database) -> None:
    counted = {event for row in rows(world, "who_met_whom") for event in row["events"]}
    assert drawn_events(world, "who_met_whom") == counted


def test_what_was_left_open_shows_the_candidates(world: Database) -> None:
    assert drawn_events(world, "unresolved_mentions") == {"event:beijing", "event:moscow"}
