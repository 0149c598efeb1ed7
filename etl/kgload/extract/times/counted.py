"""Meanings counted from the anchor ("last month", "Wednesday", "two days ago") or from another event ("the following
day")."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from kgload.extract.times.dated import Days, Months
from kgload.extract.times.meaning import (
    DAY,
    Context,
    Direction,
    Half,
    Interval,
    Kind,
    Part,
    Unit,
    YearRef,
    around,
    cut,
    monday,
    month_part,
    month_span,
)

# What has happened "this week" did so by the anchor.
HALF: dict[Direction, Half] = {"past": "earlier", "future": "later"}


@dataclass(frozen=True, slots=True)
class MonthShift:
    """ "Last month" (-1), "early next month", "earlier this month"."""

    shift: int
    part: Part | None = None
    half: Half | None = None
    kind: ClassVar[Kind] = "anchored"

    def interval(self, at: Context) -> Interval | None:
        if at.anchor is None:
            return None
        first, _ = month_span(at.anchor.year, at.anchor.month + self.shift)
        return cut(month_part(first.year, first.month, self.part), self.half, at.anchor)


@dataclass(frozen=True, slots=True)
class Weekdays:
    """A weekday or a run of them (0 is Monday). `turn`: last -1, this 0, next 1. `week`: "Tuesday last week" -1."""

    first: int
    last: int
    turn: int | None = None
    week: int | None = None
    kind: ClassVar[Kind] = "anchored"

    def interval(self, at: Context) -> Interval | None:
        if at.anchor is None:
            return None
        if self.week is not None:
            end = monday(at.anchor) + (7 * self.week + self.last) * DAY
        else:
            end = self.counted(at.anchor, at.direction)
        start = end - ((self.last - self.first) % 7) * DAY
        if self.ambiguous(at.anchor):
            return Interval(min(start, start + 7 * self.sign * DAY), max(end, end + 7 * self.sign * DAY), "range")
        return Interval(start, end, "day" if start == end else "range")

    @property
    def sign(self) -> int:
        return self.turn or 0

    def counted(self, anchor: date, direction: Direction) -> date:
        """The last day of the run, counted from the anchor: back for the past, on for the future."""
        if self.turn == -1:
            return anchor - (((anchor.weekday() - self.last - 1) % 7) + 1) * DAY
        if self.turn == 1:
            return anchor + (((self.last - anchor.weekday() - 1) % 7) + 1) * DAY
        if direction == "future":
            start = anchor + ((self.first - anchor.weekday()) % 7) * DAY
            return start + ((self.last - self.first) % 7) * DAY
        return anchor - ((anchor.weekday() - self.last) % 7) * DAY

    def ambiguous(self, anchor: date) -> bool:
        """ "Last Monday" in a Friday's paper is four days ago or eleven: nobody can tell, so both stand."""
        ahead = self.last > anchor.weekday()
        return self.week is None and ((self.turn == -1 and self.last < anchor.weekday()) or (self.turn == 1 and ahead))


@dataclass(frozen=True, slots=True)
class DayShift:
    """ "Yesterday" (-1, -1), "overnight" (-1, 0)."""

    first: int
    last: int
    kind: ClassVar[Kind] = "anchored"

    def interval(self, at: Context) -> Interval | None:
        if at.anchor is None:
            return None
        return Interval(
            at.anchor + self.first * DAY, at.anchor + self.last * DAY, "day" if self.first == self.last else "range"
        )


@dataclass(frozen=True, slots=True)
class WeekShift:
    """ "Last week": a range of seven days. It is sharper than the month it may lie in, and holds across a month's
    end."""

    shift: int
    half: Half | None = None
    kind: ClassVar[Kind] = "anchored"

    def interval(self, at: Context) -> Interval | None:
        if at.anchor is None:
            return None
        start = monday(at.anchor) + 7 * self.shift * DAY
        end = start + 6 * DAY
        if at.anchor.weekday() == 6 and self.shift:  # on a Sunday the week may be over already, or just begun
            return Interval(start, end + 6 * DAY, "range") if self.shift < 0 else Interval(start, end, "range")
        if at.anchor.weekday() == 6 and at.direction == "future":  # what is still to come comes in the next
            return Interval(at.anchor, at.anchor + 6 * DAY, "range")
        half = self.half or (HALF.get(at.direction) if self.shift == 0 else None)
        return cut(Interval(start, end, "range"), half, at.anchor)


@dataclass(frozen=True, slots=True)
class Weekend:
    """Saturday and Sunday: the last that has begun, or the next that is not over."""

    turn: int | None = None
    kind: ClassVar[Kind] = "anchored"

    def interval(self, at: Context) -> Interval | None:
        if at.anchor is None:
            return None
        saturday = monday(at.anchor) + 5 * DAY
        begun = at.anchor >= saturday
        if self.turn is not None and self.turn != 0:
            saturday += 7 * self.turn * DAY
        elif at.direction != "future" and not begun:
            saturday -= 7 * DAY
        return Interval(saturday, saturday + DAY, "range")


@dataclass(frozen=True, slots=True)
class FromAnchor:
    """ "Two days ago" (-2, day), "in three weeks"."""

    count: int
    unit: Unit
    kind: ClassVar[Kind] = "anchored"

    def interval(self, at: Context) -> Interval | None:
        return around(at.anchor, self.unit, self.count) if at.anchor else None


@dataclass(frozen=True, slots=True)
class FromReference:
    """ "The following day", "two weeks later", "that month": counted from an event told before, never from the
    anchor."""

    count: int
    unit: Unit
    kind: ClassVar[Kind] = "reference"

    def interval(self, at: Context) -> Interval | None:
        if at.reference is None:
            return None
        on = at.reference.earliest
        if self.unit == "month" and (self.count == 0 or at.reference.precision == "month"):
            first, _ = month_span(on.year, on.month + self.count)
            return month_part(first.year, first.month, None)
        if self.unit == "week" and self.count == 0:
            return Interval(monday(on), monday(on) + 6 * DAY, "range")
        return around(on, self.unit, self.count)


@dataclass(frozen=True, slots=True)
class InThatYear:
    """ "In November of the same year", "on 5 May of that year": of the year told before."""

    there: Days | Months
    kind: ClassVar[Kind] = "reference"

    def interval(self, at: Context) -> Interval | None:
        if at.reference is None:
            return None
        return replace(self.there, year=YearRef(at.reference.earliest.year)).interval(at)


@dataclass(frozen=True, slots=True)
class Vague:
    """Words about time that name no interval: "recent years", "currently", "the 1990s"."""

    kind: ClassVar[Kind] = "vague"

    def interval(self, at: Context) -> Interval | None:
        return None
