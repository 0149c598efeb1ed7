"""What a time expression means: each meaning turns an anchor (the day the text counts from) into an interval.

No clock is read here. A meaning that lacks what it needs (a year, an anchor, a reference day) gives None: unknown, not
a guess.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, NamedTuple, Protocol

from kgload.model import Precision

Direction = Literal["past", "future", "none"]
Kind = Literal["absolute", "anchored", "reference", "vague"]
Unit = Literal["day", "week", "month", "year"]
Part = Literal["early", "mid", "late"]
Half = Literal["earlier", "later"]

DAY = timedelta(days=1)
# A date without a year that lies up to a week on the wrong side of the anchor is a late or early printing, not another
# year.
SLACK = timedelta(days=7)


class Interval(NamedTuple):
    """Both bounds are inclusive."""

    earliest: date
    latest: date
    precision: Precision


@dataclass(frozen=True, slots=True)
class Context:
    """What a meaning may use: the day counted from, which way the verb points, the time of an event told before, and
    whether "11/08" is 11 August (None: not known)."""

    anchor: date | None = None
    direction: Direction = "none"
    reference: Interval | None = None
    day_first: bool | None = None


class Meaning(Protocol):
    """Something that can be resolved. `kind` says what it needs."""

    @property
    def kind(self) -> Kind: ...

    def interval(self, at: Context) -> Interval | None: ...


def month_span(year: int, first: int, last: int | None = None) -> tuple[date, date]:
    """First day of month `first` to the last day of month `last`. Months beyond 12 or below 1 run into other years."""
    last = first if last is None else last
    start_year, start = divmod(year * 12 + first - 1, 12)
    end_year, end = divmod(year * 12 + last - 1, 12)
    return date(start_year, start + 1, 1), date(end_year, end + 1, monthrange(end_year, end + 1)[1])


def month_part(year: int, month: int, part: Part | None) -> Interval:
    """The whole month, or its first ten days, its second ten, the rest."""
    first, last = month_span(year, month)
    match part:
        case "early":
            return Interval(first, first.replace(day=10), "part-of-month")
        case "mid":
            return Interval(first.replace(day=11), first.replace(day=20), "part-of-month")
        case "late":
            return Interval(first.replace(day=21), last, "part-of-month")
    return Interval(first, last, "month")


def cut(whole: Interval, half: Half | None, anchor: date) -> Interval:
    """ "Earlier this …" ends with the anchor, "later this …" begins with it."""
    if half == "earlier":
        return Interval(whole.earliest, max(anchor, whole.earliest), "range")
    if half == "later":
        return Interval(min(anchor, whole.latest), whole.latest, "range")
    return whole


def around(day: date, unit: Unit, count: int) -> Interval | None:
    """`count` units from a day: a day exactly, weeks and months give or take half a unit, years as calendar years."""
    try:
        match unit:
            case "day":
                there = day + count * DAY
                return Interval(there, there, "day")
            case "week":
                there = day + 7 * count * DAY
                return Interval(there - 3 * DAY, there + 3 * DAY, "range")
            case "month":
                first, last = month_span(day.year, day.month + count)
                there = first.replace(day=min(day.day, last.day))
                return Interval(there - 15 * DAY, there + 15 * DAY, "range")
            case "year":
                return Interval(date(day.year + count, 1, 1), date(day.year + count, 12, 31), "year")
    except (OverflowError, ValueError):  # "3,000 years ago" is outside the calendar
        return None


@dataclass(frozen=True, slots=True)
class YearRef:
    """A year that is given, or counted from the anchor ("last year": shift -1), or left to the direction of the
    verb."""

    year: int | None = None
    shift: int | None = None

    @property
    def fixed(self) -> bool:
        return self.year is not None

    def given(self, at: Context) -> int | None:
        if self.year is not None:
            return self.year
        if self.shift is not None and at.anchor:
            return at.anchor.year + self.shift
        return None


def choose(spans: list[tuple[date, date]], at: Context, slack: timedelta) -> tuple[date, date] | None:
    """The latest span that began by the anchor, or for the future the first that ends at or after it."""
    if at.anchor is None:
        return None
    if at.direction == "future":
        return min((s for s in spans if s[1] >= at.anchor - slack), default=None)
    return max((s for s in spans if s[0] <= at.anchor + slack), default=None)


def near(at: Context) -> range:
    """Years worth trying; eight each way finds a 29 February across 1900."""
    return range(at.anchor.year - 8, at.anchor.year + 9) if at.anchor else range(0)


def monday(day: date) -> date:
    """The Monday of the ISO week of a day."""
    return day - day.weekday() * DAY
