"""All mentions of a layer in parts of which each is resolved alone, so that never all of them need be. Pure.

Two mentions can affect one another if the days at which they look meet, and one has the sides of the other or they name
the same people (`blocks`). Here years stand for the days, which joins some more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator

from kgload.resolve.blocks import family, view
from kgload.resolve.reading import FOR_THE_SIDE, core, side_of
from kgload.resolve.records import MentionRow

Sides = frozenset[str]
Year = tuple[str, int]  # of a family of groups


def parts(mentions: Iterable[MentionRow], size: int) -> Iterator[list[MentionRow]]:
    """All of them, in lists of so many or more. The mentions must be all that there are."""
    rows = list(mentions)
    links = _Links()
    keys = _keys(rows, links)
    members: dict[Hashable, list[MentionRow]] = defaultdict(list)
    for row, key in zip(rows, keys, strict=True):
        members[links.top(key)].append(row)
    rows.clear()
    part: list[MentionRow] = []
    while members:
        part += members.popitem()[1]
        if len(part) >= size or not members:
            yield part
            part = []


class _Links:
    """Which keys are linked with which, by any number of steps."""

    def __init__(self) -> None:
        self._above: dict[Hashable, Hashable] = {}

    def top(self, key: Hashable) -> Hashable:
        """The same for all that are linked."""
        while (above := self._above.get(key, key)) != key:
            self._above[key] = self._above.get(above, above)
            key = above
        return key

    def link(self, one: Hashable, other: Hashable) -> None:
        one, other = self.top(one), self.top(other)
        if one != other:
            self._above[one] = other


def _keys(rows: Iterable[MentionRow], links: _Links) -> list[Hashable]:
    """A key for each mention, and what links them."""
    found: list[Hashable] = []
    sides_of: dict[Year, set[Sides]] = defaultdict(set)
    told_apart = {other for row in rows for other in row.distinct_from}
    once: dict[Hashable, Hashable] = {}
    for row in rows:
        key = _key(row, sides_of, links)
        found.append(once.setdefault(key, key))
        for mention in (*row.distinct_from, *((row.id,) if row.id in told_apart else ())):
            links.link(key, ("mention", mention))
    for year, sides in sides_of.items():
        for few, many in _within(sides):
            links.link((year, few), (year, many))
    return found


def _key(row: MentionRow, sides_of: dict[Year, set[Sides]], links: _Links) -> Hashable:
    """Its family, first year and sides (those of whom it names are some of them: who has the same is linked by that).
    What looks at no days meets only its own article, and what has no sides nothing.
    """
    name, days = family(row.group)[0], view(row)
    sides, named = _sides(row)
    if not sides:
        return name, row.id
    if days is None:
        return name, row.article
    for number in range(days.first.year, days.last.year + 1):
        year = name, number
        sides_of[year] |= {sides, named} - {frozenset()}
        links.link((year, sides), ((name, days.first.year), sides))
    return (name, days.first.year), sides


def _sides(row: MentionRow) -> tuple[Sides, Sides]:
    """The sides of its signature, and those on which somebody is named."""
    found: dict[str, bool] = {}
    acting = FOR_THE_SIDE.get(row.group, {})
    for party in core(row):
        if side := side_of(party):
            named = party.actor is not None or (party.country is not None and party.role in acting)
            found[side] = found.get(side, False) or named
    return frozenset(found), frozenset(side for side, named in found.items() if named)


def _within(sides: Iterable[Sides]) -> Iterator[tuple[Sides, Sides]]:
    """Pairs of which the second holds the first."""
    holding: dict[str, list[Sides]] = defaultdict(list)
    for many in sides:
        for side in many:
            holding[side].append(many)
    for few in sides:
        rarest = min(few, key=lambda side: len(holding[side]))
        yield from ((few, many) for many in holding[rarest] if few < many)
