"""The resolved layer and the runs read back, row by row: each query's columns are the fields of its record."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from kgload import ids
from kgload.database import Database
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
)
from kgload.rdf.runs import RunRow
from kgload.vocabulary import vocabulary

T = TypeVar("T")

_COUNTRIES = "MATCH (country:Country) RETURN country.code AS code, country.name AS name"
_PLACES = """
MATCH (place:Place)
RETURN place.id AS id, place.name AS name, place.country AS country,
       COLLECT { MATCH (place)-[:WITHIN]->(whole:Place) RETURN whole.id }[0] AS within
"""
_ACTORS = """
MATCH (actor:Actor)
RETURN actor.id AS id, actor.kind AS kind, actor.name AS name, actor.country AS country,
       COLLECT { MATCH (actor)-[:ACTS_FOR]->(country:Country) RETURN country.code ORDER BY country.code }[0] AS acts_for
"""
_NAMES = "MATCH (name:Name)-[:NAME_OF]->(owner) RETURN name.key AS key, coalesce(owner.id, owner.code) AS owner"
_OFFICES = """
MATCH (office:Office)
RETURN office.id AS id, office.title AS title, office.function AS function,
       COLLECT { MATCH (office)-[:FOR]->(country:Country) RETURN country.code }[0] AS country,
       COLLECT { MATCH (office)-[:IN_ORGANIZATION]->(body:Actor) RETURN body.id }[0] AS organization
"""
_TENURES = """
MATCH (person:Actor)-[tenure:HOLDS]->(office:Office)
RETURN tenure.id AS id, person.id AS person, office.id AS office, tenure.from AS start, tenure.to AS end,
       tenure.validFrom AS valid_from, tenure.validTo AS valid_to
"""
_EVENTS = """
MATCH (event:Event)
RETURN labels(event) AS labels, event.id AS id, event.type AS type, event.status AS status, event.sides AS sides,
       event.earliest AS earliest, event.latest AS latest, event.precision AS precision, event.label AS label,
       event.sources AS sources, event.origins AS origins
"""
_PARTICIPATIONS = """
MATCH (actor:Actor)-[part:PARTICIPATED_IN]->(event:Event)
RETURN event.id AS event, actor.id AS actor, part.role AS role, part.office AS office,
       part.organization AS organization, part.country AS country, part.basis AS basis, part.sources AS sources
"""
_HELD_AT = """
MATCH (event:Event)-[held:HELD_AT]->(place:Place)
RETURN event.id AS event, place.id AS place, held.sources AS sources
"""
_DENOTATIONS = """
MATCH (mention:ActorMention)-[link:DENOTES]->(actor:Actor)
RETURN mention.id AS mention, actor.id AS actor, link.reason AS reason
"""
_REPORTS = """
MATCH (mention:Mention)-[link:REPORTS]->(event:Event)
RETURN mention.id AS mention, event.id AS event, link.reason AS reason
"""
_MAY_REPORT = """
MATCH (mention:Mention)-[:MAY_REPORT]->(event:Event)
RETURN mention.id AS mention, event.id AS event
"""
_PART_OF = """
MATCH (event:Event)-[link:PART_OF]->(whole:Event)
RETURN event.id AS event, whole.id AS whole, link.reason AS reason
"""
_PUBLISHERS = """
MATCH (article:Article)-[:PUBLISHED_BY]->(actor:Actor)
RETURN article.id AS article, actor.id AS actor
"""
_RUNS = """
MATCH (run:Run)
RETURN run.id AS id, run.started AS started, run.ended AS ended, run.outcome AS outcome, run.host AS host,
       run.process AS process, run.collection AS collection, run.kgload AS kgload, run.written AS written,
       run.unchanged AS unchanged, run.withdrawn AS withdrawn, run.rejected AS rejected,
       COLLECT { MATCH (run)-[loaded:LOADED]->(article:Article) RETURN [article.id, loaded.sha256] } AS loaded
"""


def resolved_layer(database: Database) -> ResolvedLayer:
    """All that resolving has made of the article layer."""

    def rows(query: str, record: Callable[..., T]) -> tuple[T, ...]:
        return tuple(record(**row) for row in database.read(query))

    return ResolvedLayer(
        countries=rows(_COUNTRIES, CountryRow),
        places=rows(_PLACES, PlaceRow),
        actors=rows(_ACTORS, ActorRow),
        names=rows(_NAMES, NameRow),
        offices=rows(_OFFICES, OfficeRow),
        tenures=rows(_TENURES, TenureRow),
        events=rows(_EVENTS, _event),
        participations=rows(_PARTICIPATIONS, ParticipationRow),
        held_at=rows(_HELD_AT, HeldAtRow),
        denotations=rows(_DENOTATIONS, DenotationRow),
        reports=rows(_REPORTS, ReportRow),
        may_report=rows(_MAY_REPORT, MayReportRow),
        part_of=rows(_PART_OF, PartOfRow),
        publishers=rows(_PUBLISHERS, PublisherRow),
    )


def run_records(database: Database) -> Iterator[RunRow]:
    """The runs, each with the article versions that it loaded and that are still articles of the graph."""
    for row in database.read(_RUNS):
        loaded = sorted(ids.version_id(article, sha256) for article, sha256 in row.pop("loaded"))
        yield RunRow(**row, loaded=tuple(loaded))


def _event(labels: list[str], sides: list[str] | None, **rest: Any) -> EventRow:
    """The group is the event's other label."""
    group = next(group for group, label in vocabulary().labels.items() if label in labels)
    return EventRow(group=group, sides=tuple(sides or ()), **rest)
