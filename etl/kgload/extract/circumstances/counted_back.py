"""The day of what is told as "a day after meeting B", from the day of the clause that it hangs on."""

from __future__ import annotations

from datetime import timedelta

from spacy.tokens import Token

from kgload.extract.clauses.effects import reports
from kgload.extract.text.verbs import is_verb
from kgload.extract.times.words import number

_MEASURES = frozenset("hours day days week weeks month months year years".split())
_SAME_DAY = frozenset("hours hour minutes".split())
_SIGNS = {"after": -1, "following": -1, "before": 1}


def counted(trigger: Token) -> tuple[Token, timedelta] | None:
    """The verb whose day to count from, and how far: of "met A on Friday, two days after talks with B", at "talks"."""
    node = trigger.head if trigger.dep_ == "dobj" and is_verb(trigger.head) else trigger  # "after they held talks"
    by = _hinge(node)
    sign = _SIGNS.get(by.lower_) if by is not None else None
    measure = trigger.doc[by.i - 1] if by is not None and sign and by.i > trigger.sent.start else None
    if by is None or sign is None or measure is None:
        return None
    clause = node.head if by.dep_ == "mark" else measure.head if by.head == measure else by.head
    if measure.lower_ in _SAME_DAY and is_verb(clause) and clause.i < trigger.i:
        return clause, timedelta(0)
    if measure.lower_ not in ("day", "days"):
        return None
    length = _number(measure)
    return (clause, timedelta(days=sign * length)) if is_verb(clause) and clause.i < trigger.i and length else None


def told_aside(trigger: Token, clause: Token) -> Token | None:
    """ "Said on Friday that he would not resign, a day after meeting B": the saying, from which the day counts."""
    if not any(t.text == "," for t in trigger.doc[max(trigger.i - 7, clause.i) : trigger.i]):
        return None
    node = clause
    while node.dep_ in ("ccomp", "xcomp", "acl") or (node.dep_ == "dobj" and not is_verb(node)):
        node = node.head
        if is_verb(node) and reports(node):
            return node
    return None


def lies_apart(trigger: Token) -> bool:
    """ "Three weeks after their talks", "days before meeting B": another event than that of the clause."""
    by = _hinge(trigger)
    if by is None or by.lower_ not in _SIGNS or by.i == trigger.sent.start:
        return False
    return by.doc[by.i - 1].lower_ in _MEASURES


def _hinge(trigger: Token) -> Token | None:
    """The "after" that the trigger stands behind."""
    if trigger.dep_ in ("pcomp", "pobj"):
        return trigger.head
    return next((c for c in trigger.children if c.dep_ == "mark" and c.i < trigger.i), None)


def _number(measure: Token) -> int | None:
    word = measure.doc[measure.i - 1] if measure.i else None
    if word is None or not (word.lower_ in ("a", "one", "the") or word.like_num):
        return None
    return 1 if word.lower_ in ("a", "one", "the") else number(word.text)
