"""Time expressions: found by rule in a stretch of text, resolved against the article's own dates and nothing else.

    for found in find_times("Putin met Zhang on Wednesday."):
        resolve_time(found, Anchor(date(2023, 11, 9), "published"), "past")   # 2023-11-08, day

Libraries were compared first (`tests/extract/test_times.py` keeps dateparser's answers): dateparser agrees on full
dates, but gives a weekday equal to the day of publication a week earlier and knows no "late October", "this August",
quarter or range; so the rules are ours. Seasons are those of the northern half of the world.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from kgload.extract.times import counted_rules, dated_rules
from kgload.extract.times.meaning import Context, Direction, Interval, Kind, Meaning
from kgload.model import AnchorBasis, TimeValue

__all__ = ["Anchor", "Direction", "Interval", "Kind", "TimeExpression", "find_times", "resolve_time"]


@dataclass(frozen=True, slots=True)
class Anchor:
    """The day an article counts from, and where it stands: its dateline, else its publication."""

    on: date
    basis: AnchorBasis


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Words about time at `start:end`. `kind`: absolute; anchored (needs an anchor); reference (needs the day of
    another event: "the following day"); vague (never resolved). `rule` names the pattern; `bound` is the preposition
    of an open interval ("since", "until", "before", "after", "by"), which says when the event was not, rather than
    when it was: unknown."""

    text: str
    start: int
    end: int
    kind: Kind
    rule: str
    meaning: Meaning
    bound: str | None = None


_CUE = re.compile(r"[a-z]+|\d")
BOUND = re.compile(
    r"\b(since|until|till|through|before|after|by|prior to|ahead of|as of|beyond)\s+"
    r"(?:the\s+|around\s+|about\s+|on\s+)?$",
    re.IGNORECASE,
)
# "After Wednesday's talks", "after the 2019 summit": the time is of the talks, not a bound.
ATTRIBUTIVE = re.compile(
    r"['’]|\s+(?!(?:and|or|but|that|which|when|where|while|as|in|on|at|of|to|for|from|by|with|the|a|an|it|he|she|they|we|who|said|has|"
    r"have|had|was|were|is|are|will|would|could|may|might|after|before|amid|over|under|if|because|without|unless)\b)[A-Za-z]"
)


RULES = (*dated_rules.RULES, *counted_rules.RULES)


def find_times(text: str, offset: int = 0) -> list[TimeExpression]:
    """All time expressions of a text in order, longest first where they overlap. `offset` is added to their
    positions."""
    cues = cues_of(text)
    found = [
        (match, rule.name, meaning)
        for rule in RULES
        if not cues.isdisjoint(rule.cues)
        for match in rule.pattern.finditer(text)
        if (meaning := rule.build(match)) is not None
    ]
    chosen: list[TimeExpression] = []
    for match, name, meaning in sorted(found, key=lambda f: (f[0].start() - f[0].end(), f[0].start())):
        start, end = match.start() + offset, match.end() + offset
        if all(end <= other.start or other.end <= start for other in chosen):
            chosen.append(TimeExpression(match[0], start, end, meaning.kind, name, meaning, _bound(match)))
    return sorted(chosen, key=lambda e: e.start)


def cues_of(text: str) -> frozenset[str]:
    """The words and digits by which it is seen which rules may find anything in a text."""
    return frozenset(_CUE.findall(text.lower()))


def _bound(match: re.Match[str]) -> str | None:
    """The preposition before an expression that makes it the edge of an interval."""
    before = BOUND.search(match.string, max(0, match.start() - 24), match.start())
    return before[1].lower() if before and not ATTRIBUTIVE.match(match.string, match.end()) else None


def resolve_time(
    expression: TimeExpression,
    anchor: Anchor | None,
    direction: Direction = "none",
    reference: Interval | None = None,
    day_first: bool | None = None,
) -> TimeValue:
    """The interval an expression names, with its words and the anchor if one was needed. `reference` is the time of the
    event that "the following day" counts from; `day_first` settles "11/08/2023". Unknown, never an error, when
    something needed is missing."""
    at = Context(anchor.on if anchor else None, direction, reference, day_first)
    interval = None if expression.bound else expression.meaning.interval(at)
    if interval is None:
        return TimeValue(None, None, "unknown", expression.text)
    used = anchor.basis if anchor and expression.kind != "absolute" else None
    return TimeValue(*interval, expression.text, used)
