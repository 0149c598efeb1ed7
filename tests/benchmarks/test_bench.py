"""How the public sets are read and scored; the sentences here are ours."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks import bench

PETR2 = """<Sentences>
<Sentence category="TEST" date="20150609" id="ONE" evaluate="true"/>
<EventCoding eventcode="040" sourcecode="RUSGOV" targetcode="CHN" />
<EventCoding eventcode="040" sourcecode="CHN" targetcode="RUSGOV" />
<EventCoding eventcode="060" sourcecode="USA" targetcode="CHN" />
<Text>
Vladimir Putin met Xi Jinping
in Beijing on Monday.
</Text>
<Parse>1	Putin	Putin	PROPN</Parse>
</Sentence>
<Sentence category="TEST" date="20150609" id="TWO" evaluate="true">
<EventCoding noevents="True" />
<Text>Joe Biden met Olaf Scholz in Washington on Monday.</Text>
</Sentence>
<Sentence category="TEST" date="121108" id="THREE" evaluate="true"/>
<EventCoding eventcode="042" sourcecode="GEOOPP" targetcode="GEOGOV" />
<Text>The bridge is closed.</Text>
</Sentence></Sentences>"""

PLOVER = [
    {"id": "C-1", "event": "CONSULT", "text": "Vladimir Putin met Xi Jinping in Beijing on Monday."},
    {"id": "A-1", "event": "AGREE", "text": "Vladimir Putin will meet Xi Jinping in Beijing on Monday."},
    {"id": "R-1", "event": "REJECT", "text": "Vladimir Putin refused to meet Xi Jinping."},
    {"id": "F-1", "event": "FIGHT", "text": "Joe Biden met Olaf Scholz in Washington on Monday."},
    {"id": "C-2", "event": "CONSULT", "text": "The bridge is closed to traffic."},
    {"id": "D", "event": "DOCUMENT"},
]


def event(type_: str, *countries: str | None, place: str | None = None) -> dict[str, Any]:
    return {
        "type": type_,
        "participants": [{"country": country} for country in countries],
        "place": {"country": place} if place else None,
    }


@pytest.fixture
def petr2(tmp_path: Path) -> Path:
    file = tmp_path / bench.PETR2
    file.write_text(PETR2, encoding="utf-8")
    return file


def test_petr2_is_read_without_its_parses(petr2: Path) -> None:
    one, two, three = bench.read_petr2(petr2)
    assert one == bench.Record(
        "ONE", "Vladimir Putin met Xi Jinping in Beijing on Monday.", "2015-06-09", frozenset({("CHN", "RUS")}), False
    )
    assert (two.eventless, two.pairs) == (True, frozenset())
    assert (three.published, three.pairs) == (None, frozenset({("GEO", "GEO")}))


def test_petr2_pairs_and_what_had_to_be_empty(petr2: Path) -> None:
    figures, misses = bench.petr2_figures(petr2)
    assert figures["consult_pairs"] == 2
    assert (figures["precision"], figures["recall"]) == (0.5, 0.5)
    assert (figures["eventless"], figures["left_empty"]) == (1, 0)
    assert misses == ["TWO: pair too many: DEU-USA", "TWO: not left empty", "THREE: pair missed: GEO-GEO"]


def test_plover_wants_what_was_held(tmp_path: Path) -> None:
    file = tmp_path / bench.PLOVER
    file.write_text(json.dumps(PLOVER), encoding="utf-8")
    figures, misses = bench.plover_figures(file)
    assert misses == ["C-2: missed", "F-1: given as CONSULT"]
    assert figures == {"sentences": 5, "consult": 2, "precision": 0.5, "recall": 0.5, "f1": 0.5}


@pytest.mark.parametrize(
    ("given", "pairs"),
    [
        pytest.param(event("meeting", "US", "CN"), {("CHN", "USA")}, id="two sides"),
        pytest.param(event("meeting", "US", "CN", "RU"), {("CHN", "USA"), ("CHN", "RUS"), ("RUS", "USA")}, id="three"),
        pytest.param(event("visit", "US", place="CN"), {("CHN", "USA")}, id="a place is a country too"),
        pytest.param(event("meeting", "GE", "GE"), {("GEO", "GEO")}, id="inside one country"),
        pytest.param(event("visit", "GE", place="GE"), set(), id="one who travels at home"),
        pytest.param(event("meeting", "US", None), set(), id="one side unknown"),
        pytest.param(event("meeting", "EU", "RU"), {("EU", "RUS")}, id="no country of ISO 3166"),
    ],
)
def test_country_pairs(given: dict[str, Any], pairs: set[bench.Pair]) -> None:
    assert bench.country_pairs(given) == pairs
