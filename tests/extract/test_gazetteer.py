"""Every name of the registry is found in a text: what is looked up by the first word alone loses none."""

from __future__ import annotations

import pytest

from kgload.extract.actors.gazetteer import Gazetteer, gazetteer
from kgload.extract.text.parse import language
from kgload.registry import registry

COUNTRIES = sorted({n for c in registry().countries.values() for n in (c.name, *c.names, *c.demonyms)})
PLACES = sorted(registry().place_names)
BODIES = sorted({n for o in registry().organizations.values() for n in (o.name, *o.aliases)})


@pytest.fixture(scope="module")
def known() -> Gazetteer:
    return gazetteer()


def first_token(name: str) -> str:
    return language().make_doc(name)[0].text


def test_names_of_countries_and_places_may_begin() -> None:
    assert [n for n in (*COUNTRIES, *PLACES) if not registry().may_begin_place(first_token(n))] == []


def test_names_of_organizations_may_begin() -> None:
    assert [n for n in BODIES if not registry().may_begin_organization(first_token(n))] == []


@pytest.mark.parametrize("text", ["the People's Republic of China", "The Hague", "Xi'an", "U.N.", "St. Petersburg"])
def test_names_are_found_as_they_are_tokenised(known: Gazetteer, text: str) -> None:
    doc = language().make_doc(f"{text} said")
    start = 1 if text.startswith("the ") else 0
    assert known.place_at(doc, start) or known.organization_at(doc, start)


def test_most_words_are_done_with_the_first() -> None:
    assert not registry().may_begin_place("Yesterday")
    assert not registry().may_begin_organization("Yesterday")
