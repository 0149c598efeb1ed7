"""The contract of `kgload extract`, held against its schema, and the schema against the closed lists."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from kgload import model
from kgload.model import Extraction
from kgload.rdf.jsonlines import json_line, json_object
from kgload.resources import schema_file
from kgload.vocabulary import vocabulary
from rdf.extractions import HOSTILE, example, extractions

SCHEMA: dict[str, Any] = json.loads(schema_file("extraction.schema.json").read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@settings(max_examples=60, deadline=None)
@given(extractions())
def test_every_extraction_keeps_the_contract(extraction: Extraction) -> None:
    VALIDATOR.validate(json.loads(json_line(extraction)))


def test_the_example_to_the_letter() -> None:
    got = json_object(example())
    event = example().events[0]
    assert list(got) == ["article", "events", "issues"]
    assert got["article"]["dateline"] == {"place": "Moscow", "date": "2023-04-16"}
    assert got["article"]["author"] is None
    assert got["events"][0]["earliest"] == "2023-04-16"
    assert got["events"][0]["place"] == {"name": "Moscow", "country": "RU", "basis": "stated"}
    assert got["events"][0]["participants"][1] == {
        "id": example().actors[1].id,
        "name": "Li Shangfu",
        "kind": "person",
        "role": "guest",
        "office": "Defence Minister",
        "organization": None,
        "country": "CN",
        "standing": None,
        "text": "Li Shangfu",
        "start": event.arguments[1].start,
        "end": event.arguments[1].end,
    }
    assert got["events"][0]["attribution"]["name"] == "Kremlin"
    assert got["issues"][0]["code"] == "ambiguous_name"


def test_a_hostile_title_stays_one_line_of_ascii() -> None:
    article = replace(example().article, title=HOSTILE)
    line = json_line(replace(example(), article=article))
    assert line.isascii()
    assert line.isprintable()
    assert json.loads(line)["article"]["title"] == HOSTILE


FAULTS = {
    "key left out": lambda o: o["article"].pop("author"),
    "unknown key": lambda o: o["events"][0].update(mood="warm"),
    "type off the list": lambda o: o["events"][0].update(type="duel"),
    "country by name": lambda o: o["events"][0]["participants"][0].update(country="China"),
    "one bound": lambda o: o["events"][0].update(latest=None),
    "the other bound": lambda o: o["events"][0].update(earliest=None),
    "half a place": lambda o: o["events"][0]["place"].pop("basis"),
    "negative offset": lambda o: o["events"][0]["trigger"].update(start=-1),
}


@pytest.mark.parametrize("case", FAULTS)
def test_the_schema_refuses(case: str) -> None:
    broken = json_object(example())
    FAULTS[case](broken)
    with pytest.raises(ValidationError):
        VALIDATOR.validate(broken)


def enum(*path: str) -> set[str | None]:
    node = SCHEMA["$defs"]
    for key in path:
        node = node[key]
    return set(node["enum"])


def test_the_closed_lists_are_those_of_the_model() -> None:
    event, participant = ("event", "properties"), ("participant", "properties")
    assert enum(*event, "type") == set(vocabulary().types)
    assert enum(*event, "status") == set(get_args(model.Status))
    assert enum(*event, "precision") == set(get_args(model.Precision))
    assert enum(*event, "time_anchor") == {*get_args(model.AnchorBasis), None}
    assert enum(*event, "place", "properties", "basis") == set(get_args(model.PlaceBasis))
    assert enum(*participant, "role") == vocabulary().roles
    assert enum(*participant, "standing") == {*get_args(model.Standing), None}
    assert enum("kind") == set(get_args(model.ActorKind))
    assert enum("issue", "properties", "stage") == set(get_args(model.Stage))
