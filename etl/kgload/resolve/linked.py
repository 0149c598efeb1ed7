"""Which mentions must be resolved together, so that resolving some marks equals resolving everything. Pure.

Two event mentions can affect one another only if the days that they look at meet (intervals contain one another, a
mention without a time looks at the week before its article, a planned one three days around), and if one has the sides
of the other, or they name the same people: then their events may share an id. So what is resolved is all that looks at
marked days, all that is marked itself, all that a mention that is gone could meet, and all that is linked to these, in
as many steps as it takes.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from kgload.resolve.blocks import EventBlock, EventMark, GoneMention, MarkedMention, Stretch, Tie, joined, view
from kgload.resolve.reading import Reading, read
from kgload.resolve.records import MentionRow


class Mentions(Protocol):
    """All that are there of one family of groups."""

    def near(self, days: Sequence[Stretch]) -> Iterable[MentionRow]:
        """Those that look at these days, perhaps with others."""

    def about(self, ties: Sequence[Tie]) -> Iterable[MentionRow]:
        """Those that one of these may meet, perhaps with others."""

    def called(self, mentions: Sequence[str]) -> Iterable[MentionRow]:
        """Those of these ids, as far as they are there."""

    def undated(self) -> Iterable[MentionRow]:
        """Those without a date, in articles that have none."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What marks of one family of groups name."""

    days: tuple[Stretch, ...]
    undated: bool
    ties: tuple[Tie, ...]
    mentions: tuple[str, ...]
    events: tuple[str, ...]

    @classmethod
    def of(cls, marks: Sequence[EventMark]) -> Marks:
        periods = [mark for mark in marks if isinstance(mark, EventBlock)]
        gone = [mark for mark in marks if isinstance(mark, GoneMention)]
        return cls(
            days=tuple(joined(mark.reach for mark in periods if mark.reach)),
            undated=any(mark.days is None for mark in periods),
            ties=tuple(mark.tie for mark in gone if mark.tie),
            mentions=tuple(sorted(mark.mention for mark in marks if isinstance(mark, MarkedMention))),
            events=tuple(sorted({mark.event for mark in gone if mark.event})),
        )


def linked(marks: Marks, there: Mentions) -> list[MentionRow]:
    """All mentions that these marks name, and all that are linked to them."""
    fresh = _looking(there.near(marks.days), marks.days) if marks.days else {}
    fresh |= _read(there.called(marks.mentions))
    if marks.undated or any(view(reading.row) is None for reading in fresh.values()):
        fresh |= _read(there.undated())
    members, waiting = dict(fresh), dict[str, Reading]()
    ties, asked = _Ties(marks.ties), set[Tie]()
    wanted = [*marks.ties, *_ties_of(fresh)]
    while wanted:
        ties.add(_ties_of(fresh))
        ask = {tie for tie in wanted if tie.sides and not _inside(tie.days, marks.days)} - asked
        asked |= ask
        if ask:
            waiting |= _read(there.about(sorted(ask, key=_order)))
        waiting = {key: reading for key, reading in waiting.items() if key not in members}
        fresh = {key: reading for key, reading in waiting.items() if ties.hold(_tie(reading))}
        members |= fresh
        wanted = _ties_of(fresh)
    return [reading.row for reading in members.values()]


class _Ties:
    """The days at which mentions look, by sides and by the people they name."""

    def __init__(self, ties: Iterable[Tie]) -> None:
        self._sides: dict[frozenset[str], list[Stretch]] = {}
        self._named: dict[frozenset[str], list[Stretch]] = {}
        self._having: dict[str, set[frozenset[str]]] = defaultdict(set)
        self.add(ties)

    def add(self, ties: Iterable[Tie]) -> None:
        for tie in ties:
            for key, known in ((tie.sides, self._sides), (tie.named, self._named)):
                if key:
                    known[key] = joined([*known.get(key, ()), tie.days])
            for side in tie.sides:
                self._having[side].add(tie.sides)

    def hold(self, tie: Tie | None) -> bool:
        if tie is None:
            return False
        if _meets(tie.days, self._named.get(tie.named, ())):
            return True
        near = {sides for side in tie.sides for sides in self._having.get(side, ())}
        fitting = (sides for sides in near if sides <= tie.sides or tie.sides <= sides)
        return any(_meets(tie.days, self._sides[sides]) for sides in fitting)


def _tie(reading: Reading) -> Tie | None:
    days = view(reading.row)
    return Tie(days, frozenset(reading.signature.sides), reading.signature.named) if days else None


def _ties_of(readings: Mapping[str, Reading]) -> list[Tie]:
    return [tie for reading in readings.values() if (tie := _tie(reading))]


def _order(tie: Tie) -> tuple[Stretch, list[str], list[str]]:
    return tie.days, sorted(tie.sides), sorted(tie.named)


def _read(rows: Iterable[MentionRow]) -> dict[str, Reading]:
    return {reading.row.id: reading for reading in read(rows)}


def _looking(rows: Iterable[MentionRow], days: Sequence[Stretch]) -> dict[str, Reading]:
    return _read(row for row in rows if (one := view(row)) and _meets(one, days))


def _meets(one: Stretch, days: Sequence[Stretch]) -> bool:
    """`days` in order and apart."""
    at = bisect_right(days, one.last, key=lambda other: other.first)
    return at > 0 and days[at - 1].last >= one.first


def _inside(one: Stretch, days: Sequence[Stretch]) -> bool:
    at = bisect_right(days, one.first, key=lambda other: other.first)
    return at > 0 and days[at - 1].last >= one.last
