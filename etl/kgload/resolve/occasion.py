"""An event in the making: the mentions that report it so far, and an index of such events by actor, side and time."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from kgload.resolve.fit import circumstances_fit, signatures_fit
from kgload.resolve.reading import Reading, Signature

LONGEST = 31  # days: "of at most a month"


@dataclass(eq=False, slots=True)
class Occasion:
    """Mentions of one event with the reason of each. The first one, like all made with it, gives group, interval and
    sharpness.

    `outlook` are planned mentions of what then took place: they report it, and give it nothing.
    """

    first: Reading
    reports: list[tuple[Reading, str]] = field(default_factory=list)
    outlook: list[Reading] = field(default_factory=list)
    sharp: set[Signature] = field(default_factory=set)
    vague: set[Signature] = field(default_factory=set)
    ids: set[str] = field(default_factory=set)
    sides: set[str] = field(default_factory=set)
    named: set[str] = field(default_factory=set)
    functions: set[tuple[str, str]] = field(default_factory=set)

    @property
    def earliest(self) -> date | None:
        return self.first.row.earliest

    @property
    def latest(self) -> date | None:
        return self.first.row.latest

    @property
    def short(self) -> bool:
        return self.first.days is not None and self.first.days <= LONGEST

    def add(self, reading: Reading, reason: str) -> None:
        """One more mention reports this. It may name more people, but never changes when it was."""
        self.reports.append((reading, reason))
        self.ids.add(reading.row.id)
        (self.sharp if reading.full == self.first.full else self.vague).add(reading.signature)
        self.sides.update(reading.signature.sides)
        self.named |= reading.signature.named
        self.functions |= reading.functions

    def takes(self, reading: Reading) -> bool:
        """The mention fits this event but for its time: rule 4 with each of its mentions, or rule 5."""
        if not self.ids.isdisjoint(reading.distinct):
            return False
        signature, group = reading.signature, self.first.row.group
        if not all(_compatible(signature, other, group) for other in self.sharp | self.vague):
            return False
        if reading.full:
            return all(signatures_fit(signature, other, group) for other in self.sharp)
        return self._holds(reading)

    def _holds(self, reading: Reading) -> bool:
        """Rule 5; and who is known only by function is not somebody whose function here is known to be another."""
        signature = reading.signature
        if not signature.presence or not self.sides.issuperset(signature.sides) or not signature.named <= self.named:
            return False
        known = {side for side, _ in self.functions}
        return all(side not in known or (side, function) in self.functions for side, function in reading.unnamed)


def _compatible(a: Signature, b: Signature, group: str) -> bool:
    """Circumstances as far as they are stated: a vague mention of a visit need not say the country."""
    if group == "visit" and (a.country is None or b.country is None):
        return True
    return circumstances_fit(a, b, group)


class Timeline:
    """Occasions with a known time, found by who takes part and by a stretch of time without looking at all of them."""

    def __init__(self) -> None:
        self._starts: dict[str, list[tuple[date, int]]] = defaultdict(list)
        self._occasions: list[Occasion] = []
        self._serials: dict[Occasion, int] = {}
        self._known: list[set[str]] = []

    def place(self, occasion: Occasion) -> None:
        """Take in a new occasion, or the new people of a known one."""
        if occasion.earliest is None:
            return
        serial = self._serials.setdefault(occasion, len(self._occasions))
        if serial == len(self._occasions):
            self._occasions.append(occasion)
            self._known.append(set())
        keys = occasion.named | {_side_key(side) for side in occasion.sides}
        for key in keys - self._known[serial]:
            insort(self._starts[key], (occasion.earliest, serial))
        self._known[serial] = keys

    def starting(self, reading: Reading, start: date, end: date) -> list[Occasion]:
        """Occasions that begin within these days (inclusive) and share with the mention whom they must share."""
        serials: set[int] = set()
        for key in self._keys(reading):
            starts = self._starts.get(key, [])
            first, last = bisect_left(starts, (start, -1)), bisect_right(starts, (end, len(self._occasions)))
            serials.update(serial for _, serial in starts[first:last])
        return [self._occasions[serial] for serial in sorted(serials)]

    def _keys(self, reading: Reading) -> Iterable[str]:
        """A full mention shares somebody on every side: look at the rarest side. Another one is held whole: at its
        rarest key.
        """
        signature = reading.signature
        if reading.full:
            return min(
                (tokens for _, tokens in signature.presence), key=lambda keys: (self._weight(keys), sorted(keys))
            )
        keys = signature.named or {_side_key(side) for side in signature.sides}
        return [min(keys, key=lambda key: (self._weight([key]), key))] if keys else []

    def _weight(self, keys: Iterable[str]) -> int:
        return sum(len(self._starts.get(key, ())) for key in keys)


def _side_key(side: str) -> str:
    return f"side {side}"
