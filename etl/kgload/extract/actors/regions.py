"""Posts of a part of a country: "Texas Governor Greg Abbott", "the mayor of Atlanta" serve the country of that place;
"Georgia Governor Brian Kemp", "Senator Jon Ossoff of Georgia" are of the state in America, for the country has no
such posts.
"""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Doc

from kgload.extract.actors.gazetteer import Gazetteer
from kgload.registry import OfficeMatch

_OF_REGIONS = frozenset("governor gov gov. governors mayor".split())
_AMERICAN = frozenset("governor gov gov. governors senator sen sen. senators rep rep. reps congressman".split())
_AMERICAN |= {"congresswoman", "congressmen", "republican", "democrat"}
_POSSESSIVE = frozenset({"'s", "’s"})
_NAMESAKE = "GE"
_NEAR = 4


def in_region(doc: Doc, first: int, end: int, office: OfficeMatch, gazetteer: Gazetteer) -> OfficeMatch:
    """The office at the tokens `first:end`, with the country that it serves."""
    words = [doc[i].lower_ for i in range(first, end)]
    if "bank" in words:
        return office
    if office.country == _NAMESAKE:
        if "secretary of state" in " ".join(words):  # of elections, no minister
            return replace(office, country="US", function=None, functions=(), organization=None)
        return office if _AMERICAN.isdisjoint(words) else replace(office, country="US")
    if office.country is not None or _OF_REGIONS.isdisjoint(words):
        return office
    before = first - 1 if first and doc[first - 1].lower_ in _POSSESSIVE else first
    for i in range(max(0, before - _NEAR), end):
        place = gazetteer.place_at(doc, i)
        if place is not None and place.name and (i + place.length == before or i >= first):
            return replace(office, country=place.country)
    return office


def of_namesake(doc: Doc, name: int, country: str) -> bool:
    """ "Senator Jon Ossoff of Georgia", "Governor Brian Kemp of Georgia": not the country."""
    titles = (doc[i].lower_ for i in range(max(0, name - _NEAR), name))
    return country == _NAMESAKE and not _AMERICAN.isdisjoint(titles)


def is_state_behind(doc: Doc, i: int, city: str | None) -> bool:
    """ "Atlanta, Georgia": behind a city of America."""
    return city == "US" and doc[i].text == "Georgia"
