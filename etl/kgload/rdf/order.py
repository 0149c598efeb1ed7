"""Document order. RDF has sets, not lists: the one order of an extraction's parts is that of the article's text."""

from __future__ import annotations

from dataclasses import replace

from kgload.model import ActorMention, Argument, EventMention, Extraction, Span


def in_document_order(extraction: Extraction) -> Extraction:
    """The same extraction, with actors, events, spans and arguments as they stand in the text, links by id."""
    actors = sorted((_ordered_actor(a) for a in extraction.actors), key=_actor_key)
    events = sorted((_ordered_event(e) for e in extraction.events), key=_event_key)
    return replace(extraction, actors=tuple(actors), events=tuple(events))


def _ordered_actor(actor: ActorMention) -> ActorMention:
    spans = tuple(sorted(actor.spans, key=_span_key))
    return actor if spans == actor.spans else replace(actor, spans=spans)


def _ordered_event(event: EventMention) -> EventMention:
    distinct_from = tuple(sorted(set(event.distinct_from)))
    part_of = tuple(sorted(set(event.part_of)))
    arguments = tuple(sorted(event.arguments, key=_argument_key))
    if (distinct_from, part_of, arguments) == (event.distinct_from, event.part_of, event.arguments):
        return event
    return replace(event, distinct_from=distinct_from, part_of=part_of, arguments=arguments)


def _span_key(span: Span) -> tuple[int, int, str]:
    return (span.start, span.end, span.text)


def _argument_key(argument: Argument) -> tuple[int, int, str, str, str]:
    return (argument.start, argument.end, argument.role, argument.actor, argument.text)


def _actor_key(actor: ActorMention) -> tuple[tuple[int, int, str], str]:
    return (_span_key(actor.spans[0]) if actor.spans else (0, 0, ""), actor.id)


def _event_key(event: EventMention) -> tuple[int, int, str]:
    return (event.trigger.start, event.trigger.end, event.id)
