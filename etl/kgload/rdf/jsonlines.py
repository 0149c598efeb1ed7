"""One article's extraction as the JSON object of `schema/extraction.schema.json`: what `kgload extract` prints.

Every key is always there; what is not known is null. Dates are ISO 8601; spans count code points of the stored text.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from kgload.model import ActorMention, Argument, Article, Attribution, EventMention, Extraction, PlaceValue, TimeValue
from kgload.rdf.order import in_document_order

JsonObject = dict[str, Any]


def json_line(extraction: Extraction) -> str:
    """The object on one line, without the newline. Pure ASCII: a hostile title stays one line and moves no terminal."""
    return json.dumps(json_object(extraction), ensure_ascii=True, allow_nan=False, separators=(", ", ": "))


def issue_lines(extraction: Extraction) -> Iterator[str]:
    """One line for each issue record of the article, with the words that it is about."""
    text = extraction.article.text
    for issue in in_document_order(extraction).issues:
        words = text[issue.start : issue.end] if issue.start is not None else None
        yield json.dumps({**asdict(issue), "text": words}, ensure_ascii=True, separators=(", ", ": "))


def json_object(extraction: Extraction) -> JsonObject:
    """The object, as design.md's contract spells it."""
    ordered = in_document_order(extraction)
    return {
        "article": _article(ordered.article),
        "events": [_event(ordered, event) for event in ordered.events],
        "issues": [asdict(issue) for issue in ordered.issues],
    }


def _article(article: Article) -> JsonObject:
    dateline = article.dateline
    day = dateline.date.isoformat() if dateline and dateline.date else None
    return {
        "id": article.id,
        "url": article.url,
        "path": article.path,
        "title": article.title,
        "publisher": article.publisher,
        "author": article.author,
        "published": article.published,
        "updated": article.updated,
        "dateline": {"place": dateline.place, "date": day} if dateline else None,
        "language": article.language,
        "sha256": article.sha256,
    }


def _event(extraction: Extraction, event: EventMention) -> JsonObject:
    trigger = event.trigger
    return {
        "id": event.id,
        "type": event.type,
        "status": event.status,
        **_time(event.time),
        "place": _place(event.place),
        "count": event.count,
        "distinct_from": list(event.distinct_from),
        "participants": [_participant(extraction, argument) for argument in event.arguments],
        "trigger": {"text": trigger.text, "start": trigger.start, "end": trigger.end},
        "attribution": _attribution(extraction, event.attribution),
        "quote": event.quote,
        "start": event.start,
        "end": event.end,
        "rule": event.rule,
        "extractor": event.extractor,
        "confidence": event.confidence,
    }


def _time(time: TimeValue) -> JsonObject:
    return {
        "earliest": time.earliest.isoformat() if time.earliest else None,
        "latest": time.latest.isoformat() if time.latest else None,
        "precision": time.precision,
        "time_text": time.text,
        "time_anchor": time.anchor,
    }


def _place(place: PlaceValue | None) -> JsonObject | None:
    return {"name": place.name, "country": place.country, "basis": place.basis} if place else None


def _office(actor: ActorMention) -> str | None:
    """The office as the article words it: a former minister's is "former minister"."""
    if actor.office and actor.standing in ("former", "acting") and not actor.office.lower().startswith(actor.standing):
        return f"{actor.standing} {actor.office}"
    return actor.office


def _participant(extraction: Extraction, argument: Argument) -> JsonObject:
    actor = extraction.actor(argument.actor)
    return {
        "id": actor.id,
        "name": actor.name,
        "kind": actor.kind,
        "role": argument.role,
        "office": _office(actor),
        "organization": actor.organization,
        "country": actor.country,
        "standing": actor.standing,
        "text": argument.text,
        "start": argument.start,
        "end": argument.end,
    }


def _attribution(extraction: Extraction, attribution: Attribution | None) -> JsonObject | None:
    if attribution is None:
        return None
    actor = extraction.actor(attribution.actor)
    return {"id": actor.id, "name": actor.name, "kind": actor.kind, "text": attribution.text}
