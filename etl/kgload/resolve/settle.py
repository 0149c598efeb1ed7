"""Rules 6 to 12: which mentions report which event. Every step looks at the state before it, so no order of input
matters.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from kgload.resolve.days import shifted
from kgload.resolve.fit import Group, gather
from kgload.resolve.occasion import LONGEST, Occasion, Timeline
from kgload.resolve.reading import Reading

SLACK = 3  # days
RECENT = 7
_OPEN = frozenset({"planned", "cancelled"})
_CALLABLE = frozenset({"talks", "consultation"})


@dataclass(slots=True)
class Settlement:
    """Occasions of one group of event types, and the mentions that may report several of them."""

    occasions: list[Occasion] = field(default_factory=list)
    ambiguous: list[tuple[Reading, list[Occasion]]] = field(default_factory=list)
    called: list[tuple[Reading, Occasion]] = field(default_factory=list)
    timeline: Timeline = field(default_factory=Timeline)

    def open(self, group: Group, reason: str) -> Occasion:
        occasion = Occasion(first=min(group, key=lambda reading: reading.order))
        self.join(occasion, group, reason)
        self.occasions.append(occasion)
        return occasion

    def join(self, occasion: Occasion, group: Iterable[Reading], reason: str) -> None:
        for reading in group:
            occasion.add(reading, reason)
        self.timeline.place(occasion)


def settle(readings: Iterable[Reading], calls: Settlement | None = None) -> tuple[Settlement, Settlement]:
    """All mentions of one group -> what occurred, and what was planned, denied or never confirmed.

    `calls` is what the group `call` came to: talks without a place may turn out to be one of them (rule 12).
    """
    singular = [reading for reading in readings if reading.row.count is None]
    happened = Settlement()
    _settle_steps(happened, (r for r in singular if r.row.status == "occurred"), calls)
    intended = Settlement()
    _settle_steps(intended, _unfulfilled(happened, (r for r in singular if r.row.status in _OPEN)), None)
    for reading in singular:
        if reading.row.status in ("denied", "unconfirmed"):
            intended.open([reading], reading.row.status)
    return happened, intended


def counted(readings: Iterable[Reading], happened: Settlement) -> Iterator[tuple[Reading, list[Occasion]]]:
    """Rule 10: plural mentions of what occurred, each with all events that it may be about."""
    for reading in readings:
        if reading.row.count is not None and reading.row.status == "occurred":
            yield reading, _inside(happened.timeline, reading)


def _settle_steps(made: Settlement, readings: Iterable[Reading], calls: Settlement | None) -> None:
    ordered = sorted(readings, key=lambda reading: reading.order)
    for _, step in groupby(ordered, key=lambda reading: reading.step):
        waiting = _attach(made, list(step), "contains")
        aside: Group = []
        fresh: list[Group] = []
        for bucket in _buckets(waiting):
            cliques, doubtful = gather(bucket)
            fresh += cliques
            aside += [reading for group in doubtful for reading in group]
        for clique in fresh:
            rest = _call_off(made, clique, calls)
            if rest:
                made.open(rest, "first" if len(rest) == 1 else "same")
        leftover = {reading.row.id for reading in _attach(made, aside, "contains")}
        for group in _twins(reading for reading in aside if reading.row.id in leftover):
            made.open(group, "apart")


def _attach(made: Settlement, step: list[Reading], reason: str) -> list[Reading]:
    """Rules 7 and 9 against the events so far; what finds none is handed back."""
    found = [(reading, _candidates(made.timeline, reading)) for reading in step]
    for reading, occasions in found:
        if len(occasions) == 1:
            made.join(occasions[0], [reading], reason if reading.days else "recent")
        elif occasions:
            made.ambiguous.append((reading, occasions))
    return [reading for reading, occasions in found if not occasions]


def _candidates(timeline: Timeline, reading: Reading) -> list[Occasion]:
    if reading.days is not None:
        return _inside(timeline, reading)
    recent = _recent(timeline, reading)
    return recent if len(recent) == 1 else []


def _inside(timeline: Timeline, reading: Reading) -> list[Occasion]:
    """Events that the mention fits and whose interval lies within its own."""
    if reading.row.earliest is None or reading.row.latest is None:
        return []
    near = timeline.starting(reading, reading.row.earliest, reading.row.latest)
    return [o for o in near if reading.spans(o.earliest, o.latest) and o.takes(reading)]


def _recent(timeline: Timeline, reading: Reading) -> list[Occasion]:
    """Rule 9: a full mention without a time, held against the short events of the week before its article."""
    published = reading.row.published
    if published is None or not reading.full:
        return []
    oldest = shifted(published, -RECENT)
    near = timeline.starting(reading, shifted(oldest, -LONGEST), published)
    return [o for o in near if o.short and o.latest and o.latest >= oldest and o.takes(reading)]


def _buckets(waiting: Iterable[Reading]) -> Iterable[Group]:
    """Mentions of one step can fit only with equal intervals; without a time, only within one article."""
    buckets: dict[tuple[object, ...], Group] = defaultdict(list)
    for reading in waiting:
        row = reading.row
        when = (row.earliest, row.latest) if reading.days is not None else (row.article, None)
        buckets[(*when, reading.signature.sides)].append(reading)
    return buckets.values()


def _twins(readings: Iterable[Reading]) -> Iterable[Group]:
    """What was set aside and fits no event: one event for mentions that say the same of the same days."""
    groups: dict[tuple[object, ...], Group] = defaultdict(list)
    for reading in readings:
        row = reading.row
        when = (row.earliest, row.latest) if reading.days is not None else (row.article, None)
        groups[(*when, reading.signature)].append(reading)
    return groups.values()


def _call_off(made: Settlement, clique: Group, calls: Settlement | None) -> Group:
    """Rule 12: talks without a place, and no plain meeting among them, may be the one call that they fit.

    They join it only when all is settled (`called`), so that none sees what another one brought there.
    """
    if calls is None or any(reading.row.type not in _CALLABLE or _placed(reading) for reading in clique):
        return clique
    rest = []
    for reading in clique:
        fitting = _inside(calls.timeline, reading)
        if len(fitting) == 1:
            made.called.append((reading, fitting[0]))
        else:
            rest.append(reading)
    return rest


def _placed(reading: Reading) -> bool:
    return reading.row.place is not None and reading.row.place.basis == "stated"


def _unfulfilled(happened: Settlement, intended: Iterable[Reading]) -> Iterator[Reading]:
    """Rule 11: a planned mention of the one event that then took place reports it; the others are handed on."""
    for reading in intended:
        fulfilled = _fulfilments(happened.timeline, reading) if reading.row.status == "planned" else []
        if len(fulfilled) == 1:
            fulfilled[0].outlook.append(reading)
        else:
            yield reading


def _fulfilments(timeline: Timeline, reading: Reading) -> list[Occasion]:
    row = reading.row
    if row.earliest is None or row.latest is None:
        return []
    near = timeline.starting(reading, shifted(row.earliest, -SLACK - LONGEST), shifted(row.latest, SLACK))
    return [o for o in near if o.short and o.first.full and _about(reading, o.first) and o.takes(reading)]


def _about(one: Reading, other: Reading) -> bool:
    """One interval contains the other, give or take a few days."""
    a, b = one.row, other.row
    return one.spans(b.earliest, b.latest, SLACK) or other.spans(a.earliest, a.latest, SLACK)
