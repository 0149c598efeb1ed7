"""Extractions -> rows, one list for each kind of node and relationship, each row a flat map of Neo4j values. Pure.

Rows are sorted by key: two writers take their locks in one order, and a batch is the same in whatever order it came.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from kgload import ids
from kgload.model import ActorMention, Article, EventMention, Extraction, ExtractorInfo, PlaceValue
from kgload.names import name_key
from kgload.registry import registry
from kgload.vocabulary import vocabulary

LONG = 366  # days
LONGEST_MARK = 4000  # bytes
Row = dict[str, Any]
Kind = Literal[
    "article", "country", "place", "place_country", "extractor", "actor", "mention",
    "names", "at", "attributed", "extracted", "block",
]  # fmt: skip

_KEYS: dict[Kind, tuple[str, ...]] = {
    "article": ("id",),
    "country": ("code",),
    "place": ("id",),
    "place_country": ("place", "country"),
    "extractor": ("id",),
    "actor": ("id",),
    "mention": ("id",),
    "names": ("mention", "start", "end", "actor", "role"),
    "at": ("mention",),
    "attributed": ("mention",),
    "extracted": ("mention",),
    "block": ("id",),
}
_SHARED: frozenset[Kind] = frozenset({"country", "place", "place_country", "extractor", "block"})


@dataclass(frozen=True, slots=True)
class ArticleVersion:
    """What is loaded whole or not at all: what one version of an article says, and who extracted it."""

    extraction: Extraction
    extractor: ExtractorInfo

    @property
    def article(self) -> Article:
        return self.extraction.article


def rows_of(versions: Iterable[ArticleVersion], edited: Collection[str] = ()) -> dict[Kind, list[Row]]:
    """All rows of these article versions, by kind, sorted by key; what articles share (places …) is there once.

    Mentions of `edited` articles (ids) are marked each, others by their time.
    """
    found: dict[Kind, list[Row]] = {kind: [] for kind in _KEYS}
    for version in versions:
        for kind, row in _version_rows(version, version.article.id in edited):
            found[kind].append(row)
    return {kind: _sorted(kind, rows) for kind, rows in found.items()}


def event_blocks(group: str, earliest: date | None, latest: date | None, published: date | None) -> Iterator[str]:
    """The blocks that a mention belongs to: the month that its interval lies in, else each year of it; without one the
    month of publication, else "none".
    """
    first, last = (earliest, latest) if earliest and latest else (published, published)
    if first is None or last is None:
        yield ids.event_block_id(group, None)
    elif (first.year, first.month) == (last.year, last.month):
        yield ids.event_block_id(group, f"{first.year:04}-{first.month:02}")
    else:
        yield from (ids.event_block_id(group, f"{year:04}") for year in range(first.year, last.year + 1))


def gone_blocks(said: Row, published: date | None) -> Iterable[str]:
    """The marks of a mention that is taken out: {group, status, earliest, latest, event, parties}, each party
    [role, actor, country, key]. It is one, which says whom the mention may have met; where that would be too long for
    an index, those of its time.
    """
    days = [day and day.isoformat() for day in (said["earliest"], said["latest"], published)]
    parties = sorted(said["parties"], key=str)
    block = ids.gone_block_id(said["group"], [said["status"], *days, said["event"], parties])
    if len(block.encode("utf-8", "surrogatepass")) <= LONGEST_MARK:
        return [block]
    return event_blocks(said["group"], said["earliest"], said["latest"], published)


def name_blocks(kind: str, name: str | None) -> Iterator[str]:
    """The block of an actor mention or a publisher; none for an actor known only by office."""
    if name:
        yield ids.name_block_id(kind, name_key(name))


def _sorted(kind: Kind, rows: list[Row]) -> list[Row]:
    fields = _KEYS[kind]
    if kind in _SHARED:
        rows = list({tuple(row[field] for field in fields): row for row in rows}.values())
    return sorted(rows, key=lambda row: tuple(row[field] for field in fields))


def _version_rows(version: ArticleVersion, edited: bool) -> Iterator[tuple[Kind, Row]]:
    article = version.article
    yield "article", {"id": article.id, "properties": _article_properties(article, version.extractor.hash)}
    yield from _block_rows(name_blocks("organization", article.publisher))
    for actor in version.extraction.actors:
        yield "actor", {"id": actor.id, "article": article.id, "properties": _actor_properties(actor)}
        yield from _block_rows(name_blocks(actor.kind, actor.name))
    for mention in version.extraction.events:
        yield from _mention_rows(article, mention, version.extractor.version)
        yield from _block_rows(_mention_blocks(article, mention, edited))


def _block_rows(blocks: Iterable[str]) -> Iterator[tuple[Kind, Row]]:
    for block in blocks:
        yield "block", {"id": block}


def _article_properties(article: Article, extractor_hash: str) -> Row:
    dateline = article.dateline
    return {
        "id": article.id,
        "url": article.url,
        "path": article.path,
        "collection": article.collection,
        "title": article.title,
        "publisher": article.publisher,
        "author": article.author,
        "published": article.published,
        "updated": article.updated,
        "publishedOn": article.published_on,
        "datelinePlace": dateline.place if dateline else None,
        "datelineDate": dateline.date if dateline else None,
        "language": article.language,
        "version": ids.version_id(article.id, article.sha256),
        "sha256": article.sha256,
        "extractorHash": extractor_hash,
    }


def _actor_properties(actor: ActorMention) -> Row:
    return {
        "id": actor.id,
        "name": actor.name,
        "key": name_key(actor.name) if actor.name else None,
        "kind": actor.kind,
        "office": actor.office,
        "function": actor.function,
        "organization": actor.organization,
        "country": actor.country,
        "standing": actor.standing,
        "texts": [span.text for span in actor.spans],
        "starts": [span.start for span in actor.spans],
        "ends": [span.end for span in actor.spans],
    }


def _mention_rows(article: Article, mention: EventMention, version: str) -> Iterator[tuple[Kind, Row]]:
    group = vocabulary().group(mention.type)
    yield "mention", {"id": mention.id, "article": article.id, "properties": _mention_properties(mention, group)}
    for argument in mention.arguments:
        span = {"role": argument.role, "text": argument.text, "start": argument.start, "end": argument.end}
        yield "names", {"mention": mention.id, "actor": argument.actor, **span}
    if mention.place:
        yield from _place_rows(mention.id, mention.place)
    if mention.attribution:
        cited = mention.attribution
        yield "attributed", {"mention": mention.id, "actor": cited.actor, "text": cited.text}
    extractor = ids.extractor_id(mention.extractor, version)
    yield "extractor", {"id": extractor, "properties": {"name": mention.extractor, "version": version}}
    yield "extracted", {"mention": mention.id, "extractor": extractor}


def _mention_blocks(article: Article, mention: EventMention, edited: bool) -> Iterable[str]:
    group = vocabulary().group(mention.type)
    if edited:
        return [ids.fresh_block_id(group, mention.id)]
    return event_blocks(group, mention.time.earliest, mention.time.latest, article.published_on)


def _mention_properties(mention: EventMention, group: str) -> Row:
    return {
        "id": mention.id,
        "type": mention.type,
        "group": group,
        "status": mention.status,
        "count": mention.count,
        "distinctFrom": list(mention.distinct_from) or None,
        "partOf": list(mention.part_of) or None,
        "quote": mention.quote,
        "start": mention.start,
        "end": mention.end,
        "earliest": mention.time.earliest,
        "latest": mention.time.latest,
        "precision": mention.time.precision,
        "long": is_long(mention.time.earliest, mention.time.latest) or None,
        "timeText": mention.time.text,
        "anchor": mention.time.anchor,
        "triggerText": mention.trigger.text,
        "triggerStart": mention.trigger.start,
        "triggerEnd": mention.trigger.end,
        "rule": mention.rule,
        "extractor": mention.extractor,
        "confidence": mention.confidence,
    }


def is_long(earliest: date | None, latest: date | None) -> bool:
    """Whether the interval is longer than a year. Such mentions have an index of their own, and others are found by
    their first day.
    """
    return bool(earliest and latest and (latest - earliest).days > LONG)


def _place_rows(mention: str, place: PlaceValue) -> Iterator[tuple[Kind, Row]]:
    identifier = ids.place_id(place.name, place.country)
    yield "place", {"id": identifier, "properties": {"name": place.name, "country": place.country}}
    yield "at", {"mention": mention, "place": identifier, "basis": place.basis}
    if place.country:
        yield "country", {"code": place.country, "name": registry().country_name(place.country)}
        yield "place_country", {"place": identifier, "country": place.country}
