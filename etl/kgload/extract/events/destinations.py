"""Where a visit leads: the places that its verb or noun names, in itself or behind "to", "in", "near"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from kgload.extract.actors.pieces import PlaceReference, Reference
from kgload.extract.clauses.effects import ARRANGING, effect_of
from kgload.extract.clauses.frames import conjuncts
from kgload.extract.events.several import in_turn, resolved
from kgload.extract.mentions.drafts import Draft, Participant, Sentence
from kgload.extract.text.verbs import is_verb, says_there
from kgload.model import PlaceValue

_TO_OF_VISIT = frozenset({"to", "in"})
_FAR = frozenset({"to"})
_BEHIND = frozenset("in of to near outside at".split())
_LAND = frozenset("country kingdom republic nation island emirate".split())
_SEATS = ("white house", "kremlin", "downing street", "élysée", "elysee", "pentagon", "blue house")
_LEADING = frozenset({"take", "bring", "include", "including", "cover", "span"})


def objects_of(token: Token, prepositions: frozenset[str]) -> list[Token]:
    return [
        t
        for c in token.children
        if c.dep_ == "prep" and c.lower_ in prepositions
        for p in c.children
        if p.dep_ == "pobj"
        for t in conjuncts(p)
    ]


def destination(sentence: Sentence, tokens: list[Token]) -> PlaceValue | None:
    """The first place that the tokens name, in themselves, as a modifier ("the Gush Etzion bloc") or behind a
    preposition ("command posts near Avdiivka", "the wounded in a hospital in Kharkiv").
    """
    for token in tokens:
        near = [token, *[c for c in token.children if c.dep_ in ("appos", "compound", "nmod")]]
        behind = _behind(token)
        for candidate in [*near, *behind, *(t for b in behind for t in _behind(b))]:
            value = sentence.parsed.values[candidate.i]
            if isinstance(value, PlaceReference):
                return PlaceValue(value.name, value.country, "stated")
    return None


def _behind(token: Token) -> list[Token]:
    return [
        p for c in token.children if c.dep_ == "prep" and c.lower_ in _BEHIND for p in c.children if p.dep_ == "pobj"
    ]


def named_before(sentence: Sentence, verb: Token, tokens: list[Token], home: set[str | None]) -> PlaceValue | None:
    """ "Travelled there in 2015", "was in the country in June": the place named last before, abroad for who travels."""
    there = says_there(verb)
    land = any(t.lower_ in _LAND and [c.lower_ for c in t.children] == ["the"] for t in tokens)
    values = reversed(sentence.parsed.values[: verb.i]) if there or land else []
    places = (v for v in values if isinstance(v, PlaceReference) and v.country and v.country not in home)
    return next((PlaceValue(v.name if there else None, v.country, "stated") for v in places), None)


def seat(sentence: Sentence, tokens: list[Token], home: set[str | None]) -> PlaceValue | None:
    """ "Invited to the White House": to its country, for who comes from another."""
    values = (sentence.parsed.values[t.i] for t in tokens)
    seats = (v for v in values if isinstance(v, Reference) and v.text.lower().endswith(_SEATS))
    countries = [a.country for v in seats for a in v.actors if a.country and a.country not in home]
    return PlaceValue(None, countries[0], "stated") if countries and None not in home else None


def compound_place(sentence: Sentence, noun: Token) -> PlaceValue | None:
    """ "His Moscow visit"."""
    values = [sentence.parsed.values[c.i] for c in noun.children if c.dep_ in ("compound", "amod", "nmod")]
    return next((PlaceValue(v.name, v.country, "stated") for v in values if isinstance(v, PlaceReference)), None)


def described(sentence: Sentence, tokens: list[Token]) -> PlaceValue | None:
    """A place that no list knows, in the words of the article: "the city's Hoa Lo prison"."""
    for token in tokens:
        inside = [t for t in token.subtree if t.i <= token.i]
        capital = any(t.text[0].isupper() for t in inside)
        named = sentence.parsed.values[token.i] is not None
        if token.pos_ in ("NOUN", "PROPN") and capital and not named and not sentence.participants([token], "guest"):
            start, end = sentence.parsed.span(inside)
            return PlaceValue(sentence.parsed.block.text[start:end], None, "stated")
    return None


def next_to(noun: Token) -> list[Token]:
    """ "A surprise visit to Beijing" where the parser hangs "to Beijing" on the verb."""
    following = noun.doc[noun.i + 1 : noun.i + 3]
    return [following[1]] if len(following) == 2 and following[0].lower_ == "to" and following[1].dep_ == "pobj" else []


def beyond(noun: Token) -> list[Token]:
    """ "Turned down a visit by X to Kyiv", where "to Kyiv" hangs on the verb."""
    verb = noun.head
    arranged = noun.dep_ == "dobj" and is_verb(verb) and effect_of(verb) in ARRANGING
    return objects_of(verb, _FAR) if arranged else []


def leading_to(noun: Token) -> list[Token]:
    """ "A tour that takes him to Japan", "a trip that includes stops in X", "a tour including X and Y"."""
    found = []
    for clause in noun.children:
        if clause.dep_ in ("relcl", "acl", "prep") and clause.lemma_.lower() in _LEADING:
            stops = [t for c in clause.children if c.dep_ in ("dobj", "pobj") for t in conjuncts(c)]
            found += objects_of(clause, _TO_OF_VISIT) or [
                t for stop in stops for t in objects_of(stop, _TO_OF_VISIT) or [stop]
            ]
    return found


def of_first(sentence: Sentence, to: list[Token]) -> tuple[list[Token], list[tuple[list[Participant], PlaceValue]]]:
    """ "The visits of A to X and B to Y": where the first goes; and B, whom the parser takes for a place, with Y."""
    own: list[Token] = []
    others: list[tuple[list[Participant], PlaceValue]] = []
    guest: list[Participant] = []
    for token in to:
        value, where = sentence.parsed.values[token.i], destination(sentence, [token])
        if own and isinstance(value, Reference) and value.kind == "name":
            guest = sentence.participants([token], "guest")
        elif not guest:
            own.append(token)
        elif where is not None:
            others.append((guest, where))
    return own, others


def each_in_turn(sentence: Sentence, draft: Draft) -> Iterator[Draft]:
    """ "Visited Israel on Thursday, Jordan on Friday and Qatar on Saturday"."""
    for place, time in in_turn(sentence, draft.token):
        value = sentence.parsed.values[place.i]
        if isinstance(value, PlaceReference) and value.country and draft.place and value.country != draft.place.country:
            further = replace(draft, token=place, part_of=[], distinct_from=[])
            further.place = PlaceValue(value.name, value.country, "stated")
            further.time = resolved(sentence, time, draft.status)
            yield further


def each_country(sentence: Sentence, draft: Draft, tokens: list[Token]) -> Iterator[Draft]:
    """ "Visited Singapore, Malaysia and Japan" is a visit to each; "Kyiv and Bucha" are stops of one."""
    yield draft
    countries = {draft.place.country if draft.place else None}
    for token in tokens:
        place = destination(sentence, [token])
        if place is not None and place.country and place.country not in countries:
            countries.add(place.country)
            yield replace(draft, place=place, part_of=[], distinct_from=[])
