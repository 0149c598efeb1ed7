"""Careers told with an infinitive: "won the election to become president in 2016", "left the Senate to become
secretary of state" are history; "is tipped to become", "ran to become" hold no office.
"""

from __future__ import annotations

import re
from datetime import timedelta

from spacy.tokens import Token

from kgload.extract.circumstances.attachment import time_of
from kgload.extract.clauses.effects import is_one_of_its_kind
from kgload.extract.mentions.drafts import Sentence
from kgload.extract.text.verbs import goes_on, is_infinitive, is_passive, is_past, is_verb
from kgload.extract.times import Anchor
from kgload.model import UNKNOWN_TIME, Status, TimeValue

_RISEN = frozenset("rise go grow climb advance progress come".split())  # there in the end, whatever the day
_WON = frozenset(
    (
        "win beat defeat edge overcome trounce oust topple unseat survive return emerge leave quit resign depart "
        "surge sweep vault secure clinch make break see"
    ).split()
)
_LONG = timedelta(days=183)
_YEAR = re.compile(r"\d{4}|year")
_A_WEEK = timedelta(days=7)


def career_status(sentence: Sentence, verb: Token, status: Status) -> tuple[Status, TimeValue | None]:
    """The status of "to become", and its time where the clause above settles that: in the past, if what led there was
    done and its day or that of the post lies well behind; else it is to come.
    """
    if status not in ("occurred", "planned") or not is_infinitive(verb):
        return status, None
    above, anchor = verb.head, sentence.anchor
    if above.dep_ == "acomp" and not is_one_of_its_kind(above):
        return "planned", None  # "is certain to become"
    if not is_verb(above):
        return status, None
    lemma = above.lemma_.lower()
    if goes_on(above) or (status == "occurred" and lemma in _RISEN):
        return status, None
    if lemma not in _WON | _RISEN or not is_past(above) or is_passive(above):
        return "planned", None
    own = time_of(sentence, verb, "occurred")
    before = time_of(sentence, above, "occurred")
    if _is_history(own, before, anchor):
        return "occurred", own
    if anchor is not None and before.latest is not None and before.latest < anchor.on - _LONG:
        return "occurred", UNKNOWN_TIME
    return "planned", UNKNOWN_TIME if before == own else None


def _is_history(own: TimeValue, before: TimeValue, anchor: Anchor | None) -> bool:
    """Well behind, with a year or of late ("in October", told in June, is the next), and no earlier than what led
    there.
    """
    if own.latest is None or (before.earliest is not None and own.latest < before.earliest):
        return False
    if anchor is None:
        return True
    near = anchor.on - own.latest < _LONG or bool(_YEAR.search(own.text or ""))
    return own.latest < anchor.on - _A_WEEK and near
