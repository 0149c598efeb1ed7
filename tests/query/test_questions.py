"""The saved queries beyond the founding one, on the hand-made graph: who is in, who is out, and why."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from kgload.database import Database
from kgload.errors import UsageError
from kgload.query.catalog import get_query
from kgload.query.parameters import bind
from query.test_saved_queries import events, rows

pytestmark = pytest.mark.neo4j

BOTH = {"country": "RU", "counterpart": "CN"}
YEAR = {"from": "2023-01-01", "to": "2023-12-31"}


def names(people: list[dict[str, Any]]) -> list[str]:
    return [person["name"] for person in people]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param({**BOTH, **YEAR}, ["april", "beijing", "kremlin", "moscow"], id="a year"),
        pytest.param(
            {"country": "Russia", "counterpart": "China", "to": "2023-10-31"}, ["april", "beijing"], id="names"
        ),
        pytest.param(
            {"country": "CN", "counterpart": "RU"}, ["april", "beijing", "kremlin", "moscow", "someday"], id="no period"
        ),
        pytest.param({"country": "CN", "counterpart": "US"}, ["singapore"], id="another pair"),
        pytest.param({"country": "RU", "counterpart": "US"}, [], id="a call is no meeting"),
        pytest.param({"country": "RU", "counterpart": "RU"}, [], id="who accompanies is not met"),
        pytest.param({"country": "RU", "counterpart": "CN", "status": "planned"}, ["plan", "invited"], id="planned"),
    ],
)
def test_meetings_of_countries(world: Database, given: dict[str, str], expected: list[str]) -> None:
    assert events(world, "meetings_of_countries", **given) == expected


def test_each_country_has_its_column(world: Database) -> None:
    (found,) = rows(world, "meetings_of_countries", country="US", counterpart="CN")
    assert (names(found["officials"]), names(found["counterparts"])) == (["Lloyd Austin"], ["Wei Fenghe"])
    assert found["evidence"] == ["Austin met Wei in Singapore last June."]


@pytest.mark.parametrize("office", ["defence_minister", "Minister of National Defense", "defense minister"])
def test_an_office_across_its_holders(world: Database, office: str) -> None:
    found = rows(world, "meetings_of_office", office=office, country="China")
    assert [(row["event"], row["holder"], row["since"]) for row in found] == [
        ("event:singapore", "Wei Fenghe", date(2018, 3, 19)),
        ("event:april", "Li Shangfu", date(2023, 3, 12)),
    ]
    assert names(found[1]["counterparts"]) == ["Vladimir Putin"]


def test_an_office_in_every_country(world: Database) -> None:
    assert events(world, "meetings_of_office", office="defence_minister") == ["singapore", "april", "beijing", "moscow"]
    assert events(world, "meetings_of_office", office="harbour master") == []


def test_a_meeting_outside_the_tenure_is_not_of_the_office(world: Database) -> None:
    """Li met Putin as minister in April 2023; Wei's successor is no reason to give Wei's meetings to Li."""
    found = rows(world, "meetings_of_office", office="defence_minister", country="CN", **YEAR)
    assert {row["holder"] for row in found} == {"Li Shangfu"}


def test_office_names_are_read_as_articles_write_them() -> None:
    query = get_query("meetings_of_office")
    assert bind(query, {"office": "Secretary of State"})["office"] == "foreign_minister"
    assert bind(query, {"office": "Harbour  Master"})["office"] == "Harbour Master"


def test_timeline(world: Database) -> None:
    found = rows(world, "timeline", actor="Zhang Youxia")
    assert [row["event"].removeprefix("event:") for row in found] == [
        "beijing", "visit", "welcome", "kremlin", "moscow", "someday",
    ]  # fmt: skip
    assert (found[1]["role"], found[1]["others"], found[1]["sources"]) == ("guest", ["Sergei Shoigu"], 1)
    later = rows(world, "timeline", actor="Zhang Youxia", status="any", **{"from": "2023-11-08"})
    assert [row["what"] for row in later] == ["welcome", "kremlin", "moscow", "trip"]


def test_who_met_whom(world: Database) -> None:
    found = rows(world, "who_met_whom")
    assert [(row["person"], row["other"], row["meetings"]) for row in found] == [
        ("Sergei Shoigu", "Zhang Youxia", 3),
        ("Vladimir Putin", "Zhang Youxia", 1),
        ("Li Shangfu", "Vladimir Putin", 1),
        ("Lloyd Austin", "Wei Fenghe", 1),
    ]
    assert found[0] | {"events": 3} == {
        "person": "Sergei Shoigu", "other": "Zhang Youxia", "meetings": 3, "undated": 1, "events": 3,
        "first": date(2023, 10, 21), "last": date(2023, 11, 8),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param({"person": "Putin"}, [("Zhang Youxia", 1), ("Li Shangfu", 1)], id="of one person"),
        pytest.param({"person": "Shoigu", **YEAR}, [("Zhang Youxia", 2)], id="a period leaves out the unknown time"),
        pytest.param({"country": "US"}, [("Lloyd Austin", 1)], id="with officials of a country"),
        pytest.param({"limit": "1"}, [("Zhang Youxia", 3)], id="the first only"),
    ],
)
def test_who_met_whom_narrowed(world: Database, given: dict[str, str], expected: list[tuple[str, int]]) -> None:
    assert [(row["other"], row["meetings"]) for row in rows(world, "who_met_whom", **given)] == expected


def test_first_and_last_meeting(world: Database) -> None:
    found = rows(world, "first_and_last_meeting", person="Shoigu", other="Zhang Youxia")
    assert [(row["which"], row["event"], row["meetings"]) for row in found] == [
        ("first", "event:beijing", 2),
        ("last", "event:moscow", 2),
    ]
    (only,) = rows(world, "first_and_last_meeting", person="Putin", other="Li Shangfu")
    assert (only["which"], only["event"]) == ("only", "event:april")
    assert rows(world, "first_and_last_meeting", person="Putin", other="Shoigu") == []


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param({"place": "moscow"}, ["visit"], id="a place, with what lies in it"),
        pytest.param({"place": "Kremlin"}, ["visit"], id="a building"),
        pytest.param({"place": "Russia"}, ["visit"], id="a country"),
        pytest.param({"place": "Russia", "status": "any"}, ["visit", "trip"], id="planned too"),
        pytest.param({"place": "Beijing"}, [], id="a meeting there is no visit"),
        pytest.param({"place": "Moscow", "to": "2023-11-08"}, [], id="the whole visit lies in the period"),
    ],
)
def test_visits_to(world: Database, given: dict[str, str], expected: list[str]) -> None:
    assert events(world, "visits_to", **given) == expected


def test_a_visit_tells_guest_from_host(world: Database) -> None:
    (found,) = rows(world, "visits_to", place="Moscow")
    assert (names(found["visitors"]), names(found["hosts"]), found["place"]) == (
        ["Zhang Youxia"],
        ["Sergei Shoigu"],
        "Kremlin",
    )


def test_calls(world: Database) -> None:
    (found,) = rows(world, "calls", person="Shoigu")
    assert (found["role"], found["counterparts"][0]["name"], found["counterparts"][0]["role"]) == (
        "called",
        "Lloyd Austin",
        "caller",
    )
    assert rows(world, "calls", person="Shoigu", country="CN") == []
    assert events(world, "calls", person="Austin", other="Sergei Shoigu", to="2022-12-31") == ["call"]


def test_plans_not_reported_held(world: Database) -> None:
    """The trip was: a visit of Zhang to Moscow met its interval. The undated invitation says when they did meet."""
    plan, invited = rows(world, "plans_not_reported_held")
    assert (plan["event"], plan["later"], plan["participants"]) == ("event:plan", None, ["Sergei Shoigu", "Zhang Jun"])
    assert (invited["event"], invited["announced"]) == ("event:invited", date(2023, 4, 17))
    assert invited["later"] == {"id": "event:kremlin", "earliest": date(2023, 11, 8), "latest": date(2023, 11, 8)}
    assert events(world, "plans_not_reported_held", person="Putin") == ["invited"]
    assert events(world, "plans_not_reported_held", **YEAR) == ["plan"]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param({"type": "talks"}, [], id="two articles"),
        pytest.param({"type": "meeting", **YEAR}, ["april", "beijing", "kremlin"], id="one article each"),
        pytest.param({"type": "meeting"}, ["singapore", "april", "beijing", "kremlin", "someday"], id="no period"),
        pytest.param({"status": "planned", **YEAR}, ["trip", "plan"], id="plans"),
    ],
)
def test_events_of_one_source(world: Database, given: dict[str, str], expected: list[str]) -> None:
    assert events(world, "events_of_one_source", **given) == expected


def test_activity_by_month(world: Database) -> None:
    found = {row["month"]: row for row in rows(world, "activity_by_month")}
    assert list(found) == ["2022-06", "2022-10", "2023-04", "2023-10", "2023-11"]
    november = {"month": "2023-11", "events": 4, "meetings": 2, "visits": 1, "calls": 0, "ceremonies": 1}
    assert found["2023-11"] == {**november, "conferences": 0, "others": 0, "sources": 5}
    shoigu = rows(world, "activity_by_month", actor="Shoigu", **YEAR)
    assert [(row["month"], row["events"]) for row in shoigu] == [("2023-04", 1), ("2023-10", 1), ("2023-11", 4)]
    assert [row["month"] for row in rows(world, "activity_by_month", country="US")] == ["2022-06", "2022-10"]


def test_undated_events(world: Database) -> None:
    (found,) = rows(world, "undated_events")
    assert (found["event"], found["participants"]) == ("event:someday", ["Sergei Shoigu", "Zhang Youxia"])
    assert (found["time_text"], found["evidence"]) == ("on Wednesday", ["Zhang met Shoigu."])
    assert events(world, "undated_events", status="any", person="Putin") == ["invited"]
    assert events(world, "undated_events", type="visit") == []


def test_run_changes(world: Database) -> None:
    found = {row["path"]: row for row in rows(world, "run_changes")}
    assert list(found) == ["000.txt", "001.txt", "002.txt", "004.txt"]
    second = found["001.txt"]
    assert [event["id"] for event in second["events"]] == [
        "event:beijing", "event:visit", "event:kremlin", "event:moscow",
    ]  # fmt: skip
    assert (second["mentions"], second["only_here"], second["current"], second["run"]) == (4, 3, True, "run:1a")
    assert rows(world, "run_changes", run="run:none") == []


def test_a_limit_is_a_number() -> None:
    with pytest.raises(UsageError, match="not a whole number"):
        bind(get_query("who_met_whom"), {"limit": "few"})
