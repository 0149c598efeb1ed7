"""Meetings that a relative clause tells: "the talks he held with B", "a phone call A had with B in August"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kgload.extract.clauses.frames import complements, subjects
from kgload.extract.events.encounter import complete, light_verbs, sides
from kgload.extract.mentions.drafts import Draft, Sentence, merge_participants


def told_by_clause(sentence: Sentence, noun: Token, kind: str) -> Iterator[Draft]:
    """Of the time and status of the clause, whatever is said of the noun: it "was useful", "is to be followed up"."""
    for clause in noun.children:
        held = clause.dep_ == "relcl" and clause.lemma_.lower() in light_verbs() and not _has_object(clause)
        if not held or not any(c.dep_ == "nsubj" for c in clause.children):
            continue
        people = merge_participants(
            sentence.participants(subjects(clause), "attendee"),
            sentence.participants(complements(clause, ("with",)), "attendee"),
        )
        if sides(people) > 1:
            yield from complete(sentence, clause, kind, people, f"noun:{noun.lemma_.lower()}", group=False)


def _has_object(clause: Token) -> bool:
    return any(c.dep_ in ("dobj", "nsubjpass") and c.lower_ not in ("that", "which") for c in clause.children)
