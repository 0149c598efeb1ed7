"""Speeches with a place and time of their own: "said in a speech to the academy", "delivered an address at …"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kgload.extract.attachment import place_of, time_of
from kgload.extract.drafts import Draft, Sentence, merge_participants
from kgload.extract.frames import clause_verb, complements, governing_preposition, owners, subjects
from kgload.extract.status import ARRANGING, effect_of, status_of
from kgload.vocabulary import vocabulary


def extract(sentence: Sentence) -> Iterator[Draft]:
    kind = vocabulary()["speech"]
    for noun in sentence.tokens():
        if noun.pos_ != "NOUN" or noun.lemma_.lower() not in kind.nouns or noun.dep_ == "compound":
            continue
        verb = clause_verb(noun)
        if verb is None or not _given(noun, verb, kind.light):
            continue
        speakers = sentence.participants(owners(noun) or subjects(verb), "speaker")
        speakers = [p for p in speakers if p.actor.kind == "person" and p.actor.name]
        status = status_of(noun)
        if len(speakers) != 1 or status in (None, "denied"):
            continue
        audience = [
            p for p in sentence.participants(complements(noun, ("to",)), "addressee") if p.actor.kind == "organization"
        ]
        draft = sentence.draft(
            "speech", status, noun, merge_participants(speakers, audience), f"noun:{noun.lemma_.lower()}"
        )
        draft.time, draft.place = time_of(sentence, noun, status), place_of(sentence, noun)
        yield draft


def _given(noun: Token, verb: Token, light: tuple[str, ...]) -> bool:
    if noun.dep_ in ("dobj", "nsubjpass"):
        return verb.lemma_.lower() in light or effect_of(verb) in ARRANGING
    preposition = governing_preposition(noun)
    return preposition is not None and preposition.lower_ in ("in", "during") and preposition.head == verb
