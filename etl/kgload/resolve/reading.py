"""A mention as the identity rules see it (model.md section 3, rules 1, 2 and 4): sides, who is named on each, place,
length.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kgload.resolve.days import shifted
from kgload.resolve.records import MentionRow, Party, Where
from kgload.vocabulary import vocabulary

# An event of these groups is known by whom it is about: a visit by its guests, whoever receives them.
CORE_ROLES = {
    "visit": "guest",
    "appointment": "appointee",
    "dismissal": "dismissed",
    "speech": "speaker",
    "statement": "speaker",
}
# Parts in which whoever it is acts for the side: the ministry, the minister and the state that summon are one. Who does
# it to whom counts: a summons there and the answer to it here are two.
FOR_THE_SIDE = {
    "sanction": {"sanctioner": "sanctioner"},
    "delivery": {"supplier": "supplier", "recipient": "recipient"},
    "summons": {"summoner": "summoner", "summoned": "summoned"},
    "exercise": {"participant": "participant", "host": "participant"},
}
Present = defaultdict[str, set[str]]  # by side
ABOUT_OFFICES = frozenset({"appointment", "dismissal"})
UNRESOLVED = "?"


@dataclass(frozen=True, slots=True)
class Signature:
    """All of a mention that *fit* looks at, but for its time. Mentions with equal signatures fit the same mentions.

    `presence` has for each side, in order, who stands there: actors, and for a mention that is not full offices and
    names.
    """

    presence: tuple[tuple[str, frozenset[str]], ...]
    named: frozenset[str]
    country: str | None
    city: str | None
    posts: frozenset[str]
    alone: str | None

    @property
    def sides(self) -> tuple[str, ...]:
        return tuple(side for side, _ in self.presence)


@dataclass(frozen=True, slots=True)
class Reading:
    """`days` is the length of the interval (None: unknown time); `distinct` the mentions that this one is told apart
    from.
    """

    row: MentionRow
    signature: Signature
    full: bool
    days: int | None
    distinct: frozenset[str]
    functions: frozenset[tuple[str, str]]
    unnamed: frozenset[tuple[str, str]]

    @property
    def order(self) -> tuple[bool, int, date, str, int, str]:
        """Rule 13: the first of an event's mentions in this order is its anchor."""
        row = self.row
        return (not self.full, self.days or _UNKNOWN, row.published or date.max, row.article, row.start, row.id)

    @property
    def step(self) -> tuple[bool, int]:
        """Rule 6: full before not full, within each by length, unknown last."""
        return (not self.full, self.days or _UNKNOWN)

    def spans(self, earliest: date | None, latest: date | None, slack: int = 0) -> bool:
        """This interval, widened by some days on both ends, contains the other one."""
        row = self.row
        if row.earliest is None or row.latest is None or earliest is None or latest is None:
            return False
        return shifted(row.earliest, -slack) <= earliest and latest <= shifted(row.latest, slack)


_UNKNOWN = date.max.toordinal()


def read(rows: Iterable[MentionRow]) -> list[Reading]:
    """The readings of these mentions, each id once, in the order of their ids."""
    mentions = {row.id: row for row in rows}
    distinct: dict[str, set[str]] = defaultdict(set)
    for row in mentions.values():
        for other in row.distinct_from:
            distinct[row.id].add(other)
            distinct[other].add(row.id)
    return [_reading(mentions[key], frozenset(distinct.get(key, ()))) for key in sorted(mentions)]


def side_of(party: Party) -> str | None:
    """Rule 1: the country, else the actor, else the unresolved name; nothing is known of an unnamed one without a
    country.
    """
    return party.country or party.actor or (UNRESOLVED + party.key if party.key else None)


def taking_part(row: MentionRow) -> list[Party]:
    return [party for party in row.parties if party.role != "accompanying"]


def core(row: MentionRow) -> list[Party]:
    """The parties that identity is about."""
    return _core(row.group, taking_part(row))


def sides_and_named(group: str, parties: Iterable[Party]) -> tuple[frozenset[str], frozenset[str]]:
    """The sides of a mention with these parties, and the actors that it names on them."""
    named, others = _present(_core(group, [party for party in parties if party.role != "accompanying"]), group)
    return frozenset(named.keys() | others.keys()), _named(named)


def _core(group: str, parties: list[Party]) -> list[Party]:
    role = CORE_ROLES.get(group)
    return [party for party in parties if party.role == role] or parties


def _present(parties: Iterable[Party], group: str) -> tuple[Present, Present]:
    """Who stands on each side: by name, and otherwise."""
    named, others = Present(set), Present(set)
    for party in parties:
        side = side_of(party)
        if side is None:
            continue
        part = FOR_THE_SIDE.get(group, {}).get(party.role) if party.country else None
        if part:
            named[side].add(f"{part}:{side}")
        else:
            (named if party.actor else others)[side].add(party.actor or _stand_in(party))
    return named, others


def _named(present: Present) -> frozenset[str]:
    return frozenset(actor for side in present.values() for actor in side)


def _reading(row: MentionRow, distinct: frozenset[str]) -> Reading:
    named, others = _present(core(row), row.group)
    actors = _named(named)
    full = bool(actors) and not others.keys() - named.keys() and len(actors) >= vocabulary()[row.type].full
    sides = sorted(named.keys() | others.keys())
    return Reading(
        row=row,
        signature=Signature(
            presence=tuple((side, frozenset(named[side] | (set() if full else others[side]))) for side in sides),
            named=actors,
            country=_country(row),
            city=row.place.city if row.place and row.place.basis == "stated" and row.group != "call" else None,
            posts=_posts(row),
            # Whom an article sets apart, and who has no side at all, is not taken for another mention's twin.
            alone=row.id if distinct or not sides else None,
        ),
        full=full,
        days=(row.latest - row.earliest).days + 1 if row.earliest and row.latest else None,
        distinct=distinct,
        functions=_functions(row, unnamed_only=False),
        unnamed=_functions(row, unnamed_only=True),
    )


def _stand_in(party: Party) -> str:
    return f"name:{party.key}" if party.key else f"office:{party.function or party.office_key or ''}"


def _country(row: MentionRow) -> str | None:
    """The country that takes part in *fit*: for a visit any that is known, else only a stated one."""
    place: Where | None = row.place
    if place is None or row.group == "call":
        return None
    return place.country if row.group == "visit" or place.basis == "stated" else None


def _posts(row: MentionRow) -> frozenset[str]:
    if row.group not in ABOUT_OFFICES:
        return frozenset()
    return frozenset(post for party in core(row) if (post := party.function or party.office_key))


def _functions(row: MentionRow, unnamed_only: bool) -> frozenset[tuple[str, str]]:
    """(side, function) of the parties; `unnamed_only`: of those known by nothing else."""
    return frozenset(
        (side, party.function)
        for party in core(row)
        if party.function and (side := side_of(party)) and not (unnamed_only and (party.actor or party.key))
    )
