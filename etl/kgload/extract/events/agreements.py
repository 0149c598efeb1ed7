"""Agreements signed: "A and B signed a treaty", "the joint statement signed by the two presidents", "a memorandum
between A and B".
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kgload.extract.attachment import place_of, time_of
from kgload.extract.drafts import Draft, Sentence, merge_participants
from kgload.extract.frames import clause_verb, complements, subjects
from kgload.extract.status import status_of
from kgload.extract.verbs import is_verb
from kgload.vocabulary import vocabulary


def extract(sentence: Sentence) -> Iterator[Draft]:
    kind = vocabulary()["agreement"]
    for noun in sentence.tokens():
        if (
            noun.pos_ not in ("NOUN", "PROPN")
            or noun.lemma_.lower() not in kind.nouns
            or sentence.parsed.values[noun.i] is not None
        ):
            continue
        verb = _signing(noun, kind.light)
        if verb is None:
            continue
        if verb.lemma_.lower() in ("reach", "strike", "conclude", "clinch", "seal") and noun.lemma_.lower() in (
            "statement",
            "plan",
            "letter",
            "document",
        ):
            continue
        signers = sentence.participants(
            subjects(verb) + complements(verb, ("with", "by")) + complements(noun, ("between", "with", "among")),
            "signatory",
        )
        people = merge_participants(signers)
        status = status_of(verb, urged=None)
        if status is None or len(people) < 2 or not any(p.actor.name for p in people):
            continue
        draft = sentence.draft("agreement", status, noun, people, f"{verb.lemma_.lower()}:{noun.lemma_.lower()}", 0.85)
        draft.time, draft.place = time_of(sentence, verb, status), place_of(sentence, verb)
        yield draft


def _signing(noun: Token, light: tuple[str, ...]) -> Token | None:
    """The verb of signing that the noun is the object of."""
    for child in noun.children:
        if child.dep_ in ("acl", "relcl") and child.lemma_.lower() in light:
            return child
    verb = clause_verb(noun)
    if (
        verb is not None
        and is_verb(verb)
        and verb.lemma_.lower() in light
        and noun.dep_ in ("dobj", "nsubjpass", "conj")
    ):
        return verb
    return None
