"""Behind or ahead? What the day of an event, against that of the article, says of its status."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from spacy.tokens import Token

from kgload.extract.circumstances.attachment import purpose_of_travel
from kgload.extract.clauses.effects import effect_of, happens
from kgload.extract.clauses.frames import clause_verb, verb_of
from kgload.extract.mentions.drafts import Draft
from kgload.extract.text.verbs import is_past, is_verb
from kgload.extract.times import Anchor, Direction, TimeExpression, resolve_time
from kgload.extract.times.counted import Weekdays
from kgload.model import UNKNOWN_TIME, TimeValue
from kgload.vocabulary import vocabulary


def settle(draft: Draft, anchor: Anchor | None) -> None:
    """What is told as held and lies ahead is planned; what is told as planned and lies behind was held."""
    if anchor is None:
        if draft.status == "occurred" and _on_weekday(draft) is not None:
            draft.status = "planned"  # "meets B on Monday", nobody knows in which week: no word that it was held
    elif draft.status == "occurred" and _is_to_come(draft, anchor):
        draft.status = "planned"
    elif draft.status == "occurred" and (ahead := _is_ahead(draft, anchor)):
        draft.status, draft.time = "planned", ahead
    elif draft.status == "planned":
        if _is_behind(draft, anchor):
            draft.status = "occurred"
        elif past := _long_ahead(draft, anchor):
            draft.status, draft.time = "occurred", past
        elif _when_asked(draft, anchor):
            draft.time = UNKNOWN_TIME


def _is_to_come(draft: Draft, anchor: Anchor) -> bool:
    """ "Is heading to Beijing next week": after the day that the article counts from. What is told as past has a day
    of grace, for time zones.
    """
    verb = verb_of(draft.token)
    grace = 1 if verb is not None and is_past(verb) else 0
    if verb is not None and draft.parsed.block.kind == "body" and _sets_out(verb):
        grace = -1  # "leaves for Tokyo on Tuesday", told on Tuesday
    return draft.time.earliest is not None and draft.time.earliest > anchor.on + timedelta(days=grace)


def _sets_out(verb: Token) -> bool:
    """ "Leaves for Tokyo", "is leaving for Tokyo"."""
    now = verb.tag_ == "VBG" and any(c.dep_ == "aux" and c.tag_ in ("VBZ", "VBP") for c in verb.children)
    return verb.lemma_ in _LEAVING and (now or verb.tag_ == "VBZ")


_LEAVING = frozenset({"leave", "depart"})


_TIMETABLED = frozenset("meeting visit call ceremony conference speech exercise".split())
# days: "Biden meets Xi on Monday" in Tuesday's paper, under a picture; over a text a day more
_JUST_BEHIND = {"body": 1}


def _on_weekday(draft: Draft) -> TimeExpression | None:
    """ "Blinken, Wang meet on Thursday", "hold talks on Thursday", "the summit opens on Thursday": the present with a
    weekday and nothing more.
    """
    token = draft.token
    purpose = token.tag_ == "VB" and token.dep_ in ("advcl", "xcomp")  # "flies to Moscow on Monday to meet B"
    verb = token if is_verb(token) and not purpose else token.head
    held = is_verb(token) or (token.dep_ in ("dobj", "nsubj") and is_verb(verb) and happens(verb))
    if not held or not _is_present(verb) or vocabulary().group(draft.type) not in _TIMETABLED:
        return None
    value = next(_said(draft), None)
    bare = value is not None and isinstance(value.meaning, Weekdays) and (value.meaning.turn, value.meaning.week)
    return value if bare == (None, None) else None


def _next(draft: Draft, anchor: Anchor) -> TimeValue | None:
    """The coming weekday, unless the one before has only just been."""
    value, last = _on_weekday(draft), draft.time.latest
    behind = _JUST_BEHIND.get(draft.parsed.block.kind, 2)
    if value is None or last is None or 0 < (anchor.on - last).days <= behind:
        return None
    if anchor.on == last and (draft.token.lemma_ == "be" or draft.token.head.lemma_ == "be"):
        return None  # "is in Paris on Tuesday", told on Tuesday: there now
    return resolve_time(value, anchor, "future")


def _is_present(verb: Token) -> bool:
    return verb.tag_ in ("VBZ", "VBP") and not any(c.dep_ == "aux" for c in verb.children)


def _of_this_week(draft: Draft, anchor: Anchor) -> TimeValue | None:
    """ "Wang Yi arrives in Moscow this week", in the present: it is to come."""
    text = draft.time.text or ""
    if not _is_present(draft.token) or text.lower() not in ("this week", "this month"):
        return None
    return _read_as(draft, anchor, "future")


def _read_as(draft: Draft, anchor: Anchor, direction: Direction) -> TimeValue | None:
    """The time in the draft's words, read as of the past or of what is to come."""
    return next((resolve_time(v, anchor, direction) for v in _said(draft)), None)


