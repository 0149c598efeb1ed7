"""Times of what lies behind the clause that names it: "said on Monday after talks with B" is of one day; "recalled his
visit to B in May", "thanked B for the visit on 11 July" give that of the visit.
"""

from __future__ import annotations

from datetime import timedelta

from spacy.tokens import Token

from kgload.extract.clauses.effects import for_what_was, reports
from kgload.extract.clauses.frames import governing_preposition
from kgload.extract.mentions.drafts import Sentence
from kgload.extract.text.verbs import is_past, is_verb
from kgload.extract.times import TimeExpression, resolve_time
from kgload.model import TimeValue

_BEHIND = frozenset({"after", "following"})
_TOGETHER = frozenset("agree sign".split())
_ISSUED = frozenset("statement declaration communique communiqué".split())
_EARLIER = frozenset("last previous recent earlier past month year week".split())
_LONG = frozenset("days weeks months years week month year day".split())
_HOURS = frozenset("hours hour minutes round".split())
_LOOKING = frozenset("recall remember mention note cite follow reference".split())
_OF_LATE = timedelta(days=3)


def spoken_after(trigger: Token) -> Token | None:
    """ "Said on Monday after talks with B", "signed on Monday following a meeting", "told reporters on Monday after
    hosting B": the verb, whose day it is.
    """
    node = trigger
    if node.dep_ == "pobj" and node.head.lower_ == "of" and node.head.head.lower_ in _HOURS:
        node = node.head.head  # "after four hours of talks"
    by = node.head
    if node.dep_ not in ("pobj", "pcomp") or by.lower_ not in _BEHIND or not is_verb(by.head) or by.i < by.head.i:
        return None
    if any(c.lower_ in _EARLIER for c in (*node.children, *trigger.children)):
        return None  # "after last week's talks"
    verb, before = by.head, by.nbor(-1)
    if verb.dep_ == "xcomp" and verb.head.lemma_.lower() == "agree":
        verb = verb.head  # "agreed on Saturday to resume trade after a meeting"
    said = is_past(verb) and (reports(verb) or verb.lemma_.lower() in _TOGETHER or _issued(verb))
    return verb if said and before.lower_ not in _LONG else None  # not "days after"


def _issued(verb: Token) -> bool:
    """ "Issued a joint statement on Monday following talks"."""
    return any(c.dep_ == "dobj" and c.lemma_.lower() in _ISSUED for c in verb.children)


def looked_back_on(sentence: Sentence, trigger: Token) -> TimeValue | None:
    """The time that stands behind a noun that the clause looks back on."""
    preposition = governing_preposition(trigger)
    if preposition is None:
        back = trigger.dep_ == "dobj" and trigger.head.lemma_.lower() in _LOOKING
    else:
        back = for_what_was(preposition) or preposition.head.lemma_.lower() in _LOOKING
    if not back or sentence.anchor is None:
        return None
    for token in sentence.span.doc[trigger.i + 1 : sentence.span.end]:
        value = sentence.parsed.values[token.i]
        if isinstance(value, TimeExpression):
            time = resolve_time(value, sentence.anchor, "past")
            old = time.latest is not None and time.latest < sentence.anchor.on - _OF_LATE
            return time if old and value.bound is None else None
        if is_verb(token) or token.text in (",", ";", "“", '"'):
            return None
    return None
