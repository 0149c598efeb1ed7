"""Meanings with a place in the calendar: days, months, parts of a year, years; the year may be left to the anchor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from kgload.extract.times.meaning import (
    DAY,
    SLACK,
    Context,
    Half,
    Interval,
    Kind,
    Part,
    YearRef,
    choose,
    cut,
    monday,
    month_part,
    month_span,
    near,
)
from kgload.model import Precision

ANY_YEAR = YearRef()


@dataclass(frozen=True, slots=True)
class Days:
    """ "Nov. 8", "Nov. 21-23", "30 June to 2 July 2023": months and days, the same for a single day."""

    first: tuple[int, int]
    last: tuple[int, int]
    year: YearRef = ANY_YEAR

    @property
    def kind(self) -> Kind:
        return "absolute" if self.year.fixed else "anchored"

    def in_year(self, year: int) -> tuple[date, date] | None:
        """The span that ends in this year; one that wraps round New Year began in the year before."""
        try:
            last = date(year, *self.last)
            return date(year - (self.first > self.last), *self.first), last
        except ValueError:
            return None

    def interval(self, at: Context) -> Interval | None:
        year = self.year.given(at)
        if year is not None:
            span = self.in_year(year)
        elif self.year.shift is not None:
            return None
        else:
            span = choose([s for y in near(at) if (s := self.in_year(y))], at, SLACK)
        return Interval(*span, "day" if span[0] == span[1] else "range") if span else None


@dataclass(frozen=True, slots=True)
class Numeric:
    """ "11/08/2023": a day only for a known locale."""

    numbers: tuple[int, int]
    year: int
    kind: ClassVar[Kind] = "absolute"

    def interval(self, at: Context) -> Interval | None:
        if at.day_first is None:
            return None
        there = self.numbers[::-1] if at.day_first else self.numbers
        return Days((there[0], there[1]), (there[0], there[1]), YearRef(self.year)).interval(at)


@dataclass(frozen=True, slots=True)
class Months:
    """ "In March", "late October", "March to May 2023", "last August" (`turn` -1), "this August" (0), "next August"
    (1)."""

    first: int
    last: int
    year: YearRef = ANY_YEAR
    part: Part | None = None
    turn: int | None = None

    @property
    def kind(self) -> Kind:
        return "absolute" if self.year.fixed else "anchored"

    def interval(self, at: Context) -> Interval | None:
        year = self.given_year(at)
        if year is None:
            return None
        if self.first != self.last:
            return Interval(*month_span(year - (self.first > self.last), self.first, self.wrapped), "range")
        return month_part(year, self.first, self.part)

    @property
    def wrapped(self) -> int:
        return self.last + 12 * (self.first > self.last)

    def given_year(self, at: Context) -> int | None:
        year = self.year.given(at)
        if year is not None or at.anchor is None:
            return year
        if self.turn == 0:
            return at.anchor.year
        if self.turn is not None:
            later = (self.last >= at.anchor.month) if self.turn < 0 else (self.last <= at.anchor.month)
            return at.anchor.year + self.turn * later
        spans = [month_span(y - (self.first > self.last), self.first, self.wrapped) for y in near(at)]
        if self.part and self.first == self.last:
            spans = [month_part(y, self.first, self.part)[:2] for y in near(at)]
        span = choose(spans, at, SLACK if self.part else timedelta(0))
        return span[1].year if span else None


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some months of a year: quarter, half, season, "early 2023". Months below 1 or above 12 lie in the year before or
    after."""

    first: int
    last: int
    precision: Precision
    year: YearRef = ANY_YEAR
    turn: int | None = None

    @property
    def kind(self) -> Kind:
        return "absolute" if self.year.fixed else "anchored"

    def interval(self, at: Context) -> Interval | None:
        year = self.year.given(at)
        if year is None:
            if at.anchor is None or self.year.shift is not None:
                return None
            span = self.turned(at) if self.turn is not None else choose(self.spans(at), at, timedelta(0))
            return Interval(*span, self.precision) if span else None
        return Interval(*month_span(year, self.first, self.last), self.precision)

    def spans(self, at: Context) -> list[tuple[date, date]]:
        return [month_span(y, self.first, self.last) for y in near(at)]

    def turned(self, at: Context) -> tuple[date, date] | None:
        """ "Last summer" is over, "next summer" has not begun, "this summer" is the nearest."""
        anchor = at.anchor or date.min
        if self.turn == -1:
            return max((s for s in self.spans(at) if s[1] < anchor), default=None)
        if self.turn == 1:
            return min((s for s in self.spans(at) if s[0] > anchor), default=None)
        if at.direction == "none":
            return min(self.spans(at), key=lambda s: abs(s[0] + (s[1] - s[0]) / 2 - anchor))
        return choose(self.spans(at), at, timedelta(0))


@dataclass(frozen=True, slots=True)
class Years:
    """ "In 2019", "2014-2016", "last year", "earlier this year"."""

    first: YearRef
    last: YearRef
    half: Half | None = None

    @property
    def kind(self) -> Kind:
        return "absolute" if self.first.fixed else "anchored"

    def interval(self, at: Context) -> Interval | None:
        first, last = self.first.given(at), self.last.given(at)
        if first is None or last is None:
            return None
        whole = Interval(date(first, 1, 1), date(last, 12, 31), "year" if first == last else "range")
        return cut(whole, self.half, at.anchor) if at.anchor else whole


@dataclass(frozen=True, slots=True)
class WeekOf:
    """ "The week of Nov. 6": the ISO week of a day."""

    day: Days

    @property
    def kind(self) -> Kind:
        return self.day.kind

    def interval(self, at: Context) -> Interval | None:
        found = self.day.interval(at)
        if found is None:
            return None
        start = monday(found.earliest)
        return Interval(start, start + 6 * DAY, "range")
