"""An event is explained by its sentences; a mention by the events that it reports or may report."""

from __future__ import annotations

import json

import pytest

from kgload.database import Database
from kgload.errors import UsageError
from kgload.query.explain import explain, render_explanation

pytestmark = pytest.mark.neo4j


def test_an_event(world: Database) -> None:
    text = render_explanation(explain(world, "event:moscow"))
    assert text.startswith("talks, occurred, 2023-11-08 in Moscow\n  event:moscow\n")
    for part in (
        "host: Sergei Shoigu, Minister of Defense, RU",
        "1. “Shoigu held talks with Zhang in Moscow.”",
        "000.txt, Example Wire [10:49]",
        "“on Wednesday” seen from the dateline",
        "rule met of events 0.1.0; fits",
        "4. “They met twice.” (may report this event)",
        "loaded by run:1a, started 2024-01-01T00:00:00.000+00:00, kgload 0.1.0: 3 articles",
    ):
        assert part in text


def test_as_json(world: Database) -> None:
    found = json.loads(render_explanation(explain(world, "event:moscow"), as_json=True))
    (why,) = found["events"]
    assert (why["event"]["earliest"], len(why["evidence"]), why["runs"][0]["id"]) == ("2023-11-08", 4, "run:1a")


@pytest.mark.parametrize(
    ("mention", "expected"),
    [
        pytest.param("mention:m3", "mention:m3 (001.txt) reports event:beijing: ", id="certain"),
        pytest.param("mention:open", "may report one of event:beijing, event:moscow: “They met twice.”", id="open"),
    ],
)
def test_a_mention(world: Database, mention: str, expected: str) -> None:
    assert expected in render_explanation(explain(world, mention)).splitlines()[0]


def test_an_unknown_id(world: Database) -> None:
    with pytest.raises(UsageError, match="no event and no mention has the id 'event:none'"):
        explain(world, "event:none")
