"""Whom an article itself cites for an event: "according to the Ministry of National Defense", "Xinhua News Agency
reported on Thursday".
"""

from __future__ import annotations

from spacy.tokens import Token

from kgload.extract.actors.people import Actor
from kgload.extract.actors.pieces import Reference
from kgload.extract.clauses.frames import conjuncts, subjects
from kgload.extract.mentions.drafts import Draft, Sentence
from kgload.extract.text.verbs import is_verb

_CITING = frozenset("say report announce state confirm tell quote cite reveal add note write disclose claim".split())


def cited(sentence: Sentence, draft: Draft) -> tuple[Actor, int, int] | None:
    """The cited actor and the citing words (block offsets), or None. Who takes part is no source of it."""
    taking_part = [p.actor for p in draft.participants]
    for token in sentence.tokens():
        found = None
        if token.lower_ == "according":
            found = _according_to(sentence, token)
        elif is_verb(token) and token.lemma_.lower() in _CITING and _tells_of(token, draft.token):
            found = _speaker(sentence, token)
        if found is not None and found[0] not in taking_part:
            return found
    return None


def _tells_of(verb: Token, trigger: Token) -> bool:
    """Is the event in what the verb reports: its clause, or for "…, Xinhua reported" the sentence around it?"""
    content = [c for c in verb.children if c.dep_ in ("ccomp", "parataxis")]
    if verb.dep_ in ("parataxis", "advcl") and any(t.text == "," for t in verb.doc[trigger.i : verb.i]):
        content.append(verb.head)
    return any(t.i == trigger.i for c in content for t in c.subtree)


def _according_to(sentence: Sentence, token: Token) -> tuple[Actor, int, int] | None:
    for to in token.children:
        if to.lower_ != "to":
            continue
        for head in (c for c in to.children if c.dep_ == "pobj"):
            behind = [
                p for c in head.children if c.lower_ in ("by", "of", "from") for p in c.children if p.dep_ == "pobj"
            ]
            for inner in [head, *behind, *[c for c in head.children if c.dep_ == "poss"]]:
                actor = _source(sentence, inner)
                if actor is not None:
                    return actor, sentence.parsed.spans[token.i][0], sentence.parsed.spans[inner.i][1]
    return None


def _speaker(sentence: Sentence, verb: Token) -> tuple[Actor, int, int] | None:
    for subject in (s for t in subjects(verb) for s in conjuncts(t)):
        actor = _source(sentence, subject)
        if actor is not None:
            start, end = sentence.parsed.span([subject, verb])
            return actor, start, end
    return None


def _source(sentence: Sentence, token: Token) -> Actor | None:
    value = sentence.parsed.values[token.i]
    if isinstance(value, Reference) and value.kind in ("organization", "name"):
        return value.actors[0] if value.actors else None
    return None
