"""Speeches with a time, place, audience or occasion of their own: "said in a speech to the academy", "addressed
parliament on Monday", "speaking at the forum on Sunday", "his New Year address".
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kgload.extract.actors.pieces import ConferenceReference, PlaceReference, Reference
from kgload.extract.circumstances.attachment import time_of
from kgload.extract.circumstances.places import place_of
from kgload.extract.clauses.effects import ARRANGING, effect_of
from kgload.extract.clauses.frames import clause_verb, complements, governing_preposition, objects, owners, subjects
from kgload.extract.clauses.status import status_of
from kgload.extract.events.gatherings import is_gathering
from kgload.extract.mentions.drafts import Draft, Participant, Sentence, merge_participants
from kgload.extract.text.verbs import is_verb
from kgload.extract.times import TimeExpression
from kgload.model import UNKNOWN_TIME
from kgload.vocabulary import vocabulary

_AUDIENCE = frozenset(
    "parliament congress nation house senate session assembly academy lawmaker legislator deputy student cadet "
    "graduate troop soldier serviceman officer crowd rally council supporter audience knesset bundestag duma "
    "parliamentarian diplomat delegate university".split()
)
_PRESS = frozenset("reporter journalist press media conference".split())
_SPOKEN = frozenset({"remark"})  # these are everywhere: speeches only if delivered
_THE = frozenset("the these those".split())
_OCCASIONS = frozenset("inaugural nightly farewell annual keynote televised".split())


def extract(sentence: Sentence) -> Iterator[Draft]:
    for token in sentence.tokens():
        if is_verb(token):
            yield from _address(sentence, token)
        elif token.pos_ == "NOUN" and token.lemma_.lower() in vocabulary()["speech"].nouns and token.dep_ != "compound":
            yield from _speech(sentence, token)


def _speech(sentence: Sentence, noun: Token) -> Iterator[Draft]:
    verb = clause_verb(noun)
    own = _named_owner(sentence, noun) and _has_time_or_place(sentence, noun)
    if verb is None or not (own or _given(noun, verb)):
        return
    if any(t.lemma_.lower() in _PRESS for t in complements(noun, ("to", "with")) + complements(verb, ("to",))):
        return
    speakers = sentence.participants(owners(noun) or subjects(verb), "speaker")
    to = sentence.participants(complements(noun, ("to", "before")), "addressee")
    bodies = [p for p in to if p.actor.kind == "organization"]
    heard = bool(bodies) or any(t.lemma_.lower() in _AUDIENCE for t in complements(noun, ("to", "before")))
    yield from _draft(sentence, noun, speakers, bodies, heard=heard or _occasion(noun))


def _given(noun: Token, verb: Token) -> bool:
    if noun.lemma_.lower() in _SPOKEN and any(c.lower_ in _THE for c in noun.children):
        return False  # "made the remarks in a meeting": what was quoted, not an occasion
    if noun.dep_ in ("dobj", "nsubjpass"):
        return verb.lemma_.lower() in vocabulary()["speech"].light or effect_of(verb) in ARRANGING
    preposition = governing_preposition(noun)
    said_in = preposition is not None and preposition.lower_ in ("in", "during") and preposition.head == verb
    return said_in and noun.lemma_.lower() not in _SPOKEN


def _named_owner(sentence: Sentence, noun: Token) -> bool:
    """ "Putin's speech in Munich": whose, by name."""
    return any(isinstance(sentence.parsed.values[t.i], Reference) for t in owners(noun))


def _has_time_or_place(sentence: Sentence, noun: Token) -> bool:
    behind = [sentence.parsed.values[t.i] for p in noun.children if p.dep_ == "prep" for t in p.children]
    return any(isinstance(value, TimeExpression | PlaceReference) for value in behind)


def _occasion(noun: Token) -> bool:
    """ "His New Year address", "the inaugural address": there is one only."""
    before = [c for c in noun.children if c.dep_ in ("compound", "nmod", "amod")]
    return any(c.tag_ in ("NNP", "NNPS") or c.lower_ in _OCCASIONS for c in before)


def _address(sentence: Sentence, verb: Token) -> Iterator[Draft]:
    """ "Addressed parliament", "speaking to cadets", "speaking at the forum on Sunday"; not "addressed the issue"."""
    lemma = verb.lemma_.lower()
    if lemma == "address":
        hearers = objects(verb)
    elif lemma == "speak":
        hearers = complements(verb, ("to", "before"))
    else:
        return
    if not any(_hears(sentence, t) for t in hearers) and not _at_gathering(sentence, verb, hearers):
        return
    bodies = [p for p in sentence.participants(hearers, "addressee") if p.actor.kind == "organization"]
    yield from _draft(sentence, verb, sentence.participants(subjects(verb), "speaker"), bodies, heard=False)


def _hears(sentence: Sentence, token: Token) -> bool:
    value = sentence.parsed.values[token.i]
    body = isinstance(value, ConferenceReference) or (
        isinstance(value, Reference) and value.kind in ("organization", "group")
    )
    return (body or token.lemma_.lower() in _AUDIENCE) and not is_gathering(sentence, token)


def _at_gathering(sentence: Sentence, verb: Token, hearers: list[Token]) -> bool:
    """At a gathering, on a day of its own."""
    at = [p for c in verb.children if c.dep_ == "prep" and c.lower_ == "at" for p in c.children if p.dep_ == "pobj"]
    there = any(is_gathering(sentence, t) for t in [*hearers, *at])
    status = status_of(verb)
    return there and status is not None and time_of(sentence, verb, status) != UNKNOWN_TIME


def _draft(
    sentence: Sentence, trigger: Token, speakers: list[Participant], audience: list[Participant], *, heard: bool
) -> Iterator[Draft]:
    speakers = [p for p in speakers if p.actor.kind == "person" and p.actor.name]
    status = status_of(trigger)
    if len(speakers) != 1 or status in (None, "denied"):
        return
    part = "verb" if is_verb(trigger) else "noun"
    people = merge_participants(speakers, audience)
    draft = sentence.draft("speech", status, trigger, people, f"{part}:{trigger.lemma_.lower()}")
    draft.time, draft.place = time_of(sentence, trigger, status), place_of(sentence, trigger)
    if heard or draft.time != UNKNOWN_TIME or draft.place is not None:
        yield draft
