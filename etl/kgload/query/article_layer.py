"""The article layer read back: what each loaded article version says, as the records that were loaded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from kgload.database import Database
from kgload.load.rows import ArticleVersion
from kgload.model import (
    ActorMention,
    Argument,
    Article,
    Attribution,
    Dateline,
    EventMention,
    Extraction,
    ExtractorInfo,
    PlaceValue,
    Span,
    TimeValue,
)
from kgload.rdf.order import in_document_order

Row = dict[str, Any]

_ARTICLES = "MATCH (article:Article) RETURN properties(article) AS article ORDER BY article.id"
_ACTORS = """
MATCH (actor:ActorMention)-[:FOUND_IN]->(article:Article)
RETURN article.id AS article, properties(actor) AS actor
"""
_MENTIONS = """
MATCH (mention:Mention)-[:FOUND_IN]->(article:Article)
RETURN article.id AS article,
       properties(mention) AS mention,
       COLLECT { MATCH (mention)-[named:NAMES]->(actor:ActorMention) RETURN named {.*, actor: actor.id} } AS arguments,
       COLLECT { MATCH (mention)-[at:AT]->(place:Place) RETURN place {.name, .country, basis: at.basis} } AS places,
       COLLECT { MATCH (mention)-[by:ATTRIBUTED_TO]->(actor:ActorMention) RETURN by {.text, actor: actor.id} } AS cited,
       COLLECT { MATCH (mention)-[:EXTRACTED_BY]->(extractor:Extractor) RETURN extractor.version } AS versions
"""


def article_versions(database: Database) -> Iterator[ArticleVersion]:
    """All articles by id, without texts and regions, their parts in document order."""
    actors: defaultdict[str, list[ActorMention]] = defaultdict(list)
    for row in database.read(_ACTORS):
        actors[row["article"]].append(_actor(row["actor"]))
    events: defaultdict[str, list[EventMention]] = defaultdict(list)
    versions: dict[str, str] = {}
    for row in database.read(_MENTIONS):
        events[row["article"]].append(_event(row))
        versions[row["article"]] = row["versions"][0]
    for row in database.read(_ARTICLES):
        article = _article(row["article"])
        extraction = Extraction(article, tuple(actors[article.id]), tuple(events[article.id]))
        extractor = ExtractorInfo(versions.get(article.id, ""), row["article"]["extractorHash"])
        yield ArticleVersion(in_document_order(extraction), extractor)


def _article(node: Row) -> Article:
    place, day = node.get("datelinePlace"), node.get("datelineDate")
    return Article(
        id=node["id"],
        url=node.get("url"),
        path=node["path"],
        collection=node["collection"],
        title=node.get("title"),
        publisher=node.get("publisher"),
        author=node.get("author"),
        published=node.get("published"),
        updated=node.get("updated"),
        dateline=Dateline(place, day) if place or day else None,
        language=node.get("language"),
        sha256=node["sha256"],
    )


def _actor(node: Row) -> ActorMention:
    return ActorMention(
        id=node["id"],
        name=node.get("name"),
        kind=node["kind"],
        office=node.get("office"),
        function=node.get("function"),
        organization=node.get("organization"),
        country=node.get("country"),
        standing=node.get("standing"),
        spans=tuple(map(Span, node["texts"], node["starts"], node["ends"])),
    )


def _event(row: Row) -> EventMention:
    node = row["mention"]
    bounds = node.get("earliest"), node.get("latest")
    return EventMention(
        id=node["id"],
        type=node["type"],
        status=node["status"],
        count=node.get("count"),
        distinct_from=tuple(node["distinctFrom"]),
        part_of=tuple(node["partOf"]),
        time=TimeValue(*bounds, node["precision"], node.get("timeText"), node.get("anchor")),
        place=PlaceValue(**row["places"][0]) if row["places"] else None,
        arguments=tuple(Argument(**argument) for argument in row["arguments"]),
        trigger=Span(node["triggerText"], node["triggerStart"], node["triggerEnd"]),
        attribution=Attribution(**row["cited"][0]) if row["cited"] else None,
        quote=node["quote"],
        start=node["start"],
        end=node["end"],
        rule=node["rule"],
        extractor=node["extractor"],
        confidence=node["confidence"],
    )
