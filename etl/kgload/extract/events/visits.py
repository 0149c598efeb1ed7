"""Visits: "X visited Y", "arrived in Y", "paid a visit to Y", "X's visit to Y", "on a three-day trip to Y", "was in Y for talks"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kgload.extract.attachment import place_of, time_of
from kgload.extract.drafts import Draft, Participant, Sentence, merge_participants
from kgload.extract.frames import clause_verb, conjuncts, governing_preposition, objects, owners, subjects
from kgload.extract.references import PlaceReference, Reference
from kgload.extract.status import is_verb, status_of
from kgload.model import PlaceValue, Status
from kgload.vocabulary import vocabulary

_ARRIVING = frozenset({"arrive", "travel", "fly", "head", "land"})
_TO = ("to", "in", "at", "for", "into")
_PRESENT = frozenset({"be", "arrive", "remain", "stay"})


def extract(sentence: Sentence) -> Iterator[Draft]:
    verbs, nouns = vocabulary()["visit"].verbs, vocabulary()["visit"].nouns
    for token in sentence.tokens():
        if sentence.parsed.values[token.i] is not None:
            continue
        lemma = token.lemma_.lower()
        if is_verb(token) and lemma in verbs:
            yield from _verbal(sentence, token, lemma)
        elif token.pos_ == "NOUN" and lemma in nouns:
            yield from _nominal(sentence, token, lemma)
        elif is_verb(token) and lemma == "be":
            yield from _being_there(sentence, token)


def _verbal(sentence: Sentence, verb: Token, lemma: str) -> Iterator[Draft]:
    if verb.dep_ in ("amod", "compound") or any(c.dep_ == "auxpass" for c in verb.children) and lemma != "visit":
        return
    guests = sentence.participants(subjects(verb), "guest")
    if lemma in ("visit", "tour"):
        targets = objects(verb)
    else:
        targets = _prepositional(verb)
    place = _destination(sentence, targets)
    hosts = (
        sentence.participants([t for t in targets if sentence.parsed.values[t.i] is not None], "host")
        if lemma == "visit"
        else []
    )
    hosts = [p for p in hosts if p.actor.kind == "person"]
    if place is None and not hosts:
        return
    yield from _finish(sentence, verb, merge_participants(guests, hosts), place, f"verb:{lemma}")


def _prepositional(verb: Token) -> list[Token]:
    return [
        t
        for c in verb.children
        if c.dep_ == "prep" and c.lower_ in _TO
        for p in c.children
        if p.dep_ == "pobj"
        for t in conjuncts(p)
    ]


def _destination(sentence: Sentence, tokens: list[Token]) -> PlaceValue | None:
    for token in tokens:
        for candidate in (token, *[c for c in token.children if c.dep_ in ("compound", "appos", "poss", "nmod")]):
            value = sentence.parsed.values[candidate.i]
            if isinstance(value, PlaceReference) and (
                candidate == token or candidate.dep_ in ("appos", "compound", "nmod")
            ):
                return PlaceValue(value.name, value.country, "stated")
        inner = [
            p
            for c in token.children
            if c.dep_ == "prep" and c.lower_ in ("in", "of", "to")
            for p in c.children
            if p.dep_ == "pobj"
        ]
        for candidate in inner:
            value = sentence.parsed.values[candidate.i]
            if isinstance(value, PlaceReference):
                return PlaceValue(value.name, value.country, "stated")
    return None


def _described(sentence: Sentence, tokens: list[Token]) -> PlaceValue | None:
    """A place that no list knows, in the words of the article: "the city's Hoa Lo prison"."""
    for token in tokens:
        inside = [t for t in token.subtree if t.i <= token.i]
        if (
            token.pos_ in ("NOUN", "PROPN")
            and any(t.text[0].isupper() for t in inside)
            and not sentence.participants([token], "guest")
        ):
            start, end = sentence.parsed.span(inside)
            return PlaceValue(sentence.parsed.block.text[start:end], None, "stated")
    return None


def _nominal(sentence: Sentence, noun: Token, lemma: str) -> Iterator[Draft]:
    if lemma in ("tour", "stop", "stopover") and noun.dep_ == "compound":
        return
    to = [
        t
        for c in noun.children
        if c.dep_ == "prep" and c.lower_ in ("to", "in")
        for p in c.children
        if p.dep_ == "pobj"
        for t in conjuncts(p)
    ]
    place = _destination(sentence, to)
    compound = [c for c in noun.children if c.dep_ in ("compound", "amod", "nmod")]
    if place is None:
        place = next(
            (
                PlaceValue(v.name, v.country, "stated")
                for c in compound
                if isinstance(v := sentence.parsed.values[c.i], PlaceReference)
            ),
            None,
        )
    guests = sentence.participants(owners(noun), "guest")
    verb = clause_verb(noun)
    preposition = governing_preposition(noun)
    around: list[Participant] = []
    neighbour = _neighbour(sentence, preposition)
    if not guests and neighbour:
        around = neighbour
    elif not guests and verb is not None:
        light = noun.dep_ in ("dobj", "attr") and verb.lemma_.lower() in vocabulary()["visit"].light
        setting = (
            preposition is not None
            and preposition.lower_ in ("on", "during", "for", "after", "following", "in", "at", "ahead", "of")
            and not (preposition.lower_ == "of" and preposition.head.lower_ not in ("ahead", "part"))
        )
        if light or setting or (noun.dep_ == "nsubj" and False):
            owner = (
                preposition.head
                if preposition is not None and not is_verb(preposition.head) and preposition.head.pos_ != "ADP"
                else None
            )
            if owner is not None and sentence.participants([owner], "guest"):
                around = sentence.participants([owner], "guest")  # "Mattis, on a one-day visit to Pakistan"
            else:
                around = sentence.participants(subjects(verb), "guest")
    if place is None:
        place = _described(sentence, to)
    if place is None and (verb is None or preposition is None):
        return
    if place is None and not (guests or around):
        return
    people = [p for p in merge_participants(guests, around) if p.actor.kind != "organization"]
    yield from _finish(sentence, noun, people, place, f"noun:{lemma}")


def _neighbour(sentence: Sentence, preposition: Token | None) -> list[Participant]:
    """ "Rex Tillerson, on a visit to Brussels,": the name before the comma, wherever the parser hangs the phrase."""
    if preposition is None or preposition.lower_ not in ("on", "during") or preposition.i < sentence.span.start + 2:
        return []
    before = preposition.nbor(-1)
    if before.text != ",":
        return []
    value = sentence.parsed.values[before.i - 1]
    return (
        sentence.participants([before.nbor(-1)], "guest")
        if isinstance(value, Reference) and value.kind == "name"
        else []
    )


def _being_there(sentence: Sentence, verb: Token) -> Iterator[Draft]:
    """ "who is in Russia for an official visit", "was in Panama meeting ministers": only where a purpose makes it a journey."""
    places = [p for c in verb.children if c.dep_ == "prep" and c.lower_ == "in" for p in c.children if p.dep_ == "pobj"]
    purpose = any(c.dep_ == "prep" and c.lower_ in ("for", "on") for c in verb.children) or any(
        c.dep_ in ("advcl", "xcomp")
        and c.tag_ in ("VB", "VBG")
        and c.lemma_ in ("meet", "attend", "hold", "observe", "take", "discuss")
        for c in verb.children
    )
    place = _destination(sentence, places)
    if place is None or not purpose:
        return
    guests = [p for p in sentence.participants(subjects(verb), "guest") if p.actor.kind == "person"]
    if any(v.lemma_.lower() in ("visit", "trip") for v in verb.subtree):
        return  # the noun speaks for itself
    yield from _finish(sentence, verb, guests, place, "be-in")


def _finish(
    sentence: Sentence, trigger: Token, people: list[Participant], place: PlaceValue | None, rule: str
) -> Iterator[Draft]:
    guests = [p for p in people if p.role == "guest" and p.actor.kind == "person"]
    status: Status | None = status_of(trigger)
    if status is None or not guests or not any(p.actor.name for p in guests):
        return
    draft = sentence.draft("visit", status, trigger, people, rule)
    draft.time = time_of(sentence, trigger, status)
    draft.place = place or place_of(sentence, trigger)
    definite = any(
        c.dep_ == "poss" or (c.dep_ == "det" and c.lower_ in ("the", "this")) for c in trigger.children
    )
    if draft.place is None and not definite:
        return
    yield draft
