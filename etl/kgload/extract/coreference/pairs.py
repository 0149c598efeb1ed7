"""The words that stand for two or three people told of before: "the two", "both presidents", "the three leaders"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date

from spacy.tokens import Token

from kgload.extract.actors.gazetteer import Gazetteer
from kgload.extract.actors.people import Actor
from kgload.extract.actors.pieces import Reference
from kgload.extract.actors.titles import Title
from kgload.extract.clauses.frames import clause_verb, subjects

SINGULAR = frozenset("he him his she her hers".split())
PLURAL = frozenset({"they", "them", "their", "both"})
PAIR_NOUNS = frozenset(
    (
        "leader president minister side counterpart chief man woman pair duo official head diplomat premier party "
        "country nation"
    ).split()
)
HEADS = frozenset({"head_of_state", "head_of_government", "monarch"})
_THREE = frozenset({"the", "all", "three"})
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
    if title.function in HEADS:
        held = actor.functions or gazetteer.functions_of(actor.registered, on)
        return not held or bool(held & HEADS)
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


def means_three(token: Token, text: str) -> bool:
    """ "The three met", "the three leaders", "all three", "the trio": no others than those told of before."""
    if len({*text.lower().split()} - _THREE) > 1:
        return False  # "the three presidents of Central Asia"
    said = _THREE & {c.lower_ for c in token.children if c.dep_ in ("det", "predet", "nummod")}
    if token.lower_ in ("three", "trio"):
        known = token.dep_ != "nummod" and bool(said)
    else:
        known = token.lemma_.lower() in PAIR_NOUNS and "three" in said and len(said) > 1
    return known and not any(c.dep_ in ("amod", "compound", "nmod", "poss", "prep") for c in token.children)


def _is_bare_definite(token: Token, country: str | None, text: str) -> bool:
    """ "The presidents", "both ministers": nothing else says which."""
    definite = any(c.lower_ in ("the", "both") for c in token.children)
    others = any(c.dep_ in ("prep", "nummod", "amod", "compound", "nmod") for c in token.children)
    return country is None and definite and len(text.split()) <= 2 and not others


def of_two_countries(two: Sequence[Actor]) -> tuple[Actor, ...]:
    """The actors, unless all are known to be of one country: "the two diplomats" are not."""
    countries = {a.country for a in two}
    return tuple(two) if len(countries) > 1 or None in countries else ()


_SETTINGS = frozenset("before after during at following of to in for".split())  # "ahead of", "prior to"
_Naming = Callable[[Token], tuple[Actor, ...]]


def sides_before(token: Token, meant: _Naming, named: _Naming) -> tuple[Actor, ...]:
    """ "Scholz pressed Xi as the two leaders met", "the minister and Milei agreed when they met", "Li greeted Merkel
    before their talks": the subject and the one object, or the two subjects, of the clause above.
    """
    verb = clause_verb(token)
    above = clause_verb(verb) if verb is not None and verb.dep_ in ("advcl", "relcl", "pcomp") else None
    if token.dep_ == "poss" and token.head.dep_ == "pobj" and token.head.head.lower_ in _SETTINGS:
        above = verb
    while above is not None and above.i < token.i:  # "called on Xi to use his influence as the two leaders met"
        one = [a for t in subjects(above) if t.i < token.i for a in meant(t) if a.kind == "person"]
        behind = (t for t in above.subtree if above.i < t.i < token.i and not t.dep_.startswith("nsubj"))
        other = dict.fromkeys(a for t in behind for a in named(t) if a.kind == "person" and a not in one)
        if len(one) == 1 and len(other) == 1:
            return (*one, *other)
        if len(set(map(id, one))) == 2 == len(one) and not other:
            return (one[0], one[1])
        above = clause_verb(above)
    return ()
