"""The resolved layer in terms that others know, one graph, a set without order."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date

import pytest
from pyoxigraph import Literal, NamedNode

from kgload.errors import RecordError
from kgload.rdf import vocab as v
from kgload.rdf.resolved import (
    ActorRow,
    CountryRow,
    DenotationRow,
    EventRow,
    HeldAtRow,
    MayReportRow,
    NameRow,
    OfficeRow,
    ParticipationRow,
    PartOfRow,
    PlaceRow,
    PublisherRow,
    ReportRow,
    ResolvedLayer,
    TenureRow,
    resolved_quads,
)
from kgload.rdf.serialize import nquads

LAYER = ResolvedLayer(
    countries=(CountryRow("CN", "China"), CountryRow("RU", "Russia")),
    places=(PlaceRow("place:kremlin", "Kremlin", "RU", "place:moscow"), PlaceRow("place:moscow", "Moscow", "RU")),
    actors=(
        ActorRow("actor:putin", "person", "Vladimir Putin", "RU"),
        ActorRow("actor:li", "person", "Li Shangfu", "CN"),
        ActorRow("actor:1unnamed", "person", None, "CN"),
        ActorRow("actor:state-cn", "state", "China", "CN", "CN"),
        ActorRow("actor:mod", "organization", "Ministry of National Defense", "CN", "CN"),
        ActorRow("actor:wire", "organization", "Example Wire"),
    ),
    names=(NameRow("putin", "actor:putin"), NameRow("china", "CN")),
    offices=(OfficeRow("office:1", "Minister of National Defense", "defence_minister", "CN", "actor:mod"),),
    tenures=(
        TenureRow("tenure:1", "actor:li", "office:1", date(2023, 3, 12), None, date(2023, 3, 12), date(2023, 10, 24)),
    ),
    events=(
        EventRow("event:1", "meeting", "meeting", "occurred", ("CN", "RU"), date(2023, 4, 16), date(2023, 4, 16),
                 "day", "Vladimir Putin, Li Shangfu", 2, 1),
        EventRow("event:2", "visit", "visit", "planned", ("CN", "actor:wire"), None, None, "unknown", None, 1, 1),
    ),
    participations=(
        ParticipationRow("event:1", "actor:putin", "host", "President", None, "RU", "stated", 2),
        ParticipationRow("event:1", "actor:li", "guest", "Minister of National Defense", None, "CN", "tenure", 2),
        ParticipationRow("event:2", "actor:1unnamed", "guest", None, None, None, None, 1),
    ),
    held_at=(HeldAtRow("event:1", "place:moscow", 2),),
    denotations=(DenotationRow("actor-mention:1", "actor:putin", "registry"),),
    reports=(ReportRow("mention:1", "event:1", "anchor"),),
    may_report=(MayReportRow("mention:2", "event:1"),),
    part_of=(PartOfRow("event:1", "event:2", "during his visit"),),
    publishers=(PublisherRow("article:1", "actor:wire"),),
)  # fmt: skip
TRIPLES = {(q.subject, q.predicate, q.object) for q in resolved_quads(LAYER)}


def iri(identifier: str) -> NamedNode:
    return NamedNode("urn:kgload:" + identifier)


def text(value: str) -> Literal:
    return Literal(value, datatype=v.STRING)


def whole(value: int) -> Literal:
    return Literal(str(value), datatype=v.INTEGER)


def day(value: str) -> Literal:
    return Literal(value, datatype=v.DATE)


HOST, GUEST = iri("event:1#participation-host-actor:putin"), iri("event:1#participation-guest-actor:li")
EXPECTED = {
    "what occurred is an event": (iri("event:1"), v.TYPE, v.EVENT),
    "what is planned is none": (iri("event:2"), v.TYPE, v.REPORTED_EVENT),
    "type": (iri("event:1"), v.EVENT_TYPE, v.event_types().term("meeting")),
    "group": (iri("event:2"), v.GROUP, v.groups().term("visit")),
    "side that is a country": (iri("event:1"), v.SIDE, iri("country:CN")),
    "side that is an actor": (iri("event:2"), v.SIDE, iri("actor:wire")),
    "bound": (iri("event:1"), v.LATEST, day("2023-04-16")),
    "sources": (iri("event:1"), v.SOURCES, whole(2)),
    "participation": (iri("event:1"), v.HAS_ACTOR, HOST),
    "participant": (GUEST, v.VALUE, iri("actor:li")),
    "role": (GUEST, v.ROLE_TYPE, v.roles().term("guest")),
    "capacity": (GUEST, v.CAPACITY_BASIS, v.CAPACITIES.term("tenure")),
    "side acted for": (HOST, v.SIDE, iri("country:RU")),
    "place": (iri("event:1"), v.HAS_PLACE, iri("place:moscow")),
    "place in a place": (iri("place:kremlin"), v.CONTAINED_IN_PLACE, iri("place:moscow")),
    "place in a country": (iri("place:moscow"), v.CONTAINED_IN_PLACE, iri("country:RU")),
    "country code": (iri("country:CN"), v.IDENTIFIER, text("CN")),
    "person": (iri("actor:putin"), v.TYPE, v.PERSON),
    "state": (iri("actor:state-cn"), v.TYPE, v.ORGANIZATION),
    "acts for": (iri("actor:state-cn"), v.ACTS_FOR, iri("country:CN")),
    "name of an actor": (iri("actor:putin"), v.ALT_LABEL, text("putin")),
    "name of a country": (iri("country:CN"), v.ALT_LABEL, text("china")),
    "office": (iri("office:1"), v.POST_IN, iri("actor:mod")),
    "office of a country": (iri("office:1"), v.OF_COUNTRY, iri("country:CN")),
    "tenure's post": (iri("tenure:1"), v.IN_POST, iri("office:1")),
    "tenure's organisation": (iri("tenure:1"), v.MEMBERSHIP_ORGANIZATION, iri("actor:mod")),
    "tenure's interval": (iri("tenure:1#interval"), v.HAS_BEGINNING, iri("tenure:1#start")),
    "tenure's beginning": (iri("tenure:1#start"), v.IN_DATE, day("2023-03-12")),
    "tenure as resolved": (iri("tenure:1"), v.VALID_TO, day("2023-10-24")),
    "actor mention": (iri("actor-mention:1"), v.DENOTES, iri("actor:putin")),
    "mention": (iri("event:1"), v.DENOTED_BY, iri("mention:1")),
    "reason": (iri("mention:1"), v.REPORTS_REASON, text("anchor")),
    "open link": (iri("mention:2"), v.MAY_DENOTE, iri("event:1")),
    "part of": (iri("event:1"), v.SUB_EVENT_OF, iri("event:2")),
    "publisher": (iri("article:1"), v.PUBLISHER, iri("actor:wire")),
}


@pytest.mark.parametrize("case", EXPECTED)
def test_a_row_is_said_in_the_models_terms(case: str) -> None:
    assert EXPECTED[case] in TRIPLES


def test_what_is_not_known_is_not_said() -> None:
    about = {(s, p) for s, p, _ in TRIPLES}
    assert (iri("actor:1unnamed"), v.NAME) not in about
    assert (iri("event:2"), v.EARLIEST) not in about
    assert (iri("tenure:1#interval"), v.HAS_END) not in about


def test_all_stands_in_one_graph_and_no_order_shows() -> None:
    quads = resolved_quads(LAYER)
    turned = replace(LAYER, **{field.name: getattr(LAYER, field.name)[::-1] for field in fields(LAYER)})
    assert {q.graph_name for q in quads} == {v.RESOLVED_GRAPH}
    assert nquads(resolved_quads(turned)) == nquads(quads)


def test_a_row_that_cannot_be_rdf_is_named() -> None:
    broken = replace(LAYER, names=(NameRow("\ud800", "actor:putin"),))
    with pytest.raises(RecordError, match="resolved layer"):
        resolved_quads(broken)
