"""Statements with an addressee: "Zhang told Shoigu that …", "A and B issued a joint statement". The words themselves
are the quote.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kgload.extract.attachment import time_of
from kgload.extract.drafts import Draft, Participant, Sentence, merge_participants
from kgload.extract.frames import clause_verb, objects, owners, subjects
from kgload.extract.status import status_of
from kgload.extract.verbs import is_verb
from kgload.vocabulary import vocabulary


def extract(sentence: Sentence) -> Iterator[Draft]:
    kind = vocabulary()["statement"]
    for token in sentence.tokens():
        if sentence.parsed.values[token.i] is not None or sentence.quoted(token):
            continue
        if is_verb(token) and token.lemma_.lower() in kind.verbs:
            speakers = sentence.participants(subjects(token), "speaker")
            addressees = sentence.participants(objects(token), "addressee")
            if any(p.actor.name and p.actor.kind == "person" for p in speakers) and any(
                p.actor.kind == "person" for p in addressees
            ):
                yield from _finish(sentence, token, token, speakers + addressees, f"verb:{token.lemma_.lower()}")
        elif (
            token.pos_ == "NOUN"
            and token.lemma_.lower() in kind.nouns
            and any(c.lower_ == "joint" for c in token.children)
        ):
            verb = clause_verb(token)
            if verb is not None and token.dep_ in ("dobj", "nsubjpass") and verb.lemma_.lower() in kind.light:
                yield from _finish(
                    sentence,
                    token,
                    verb,
                    sentence.participants(subjects(verb) + owners(token), "speaker"),
                    "noun:joint-statement",
                )


def _finish(sentence: Sentence, trigger: Token, verb: Token, people: list[Participant], rule: str) -> Iterator[Draft]:
    status = status_of(verb)
    merged = merge_participants(people)
    if status != "occurred" or len(merged) < 2:
        return
    draft = sentence.draft("statement", status, trigger, merged, rule, 0.85)
    draft.time = time_of(sentence, verb, status)
    yield draft
