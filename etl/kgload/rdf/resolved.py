"""The resolved layer as one named graph, `urn:kgload:resolved`: what `kgload export` adds to the articles' graphs.

The rows are the nodes and relationships of model.md section 1, one class each; ids are those of the property graph. An
event that occurred is a `sem:Event`, any other a `kg:ReportedEvent`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from pyoxigraph import NamedNode, Quad

from kgload.model import ActorKind, Precision, Status
from kgload.rdf import vocab as v
from kgload.rdf.builder import GraphBuilder

Basis = Literal["stated", "tenure", "observed"]


@dataclass(frozen=True, slots=True)
class CountryRow:
    """`code` is ISO 3166 alpha-2."""

    code: str
    name: str | None


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """`country` is a code (IN), `within` the id of the place it lies in (WITHIN)."""

    id: str
    name: str | None
    country: str | None
    within: str | None = None


@dataclass(frozen=True, slots=True)
class ActorRow:
    """`name` is None for somebody known only by office. `acts_for` is the country of a state or organ (ACTS_FOR)."""

    id: str
    kind: ActorKind
    name: str | None
    country: str | None = None
    acts_for: str | None = None


@dataclass(frozen=True, slots=True)
class NameRow:
    """NAME_OF: a key by which `owner`, an actor's id or a country's code, is found."""

    key: str
    owner: str


@dataclass(frozen=True, slots=True)
class OfficeRow:
    """`country` is a code (FOR), `organization` an actor's id (IN_ORGANIZATION)."""

    id: str
    title: str
    function: str | None
    country: str | None
    organization: str | None


@dataclass(frozen=True, slots=True)
class TenureRow:
    """HOLDS: `start` and `end` as stated, `valid_from` and `valid_to` as resolved."""

    id: str
    person: str
    office: str
    start: date | None
    end: date | None
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class EventRow:
    """`sides` are country codes, or ids of actors without a country."""

    id: str
    type: str
    group: str
    status: Status
    sides: tuple[str, ...]
    earliest: date | None
    latest: date | None
    precision: Precision
    label: str | None
    sources: int
    origins: int


@dataclass(frozen=True, slots=True)
class ParticipationRow:
    """PARTICIPATED_IN, with the capacity at that event; `country` is the code of the side acted for."""

    event: str
    actor: str
    role: str
    office: str | None
    organization: str | None
    country: str | None
    basis: Basis | None
    sources: int


@dataclass(frozen=True, slots=True)
class HeldAtRow:
    event: str
    place: str
    sources: int


@dataclass(frozen=True, slots=True)
class DenotationRow:
    """DENOTES: an actor mention and its actor."""

    mention: str
    actor: str
    reason: str


@dataclass(frozen=True, slots=True)
class ReportRow:
    """REPORTS: an event mention and its event."""

    mention: str
    event: str
    reason: str


@dataclass(frozen=True, slots=True)
class MayReportRow:
    mention: str
    event: str


@dataclass(frozen=True, slots=True)
class PartOfRow:
    """`event` took place during `whole`."""

    event: str
    whole: str
    reason: str


@dataclass(frozen=True, slots=True)
class PublisherRow:
    """PUBLISHED_BY: an article and its publisher, an actor."""

    article: str
    actor: str


@dataclass(frozen=True, slots=True)
class ResolvedLayer:
    """All of it, in any order: the quads are a set."""

    countries: tuple[CountryRow, ...] = ()
    places: tuple[PlaceRow, ...] = ()
    actors: tuple[ActorRow, ...] = ()
    names: tuple[NameRow, ...] = ()
    offices: tuple[OfficeRow, ...] = ()
    tenures: tuple[TenureRow, ...] = ()
    events: tuple[EventRow, ...] = ()
    participations: tuple[ParticipationRow, ...] = ()
    held_at: tuple[HeldAtRow, ...] = ()
    denotations: tuple[DenotationRow, ...] = ()
    reports: tuple[ReportRow, ...] = ()
    may_report: tuple[MayReportRow, ...] = ()
    part_of: tuple[PartOfRow, ...] = ()
    publishers: tuple[PublisherRow, ...] = ()


def resolved_quads(layer: ResolvedLayer) -> list[Quad]:
    """The quads of `urn:kgload:resolved`, each once. RecordError as in graph.py."""
    b = GraphBuilder(v.RESOLVED_GRAPH, "the resolved layer")
    _places(b, layer)
    _actors(b, layer)
    _offices(b, layer)
    for event in layer.events:
        _event(b, event)
    for row in layer.participations:
        _participation(b, row)
    _links(b, layer)
    return list(dict.fromkeys(b.quads))


def _country(b: GraphBuilder, code: str) -> NamedNode:
    return b.node(f"country:{code}")


def _side(b: GraphBuilder, side: str) -> NamedNode:
    """A country's code, or the id of an actor."""
    return b.node(side) if ":" in side else _country(b, side)


def _places(b: GraphBuilder, layer: ResolvedLayer) -> None:
    for country in layer.countries:
        node = _country(b, country.code)
        b.types(node, v.COUNTRY_CLASS)
        b.text(node, v.IDENTIFIER, country.code)
        b.text(node, v.NAME, country.name)
    for place in layer.places:
        node = b.node(place.id)
        b.types(node, v.PLACE)
        b.text(node, v.NAME, place.name)
        if place.within:
            b.link(node, v.CONTAINED_IN_PLACE, b.node(place.within))
        if place.country:
            b.link(node, v.CONTAINED_IN_PLACE, _country(b, place.country))


