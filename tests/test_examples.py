"""The articles of `make demo`: what they say of themselves, what kgload finds in them, what the graph answers."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import pytest

from disposable import wipe
from kgload import pipeline
from kgload.database import Database
from kgload.errors import RecordError
from kgload.query.catalog import get_query
from kgload.query.render import render
from kgload.query.run import run_query
from kgload.rdf.jsonlines import json_object
from kgload.settings import Settings

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
FILES = sorted((EXAMPLES / "articles").iterdir())
YEAR = {"from": "2023-01-01", "to": "2023-12-31"}
MEETINGS = {"meeting", "talks", "summit", "consultation"}

PUBLISHED = {
    "01-putin-zhang.txt": ["2023-11-08"],
    "02-shoigu-zhang-readout.md": ["2023-11-08"],
    "03-two-meetings.txt": ["2023-11-10"],
    "04-xiangshan-forum.html": ["2023-10-30"],
    "05-li-visit-announced.md": ["2023-04-14"],
    "06-putin-li-kremlin.txt": ["2023-04-17"],
    "07-shoigu-li-talks.txt": ["2023-04-18"],
    "08-moscow-conference.txt": ["2023-08-15"],
    "09-beijing-visitors.md": ["2023-06-19", "2023-07-18"],
    "10-archive.jsonl": ["2023-04-26", "2023-08-18", "2023-11-16"],
    "11-singapore-refusal.txt": ["2023-05-30"],
    "12-undated.txt": [None],
    "13-what-is-a-readout.txt": ["2023-09-04"],
    "14-xi-state-visit.txt": ["2023-03-21"],
    "15-xi-putin-beijing.md": ["2023-10-18"],
}


@pytest.fixture(scope="module")
def extracted() -> dict[str, list[dict[str, Any]]]:
    """File name -> what `kgload extract` gives for each of its articles, in order of publication."""
    by_file: dict[str, list[dict[str, Any]]] = {}
    for found in pipeline.extractions([EXAMPLES / "articles"]):
        assert not isinstance(found, RecordError)
        by_file.setdefault(Path(found.article.path).name, []).append(json_object(found))
    return {name: sorted(items, key=lambda i: i["article"]["published"] or "") for name, items in by_file.items()}


def meetings(item: dict[str, Any], status: str) -> list[dict[str, Any]]:
    return [event for event in item["events"] if event["type"] in MEETINGS and event["status"] == status]


def people(event: dict[str, Any]) -> set[str]:
    """The last words of the names that take part, and the first, for names that begin with the family's."""
    return {word for participant in event["participants"] for word in (participant["name"] or "").split()}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_says_that_it_was_written_for_the_demonstration(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert re.search(r"written for the demonstration of kgload", text, re.IGNORECASE)
    assert set(re.findall(r"https?://([^/\s\"]+)", text)) <= {"example.org"}


def test_readme_shows_every_file() -> None:
    shown = re.findall(r"^\| `([^`]+)`", (EXAMPLES / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert shown == [file.name for file in FILES] == list(PUBLISHED)


def test_every_article_is_read_with_its_date(extracted: dict[str, list[dict[str, Any]]]) -> None:
    dates = {
        name: [(item["article"]["published"] or "")[:10] or None for item in items] for name, items in extracted.items()
    }
    assert dates == PUBLISHED


@pytest.mark.parametrize(
    ("file", "names", "day"),
    [
        ("01-putin-zhang.txt", {"Putin", "Zhang"}, "2023-11-08"),
        ("01-putin-zhang.txt", {"Shoigu", "Zhang"}, "2023-11-08"),
        ("02-shoigu-zhang-readout.md", {"Shoigu", "Zhang"}, "2023-11-08"),
        ("03-two-meetings.txt", {"Shoigu", "Zhang"}, "2023-11-08"),
        ("04-xiangshan-forum.html", {"Shoigu", "Zhang"}, "2023-10-30"),
        ("06-putin-li-kremlin.txt", {"Putin", "Li"}, "2023-04-16"),
        ("07-shoigu-li-talks.txt", {"Shoigu", "Li"}, "2023-04-18"),
        ("08-moscow-conference.txt", {"Shoigu", "Li"}, "2023-08-15"),
        ("09-beijing-visitors.md", {"Xi", "Blinken"}, "2023-06-19"),
        ("09-beijing-visitors.md", {"Qin", "Blinken"}, "2023-06-18"),
        ("09-beijing-visitors.md", {"Kissinger", "Li"}, "2023-07-18"),
        ("10-archive.jsonl", {"Biden", "Kishida", "Yoon"}, "2023-08-18"),
        ("10-archive.jsonl", {"Biden", "Xi"}, "2023-11-15"),
        ("14-xi-state-visit.txt", {"Xi", "Putin"}, "2023-03-21"),
        ("15-xi-putin-beijing.md", {"Xi", "Putin"}, "2023-10-18"),
    ],
)
def test_meetings_are_found_on_their_day(
    extracted: dict[str, list[dict[str, Any]]], file: str, names: set[str], day: str
) -> None:
    found = [event for item in extracted[file] for event in meetings(item, "occurred") if names <= people(event)]
    assert (day, day) in {(event["earliest"], event["latest"]) for event in found}


@pytest.mark.parametrize(
    ("file", "status"), [("05-li-visit-announced.md", "planned"), ("11-singapore-refusal.txt", "denied")]
)
def test_what_did_not_happen_is_not_given_as_having_happened(
    extracted: dict[str, list[dict[str, Any]]], file: str, status: str
) -> None:
    (item,) = extracted[file]
    assert meetings(item, "occurred") == []
    assert any("Li" in people(event) for event in meetings(item, status))


def test_undated_meeting_has_no_time(extracted: dict[str, list[dict[str, Any]]]) -> None:
    (item,) = extracted["12-undated.txt"]
    found = [event for event in meetings(item, "occurred") if {"Shoigu", "Zhang"} <= people(event)]
    assert {(event["earliest"], event["precision"]) for event in found} == {(None, "unknown")}


def test_an_explainer_has_nothing_to_report(extracted: dict[str, list[dict[str, Any]]]) -> None:
    (item,) = extracted["13-what-is-a-readout.txt"]
    assert item["events"] == []


def test_headlines_around_an_article_are_not_read(extracted: dict[str, list[dict[str, Any]]]) -> None:
    (item,) = extracted["04-xiangshan-forum.html"]
    assert not any("Xi and Putin" in event["quote"] or "Li Shangfu meet" in event["quote"] for event in item["events"])


@pytest.fixture(scope="module")
def answers(database: Database, neo4j_settings: Settings) -> Database:
    """A graph of the examples and nothing else."""
    wipe(database)
    summary = pipeline.ingest([EXAMPLES / "articles"], neo4j_settings)
    assert (summary.read, summary.written, summary.rejected) == (18, 18, [])
    return database


def rows(database: Database, query: str, **given: str) -> list[dict[str, Any]]:
    return list(run_query(database, get_query(query), given).rows)


def when_and_where(row: dict[str, Any]) -> tuple[str | None, str | None, str, str | None]:
    earliest, latest = (None if row[key] is None else str(row[key]) for key in ("earliest", "latest"))
    return earliest, latest, row["precision"], row["place"]


def files(row: dict[str, Any]) -> list[str]:
    """The numbers of the files that report a row's event."""
    return sorted(source["path"].rpartition("/")[2][:2] for source in row["sources"])


@pytest.mark.neo4j
def test_the_founding_question(answers: Database) -> None:
    found = rows(answers, "meetings_between", person="Shoigu", country="CN", **YEAR)
    assert [(*when_and_where(row), row["counterparts"][0]["name"], files(row)) for row in found] == [
        ("2023-04-18", "2023-04-18", "day", "Moscow", "Li Shangfu", ["07", "08"]),
        ("2023-04-21", "2023-04-30", "part-of-month", "New Delhi", "Li Shangfu", ["08"]),
        ("2023-08-15", "2023-08-15", "day", "Moscow", "Li Shangfu", ["08"]),
        ("2023-10-30", "2023-10-30", "day", "Beijing", "Zhang Youxia", ["03", "04"]),
        ("2023-11-08", "2023-11-08", "day", "Moscow", "Zhang Youxia", ["01", "02", "03"]),
    ]
    assert all(person["office"] and person["country"] == "CN" for row in found for person in row["counterparts"])
    assert all(row["evidence"] for row in found)


@pytest.mark.neo4j
def test_readme_shows_the_answer(answers: Database) -> None:
    """Its beginning: the sentences of the first row are enough. If it has changed, paste what `make demo` prints."""
    query = get_query("meetings_between")
    out = io.StringIO()
    render(query.columns, rows(answers, query.name, person="Shoigu", country="CN", **YEAR), "table", out)
    readme = (EXAMPLES.parent / "README.md").read_text(encoding="utf-8")
    shown = readme.partition("<!-- answer")[2].partition("```\n")[2].partition("```")[0]
    assert "1. event:" in shown
    assert out.getvalue().startswith(shown)


@pytest.mark.neo4j
@pytest.mark.parametrize(
    ("person", "other", "status", "expected"),
    [
        pytest.param("Li Shangfu", "Shoigu", "planned", [(None, None, "unknown", None)], id="planned"),
        pytest.param("Li Shangfu", "Austin", "denied", [(None, None, "unknown", "Singapore")], id="refused"),
        pytest.param("Li Shangfu", "Austin", "occurred", [], id="refused-did-not-occur"),
        pytest.param(
            "Xi Jinping",
            "Putin",
            "occurred",
            [
                ("2023-03-21", "2023-03-21", "day", "Moscow"),
                ("2023-10-18", "2023-10-18", "day", "Great Hall of the People"),
            ],
            id="month-in-one-article-day-in-another",
        ),
        pytest.param(
            "Biden", "Kishida", "occurred", [("2023-08-18", "2023-08-18", "day", "Camp David")], id="summit-of-three"
        ),
    ],
)
def test_meetings_of_a_pair(answers: Database, person: str, other: str, status: str, expected: list[object]) -> None:
    found = rows(answers, "meetings_between", person=person, other=other, status=status)
    assert [when_and_where(row) for row in found] == expected


@pytest.mark.neo4j
def test_an_undated_meeting_is_known_and_answered_for_no_year(answers: Database) -> None:
    found = rows(answers, "meetings_between", person="Shoigu", other="Zhang Youxia")
    assert [files(row) for row in found if row["earliest"] is None] == [["12"]]
    dated = rows(answers, "meetings_between", person="Shoigu", other="Zhang Youxia", **YEAR)
    assert len(dated) == len(found) - 1


ANSWERS = [
    ("meetings_of_countries", {"country": "CN", "counterpart": "US", **YEAR}, "earliest", ["06-18", "06-19", "11-15"]),
    ("meetings_of_office", {"office": "defence minister", "country": "CN"}, "holder", ["Li Shangfu"] * 5),
    ("timeline", {"actor": "Blinken"}, "earliest", ["06-18", "06-19", "06-19"]),
    ("first_and_last_meeting", {"person": "Shoigu", "other": "Li Shangfu"}, "earliest", ["04-18", "08-15"]),
    ("visits_to", {"place": "Moscow", **YEAR}, "earliest", ["03-20"]),
    ("visits_to", {"place": "Russia", **YEAR}, "earliest", ["03-20", "03-21", "04-16"]),
    ("calls", {"person": "Xi", "other": "Zelensky"}, "earliest", ["04-26"]),
    ("activity_by_month", {"actor": "Biden"}, "month", ["08", "11"]),
    ("who_met_whom", {"person": "Shoigu", **YEAR}, "meetings", ["3", "2"]),
]  # fmt: skip


@pytest.mark.neo4j
@pytest.mark.parametrize(("query", "given", "column", "expected"), ANSWERS, ids=lambda value: str(value)[:40])
def test_other_questions(
    answers: Database, query: str, given: dict[str, str], column: str, expected: list[str]
) -> None:
    """`expected` without the year, which is 2023."""
    assert [str(row[column]).removeprefix("2023-") for row in rows(answers, query, **given)] == expected


@pytest.mark.neo4j
def test_what_a_curator_looks_at_first(answers: Database) -> None:
    planned = rows(answers, "plans_not_reported_held", person="Li Shangfu")
    assert {(row["type"], row["place"], str(row["announced"])) for row in planned} == {
        ("talks", None, "2023-04-14"),
        ("visit", "Belarus", "2023-08-15"),
    }
    undated = rows(answers, "undated_events", type="talks")
    assert [(files(row), row["time_text"]) for row in undated] == [(["12"], "Wednesday")]
    alone = rows(answers, "events_of_one_source", type="talks", **YEAR)
    assert [files(row) for row in alone] == [["14"], ["09"], ["10"]]
    changed = rows(answers, "run_changes")
    assert (len(changed), {row["current"] for row in changed}) == (18, {True})


@pytest.mark.neo4j
def test_an_article_without_events_reports_none(answers: Database) -> None:
    assert rows(answers, "mentions", article="13-what-is-a-readout.txt") == []


@pytest.mark.neo4j
def test_the_same_again_writes_nothing(answers: Database, neo4j_settings: Settings) -> None:
    census = "MATCH (n) OPTIONAL MATCH (n)-[r]->() RETURN count(DISTINCT n) AS nodes, count(r) AS relationships"
    before = answers.read(census)
    summary = pipeline.ingest([EXAMPLES / "articles"], neo4j_settings)
    assert (summary.written, summary.unchanged, summary.blocks, summary.run) == (0, 18, 0, None)
    assert answers.read(census) == before
