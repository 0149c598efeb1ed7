"""Events of a part of the mentions (`parts`), as the tables have them: what a worker process of `kgload bulk` makes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Generic, Protocol, TypeVar

from kgload.load.rows import Row
from kgload.load.tables import Table
from kgload.model import Issue
from kgload.resolve import derived_tables as t
from kgload.resolve.events import resolve_events
from kgload.resolve.records import Actor, Event, Held, MentionRow
from kgload.vocabulary import vocabulary

BATCH = 10_000  # rows

S = TypeVar("S")
T = TypeVar("T")
U = TypeVar("U")
Rows = Iterator[tuple[Table, Row]]
Shown = Callable[[Table, Sequence[Row]], T]


class Each(Protocol):
    """Maps a function over things, in their order."""

    def __call__(self, work: Callable[[S], U], items: Iterable[S], /) -> Iterator[U]: ...


@dataclass(frozen=True, slots=True)
class Part:
    """Mentions that nothing else affects, and tenures of the people in them. `linked` are those of the mentions of
    which one is told to be a part of another.
    """

    mentions: Sequence[MentionRow]
    tenures: Mapping[str, tuple[Held, ...]]
    linked: frozenset[str]


@dataclass(frozen=True, slots=True)
class Done(Generic[T]):
    """What a part comes to. `reported` has the events of the linked mentions."""

    tables: list[tuple[Table, T]]
    events: int
    issues: tuple[Issue, ...]
    reported: dict[str, str]


def resolve_part(shown: Shown[T], part: Part) -> Done[T]:
    """Its events with all that hangs on them."""
    made = resolve_events(part.mentions, part.tenures)
    links = ({"mention": link.mention, "event": link.event} for link in made.may_report)
    tables = [
        *shown_by_table(shown, _rows(made.events)),
        *shown_by_table(shown, ((t.MAY_REPORT, row) for row in links)),
    ]
    reports = ((report.mention, event.id) for event in made.events for report in event.reports)
    return Done(tables, len(made.events), made.issues, {one: event for one, event in reports if one in part.linked})


def shown_by_table(shown: Shown[T], rows: Rows) -> Iterator[tuple[Table, T]]:
    """Rows of many tables, some of a table at a time."""
    while batch := list(islice(rows, BATCH)):
        found: dict[str, tuple[Table, list[Row]]] = {}
        for table, row in batch:
            found.setdefault(table.file, (table, []))[1].append(row)
        yield from ((table, shown(table, those)) for table, those in found.values())


def part_rows(parts: Iterable[tuple[str, str]], reported: Mapping[str, str]) -> Rows:
    """PART_OF of events, for mentions of which the first is told to be a part of the second."""
    both = {(reported.get(part), reported.get(whole)) for part, whole in parts}
    for small, large in both:
        if small and large and small != large:
            yield t.PART_OF, {"part": small, "whole": large, "reason": "stated"}


def shown_actor(actor: Actor) -> Row:
    return {"kind": actor.kind, "name": actor.name, "country": actor.country}


def _rows(events: Iterable[Event]) -> Rows:
    labels = vocabulary().labels
    for event in events:
        own = ("id", "type", "status", "earliest", "latest", "precision", "label", "sources", "origins")
        sides = list(event.sides) or None
        yield t.EVENT, {**{n: getattr(event, n) for n in own}, "sides": sides, "labels": [labels[event.group]]}
        for actor in event.unnamed:
            labels_ = ["Person" if actor.kind == "person" else "Organization"]
            yield t.ACTOR, {"id": actor.id, "labels": labels_, **shown_actor(actor)}
        for report in event.reports:
            yield t.REPORTS, {"mention": report.mention, "event": event.id, "reason": report.reason}
        for part in event.participations:
            yield t.PARTICIPATED_IN, {**{n: getattr(part, n) for n in part.__slots__}, "event": event.id}
        if event.place:
            yield t.HELD_AT, {"event": event.id, "place": event.place.place, "sources": event.place.sources}
        for link in event.denotations:
            row = {"mention": link.subject, "actor": link.actor, "reason": link.reason, "event": event.id}
            yield t.DENOTES, row
