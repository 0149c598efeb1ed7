"""Which mentions must be resolved together, so that resolving some blocks equals resolving everything. Pure.

Two event mentions can affect one another only if the days that they look at meet (intervals contain one another, a
mention without a time looks at the week before its article, a planned one three days around), and if one has the sides
of the other, or they name the same people: then their events may share an id. A mark says when something was added or
taken away, not of which sides it was; so all mentions that look at those days are resolved, and all that are linked to
them, in as many steps as it takes.
"""

from __future__ import annotations

from bisect import bisect_right
from calendar import monthrange
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kgload.resolve.days import shifted
from kgload.resolve.reading import Reading, read
from kgload.resolve.records import MentionRow
from kgload.resolve.settle import RECENT, SLACK

# Talks may turn out to be a call, so these groups are settled together.
FAMILIES = {"meeting": ("call", "meeting"), "call": ("call", "meeting")}


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """Days, both ends included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class EventBlock:
    """The mark `event|<group>|<period>`, a month or a year; None: neither the mention nor its article has a date."""

    id: str
    group: str
    days: Stretch | None

    @property
    def reach(self) -> Stretch | None:
        """The days that a mention with this mark may look at."""
        return self.days and Stretch(shifted(self.days.first, -RECENT), shifted(self.days.last, SLACK))


@dataclass(frozen=True, slots=True)
class NameBlock:
    """The mark `name|<kind>|<key>`."""

    kind: str
    key: str


def family(group: str) -> tuple[str, ...]:
    """The groups that are settled together with this one."""
    return FAMILIES.get(group, (group,))


def parse_block(identifier: str) -> EventBlock | NameBlock | None:
    """What an id of ids.py means; None for other marks."""
    what, _, rest = identifier.partition("|")
    if what == "event":
        group, _, period = rest.rpartition("|")
        return EventBlock(identifier, group, None if period == "none" else _days(period))
    if what == "name":
        kind, _, key = rest.partition("|")
        return NameBlock(kind, key)
    return None


def _days(period: str) -> Stretch:
    year, _, month = period.partition("-")
    first, last = (int(month), int(month)) if month else (1, 12)
    return Stretch(date(int(year), first, 1), date(int(year), last, monthrange(int(year), last)[1]))


def view(row: MentionRow) -> Stretch | None:
    """The days at which this mention looks: there it can meet an event or another mention."""
    if row.earliest and row.latest:
        slack = SLACK if row.status == "planned" else 0
        return Stretch(shifted(row.earliest, -slack), shifted(row.latest, slack))
    return Stretch(shifted(row.published, -RECENT), row.published) if row.published else None


def joined(stretches: Iterable[Stretch]) -> list[Stretch]:
    """The same days in order, each once."""
    found: list[Stretch] = []
    for one in sorted(stretches):
        if found and one.first <= shifted(found[-1].last, 1):
            found[-1] = Stretch(found[-1].first, max(found[-1].last, one.last))
        else:
            found.append(one)
    return found


def linked(days: Iterable[Stretch], near: Callable[[Sequence[Stretch]], Iterable[MentionRow]]) -> list[MentionRow]:
    """All mentions that look at these days, and all that are linked to them. `near` gives those that look at some
    days, perhaps with others.
    """
    members: dict[str, Reading] = {}
    waiting: dict[str, Reading] = {}
    wanted, seen = joined(days), list[Stretch]()
    fresh = _looking(near(wanted), wanted)
    while fresh:
        members |= fresh
        seen = joined([*seen, *wanted])
        wanted = joined(one for reading in fresh.values() if (one := view(reading.row)) and not _inside(one, seen))
        waiting |= _looking(near(wanted), wanted) if wanted else {}
        waiting = {key: reading for key, reading in waiting.items() if key not in members}
        ties = _Ties(members.values())
        fresh = {key: reading for key, reading in waiting.items() if ties.hold(reading)}
    return [reading.row for reading in members.values()]


class _Ties:
    """The days at which mentions look, by sides and by the people they name."""

    def __init__(self, readings: Iterable[Reading]) -> None:
        sides: dict[frozenset[str], list[Stretch]] = defaultdict(list)
        named: dict[frozenset[str], list[Stretch]] = defaultdict(list)
        for reading in readings:
            if days := view(reading.row):
                sides[frozenset(reading.signature.sides)].append(days)
                named[reading.signature.named].append(days)
        self._sides = {key: joined(days) for key, days in sides.items() if key}
        self._named = {key: joined(days) for key, days in named.items() if key}

    def hold(self, reading: Reading) -> bool:
        days, own = view(reading.row), frozenset(reading.signature.sides)
        if days is None:
            return False
        if _meets(days, self._named.get(reading.signature.named, ())):
            return True
        near = (found for sides, found in self._sides.items() if own and (sides <= own or own <= sides))
        return any(_meets(days, found) for found in near)


def _looking(rows: Iterable[MentionRow], days: Sequence[Stretch]) -> Mapping[str, Reading]:
    readings = read(row for row in rows if (one := view(row)) and _meets(one, days))
    return {reading.row.id: reading for reading in readings}


def _meets(one: Stretch, days: Sequence[Stretch]) -> bool:
    """`days` in order and apart."""
    at = bisect_right(days, one.last, key=lambda other: other.first)
    return at > 0 and days[at - 1].last >= one.first


def _inside(one: Stretch, days: Sequence[Stretch]) -> bool:
    at = bisect_right(days, one.first, key=lambda other: other.first)
    return at > 0 and days[at - 1].last >= one.last