def _actors(b: GraphBuilder, layer: ResolvedLayer) -> None:
    for actor in layer.actors:
        node = b.node(actor.id)
        b.types(node, v.ACTOR, v.PERSON if actor.kind == "person" else v.ORGANIZATION)
        b.word(node, v.ACTOR_KIND, v.KINDS, actor.kind)
        b.text(node, v.NAME, actor.name)
        b.text(node, v.COUNTRY, actor.country)
        if actor.acts_for:
            b.link(node, v.ACTS_FOR, _country(b, actor.acts_for))
    for name in layer.names:
        b.text(_side(b, name.owner), v.ALT_LABEL, name.key)


def _offices(b: GraphBuilder, layer: ResolvedLayer) -> None:
    for office in layer.offices:
        node = b.node(office.id)
        b.types(node, v.POST)
        b.text(node, v.PREF_LABEL, office.title)
        b.text(node, v.FUNCTION, office.function)
        if office.country:
            b.link(node, v.OF_COUNTRY, _country(b, office.country))
        if office.organization:
            b.link(node, v.POST_IN, b.node(office.organization))
    employers = {office.id: office.organization for office in layer.offices}
    for tenure in layer.tenures:
        _tenure(b, tenure, employers.get(tenure.office))


def _tenure(b: GraphBuilder, tenure: TenureRow, organization: str | None) -> None:
    node = b.node(tenure.id)
    b.types(node, v.MEMBERSHIP)
    b.link(node, v.MEMBER, b.node(tenure.person))
    b.link(node, v.IN_POST, b.node(tenure.office))
    if organization:
        b.link(node, v.MEMBERSHIP_ORGANIZATION, b.node(organization))
    b.day(node, v.VALID_FROM, tenure.valid_from)
    b.day(node, v.VALID_TO, tenure.valid_to)
    if tenure.start or tenure.end:
        interval = b.node(tenure.id, "interval")
        b.link(node, v.MEMBER_DURING, interval)
        b.types(interval, v.PROPER_INTERVAL)
        for term, part, day in ((v.HAS_BEGINNING, "start", tenure.start), (v.HAS_END, "end", tenure.end)):
            if day:
                instant = b.node(tenure.id, part)
                b.link(interval, term, instant)
                b.types(instant, v.INSTANT)
                b.day(instant, v.IN_DATE, day)


def _event(b: GraphBuilder, event: EventRow) -> None:
    node = b.node(event.id)
    b.types(node, v.EVENT if event.status == "occurred" else v.REPORTED_EVENT)
    b.word(node, v.EVENT_TYPE, v.event_types(), event.type)
    b.word(node, v.GROUP, v.groups(), event.group)
    b.word(node, v.STATUS, v.STATUSES, event.status)
    for side in event.sides:
        b.link(node, v.SIDE, _side(b, side))
    b.day(node, v.EARLIEST, event.earliest)
    b.day(node, v.LATEST, event.latest)
    b.word(node, v.PRECISION, v.PRECISIONS, event.precision)
    b.text(node, v.PREF_LABEL, event.label)
    b.number(node, v.SOURCES, event.sources)
    b.number(node, v.ORIGINS, event.origins)


def _participation(b: GraphBuilder, row: ParticipationRow) -> None:
    part = b.node(row.event, f"participation-{row.role}-{row.actor}")
    b.link(b.node(row.event), v.HAS_ACTOR, part)
    b.types(part, v.ROLE)
    b.link(part, v.VALUE, b.node(row.actor))
    b.word(part, v.ROLE_TYPE, v.roles(), row.role)
    b.text(part, v.OFFICE, row.office)
    b.text(part, v.ORGANIZATION_NAME, row.organization)
    if row.country:
        b.link(part, v.SIDE, _country(b, row.country))
    b.word(part, v.CAPACITY_BASIS, v.CAPACITIES, row.basis)
    b.number(part, v.SOURCES, row.sources)


def _links(b: GraphBuilder, layer: ResolvedLayer) -> None:
    for held in layer.held_at:
        b.link(b.node(held.event), v.HAS_PLACE, b.node(held.place))
        b.number(b.node(held.event), v.PLACE_SOURCES, held.sources)
    for denotation in layer.denotations:
        b.link(b.node(denotation.mention), v.DENOTES, b.node(denotation.actor))
        b.text(b.node(denotation.mention), v.DENOTES_REASON, denotation.reason)
    for report in layer.reports:
        b.link(b.node(report.event), v.DENOTED_BY, b.node(report.mention))
        b.text(b.node(report.mention), v.REPORTS_REASON, report.reason)
    for open_link in layer.may_report:
        b.link(b.node(open_link.mention), v.MAY_DENOTE, b.node(open_link.event))
    for part in layer.part_of:
        b.link(b.node(part.event), v.SUB_EVENT_OF, b.node(part.whole))
        b.text(b.node(part.event), v.PART_OF_REASON, part.reason)
    for publisher in layer.publishers:
        b.link(b.node(publisher.article), v.PUBLISHER, b.node(publisher.actor))
