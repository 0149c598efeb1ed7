"""Who only goes along: "A, accompanied by B, met C", "B accompanied A on a visit". They are in the event with a role of
their own, and make no side of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from kgload.extract.clauses.frames import clause_verb, conjuncts, objects, subjects
from kgload.extract.mentions.drafts import Draft, Participant, Sentence
from kgload.extract.text.verbs import is_verb
from kgload.vocabulary import vocabulary

ROLE = "accompanying"
_GOING_ALONG = frozenset({"accompany", "flank"})


def add_companions(sentence: Sentence, draft: Draft) -> None:
    """Give the draft those who accompany its people in the clause of its trigger."""
    roles = vocabulary()[draft.type].roles
    if ROLE not in roles:
        return
    for verb in sentence.tokens():
        if verb.lemma_.lower() not in _GOING_ALONG or verb.pos_ != "VERB" or verb == draft.token:
            continue
        for whom, companions, told_by in _readings(verb):
            if told_by is not None and told_by.i in (draft.token.i, _clause(draft.token)):
                _join(draft, sentence.participants(whom, roles[0]), sentence.participants(companions, ROLE))


def _clause(trigger: Token) -> int:
    verb = clause_verb(trigger)
    return verb.i if verb is not None else trigger.i


def _readings(verb: Token) -> Iterator[tuple[list[Token], list[Token], Token | None]]:
    """(whom, by whom, verb of the clause that the whole stands in)."""
    by = [
        t
        for c in verb.children
        if c.lower_ == "by" and c.dep_ in ("agent", "prep")
        for p in c.children
        if p.dep_ == "pobj"
        for t in conjuncts(p)
    ]
    head = verb.head
    if not by:
        yield objects(verb), subjects(verb), verb
    elif verb.dep_ in ("acl", "relcl", "amod") and not is_verb(head):
        yield [head], by, clause_verb(head)
    elif verb.dep_ in ("advcl", "conj", "dep") and is_verb(head) and not objects(verb):
        yield subjects(head), by, head
    else:
        yield objects(verb), by, verb


def _join(draft: Draft, whom: list[Participant], companions: list[Participant]) -> None:
    """Companions who stood there as participants change their role; whom they go with takes part."""
    along = [p for p in companions if p.actor.kind == "person"]
    if not along or not whom:
        return
    going = {id(p.actor) for p in along}
    if any(id(p.actor) in going for p in whom):
        return
    kept = [replace(p, role=ROLE) if id(p.actor) in going else p for p in draft.participants]
    there = {id(p.actor) for p in kept}
    draft.participants = kept + [p for p in [*whom, *along] if id(p.actor) not in there]
