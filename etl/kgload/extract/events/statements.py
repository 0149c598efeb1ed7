"""Statements with an addressee: "Zhang told Shoigu that …", "Iran accused the United States of …", "sent condolences to
X"; and joint ones. The words themselves are the quote.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kgload.extract.circumstances.attachment import time_of
from kgload.extract.clauses.frames import clause_verb, complements, objects, owners, subjects
from kgload.extract.clauses.status import status_of
from kgload.extract.events.encounter import FIRST_PERSON
from kgload.extract.mentions.drafts import Draft, Participant, Sentence, merge_participants
from kgload.extract.text.verbs import is_passive, is_verb
from kgload.extract.times import TimeExpression
from kgload.model import UNKNOWN_TIME, TimeValue
from kgload.vocabulary import vocabulary

_SENT = frozenset("send express extend offer convey".split())


def extract(sentence: Sentence) -> Iterator[Draft]:
    kind = vocabulary()["statement"]
    for token in sentence.tokens():
        lemma = token.lemma_.lower()
        if sentence.parsed.values[token.i] is not None or sentence.quoted(token):
            continue
        if is_verb(token) and lemma in kind.verbs:
            yield from _said(sentence, token, token, objects(token), f"verb:{lemma}")
        elif token.pos_ == "NOUN" and lemma in kind.phrases:
            verb = clause_verb(token)
            if verb is not None and token.dep_ == "dobj" and verb.lemma_.lower() in _SENT and not is_passive(verb):
                to = complements(token, ("to",)) or complements(verb, ("to",))
                yield from _said(sentence, token, verb, to, f"noun:{lemma}")
        elif token.pos_ == "NOUN" and lemma in kind.nouns and any(c.lower_ == "joint" for c in token.children):
            yield from _joint(sentence, token)


def _said(sentence: Sentence, trigger: Token, verb: Token, whom: list[Token], rule: str) -> Iterator[Draft]:
    """Named persons or states speak to persons or states: "told reporters" and "the report condemned" are none."""
    if any(t.lower_ in FIRST_PERSON for t in subjects(verb)):
        return  # "Doug and I send our condolences"
    speakers = [p for p in sentence.participants(subjects(verb), "speaker") if _speaks(p) and p.actor.name]
    addressees = [p for p in sentence.participants(whom, "addressee") if _speaks(p)]
    if speakers and addressees:
        yield from _finish(sentence, trigger, verb, speakers + addressees, rule)


def _speaks(participant: Participant) -> bool:
    return participant.actor.kind in ("person", "state")


def _joint(sentence: Sentence, noun: Token) -> Iterator[Draft]:
    verb = clause_verb(noun)
    light = vocabulary()["statement"].light
    if verb is not None and noun.dep_ in ("dobj", "nsubjpass") and verb.lemma_.lower() in light:
        speakers = sentence.participants(subjects(verb) + owners(noun), "speaker")
        yield from _finish(sentence, noun, verb, speakers, "noun:joint-statement")


def _finish(sentence: Sentence, trigger: Token, verb: Token, people: list[Participant], rule: str) -> Iterator[Draft]:
    status = status_of(verb)
    merged = merge_participants(people)
    if status != "occurred" or len(merged) < 2:
        return
    draft = sentence.draft("statement", status, trigger, merged, rule, 0.85)
    draft.time = time_of(sentence, verb, status)
    if any(_of_cause(sentence, verb, t, draft.time) for t in verb.subtree):
        draft.time = UNKNOWN_TIME
    yield draft


def _of_cause(sentence: Sentence, verb: Token, token: Token, time: TimeValue) -> bool:
    """ "Thanked Finland for its help last month": the help's time."""
    value = sentence.parsed.values[token.i]
    said = isinstance(value, TimeExpression) and value.text == time.text
    return said and any(c.lower_ == "for" and c.dep_ == "prep" and c.i < token.i for c in verb.children)
