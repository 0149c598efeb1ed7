"""What was asked for and refused in the same breath: "requested a meeting, but was turned down", "offered to meet B,
only to be rebuffed", "sought talks with B, but B declined".
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kgload.extract.clauses.effects import effect_of
from kgload.extract.text.lexicon import status_words
from kgload.extract.text.verbs import has_subject, is_passive, is_past, is_verb

_ASKED = frozenset({"planned", "urged"})
# "Declined to comment", "rejected a ceasefire": something else is refused
_WHAT = frozenset({"dobj", "xcomp", "ccomp", "prep"})
_IT = frozenset("it them him her this that meeting talk summit visit overture".split())


def is_refused(trigger: Token) -> bool:
    """Does a later clause of the sentence refuse what is asked for at `trigger`?"""
    return any(_refuses(clause) for verb in _asking(trigger) for clause in _later(verb, trigger))


def _asking(trigger: Token) -> Iterator[Token]:
    """The verbs from the trigger up to the one that asks for it."""
    for verb in (trigger, *trigger.ancestors):
        if is_verb(verb):
            yield verb
            if effect_of(verb) in _ASKED:
                return


def _later(verb: Token, trigger: Token) -> Iterator[Token]:
    for child in verb.children:
        if child.i <= max(verb.i, trigger.i) or not is_verb(child):
            continue
        only = child.dep_ in ("advcl", "xcomp") and any(c.lower_ == "only" for c in child.children)
        if only or child.dep_ == "conj":
            yield child
            yield from _later(child, trigger)


def _refuses(verb: Token) -> bool:
    if effect_of(verb) != "denied" or any(c.dep_ == "neg" for c in verb.children):
        return False
    if is_passive(verb):
        return not any(c.dep_ == "nsubjpass" for c in verb.children)  # "but was turned down"
    what = [c for c in verb.children if c.dep_ in _WHAT and c.i > verb.i]
    return (is_past(verb) or has_subject(verb)) and all(_is_that(c) for c in what)


def _is_that(token: Token) -> bool:
    """The request itself: "rejected the idea", "declined the invitation"."""
    lemma = token.lemma_.lower()
    return token.lower_ in _IT or lemma in _IT or status_words().nouns.get(lemma) in _ASKED
