"""The article layer read back: what each loaded article version says, as the records that were loaded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, LiteralString

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

_ALL: LiteralString = "MATCH (article:Article)"
_SOME: LiteralString = "MATCH (article:Article) WHERE article.id IN $ids"
_ARTICLES: LiteralString = " RETURN properties(article) AS article ORDER BY article.id"
_ACTORS: LiteralString = """
MATCH (actor:ActorMention)-[:FOUND_IN]->(article)
RETURN article.id AS article, properties(actor) AS actor
"""
_MENTIONS: LiteralString = """
MATCH (mention:Mention)-[:FOUND_IN]->(article)
RETURN article.id AS article,
       properties(mention) AS mention,
       COLLECT { MATCH (mention)-[named:NAMES]->(actor:ActorMention) RETURN named {.*, actor: actor.id} } AS arguments,
       COLLECT { MATCH (mention)-[at:AT]->(place:Place) RETURN place {.name, .country, basis: at.basis} } AS places,
       COLLECT { MATCH (mention)-[by:ATTRIBUTED_TO]->(actor:ActorMention) RETURN by {.text, actor: actor.id} } AS cited,
       COLLECT { MATCH (mention)-[:EXTRACTED_BY]->(extractor:Extractor) RETURN extractor.version } AS versions
"""


def article_versions(database: Database, articles: Iterable[str] | None = None) -> Iterator[ArticleVersion]:
    """These articles (ids; None: all) by id, without texts and regions, their parts in document order."""
    which = _ALL if articles is None else _SOME
    ids = {"ids": sorted(articles or ())}
    actors: defaultdict[str, list[ActorMention]] = defaultdict(list)
    for row in database.read(which + _ACTORS, ids):
        actors[row["article"]].append(_actor(row["actor"]))
    events: defaultdict[str, list[EventMention]] = defaultdict(list)
    versions: dict[str, str] = {}
    for row in database.read(which + _MENTIONS, ids):
        events[row["article"]].append(_event(row))
        versions[row["article"]] = row["versions"][0]
    for row in database.read(which + _ARTICLES, ids):
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
        distinct_from=tuple(node.get("distinctFrom", ())),
        part_of=tuple(node.get("partOf", ())),
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
