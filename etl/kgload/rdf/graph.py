"""One article's extraction as one named graph, in the terms of `schema/kg.ttl`. Mentions only, never `sem:Event`.

The graph is named by the IRI of the article's version. Everything in it depends on the extraction and the extractor
alone: the same article gives the same quads on any machine, at any time.
"""

from __future__ import annotations

import re
from collections import Counter

from pyoxigraph import NamedNode, Quad

from kgload import ids
from kgload.errors import RecordError
from kgload.model import (
    ActorMention,
    Argument,
    Article,
    EventMention,
    Extraction,
    ExtractorInfo,
    PlaceValue,
    Span,
    TimeValue,
)
from kgload.rdf import vocab as v
from kgload.rdf.builder import GraphBuilder
from kgload.rdf.order import in_document_order

_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_DATE_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?")


def graph_name(article: Article) -> NamedNode:
    """The IRI of the article's version, which names its graph."""
    return NamedNode(ids.iri(ids.version_id(article.id, article.sha256)))


def article_quads(extraction: Extraction, extractor: ExtractorInfo) -> list[Quad]:
    """All that one article version says, without its text, regions and issues.

    RecordError (stage `rdf`) if something in it cannot be RDF: a lone surrogate, an id that makes no IRI or that two
    mentions share, a word off its closed list.
    """
    article = extraction.article
    _refuse_shared_ids(extraction)
    ordered = in_document_order(extraction)
    builder = GraphBuilder(graph_name(article), article.path)
    _article(builder, article, extractor)
    for actor in ordered.actors:
        _actor_mention(builder, actor)
    for event in ordered.events:
        _event_mention(builder, event, extractor)
    # shared nodes (a place, an agent) are said once
    return list(dict.fromkeys(builder.quads))


def _refuse_shared_ids(extraction: Extraction) -> None:
    seen = Counter([a.id for a in extraction.actors] + [e.id for e in extraction.events])
    for identifier, number in seen.items():
        if number > 1:
            path = extraction.article.path
            raise RecordError("rdf", "duplicate_id", path, f"{path}: {number} mentions share the id {identifier}")


def _article(b: GraphBuilder, article: Article, extractor: ExtractorInfo) -> None:
    node = b.node(article.id)
    b.types(node, v.NEWS_ARTICLE)
    b.literal(node, v.URL, article.url, v.ANY_URI)
    b.text(node, v.PATH, article.path)
    b.text(node, v.COLLECTION, article.collection)
    b.text(node, v.HEADLINE, article.title)
    b.text(node, v.PUBLISHER_NAME, article.publisher)
    b.text(node, v.AUTHOR_NAME, article.author)
    b.text(node, v.IN_LANGUAGE, article.language)
    for term, value in ((v.DATE_PUBLISHED, article.published), (v.DATE_MODIFIED, article.updated)):
        if value is not None:
            b.literal(node, term, value, _moment_type(value))
    b.types(b.graph, v.ENTITY)
    b.link(b.graph, v.SPECIALIZATION_OF, node)
    b.text(b.graph, v.SHA256, article.sha256)
    b.text(b.graph, v.EXTRACTOR_HASH, extractor.hash)
    if article.dateline is not None:
        dateline = NamedNode(b.graph.value + "#dateline")
        b.link(b.graph, v.HAS_DATELINE, dateline)
        b.types(dateline, v.DATELINE)
        b.text(dateline, v.DATELINE_PLACE, article.dateline.place)
        b.day(dateline, v.DATELINE_DATE, article.dateline.date)


def _moment_type(value: str) -> NamedNode:
    """ISO 8601 knows more forms (no seconds, week dates) than XML Schema: those stay strings."""
    if _DATE.fullmatch(value):
        return v.DATE
    return v.DATE_TIME if _DATE_TIME.fullmatch(value) else v.STRING


