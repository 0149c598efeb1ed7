"""Which mentions must be resolved together, so that resolving some blocks equals resolving everything. Pure.

Two event mentions can affect one another only if the years that they touch meet: intervals contain one another, a
mention without a time looks at the week before its article, a planned one three days around. So the mentions fall
into components of linked years, and a mark (group and year) makes all of its component be read. What is removed
leaves a mark but no mention, hence the neighbouring years.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from kgload.model import Status
from kgload.resolve.days import shifted
from kgload.resolve.settle import RECENT, SLACK

Year = int | None
Years = frozenset[Year]
# Talks may turn out to be a call, so these groups are settled together.
FAMILIES = {"meeting": ("call", "meeting"), "call": ("call", "meeting")}


@dataclass(frozen=True, slots=True)
class EventBlock:
    """The mark `event|<group>|<year>`; without a year: neither the mention nor its article has a date."""

    group: str
    year: Year


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
        group, _, year = rest.rpartition("|")
        return EventBlock(group, None if year == "none" else int(year))
    if what == "name":
        kind, _, key = rest.partition("|")
        return NameBlock(kind, key)
    return None


def touched(earliest: date | None, latest: date | None, published: date | None, status: Status) -> Years:
    """The years in which this mention can meet an event or another mention."""
    if earliest and latest:
        slack = SLACK if status == "planned" else 0
        return frozenset(range(shifted(earliest, -slack).year, shifted(latest, slack).year + 1))
    if published:
        return frozenset(range(shifted(published, -RECENT).year, published.year + 1))
    return frozenset((None,))


def component(marked: Iterable[Year], reach: Callable[[Years], Iterable[Years]]) -> Years:
    """All years linked to the marked ones. `reach` gives, for each mention that touches any of these years, all that
    it touches.
    """
    done: set[Year] = set()
    waiting = {near for year in marked for near in _neighbours(year)}
    while waiting:
        done |= waiting
        waiting = {year for years in reach(frozenset(waiting)) for year in years} - done
    return frozenset(done)


def _neighbours(year: Year) -> tuple[Year, ...]:
    return (None,) if year is None else (year - 1, year, year + 1)
