"""The way back: one named graph to the extraction that it says. The loader relies on this alone.

`read_graph(graph, statements(article_quads(x, by)))` is `x` in document order, without text, regions and issues, and
`by`.
"""

from __future__ import annotations

from typing import cast

from pyoxigraph import NamedNode

from kgload.model import (
    ActorKind,
    ActorMention,
    AnchorBasis,
    Argument,
    Article,
    Attribution,
    Dateline,
    EventMention,
    Extraction,
    ExtractorInfo,
    PlaceBasis,
    PlaceValue,
    Precision,
    Standing,
    Status,
    TimeValue,
)
from kgload.rdf import vocab as v
from kgload.rdf.graph import graph_name
from kgload.rdf.order import in_document_order
from kgload.rdf.reader import GraphReader
from kgload.rdf.statements import Statements


def read_graph(name: NamedNode, said: Statements) -> tuple[Extraction, ExtractorInfo]:
    """What the graph `name` says, and who extracted it. RecordError (stage `rdf`) names graph and node of whatever does
    not hold.
    """
    reader = GraphReader(name, said)
    return _extraction(reader), _extractor_info(reader)


def _extraction(reader: GraphReader) -> Extraction:
    actors = tuple(_actor_mention(reader, node) for node in reader.of_class(v.ACTOR_MENTION))
    events = tuple(_event_mention(reader, node) for node in reader.of_class(v.EVENT_MENTION))
    found = in_document_order(Extraction(_article(reader), actors, events))
    _refuse_loose_ends(reader, found)
    return found


def _extractor_info(reader: GraphReader) -> ExtractorInfo:
    """The version is "" where no event names an agent."""
    versions = {reader.text(agent, v.SOFTWARE_VERSION, True) for agent in reader.of_class(v.SOFTWARE_AGENT)}
    if len(versions) > 1:
        raise reader.fault(reader.name, "shape", f"names extractors of several versions: {', '.join(sorted(versions))}")
    return ExtractorInfo(versions.pop() if versions else "", reader.text(reader.name, v.EXTRACTOR_HASH, True))


def _refuse_loose_ends(reader: GraphReader, found: Extraction) -> None:
    if graph_name(found.article) != reader.name:
        raise reader.fault(
            reader.name, "bad_id", f"the graph of this article version must be <{graph_name(found.article).value}>"
        )
    actors = {actor.id for actor in found.actors}
    events = {event.id for event in found.events}
    for event in found.events:
        cited = {event.attribution.actor} if event.attribution else set()
        loose = ({a.actor for a in event.arguments} | cited) - actors
        loose |= ({*event.distinct_from, *event.part_of}) - events
        if loose:
            raise reader.fault(reader.name, "loose_end", f"{event.id} points to {min(loose)}, not in the graph")


def _article(r: GraphReader) -> Article:
    node = r.the_one(v.NEWS_ARTICLE)
    published = r.text(node, v.DATE_PUBLISHED)
    article = Article(
        id=r.identifier(node),
        url=r.text(node, v.URL),
        path=r.text(node, v.PATH, True),
        collection=r.text(node, v.COLLECTION, True),
        title=r.text(node, v.HEADLINE),
        publisher=r.text(node, v.PUBLISHER_NAME),
        author=r.text(node, v.AUTHOR_NAME),
        published=published,
        updated=r.text(node, v.DATE_MODIFIED),
        dateline=_dateline(r),
        language=r.text(node, v.IN_LANGUAGE),
        sha256=r.text(r.name, v.SHA256, True),
    )
    try:
        _ = article.published_on
    except ValueError as error:
        raise r.fault(node, "bad_value", f"datePublished does not begin with a date: {published!r}") from error
    return article


def _dateline(r: GraphReader) -> Dateline | None:
    node = r.node(r.name, v.HAS_DATELINE)
    return Dateline(r.text(node, v.DATELINE_PLACE), r.day(node, v.DATELINE_DATE)) if node else None


def _actor_mention(r: GraphReader, node: NamedNode) -> ActorMention:
    return ActorMention(
        id=r.identifier(node),
        name=r.text(node, v.NAME),
        kind=cast(ActorKind, r.word(node, v.ACTOR_KIND, v.KINDS, True)),
        office=r.text(node, v.OFFICE),
        function=r.text(node, v.FUNCTION),
        organization=r.text(node, v.ORGANIZATION_NAME),
        country=r.text(node, v.COUNTRY),
        standing=cast(Standing | None, r.word(node, v.STANDING, v.STANDINGS)),
        spans=tuple(r.span(target) for target in r.nodes(node, v.HAS_TARGET)),
    )


def _event_mention(r: GraphReader, node: NamedNode) -> EventMention:
    quote = r.span(r.node(node, v.HAS_TARGET, True))
    return EventMention(
        id=r.identifier(node),
        type=r.word(node, v.EVENT_TYPE, v.event_types(), True),
        status=cast(Status, r.word(node, v.STATUS, v.STATUSES, True)),
        count=r.number(node, v.COUNT),
        distinct_from=tuple(r.identifier(other) for other in r.nodes(node, v.DISTINCT_FROM)),
        part_of=tuple(r.identifier(other) for other in r.nodes(node, v.PART_OF)),
        time=_time(r, node),
        place=_place(r, node),
        arguments=tuple(_argument(r, part) for part in r.nodes(node, v.HAS_ARGUMENT)),
        trigger=r.span(r.node(node, v.TRIGGER, True)),
        attribution=_attribution(r, node),
        quote=quote.text,
        start=quote.start,
        end=quote.end,
        rule=r.text(node, v.RULE, True),
        extractor=r.text(r.node(node, v.WAS_ATTRIBUTED_TO, True), v.NAME, True),
        confidence=r.decimal(node, v.CONFIDENCE),
    )


def _time(r: GraphReader, node: NamedNode) -> TimeValue:
    try:
        return TimeValue(
            r.day(node, v.EARLIEST),
            r.day(node, v.LATEST),
            cast(Precision, r.word(node, v.PRECISION, v.PRECISIONS, True)),
            r.text(node, v.TIME_TEXT),
            cast(AnchorBasis | None, r.word(node, v.TIME_ANCHOR, v.TIME_ANCHORS)),
        )
    except ValueError as error:
        raise r.fault(node, "bad_value", str(error)) from error


def _place(r: GraphReader, node: NamedNode) -> PlaceValue | None:
    where = r.node(node, v.HAS_PLACE)
    if where is None:
        return None
    basis = cast(PlaceBasis, r.word(node, v.PLACE_BASIS, v.PLACE_BASES, True))
    return PlaceValue(r.text(where, v.NAME), r.text(where, v.COUNTRY), basis)


def _argument(r: GraphReader, part: NamedNode) -> Argument:
    return Argument(
        actor=r.identifier(r.node(part, v.OF_ACTOR_MENTION, True)),
        role=r.word(part, v.ROLE_TYPE, v.roles(), True),
        text=r.text(part, v.TEXT, True),
        start=r.number(part, v.START, True),
        end=r.number(part, v.END, True),
    )


def _attribution(r: GraphReader, node: NamedNode) -> Attribution | None:
    cited = r.node(node, v.ACCORDING_TO)
    return Attribution(r.identifier(cited), r.text(node, v.ATTRIBUTION_TEXT, True)) if cited else None
