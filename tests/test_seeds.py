"""The five articles of ../shared/seeds: the figures that the whole way from article to answer has to reach."""

from __future__ import annotations

import json
import re
from itertools import islice, permutations
from pathlib import Path
from typing import Any

import pytest

from commands import exported, last_commit, nodes, run, use_home
from disposable import wipe
from kgload.database import Database
from kgload.load.loader import Loader
from kgload.load.rows import ArticleVersion
from kgload.load.runs import Run
from kgload.model import Extraction
from kgload.pipeline import extractions, extractor_info
from kgload.registry import registry
from kgload.resolve import resolve_marked
from kgload.settings import Settings

SEEDS = Path(__file__).resolve().parent.parent.parent / "shared" / "seeds"
FILES = sorted(SEEDS.glob("*.txt"))
IN_2023 = ("-p", "from=2023-01-01", "-p", "to=2023-12-31")

pytestmark = [
    pytest.mark.neo4j,
    pytest.mark.shared,
    pytest.mark.skipif(not FILES, reason="the articles of ../shared/seeds are not here"),
]


@pytest.fixture
def seeds(database: Database, neo4j_settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Database:
    """The graph of the five articles and nothing else; made once, as long as no test changes it."""
    use_home(monkeypatch, neo4j_settings, tmp_path / "home")
    held = database.read("MATCH (article:Article) RETURN article.path AS path ORDER BY path")
    if [row["path"] for row in held] != [file.name for file in FILES]:
        wipe(database)
    assert run("ingest", SEEDS).code == 0
    return database


def rows(*arguments: str) -> list[dict[str, Any]]:
    ended = run("query", *arguments, "--format", "json")
    assert ended.code == 0, ended.err
    found: list[dict[str, Any]] = json.loads(ended.out)
    return found


def interval(row: dict[str, Any]) -> tuple[str | None, str | None, str]:
    return row["earliest"], row["latest"], row["precision"]


def sources(row: dict[str, Any]) -> list[str]:
    """The numbers of the articles."""
    return sorted(source["path"][:3] for source in row["sources"])


def test_the_founding_query(seeds: Database) -> None:
    asked = ("meetings_between", "-p", "person=Shoigu", "-p", "country=CN", *IN_2023)
    first, second = rows(*asked)
    assert interval(first) == ("2023-10-21", "2023-10-31", "part-of-month")
    assert (first["place"], sources(first)) == ("Beijing", ["001"])
    assert interval(second) == ("2023-11-08", "2023-11-08", "day")
    assert (second["place"], sources(second)) == ("Moscow", ["000", "001"])
    for row in (first, second):
        (zhang,) = row["counterparts"]
        assert (zhang["name"], zhang["organization"], zhang["country"]) == (
            "Zhang Youxia",
            "Central Military Commission",
            "CN",
        )
        assert re.fullmatch("vice[ -]chairman", zhang["office"])
        assert row["person"] == "Sergei Shoigu"


def test_one_event_of_three_articles(seeds: Database) -> None:
    asked = ("-p", "person=Putin", "-p", "other=Zhang Youxia", *IN_2023)
    (row,) = rows("meetings_between", *asked)
    assert (interval(row), row["place"]) == (("2023-11-08", "2023-11-08", "day"), "Moscow")
    assert sources(row) == ["000", "001", "003"]


def test_on_sunday(seeds: Database) -> None:
    (row,) = rows("meetings_between", "-p", "person=Putin", "-p", "other=Li Shangfu", *IN_2023)
    assert (interval(row), row["place"]) == (("2023-04-16", "2023-04-16", "day"), "Moscow")
    assert [source["published"] for source in row["sources"]] == ["2023-04-17"]


def test_two_meetings_this_year_are_not_a_third(seeds: Database) -> None:
    found = rows("meetings_between", "-p", "person=Xi", "-p", "other=Putin", *IN_2023)
    assert [(interval(row), row["place"]) for row in found] == [
        (("2023-03-01", "2023-03-31", "month"), "Moscow"),
        (("2023-10-01", "2023-10-31", "month"), "Beijing"),
    ]
    plural = seeds.read(
        "MATCH (a:Article)<-[:FOUND_IN]-(m:Mention {count: 2})-[:NAMES]->(:ActorMention {name: 'Xi Jinping'}) "
        "RETURN left(a.path, 3) AS article, EXISTS { (m)-[:REPORTS]->() } AS made, "
        "COLLECT { MATCH (m)-[:MAY_REPORT]->(e) RETURN e.id ORDER BY e.earliest } AS may ORDER BY article"
    )
    both = [row["event"] for row in found]
    assert plural == [{"article": number, "made": False, "may": both} for number in ("000", "001")]


def test_the_welcoming_ceremony_is_its_own_event(seeds: Database) -> None:
    ceremonies = rows("meetings_of_actor", "-p", "actor=Shoigu", "-p", "type=ceremony", *IN_2023)
    assert [(interval(row), sources(row)) for row in ceremonies] == [
        (("2023-11-08", "2023-11-08", "day"), ["000", "001"])
    ]
    assert "Zhang Youxia" in json.dumps(ceremonies[0]["others"])
    meetings = rows("meetings_of_actor", "-p", "actor=Shoigu", "-p", "from=2023-11-01", "-p", "to=2023-11-30")
    assert [row["type"] for row in meetings] == ["talks"]


def test_the_undated_article(seeds: Database) -> None:
    without_period = rows("meetings_between", "-p", "person=Shoigu", "-p", "other=Zhang Youxia")
    (row,) = [row for row in without_period if sources(row) == ["004"]]
    assert (interval(row), row["place"]) == ((None, None, "unknown"), "Moscow")
    for year in range(2017, 2025):
        period = ("-p", f"from={year}-01-01", "-p", f"to={year}-12-31")
        assert row["event"] not in [
            other["event"] for other in rows("meetings_between", "-p", "person=Shoigu", *period)
        ]
    people = seeds.read(
        "MATCH (a:Article)<-[:FOUND_IN]-(m:ActorMention)-[:DENOTES]->(p:Person) WHERE 'Zhang Youxia' IN m.texts "
        "RETURN collect(DISTINCT p.id) AS person, collect(DISTINCT left(a.path, 3)) AS articles"
    )[0]
    assert len(people["person"]) == 1
    assert sorted(people["articles"]) == ["000", "001", "003", "004"]


def test_the_summit_at_camp_david(seeds: Database) -> None:
    found = seeds.read(
        "MATCH (e:Event {type: 'summit'})<-[:REPORTS]-(:Mention)-[:FOUND_IN]->(a:Article) "
        "RETURN e.sides AS sides, toString(e.earliest) AS earliest, toString(e.latest) AS latest, "
        "e.precision AS precision, e.status AS status, left(a.path, 3) AS article, "
        "COLLECT { MATCH (e)<-[:PARTICIPATED_IN]-(:Actor)-[:ACTS_FOR]->(c:Country) RETURN c.code ORDER BY c.code } "
        "AS countries, [(e)-[:HELD_AT]->(p) | p.name] AS places"
    )
    (summit,) = found
    assert sorted(summit["countries"]) == ["JP", "KR", "US"]
    assert interval(summit) == ("2023-08-01", "2023-08-31", "month")
    assert (summit["places"], summit["status"], summit["article"]) == (["Camp David"], "occurred", "003")


def test_questions_beyond_the_founding_one(seeds: Database) -> None:
    both = ("-p", "country=RU", "-p", "counterpart=CN", "-p", "from=2023-10-15", "-p", "to=2023-12-31")
    between = rows("meetings_of_countries", *both)
    assert [interval(row)[0] for row in between] == ["2023-10-21", "2023-11-08", "2023-11-08"]
    (talks,) = [row for row in between if row["type"] == "talks"]
    assert (sources(talks), [one["name"] for one in talks["officials"]]) == (["000", "001"], ["Sergei Shoigu"])
    first, last = rows("first_and_last_meeting", "-p", "person=Shoigu", "-p", "other=Zhang Youxia", *IN_2023)
    assert (first["place"], last["place"], last["meetings"]) == ("Beijing", "Moscow", 2)
    undated = rows("undated_events", "-p", "type=meeting", "-p", "person=Shoigu")
    assert [(sources(row), row["published"]) for row in undated] == [(["004"], None)]


def test_twice_writes_nothing(seeds: Database) -> None:
    before, runs = last_commit(seeds), nodes(seeds, "Run")
    ended = run("ingest", SEEDS, "--json")
    summary = json.loads(ended.out)
    assert (ended.code, summary["written"], summary["unchanged"], summary["run"]) == (0, 0, 5, None)
    assert (last_commit(seeds), nodes(seeds, "Run")) == (before, runs)


def test_every_order_gives_the_same_bytes(seeds: Database) -> None:
    """Each article by itself; resolved at the end and once on the way, in some orders after each. Every fifth order:
    all 120 take minutes, and row T12 of the campaign has more of them.
    """
    wanted, by = exported(seeds), extractor_info()
    versions = [ArticleVersion(one, by) for one in extractions([SEEDS]) if isinstance(one, Extraction)]
    loader, differing = Loader(seeds), []
    for number, order in enumerate(islice(permutations(versions), 0, None, 5)):
        wipe(seeds)
        for place, version in enumerate(order, start=1):
            loader.write([version], Run.begin("seeds"))
            if place in (number % 5, 5) or number % 8 == 0:
                resolve_marked(seeds, registry())
        if exported(seeds) != wanted:
            differing.append([version.article.path[:3] for version in order])
    assert not differing


@pytest.mark.parametrize("order", [(4, 3, 2, 1, 0), (2, 0, 4, 1, 3), (1, 2, 3, 4, 0)], ids=str)
def test_orders_on_the_command_line(seeds: Database, order: tuple[int, ...], tmp_path: Path) -> None:
    wanted = exported(seeds)
    wipe(seeds)
    for number in order:
        assert run("ingest", FILES[number]).code == 0
    assert run("export", tmp_path / "graph.nq", "--no-runs").code == 0
    assert (tmp_path / "graph.nq").read_bytes() == wanted
