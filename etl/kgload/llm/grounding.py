"""What a model points at, held against the article: only words that stand there become mentions.

Spans are found here, in code points of the stored text. Days come from `extract.times`, countries and functions from
the registry: the model states none of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from kgload import ids
from kgload.extract.times import Anchor, find_times, resolve_time
from kgload.llm.answer import Party, Told
from kgload.llm.prompt import READ
from kgload.model import (
    UNKNOWN_TIME,
    ActorMention,
    Argument,
    Article,
    EventMention,
    Extraction,
    Issue,
    PlaceValue,
    Span,
    TimeValue,
)
from kgload.names import display_name, name_key
from kgload.registry import registry

CONFIDENCE = 0.7
Place = tuple[int, int]


class NotThereError(Exception):
    """The model points at something that the article does not say."""


@dataclass(slots=True)
class _Actor:
    """An actor of the article, while its spans are gathered."""

    name: str | None
    kind: str
    office: str | None
    function: str | None
    organization: str | None
    country: str | None
    standing: str | None
    spans: set[Place] = field(default_factory=set)


class Grounding:
    """Takes the events of one article one by one; what is not in the text is an issue."""

    def __init__(self, article: Article, extractor: str) -> None:
        self._article = article
        self._extractor = extractor
        self._version = ids.version_id(article.id, article.sha256)
        self._regions = [(r.start, r.end) for r in article.regions if r.kind in READ]
        self._actors: dict[tuple[str | None, ...], _Actor] = {}
        self._events: list[tuple[Told, Place, Place, list[tuple[_Actor, Party, Place]]]] = []
        self._issues: list[Issue] = []

    def add(self, told: Told | str) -> None:
        """One event of the answer, or why it was refused."""
        if isinstance(told, str):
            self._issue("llm_event", f"the model's answer has an event that is refused: {told}")
            return
        try:
            quote = self._quote(told.quote)
            trigger = self._trigger(told, quote)
            parties = [(self._actor(party), party, self._within(party.text, quote)) for party in told.participants]
        except NotThereError as fault:
            self._issue("llm_ungrounded", f"the model gives a {told.type} that the article does not state: {fault}")
            return
        for actor, _, place in parties:
            actor.spans.add(place)
        self._events.append((told, quote, trigger, parties))

    def extraction(self) -> Extraction:
        mentions = {id(actor): self._mention(actor) for actor in self._actors.values() if actor.spans}
        events = [self._event(*found, mentions) for found in self._events]
        return Extraction(
            self._article,
            tuple(sorted(mentions.values(), key=lambda m: (m.spans[0].start, m.id))),
            tuple(sorted(events, key=lambda e: (e.start, e.trigger.start, e.id))),
            tuple(self._issues),
        )

    # ------------------------------------------------------------ where words stand

    def _quote(self, quote: str) -> Place:
        found = self._everywhere(quote)
        if len(found) != 1:
            raise NotThereError(f"its quote stands there {len(found)} times")
        return found[0]

    def _trigger(self, told: Told, quote: Place) -> Place:
        """The first one in the quote that no other event of this type has."""
        taken = {trigger for other, _, trigger, _ in self._events if other.type == told.type}
        found = [place for place in _find(told.trigger, self._article.text, *quote) if place not in taken]
        if not found:
            raise NotThereError("its trigger is not in the quote, or another event's")
        return found[0]

    def _within(self, words: str, quote: Place) -> Place:
        found = _find(words, self._article.text, *quote)
        if not found:
            raise NotThereError("a participant is not in the quote")
        return found[0]

    def _everywhere(self, words: str) -> list[Place]:
        return [place for start, end in self._regions for place in _find(words, self._article.text, start, end)]

    def _stands(self, words: str | None, what: str) -> str | None:
        """The words as the article has them."""
        if words is None:
            return None
        found = self._everywhere(words)
        if not found:
            raise NotThereError(f"a participant's {what} is not in the article")
        return " ".join(self._article.text[slice(*found[0])].split())

    # ------------------------------------------------------------ who, when, where

    def _actor(self, party: Party) -> _Actor:
        name, title = self._stands(party.name, "name"), self._stands(party.office, "office")
        match = registry().find_office(title) if title else None
        country = match.country if match else None
        if party.kind == "state":
            country = registry().country_of(name or party.text)
            if country is None:
                raise NotThereError("a state is none that we know")
            name, title, match = registry().country_name(country), None, None
        elif name is None and title is None:
            raise NotThereError("a participant has neither a name nor an office")
        elif party.kind == "person":
            name = display_name(name) if name else None
            country = country or _country_of_person(name)
        elif body := registry().organization(name or ""):
            country = body.country
        office = match.title if match else title
        key = party.kind, name_key(name) if name else None, None if name else office, None if name else country
        actor = self._actors.setdefault(
            key,
            _Actor(
                name,
                party.kind,
                office,
                match.function if match else None,
                match.organization if match else None,
                country,
                (match.standing or "current") if match else None,
            ),
        )
        if actor.office is None and office:
            actor.office, actor.country = office, country or actor.country
            actor.function, actor.organization = (match.function, match.organization) if match else (None, None)
            actor.standing = (match.standing or "current") if match else None
        return actor

    def _time(self, told: Told, quote: Place) -> TimeValue:
        """Our own reading of the words that the model points at; unknown if they are not in the quote."""
        if told.time is None:
            return UNKNOWN_TIME
        text = self._article.text
        found = [
            expression
            for start, end in _find(told.time, text, *quote)
            for expression in find_times(text[slice(*quote)], quote[0])
            if expression.start < end and start < expression.end
        ]
        value = (
            resolve_time(found[0], _anchor(self._article), "future" if told.status == "planned" else "past")
            if (len({expression.start for expression in found}) == 1)
            else UNKNOWN_TIME
        )
        if value.earliest is None:
            self._issue("llm_time", f"the time of a {told.type} cannot be read", quote)
        return value

    def _place(self, told: Told, quote: Place) -> PlaceValue | None:
        found = _find(told.place or "", self._article.text, *quote) if told.place else []
        if not found:
            return None
        name = " ".join(self._article.text[slice(*found[0])].split())
        if country := registry().country_of(name):
            return PlaceValue(None, country, "stated")
        known = registry().place(name)
        return PlaceValue(known.name if known else name, known.country if known else None, "stated")

    # ------------------------------------------------------------ records

    def _mention(self, actor: _Actor) -> ActorMention:
        spans = tuple(Span(self._article.text[s:e], s, e) for s, e in sorted(actor.spans))
        said = f"{actor.kind}:{actor.country}:{actor.name}:{actor.office}"
        return ActorMention(
            ids.actor_mention_id(self._version, said, spans[0].start, spans[0].end),
            actor.name,
            actor.kind,  # type: ignore[arg-type]
            actor.office,
            actor.function,
            actor.organization,
            actor.country,
            actor.standing,  # type: ignore[arg-type]
            spans,
        )

    def _event(
        self,
        told: Told,
        quote: Place,
        trigger: Place,
        parties: Sequence[tuple[_Actor, Party, Place]],
        mentions: dict[int, ActorMention],
    ) -> EventMention:
        text = self._article.text
        arguments = {
            mentions[id(actor)].id: Argument(mentions[id(actor)].id, party.role, text[start:end], start, end)
            for actor, party, (start, end) in reversed(parties)
        }
        return EventMention(
            id=ids.mention_id(self._version, told.type, *trigger),
            type=told.type,
            status=told.status,
            count=None,
            distinct_from=(),
            part_of=(),
            time=self._time(told, quote),
            place=self._place(told, quote),
            arguments=tuple(sorted(arguments.values(), key=lambda argument: (argument.start, argument.actor))),
            trigger=Span(text[slice(*trigger)], *trigger),
            attribution=None,
            quote=text[slice(*quote)],
            start=quote[0],
            end=quote[1],
            rule="llm",
            extractor=self._extractor,
            confidence=CONFIDENCE,
        )

    def _issue(self, code: str, message: str, place: Place | None = None) -> None:
        article = self._article
        self._issues.append(Issue("extract", code, message, article.id, article.path, *(place or (None, None))))


def _find(words: str, text: str, start: int, end: int) -> list[Place]:
    """Where these words stand within `start:end`, whole, whatever white space is between them."""
    pattern = r"\s+".join(re.escape(word) for word in words.split())
    if not pattern:
        return []
    found = re.compile(rf"(?<!\w){pattern}" if words.strip()[0].isalnum() else pattern).finditer(text, start, end)
    return [match.span() for match in found if not (text[match.end() - 1].isalnum() and _goes_on(text, match.end()))]


def _goes_on(text: str, end: int) -> bool:
    return end < len(text) and text[end].isalnum()


def _anchor(article: Article) -> Anchor | None:
    if article.dateline and article.dateline.date:
        return Anchor(article.dateline.date, "dateline")
    return Anchor(article.published_on, "published") if article.published_on else None


def _country_of_person(name: str | None) -> str | None:
    """That of the one known person of this full name."""
    people = registry().persons_named(name) if name else ()
    return people[0].country if len(people) == 1 else None
