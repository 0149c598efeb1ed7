"""The words that stand for two people told of before: "the two", "both presidents", "the pair"."""

from __future__ import annotations

import re
from datetime import date

from spacy.tokens import Token

from kgload.extract.gazetteer import Gazetteer
from kgload.extract.people import Actor
from kgload.extract.pieces import Reference
from kgload.extract.titles import Title

SINGULAR = frozenset("he him his she her hers".split())
PLURAL = frozenset({"they", "them", "their", "both"})
PAIR_NOUNS = frozenset(
    (
        "leader president minister side counterpart chief man woman pair duo official head diplomat premier party "
        "country nation"
    ).split()
)
_PAIR_WORD = re.compile(r"\b(?:two|both)\b", re.IGNORECASE)
# Which offices "the two ministers" may mean, by a word of the office
_MAY_BE = {
    "minister": frozenset("minister secretary chancellor premier chief counselor councillor".split()),
    "president": frozenset("president chairman leader".split()),
    "senator": frozenset("senator sen".split()),
    "ambassador": frozenset("ambassador envoy representative".split()),
    "lawmaker": frozenset("senator sen representative rep congressman congresswoman mp speaker".split()),
}


def may_be_one(actor: Actor, title: Title, gazetteer: Gazetteer, on: date | None) -> bool:
    """May the person be one of "the senators"? No president may."""
    kind = (title.office or "").lower().rpartition(" ")[2]
    if kind not in _MAY_BE:
        return actor.kind == "person"
    if not actor.office or actor.function == "royal":
        known = gazetteer.functions_of(actor.registered, on)
        return kind == "president" or not known & {"head_of_state", "monarch"}
    return bool(_MAY_BE[kind] & set(re.findall(r"\w+", actor.office.lower())))


def means_pair(token: Token, reference: Reference) -> bool:
    """Is the group at the token two people told of before?"""
    country = reference.title.country if reference.title else None
    said = _PAIR_WORD.search(reference.text) is not None and not _is_counted(reference)
    return is_pair(token) or said or _is_bare_definite(token, country, reference.text)


def _is_counted(reference: Reference) -> bool:
    """ "Two Norwegian diplomats" are new here; "the two presidents" are known."""
    return bool(reference.title and reference.title.country and reference.text[:3].lower() == "two")


def is_pair(token: Token) -> bool:
    return (
        token.lower_ in PLURAL
        or any(c.lower_ in ("two", "both") for c in token.children)
        or token.lower_ in ("pair", "duo")
        or (token.lower_ == "two" and any(c.lower_ == "the" for c in token.children))
    )


def _is_bare_definite(token: Token, country: str | None, text: str) -> bool:
    """ "The presidents", "both ministers": nothing else says which."""
    definite = any(c.lower_ in ("the", "both") for c in token.children)
    return country is None and definite and len(text.split()) <= 2 and not any(c.dep_ == "prep" for c in token.children)
