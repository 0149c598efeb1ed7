"""Article versions for the tests of loading: the hand-made example, and changes of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from kgload import ids
from kgload.load.rows import ArticleVersion
from kgload.load.runs import Run
from kgload.model import ActorMention, EventMention, Extraction, TimeValue
from rdf.extractions import BY, example

RUN = Run("run:1test", "2024-01-01T00:00:00.000+00:00", "host", 1, "demo", "0.1.0")
LATER = Run("run:1later", "2024-01-02T00:00:00.000+00:00", "host", 2, "demo", "0.1.0")


def version(**article: Any) -> ArticleVersion:
    """The example under another url, content hash, publisher … ; its mentions are those of that version."""
    extraction = example()
    changed = replace(extraction.article, **article)
    if "url" in article:
        changed = replace(changed, id=ids.article_id(article["url"], changed.collection, changed.path))
    return ArticleVersion(_renamed(replace(extraction, article=changed)), BY)


def other(number: int) -> ArticleVersion:
    """One of any number of articles with the same content."""
    return version(url=f"https://news.example/{number}", path=f"{number}.txt")


def without_events(made: ArticleVersion) -> ArticleVersion:
    return replace(made, extraction=replace(made.extraction, events=()))


def timed(made: ArticleVersion, earliest: date | None, latest: date | None) -> ArticleVersion:
    """The same, but its event took place then."""
    time = TimeValue(earliest, latest, "range" if earliest else "unknown")
    events = tuple(replace(event, time=time) for event in made.extraction.events)
    return replace(made, extraction=replace(made.extraction, events=events))


def _renamed(extraction: Extraction) -> Extraction:
    """Ids as extraction would mint them for this version."""
    article = extraction.article
    name = ids.version_id(article.id, article.sha256)
    actors = {actor.id: _actor_id(name, actor) for actor in extraction.actors}
    return replace(
        extraction,
        actors=tuple(replace(actor, id=actors[actor.id]) for actor in extraction.actors),
        events=tuple(_event(name, event, actors) for event in extraction.events),
    )


def _actor_id(name: str, actor: ActorMention) -> str:
    return ids.actor_mention_id(name, actor.kind, actor.spans[0].start, actor.spans[0].end)


def _event(name: str, event: EventMention, actors: dict[str, str]) -> EventMention:
    cited = event.attribution
    return replace(
        event,
        id=ids.mention_id(name, event.type, event.trigger.start, event.trigger.end),
        arguments=tuple(replace(argument, actor=actors[argument.actor]) for argument in event.arguments),
        attribution=replace(cited, actor=actors[cited.actor]) if cited else None,
    )
