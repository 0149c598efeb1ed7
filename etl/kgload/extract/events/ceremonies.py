"""Ceremonies: "held a welcoming ceremony for B", "attended the signing ceremony", "hosted a state dinner"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kgload.extract.circumstances.attachment import time_of
from kgload.extract.circumstances.places import place_of
from kgload.extract.clauses.frames import (
    clause_verb,
    complements,
    conjuncts,
    governing_preposition,
    objects,
    owners,
    subjects,
)
from kgload.extract.clauses.status import status_of
from kgload.extract.events.encounter import phrases_of
from kgload.extract.mentions.drafts import Draft, Sentence, merge_participants
from kgload.vocabulary import vocabulary

_AT = ("at", "in", "during", "over")
_WITH = ("with", "alongside")
_BESIDE = (*_WITH, "for")  # "threw a state dinner for B", which the parser hangs on the verb
_HONOURING = frozenset("honour honor fete greet treat welcome receive".split())  # "honoured with a state dinner"
_GIVING = frozenset("confer bestow present award hand pass give pin".split())
_RECEPTIONS = frozenset({"reception", "welcome"})
_HOSTING = frozenset("hold host chair throw give organise organize stage preside".split())


def _opens(noun: Token) -> bool:
    kind, lemma = vocabulary()["ceremony"], noun.lemma_.lower()
    done = noun.dep_ in ("dobj", "nsubjpass") and f"{noun.head.lemma_.lower()} {lemma}" in kind.verbs
    return lemma in kind.nouns or done or _of_honour(noun) or any(phrase in kind.phrases for phrase in phrases_of(noun))


def _of_honour(noun: Token) -> bool:
    """ "Greeted with a guard of honour"."""
    of = [t for c in noun.children if c.lower_ == "of" for t in c.children]
    return noun.lemma_ == "guard" and any(t.lower_ in ("honour", "honor") for t in of)


def extract(sentence: Sentence) -> Iterator[Draft]:
    kind = vocabulary()["ceremony"]
    for noun in sentence.tokens():
        if noun.pos_ != "NOUN" or sentence.parsed.values[noun.i] is not None or not _opens(noun):
            continue
        verb = clause_verb(noun)
        if verb is None:
            continue
        preposition = governing_preposition(noun)
        direct = noun.dep_ in ("dobj", "nsubjpass") or (
            preposition is not None
            and preposition.head == verb
            and preposition.lower_ in (("with",) if verb.lemma_.lower() in _HONOURING else _AT)
        )
        if preposition is not None and _told_before(noun):
            continue
        if not direct or (noun.dep_ in ("dobj", "nsubjpass") and verb.lemma_.lower() not in kind.light):
            continue
        role = "host" if verb.lemma_.lower() in _HOSTING and noun.dep_ in ("dobj", "nsubjpass") else "attendee"
        hosts = sentence.participants(subjects(verb), role)
        guests = sentence.participants(
            complements(noun, ("for", "with"))
            + (complements(verb, _BESIDE if role == "host" else _WITH) if noun.dep_ == "dobj" else objects(verb))
            + owners(noun)
            + _honoured(verb)
            + _given(verb, noun),
            "guest" if role == "host" else "attendee",
        )
        if noun.lemma_.lower() == "welcome":
            guests = sentence.participants(_welcomed(verb), "guest")
        hosts = merge_participants(hosts, sentence.participants(_by_whom(noun), "host"))
        people = [p for p in merge_participants(hosts, guests) if p.actor.kind == "person"]
        if noun.lemma_.lower() == "welcome" and not (verb.lemma_.lower() == "give" and hosts and guests):
            continue  # "received a warm welcome": from whom?
        status = status_of(noun)
        if status in (None, "denied") or not any(p.actor.name for p in people):
            continue
        draft = sentence.draft("ceremony", status, noun, people, f"noun:{noun.lemma_.lower()}")
        draft.time, draft.place = time_of(sentence, noun, status), place_of(sentence, noun)
        yield draft


def _told_before(noun: Token) -> bool:
    """ "At the reception, he thanked": the one told before."""
    return noun.lemma_.lower() in _RECEPTIONS and [c.lower_ for c in noun.children] in (["the"], ["this"])


def _honoured(verb: Token) -> list[Token]:
    """ "Was held in honour of B", "in his honour"."""
    honours = [t for c in verb.children if c.lower_ == "in" for t in c.children if t.lower_ in ("honor", "honour")]
    return [t for h in honours for t in complements(h, ("of",)) + owners(h)]


def _given(verb: Token, noun: Token) -> list[Token]:
    """ "Conferred an order on B at a ceremony", "handed over the baton to him at a ceremony"."""
    given = noun.dep_ == "pobj" and verb.lemma_.lower() in _GIVING
    return [t for head in [verb, *objects(verb)] for t in complements(head, ("on", "upon", "to"))] if given else []


def _by_whom(noun: Token) -> list[Token]:
    """ "Attended a reception hosted by A"."""
    hosted = (c for c in noun.children if c.dep_ == "acl" and c.tag_ == "VBN" and c.lemma_.lower() in _HOSTING)
    return [t for verb in hosted for t in complements(verb, ("by",))]


def _welcomed(verb: Token) -> list[Token]:
    """ "Gave X a warm welcome", "gave a warm welcome to X"."""
    return [t for c in verb.children if c.dep_ == "dative" and c.pos_ != "ADP" for t in conjuncts(c)] or complements(
        verb, ("to",)
    )
