"""What marks mean: which mentions of events are to be resolved again. Pure.

A mark of a period says when something was added or taken away, and not of which sides it was. One of a mention that is
gone says whom it may have met; one of a mention that is there leaves that to the graph.
"""

from __future__ import annotations

import json
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from kgload.resolve.days import shifted
from kgload.resolve.reading import sides_and_named
from kgload.resolve.records import MentionRow, Party
from kgload.resolve.settle import RECENT, SLACK

# Talks may turn out to be a call, so these groups are settled together.
FAMILIES = {"meeting": ("call", "meeting"), "call": ("call", "meeting")}


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """Days, both ends included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Tie:
    """All that says whom a mention can meet: the days at which it looks, its sides, the people that it names."""

    days: Stretch
    sides: frozenset[str]
    named: frozenset[str]


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
class GoneMention:
    """The mark `gone|<group>|…`: `event` is what it reported; without a date it had no tie."""

    id: str
    group: str
    event: str | None
    tie: Tie | None


@dataclass(frozen=True, slots=True)
class MarkedMention:
    """The marks `fresh|<group>|<mention>` and `again|<group>|<mention>`."""

    id: str
    group: str
    mention: str


@dataclass(frozen=True, slots=True)
class NameBlock:
    """The mark `name|<kind>|<key>`."""

    kind: str
    key: str


EventMark = EventBlock | GoneMention | MarkedMention


def family(group: str) -> tuple[str, ...]:
    """The groups that are settled together with this one."""
    return FAMILIES.get(group, (group,))


def parse_block(identifier: str) -> EventMark | NameBlock | None:
    """What an id of ids.py means; None for other marks."""
    what, _, rest = identifier.partition("|")
    first, _, last = rest.partition("|")
    match what:
        case "event":
            return EventBlock(identifier, first, None if last == "none" else _days(last))
        case "gone":
            return _gone(identifier, first, json.loads(last))
        case "fresh" | "again":
            return MarkedMention(identifier, first, last)
        case "name":
            return NameBlock(first, last)
    return None


def view(row: MentionRow) -> Stretch | None:
    """The days at which this mention looks: there it can meet an event or another mention."""
    return _view(row.status, row.earliest, row.latest, row.published)


def _view(status: str, earliest: date | None, latest: date | None, published: date | None) -> Stretch | None:
    if earliest and latest:
        slack = SLACK if status == "planned" else 0
        return Stretch(shifted(earliest, -slack), shifted(latest, slack))
    return Stretch(shifted(published, -RECENT), published) if published else None


def _gone(identifier: str, group: str, said: list[Any]) -> GoneMention:
    status, *days, event, parties = said
    view = _view(status, *(date.fromisoformat(day) if day else None for day in days))
    told = [Party("", role, actor, "person", key=key, country=country) for role, actor, country, key in parties]
    return GoneMention(identifier, group, event, Tie(view, *sides_and_named(group, told)) if view else None)


def _days(period: str) -> Stretch:
    year, _, month = period.partition("-")
    first, last = (int(month), int(month)) if month else (1, 12)
    return Stretch(date(int(year), first, 1), date(int(year), last, monthrange(int(year), last)[1]))


def joined(stretches: Iterable[Stretch]) -> list[Stretch]:
    """The same days in order, each once."""
    found: list[Stretch] = []
    for one in sorted(stretches):
        if found and one.first <= shifted(found[-1].last, 1):
            found[-1] = Stretch(found[-1].first, max(found[-1].last, one.last))
        else:
            found.append(one)
    return found
