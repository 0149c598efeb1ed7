"""Appointments and dismissals: "Putin appointed Belousov as defence minister", "was sacked", "Truss resigned"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kgload.extract.attachment import time_of
from kgload.extract.drafts import Draft, Participant, Sentence
from kgload.extract.frames import objects, owners, subjects
from kgload.extract.pieces import Reference
from kgload.extract.status import status_of
from kgload.extract.verbs import is_verb
from kgload.vocabulary import vocabulary


def extract(sentence: Sentence) -> Iterator[Draft]:
    for verb in sentence.tokens():
        lemma = verb.lemma_.lower()
        if not is_verb(verb) or sentence.parsed.values[verb.i] is not None:
            continue
        if lemma in vocabulary()["appointment"].verbs and _names_office(sentence, verb):
            yield from _change(sentence, verb, "appointment", objects(verb), ("appointee", "appointer"))
        elif lemma == "resign" or (lemma == "step" and any(c.lower_ == "down" for c in verb.children)):
            yield from _change(sentence, verb, "dismissal", subjects(verb), ("dismissed", "dismisser"), alone=True)
        elif lemma in vocabulary()["dismissal"].verbs:
            yield from _change(sentence, verb, "dismissal", objects(verb), ("dismissed", "dismisser"))


def _change(
    sentence: Sentence, verb: Token, kind: str, whom: list[Token], roles: tuple[str, str], *, alone: bool = False
) -> Iterator[Draft]:
    concerned = _persons(sentence, whom or _owner_of_participle(verb), roles[0])
    by = (
        []
        if alone
        else [p for p in _persons(sentence, subjects(verb), roles[1]) if p.actor not in [c.actor for c in concerned]]
    )
    status = status_of(verb)
    if len(concerned) != 1 or status is None:
        return
    draft = sentence.draft(kind, status, verb, concerned + by, f"verb:{verb.lemma_.lower()}", 0.85)
    draft.time = time_of(sentence, verb, status)
    yield draft


def _persons(sentence: Sentence, tokens: list[Token], role: str) -> list[Participant]:
    return [p for p in sentence.participants(tokens, role) if p.actor.kind == "person" and p.actor.name]


def _owner_of_participle(verb: Token) -> list[Token]:
    """ "His first trip since being appointed": the owner of the noun above."""
    if verb.dep_ == "pcomp" and not is_verb(verb.head.head):
        return owners(verb.head.head)
    return []


def _names_office(sentence: Sentence, verb: Token) -> bool:
    """Is an office said: "appointed X as minister", "named X ambassador", "appointed to head the commission"?"""
    for token in verb.subtree:
        value = sentence.parsed.values[token.i]
        behind = token.dep_ in ("oprd", "attr", "pobj", "dobj", "ccomp") and token.i > verb.i
        if behind and isinstance(value, Reference) and value.kind == "office":
            return True
    return False
