"""Conferences: "was attending the Beijing Xiangshan Forum", "told the Shangri-La Dialogue", "addressed the General
Assembly".
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kgload.extract.attachment import place_of, time_of
from kgload.extract.drafts import Draft, Sentence
from kgload.extract.frames import clause_verb, complements, governing_preposition, objects, subjects
from kgload.extract.pieces import ConferenceReference, PlaceReference, Reference
from kgload.extract.status import status_of
from kgload.extract.verbs import is_verb
from kgload.model import PlaceValue
from kgload.vocabulary import vocabulary

_SPEAKING = frozenset("speak say tell address deliver warn urge vow clash accuse".split())
_AT = frozenset({"at", "in", "during", "to"})
_WORDS = frozenset({"speech", "address", "remarks"})
_SIDES = frozenset({"sidelines", "sideline", "margins", "margin"})
_HOSTING = frozenset({"host", "hold", "chair", "open"})


def extract(sentence: Sentence) -> Iterator[Draft]:
    kind = vocabulary()["conference"]
    for token in sentence.tokens():
        if not _is_conference(sentence, token, kind.nouns):
            continue
        noun = token.head if token.dep_ == "compound" and token.head.lemma_.lower() in kind.nouns else token
        verb = clause_verb(noun)
        if verb is None or not is_verb(verb):
            continue
        lemma = verb.lemma_.lower()
        aside = _aside(noun) or _met_at(noun, verb)
        if not (aside or _attended(noun, verb, kind.light) or _spoken_at(noun, verb)):
            continue
        role = "host" if lemma in _HOSTING else "speaker" if lemma in _SPEAKING and not aside else "attendee"
        tokens = subjects(verb) + (complements(verb, ("with",)) + objects(verb) if aside else [])
        people = [p for p in sentence.participants(tokens, role) if p.actor.name and p.actor.kind == "person"]
        status = status_of(noun)
        if status in (None, "denied") or not people:  # who does not attend does not deny the gathering
            continue
        rule = "gathering:sidelines" if _aside(noun) else "gathering"
        draft = sentence.draft("conference", status, token, people, rule, 0.8)
        draft.time = time_of(sentence, noun, status)
        draft.place = place_of(sentence, noun) or _own_place(sentence, token)
        yield draft


def _attended(noun: Token, verb: Token, light: tuple[str, ...]) -> bool:
    return noun.dep_ == "dobj" and (verb.lemma_.lower() in light or verb.lemma_.lower() == "tell")


def _spoken_at(noun: Token, verb: Token) -> bool:
    preposition = governing_preposition(noun)
    if preposition is None or preposition.lower_ not in _AT:
        return False
    return (preposition.head == verb and verb.lemma_.lower() in _SPEAKING) or preposition.head.lower_ in _WORDS


def _met_at(noun: Token, verb: Token) -> bool:
    """ "Met his counterpart at a security summit": both attend, if they meet or one of them refuses to."""
    preposition = governing_preposition(noun)
    return preposition is not None and preposition.lower_ == "at" and verb.lemma_.lower() == "meet"


def _aside(noun: Token) -> bool:
    """ "On the sidelines of the forum": who meets there attends."""
    preposition = governing_preposition(noun)
    return preposition is not None and preposition.lower_ == "of" and preposition.head.lower_ in _SIDES


def _is_conference(sentence: Sentence, token: Token, nouns: tuple[str, ...]) -> bool:
    """A named gathering: the noun is part of a proper name, or has one before it. "News conference" is none."""
    value = sentence.parsed.values[token.i]
    if isinstance(value, ConferenceReference):
        return True
    if token.lower_ in ("congress", "assembly") and not any(c.dep_ in ("compound", "amod") for c in token.children):
        return False
    if isinstance(value, Reference) and value.kind == "organization":
        return value.text.lower().split()[-1] in nouns or any(
            w in nouns
            for w in value.text.lower().split()
            if w in ("forum", "summit", "conference", "dialogue", "congress")
        )
    if token.lemma_.lower() not in nouns or token.pos_ not in ("NOUN", "PROPN"):
        return False
    modifiers = [c for c in token.children if c.dep_ in ("compound", "amod", "nmod", "poss")]
    if any(m.lower_ in ("news", "press", "joint", "bilateral", "trilateral", "video") for m in modifiers):
        return False
    return token.tag_ in ("NNP", "NNPS") or any(
        m.pos_ == "PROPN" or m.lower_ in ("security", "regional", "annual") for m in modifiers
    )


def _own_place(sentence: Sentence, noun: Token) -> PlaceValue | None:
    value = sentence.parsed.values[noun.i]
    if isinstance(value, ConferenceReference) and value.place is not None:
        return PlaceValue(value.place.name, value.place.country, "stated")
    for token in noun.subtree:
        value = sentence.parsed.values[token.i]
        if isinstance(value, PlaceReference) and token.dep_ == "pobj" and token.head.lower_ in ("in", "at"):
            return PlaceValue(value.name, value.country, "stated")
    return None
