"""Military exercises and patrols of states: "the two countries began the exercises", "joint U.S.-Korean drills"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kgload.extract.attachment import place_of, time_of
from kgload.extract.drafts import Draft, Participant, Sentence, merge_participants
from kgload.extract.effects import ARRANGING, effect_of
from kgload.extract.frames import clause_verb, complements, subjects
from kgload.extract.pieces import PlaceReference
from kgload.extract.status import status_of
from kgload.vocabulary import vocabulary

_MILITARY = frozenset(
    "military naval joint annual maritime air live-fire army navy combat war defense defence drill".split()
)


def extract(sentence: Sentence) -> Iterator[Draft]:
    kind = vocabulary()["exercise"]
    for noun in sentence.tokens():
        if noun.pos_ != "NOUN" or noun.lemma_.lower() not in kind.nouns or not _military(noun):
            continue
        verb = clause_verb(noun)
        told = verb is not None and (verb.lemma_.lower() in kind.light or effect_of(verb) in ARRANGING)
        light = told and noun.dep_ in ("dobj", "conj")
        own = _states_before(sentence, noun) + sentence.participants(
            complements(noun, ("between", "by", "of")), "participant"
        )
        around = sentence.participants(subjects(verb), "participant") if light and verb is not None else []
        others = sentence.participants(complements(noun, ("with",)), "participant") if around or own else []
        states = [p for p in merge_participants(own, around, others) if p.actor.kind == "state"]
        status = status_of(noun)
        if status is None or not states or not (light or len(states) > 1):
            continue
        draft = sentence.draft("exercise", status, noun, states, f"noun:{noun.lemma_.lower()}", 0.85)
        draft.time, draft.place = time_of(sentence, noun, status), place_of(sentence, noun)
        yield draft


def _military(noun: Token) -> bool:
    words = {c.lower_ for c in noun.subtree if c.i < noun.i}
    return (
        bool(words & _MILITARY)
        or noun.lemma_.lower() in ("drill", "wargame")
        or "military" in {t.lower_ for t in noun.sent}
    )


def _states_before(sentence: Sentence, noun: Token) -> list[Participant]:
    """ "Joint U.S.-South Korean military exercises": names and adjectives of states before the noun."""
    found = []
    for token in noun.subtree:
        value = sentence.parsed.values[token.i]
        code = None
        if token.i < noun.i and token.dep_ not in ("pobj", "poss"):
            code = value.country if isinstance(value, PlaceReference) and value.name is None else None
            code = code or (sentence.gazetteer.country(token.text) if token.text[:1].isupper() else None)
        if code:
            start, end = sentence.parsed.spans[token.i]
            found.append(Participant(sentence.who.state(code), "participant", start, end))
    return merge_participants(found)
