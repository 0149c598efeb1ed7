"""Whom an article itself cites for an event: "according to the Ministry of National Defense", "Xinhua News Agency
reported on Thursday".
"""

from __future__ import annotations

from spacy.tokens import Token

from kgload.extract.drafts import Draft, Sentence
from kgload.extract.frames import conjuncts, subjects
from kgload.extract.people import Actor
from kgload.extract.pieces import Reference
from kgload.extract.status import is_verb

_CITING = frozenset("say report announce state confirm tell quote cite reveal add note write disclose claim".split())


def cited(sentence: Sentence, draft: Draft) -> tuple[Actor, int, int] | None:
    """The cited actor and the citing words (block offsets), or None."""
    for token in sentence.tokens():
        if token.lower_ == "according":
            found = _according_to(sentence, token)
            if found is not None:
                return found
    inside = {t.i for t in sentence.tokens() if sentence.parsed.spans[t.i] == draft.trigger}
    for verb in sentence.tokens():
        if not is_verb(verb) or verb.lemma_.lower() not in _CITING:
            continue
        content = {t.i for c in verb.children if c.dep_ in ("ccomp", "parataxis") for t in c.subtree}
        main = verb.dep_ == "parataxis" or (verb.dep_ == "ROOT" and not content and False)
        if inside & content or (main and inside & {t.i for t in verb.head.subtree}):
            found = _speaker(sentence, verb)
            if found is not None and found[0] not in [p.actor for p in draft.participants]:
                return found
    return None


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