def _actor_mention(b: GraphBuilder, actor: ActorMention) -> None:
    node = b.node(actor.id)
    b.types(node, v.ACTOR_MENTION, v.ANNOTATION)
    b.link(node, v.WAS_DERIVED_FROM, b.graph)
    b.text(node, v.NAME, actor.name)
    b.word(node, v.ACTOR_KIND, v.KINDS, actor.kind)
    b.text(node, v.OFFICE, actor.office)
    b.text(node, v.FUNCTION, actor.function)
    b.text(node, v.ORGANIZATION_NAME, actor.organization)
    b.text(node, v.COUNTRY, actor.country)
    b.word(node, v.STANDING, v.STANDINGS, actor.standing)
    for rank, span in enumerate(actor.spans):
        b.target(node, v.HAS_TARGET, b.node(actor.id, f"target-{rank}"), span)


def _event_mention(b: GraphBuilder, event: EventMention, extractor: ExtractorInfo) -> None:
    node = b.node(event.id)
    b.types(node, v.EVENT_MENTION, v.ANNOTATION, v.VIEW)
    b.link(node, v.WAS_DERIVED_FROM, b.graph)
    b.word(node, v.EVENT_TYPE, v.event_types(), event.type)
    b.word(node, v.STATUS, v.STATUSES, event.status)
    b.number(node, v.COUNT, event.count)
    for term, others in ((v.DISTINCT_FROM, event.distinct_from), (v.PART_OF, event.part_of)):
        for other in others:
            b.link(node, term, b.node(other))
    _time(b, node, event.time)
    if event.place is not None:
        _place(b, node, event.place)
    for rank, argument in enumerate(event.arguments):
        _argument(b, node, b.node(event.id, f"argument-{rank}"), argument)
    b.target(node, v.TRIGGER, b.node(event.id, "trigger"), event.trigger)
    b.target(node, v.HAS_TARGET, b.node(event.id, "target"), Span(event.quote, event.start, event.end))
    if event.attribution is not None:
        b.link(node, v.ACCORDING_TO, b.node(event.attribution.actor))
        b.text(node, v.ATTRIBUTION_TEXT, event.attribution.text)
    b.text(node, v.RULE, event.rule)
    b.literal(node, v.CONFIDENCE, repr(float(event.confidence)), v.DOUBLE)
    _agent(b, node, event.extractor, extractor.version)


def _time(b: GraphBuilder, node: NamedNode, time: TimeValue) -> None:
    b.day(node, v.EARLIEST, time.earliest)
    b.day(node, v.LATEST, time.latest)
    b.word(node, v.PRECISION, v.PRECISIONS, time.precision)
    b.text(node, v.TIME_TEXT, time.text)
    b.word(node, v.TIME_ANCHOR, v.TIME_ANCHORS, time.anchor)


def _place(b: GraphBuilder, node: NamedNode, place: PlaceValue) -> None:
    """The place's id comes from its name and country, so that mentions and the resolved graph share the node."""
    where = b.node(ids.place_id(place.name, place.country))
    b.link(node, v.HAS_PLACE, where)
    b.word(node, v.PLACE_BASIS, v.PLACE_BASES, place.basis)
    b.types(where, v.PLACE)
    b.text(where, v.NAME, place.name)
    b.text(where, v.COUNTRY, place.country)


def _argument(b: GraphBuilder, node: NamedNode, part: NamedNode, argument: Argument) -> None:
    b.link(node, v.HAS_ARGUMENT, part)
    b.types(part, v.ROLE)
    b.word(part, v.ROLE_TYPE, v.roles(), argument.role)
    b.link(part, v.OF_ACTOR_MENTION, b.node(argument.actor))
    b.text(part, v.TEXT, argument.text)
    b.offsets(part, argument.start, argument.end)


def _agent(b: GraphBuilder, node: NamedNode, name: str, version: str) -> None:
    agent = b.node(ids.extractor_id(name, version))
    b.link(node, v.WAS_ATTRIBUTED_TO, agent)
    b.types(agent, v.SOFTWARE_AGENT)
    b.text(agent, v.NAME, name)
    b.text(agent, v.SOFTWARE_VERSION, version)
