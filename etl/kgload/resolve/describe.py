"""Rules 13 and 14: what an event says of itself, from the mentions that report it, and its id."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from kgload import ids
from kgload.model import Status
from kgload.names import plain
from kgload.resolve.occasion import Occasion
from kgload.resolve.participants import Cast, cast_of
from kgload.resolve.reading import Reading, side_of, taking_part
from kgload.resolve.records import Event, Held, HeldAt, Report, Where
from kgload.vocabulary import vocabulary

_STATUS_ORDER = ("occurred", "planned", "cancelled", "denied", "unconfirmed")
_ALONE = frozenset({"denied", "unconfirmed"})


@dataclass(frozen=True, slots=True)
class Draft:
    """An event but for its id. `anchor` is the mention that gives interval and precision, `readings` all that give
    something.
    """

    anchor: Reading
    readings: tuple[Reading, ...]
    reports: tuple[Report, ...]
    status: Status

    @property
    def identity(self) -> tuple[str, tuple[str, ...], date | None, date | None, str | None, str | None]:
        """The parts of the event's id, but for the rank among equals."""
        row, signature = self.anchor.row, self.anchor.signature
        country = signature.country if row.group == "visit" else None
        own = self.status in _ALONE or self.anchor.days is None or not signature.named
        return row.group, tuple(sorted(signature.named)), row.earliest, row.latest, country, row.id if own else None

    def event(self, identifier: str, tenures: Mapping[str, tuple[Held, ...]]) -> Event:
        row = self.anchor.row
        kind = self._type()
        players = cast_of(identifier, kind, self.readings, tenures, (row.earliest, row.latest))
        return Event(
            id=identifier,
            type=kind,
            group=row.group,
            status=self.status,
            sides=_sides(self.readings),
            earliest=row.earliest,
            latest=row.latest,
            precision=row.precision,
            label=_label(kind, players, self.anchor),
            sources=len({reading.row.article for reading in self.readings}),
            origins=len(_origins(self.readings)),
            place=_place(self.readings),
            participations=players.participations,
            reports=self.reports,
            unnamed=players.unnamed,
            denotations=players.denotations,
        )

    def _type(self) -> str:
        """The most specific type reported (by the mentions of this group; talks that were a call do not count)."""
        group = self.anchor.row.group
        return max(
            (reading.row.type for reading in self.readings if reading.row.group == group),
            key=lambda name: (vocabulary()[name].rank, name),
        )


def draft(occasion: Occasion) -> Draft:
    readings = sorted((reading for reading, _ in occasion.reports), key=lambda reading: reading.order)
    group = occasion.first.row.group
    reports = [Report(reading.row.id, reason) for reading, reason in occasion.reports]
    reports += [Report(reading.row.id, "planned") for reading in occasion.outlook]
    return Draft(
        anchor=next(reading for reading in readings if reading.row.group == group),
        readings=tuple(readings),
        reports=tuple(sorted(reports, key=lambda report: report.mention)),
        status=_status(readings),
    )


def identify(drafts: Iterable[Draft]) -> dict[str, str]:
    """Anchor mention -> event id. Events with equal parts are told apart by their rank, the occurred and sharpest
    first.
    """
    equals: dict[tuple[object, ...], list[Draft]] = defaultdict(list)
    for made in drafts:
        equals[made.identity].append(made)
    named = {}
    for group in equals.values():
        ranked = sorted(group, key=lambda made: (_STATUS_ORDER.index(made.status) > 0, made.anchor.order))
        for rank, made in enumerate(ranked):
            named[made.anchor.row.id] = ids.event_id(*made.identity, rank)
    return named


def _status(readings: Iterable[Reading]) -> Status:
    """All are of one status, or planned and cancelled: then the one published last decides."""
    last = max(readings, key=lambda r: (r.row.published or date.min, r.row.article, r.row.start, r.row.id))
    return last.row.status


def _sides(readings: Iterable[Reading]) -> tuple[str, ...]:
    """Countries, or actors without one, of all who take part (also a visit's hosts); unresolved names are no side to
    ask for.
    """
    parties = (party for reading in readings for party in taking_part(reading.row))
    return tuple(sorted({side for party in parties if (side := side_of(party)) and (party.actor or party.country)}))


def _origins(readings: Iterable[Reading]) -> set[str]:
    """Whom the articles rely on: the bodies that an article cites for this event, else its publisher."""
    cited: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in (reading.row for reading in readings):
        cited[row.article, row.publisher] |= {row.cited} if row.cited else set()
    return {origin for (_, publisher), bodies in cited.items() for origin in bodies or {publisher}}


def _place(readings: Iterable[Reading]) -> HeldAt | None:
    """The most specific stated place, else an implied one; ties by the number of articles, then by the event's anchor
    order.
    """
    articles: dict[str, set[str]] = defaultdict(set)
    places: dict[str, Where] = {}
    for reading in readings:
        if place := reading.row.place:
            articles[place.id].add(reading.row.article)
            known = places.setdefault(place.id, place)
            if place.basis == "stated" and known.basis != "stated":
                places[place.id] = replace(known, basis="stated")
    if not places:
        return None
    best = max(places.values(), key=lambda place: (*_specific(place), len(articles[place.id]), _backwards(place.id)))
    return HeldAt(best.id, len(articles[best.id]))


def _specific(place: Where) -> tuple[bool, int]:
    """A stated place before an implied one; a site before its city before the country."""
    site = place.name is not None and place.city is not None and plain(place.name) != place.city
    return place.basis == "stated", (place.name is not None) + site


def _backwards(identifier: str) -> tuple[int, ...]:
    return tuple(-ord(letter) for letter in identifier)


def _label(kind: str, players: Cast, anchor: Reading) -> str:
    """ "Meeting of A and B, 2023-11-08"."""
    names = players.labels
    shown = names if len(names) <= 4 else (*names[:3], f"{len(names) - 3} others")
    who = " and ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)
    return ", ".join([f"{kind.capitalize()} of {who}" if who else kind.capitalize(), _when(anchor)])


def _when(anchor: Reading) -> str:
    row = anchor.row
    if row.earliest is None or row.latest is None:
        return "time unknown"
    if row.precision == "month":
        return row.earliest.isoformat()[:7]
    if row.precision == "year":
        return str(row.earliest.year)
    if row.earliest == row.latest:
        return row.earliest.isoformat()
    return f"{row.earliest} to {row.latest}"