def _said(draft: Draft) -> Iterator[TimeExpression]:
    """The words that give the draft's time."""
    return (v for v in draft.parsed.values if isinstance(v, TimeExpression) and v.text == draft.time.text)


def _is_behind(draft: Draft, anchor: Anchor) -> bool:
    """ "Will attend the parade on Wednesday after crossing the border on Tuesday", told on Tuesday; "are to meet again
    after last week's talks".
    """
    token, last = draft.token, draft.time.latest
    verb = clause_verb(token)
    if last is not None and last < anchor.on and verb is not None and purpose_of_travel(token, verb):
        return True  # "flew to Doha last week for talks with him"
    if token.dep_ not in ("pcomp", "pobj", "dobj") or token.head.lower_ not in ("after", "following"):
        return False
    if _is_told_of_late(draft):
        return True
    if last is None:
        return False
    of_late = last < anchor.on and (draft.time.text or "").lower().startswith("last")
    return of_late or (token.tag_ == "VBG" and draft.time.precision == "day" and last == anchor.on)


_FAR = timedelta(days=183)


def _long_ahead(draft: Draft, anchor: Anchor) -> TimeValue | None:
    """ "Following their September 9 call, the two will discuss it", told in November: that September, not the next."""
    token, first = draft.token, draft.time.earliest
    if token.dep_ != "pobj" or token.head.lower_ not in ("after", "following") or first is None:
        return None
    if draft.time.precision != "day" or first - anchor.on < _FAR:
        return None
    past = _read_as(draft, anchor, "past")
    return past if past is not None and past.earliest is not None and anchor.on - past.earliest < _FAR else None


def _when_asked(draft: Draft, anchor: Anchor) -> bool:
    """ "Invited Assad to Riyadh in April", told in May: when that was, rather than the April to come."""
    verb, first = verb_of(draft.token), draft.time.earliest
    far = first is not None and first - anchor.on > _FAR and not _YEAR.search(draft.time.text or "")
    return far and verb is not None and verb.tag_ == "VBD" and effect_of(verb) in ("planned", "urged")


_YEAR = re.compile(r"\d{4}|year")


def _is_told_of_late(draft: Draft) -> bool:
    """ "Will discuss it following the visit by B earlier this month", however the parser hangs the month."""
    behind = draft.token.right_edge.i + 1
    value = draft.parsed.values[behind] if behind < len(draft.parsed.values) else None
    return isinstance(value, TimeExpression) and value.text.lower().startswith(("earlier", "last"))


def _is_ahead(draft: Draft, anchor: Anchor) -> TimeValue | None:
    return _next(draft, anchor) or _of_this_week(draft, anchor) or _told_of_next(draft, anchor)


def _told_of_next(draft: Draft, anchor: Anchor) -> TimeValue | None:
    """ "Before their meeting next week, A and B exchanged messages", which the parser takes for next week's."""
    token = draft.token
    behind = token.i + 1
    value = draft.parsed.values[behind] if behind < len(draft.parsed.values) else None
    if token.dep_ != "pobj" or token.head.lower_ != "before" or not isinstance(value, TimeExpression):
        return None
    ahead = resolve_time(value, anchor, "future")
    return ahead if ahead.earliest is not None and ahead.earliest > anchor.on else None
