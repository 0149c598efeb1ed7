"""Names of people: keys, family names, and which forms may be one person."""

from __future__ import annotations

import tomllib
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgload.names import display_name, family_name, misspelt, name_key, plain, same_person_name, short_forms

TABLE: dict[str, Any] = tomllib.loads((Path(__file__).parent / "cases" / "names.toml").read_text(encoding="utf-8"))
KEYS: dict[str, list[str]] = TABLE["keys"]
FAMILY: list[dict[str, Any]] = TABLE["family"]
NAMES = sorted({form for forms in KEYS.values() for form in forms} | {row["name"] for row in FAMILY})


@pytest.mark.parametrize("forms", KEYS.values(), ids=KEYS.keys())
def test_spellings_of_one_name_have_one_key(forms: list[str]) -> None:
    assert {name_key(form) for form in forms} == {name_key(forms[0])}


def test_keys_of_different_people_differ() -> None:
    keys = {who: name_key(forms[0]) for who, forms in KEYS.items()}
    assert len(set(keys.values())) == len(keys)


@pytest.mark.parametrize("row", FAMILY, ids=[f"{r['name']} {r.get('country', '')}" for r in FAMILY])
def test_family_name_and_short_forms(row: dict[str, Any]) -> None:
    country = row.get("country")
    assert family_name(row["name"], country) == row["family"]
    forms = short_forms(row["name"], country)
    assert forms[0] == row["short"][0]
    assert set(row["short"]) <= set(forms)


@pytest.mark.parametrize(("a", "b"), TABLE["same"]["yes"], ids=str)
def test_one_person(a: str, b: str) -> None:
    assert same_person_name(a, b)


@pytest.mark.parametrize(("a", "b"), TABLE["same"]["no"], ids=str)
def test_two_people(a: str, b: str) -> None:
    assert not same_person_name(a, b)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Gen. Li Shangfu’s", "Li Shangfu"),
        ("Crown Prince Mohammed bin Salman", "Mohammed bin Salman"),
        ("Pope Francis", "Pope Francis"),
        ("Sergei   Shoigu,", "Sergei Shoigu"),
        ("Mr Xi", "Xi"),
        ("Secretary of State Antony Blinken", "Antony Blinken"),
    ],
)
def test_shown_without_titles(written: str, shown: str) -> None:
    assert display_name(written) == shown


@pytest.mark.parametrize(
    ("a", "b", "slip"),
    [
        ("peskov", "pskov", True),
        ("volodymyr", "volodmyr", True),
        ("ivanov", "ivanova", False),
        ("alexander", "alexandra", False),
        ("maria", "marta", False),
        ("benjamin", "bejamin", True),
    ],
)
def test_slips_of_the_pen(a: str, b: str, slip: bool) -> None:
    assert misspelt(a, b) is slip


def test_no_two_of_the_named_people_are_taken_for_each_other() -> None:
    people = [forms[0] for who, forms in KEYS.items() if who != "li"]
    taken = [pair for pair in combinations(people, 2) if same_person_name(*pair)]
    assert taken == []


@given(st.sampled_from(NAMES), st.sampled_from(NAMES))
def test_being_one_person_has_no_direction(a: str, b: str) -> None:
    assert same_person_name(a, b) == same_person_name(b, a)


@given(st.text(max_size=60))
def test_any_text_has_a_key_that_stays(text: str) -> None:
    key = name_key(text)
    assert key == key.strip()
    assert plain(key) == key
    assert family_name(text) is not None
    assert same_person_name(text, text) == bool(key)
