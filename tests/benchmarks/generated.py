"""Article graphs in any number, with the skew of news: few actors are in most events, few events in most articles.

An event of the pool (two sides, a day, a place) is told by one to six articles, some more vaguely than others; ranks of
actors and places follow Zipf's law (exponent 1.0 and 1.2). Nobody in them exists: they are numbered. The same seed
gives the same articles.
"""

from __future__ import annotations

import hashlib
import random
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

from kgload import ids
from kgload.load.rows import ArticleVersion
from kgload.model import (
    ActorMention,
    Argument,
    Article,
    EventMention,
    Extraction,
    ExtractorInfo,
    PlaceValue,
    Span,
    Status,
    TimeValue,
)

BY = ExtractorInfo("0.1.0", "d" * 64)
MENTIONS_EACH = 2.0  # per article, on average
FIRST_DAY, DAYS = date(2000, 1, 1), 9_000
CODES = "AL AM AR AT AU AZ BE BG BR BY CA CH CL CN CO CU CY CZ DE DK EG ES FI FR GB GE GR HU ID IE IL IN IQ IR".split()
TYPES = ("meeting", "meeting", "meeting", "talks", "visit", "call")
STATUSES: tuple[Status, ...] = ("occurred",) * 8 + ("planned", "denied")
WORD = {"meeting": "met", "talks": "held talks with", "visit": "visited", "call": "called"}


@dataclass(frozen=True, slots=True)
class _Event:
    type: str
    status: Status
    day: date
    place: int
    pair: tuple[int, int]


class Generator:
    """Articles number 0, 1, 2, … of a world with this many articles. Each is made alone, in any order. Two collections
    of one seed tell of the same events.
    """

    def __init__(self, articles: int, seed: int = 1, collection: str = "generated") -> None:
        self.articles = articles
        self._collection = collection
        self._seed = seed
        self._events = max(1, round(articles * MENTIONS_EACH / 2.2))  # mentions for each event
        self._actors = _Zipf(max(20, round(self._events**0.7)), 1.0)
        self._places = _Zipf(max(10, round(self._events**0.4)), 1.2)

    def versions(self, numbers: Sequence[int] | None = None, edition: int = 0) -> Iterator[ArticleVersion]:
        for number in range(self.articles) if numbers is None else numbers:
            yield self.version(number, edition)

    def version(self, number: int, edition: int = 0) -> ArticleVersion:
        """That article; another edition of it tells of other events."""
        random_ = random.Random(f"{self._seed}:{number}:{edition}")
        told = [self._event(random_.randrange(self._events)) for _ in range(random_.choice((1, 2, 2, 3)))]
        return _Writing(self._collection, number, edition, random_).version(dict.fromkeys(told))

    def _event(self, number: int) -> _Event:
        random_ = random.Random(f"{self._seed}:event:{number}")
        first = self._actors.draw(random_)
        second = self._actors.draw(random_)
        while second % len(CODES) == first % len(CODES):
            second = self._actors.draw(random_)
        day = FIRST_DAY + timedelta(random_.randrange(DAYS))
        return _Event(random_.choice(TYPES), random_.choice(STATUSES), day, self._places.draw(random_), (first, second))


class _Zipf:
    def __init__(self, size: int, exponent: float) -> None:
        self._sums = list(accumulate(1 / rank**exponent for rank in range(1, size + 1)))

    def draw(self, random_: random.Random) -> int:
        return bisect(self._sums, random_.random() * self._sums[-1])


class _Writing:
    """Writes one article, a sentence for each event."""

    def __init__(self, collection: str, number: int, edition: int, random_: random.Random) -> None:
        self._collection = collection
        self._path = f"{number:07}.txt"
        self._id = ids.article_id(None, collection, self._path)
        self._number, self._edition, self._random = number, edition, random_
        self._text = ""
        self._actors: dict[int, list[Span]] = {}

    def version(self, told: Sequence[_Event] | dict[_Event, None]) -> ArticleVersion:
        sha256 = hashlib.sha256(f"{self._path} {self._edition} {list(told)}".encode()).hexdigest()
        version = ids.version_id(self._id, sha256)
        written = [self._sentence(event) for event in told]
        actors = {number: self._actor(version, number, spans) for number, spans in self._actors.items()}
        events = tuple(
            self._mention(version, event, spans, (start, len(quote)), quote, actors)
            for event, (spans, start, quote) in zip(told, written, strict=True)
        )
        last = max(event.day for event in told)
        article = Article(
            self._id, None, self._path, self._collection, None, f"Gazette {self._number % 97}", None,
            (last + timedelta(1)).isoformat(), None, None, "en", sha256, self._text,
        )  # fmt: skip
        return ArticleVersion(Extraction(article, tuple(actors.values()), events), BY)

    def _sentence(self, event: _Event) -> tuple[tuple[Span, Span, Span], int, str]:
        start, first, second = len(self._text), _name(event.pair[0]), _name(event.pair[1])
        word = WORD[event.type]
        quote = f"{first} {word} {second} in {_place(event.place)} on {event.day.isoformat()}."
        self._text += quote + " "
        at = start + len(first) + 1
        trigger = Span(word, at, at + len(word))
        spans = (Span(first, start, start + len(first)), Span(second, trigger.end + 1, trigger.end + 1 + len(second)))
        for number, span in zip(event.pair, spans, strict=True):
            self._actors.setdefault(number, []).append(span)
        return (trigger, *spans), start, quote

    def _actor(self, version: str, number: int, spans: list[Span]) -> ActorMention:
        office = "foreign minister" if number % 3 == 0 else None
        function = "foreign_minister" if office else None
        first = spans[0]
        return ActorMention(
            ids.actor_mention_id(version, f"person {number}", first.start, first.end), _name(number), "person", office,
            function, None, CODES[number % len(CODES)], "current" if office else None, tuple(spans),
        )  # fmt: skip

    def _mention(
        self,
        version: str,
        event: _Event,
        spans: tuple[Span, Span, Span],
        place: tuple[int, int],
        quote: str,
        actors: dict[int, ActorMention],
    ) -> EventMention:
        trigger, *named = spans
        start, length = place
        roles = {"visit": ("guest", "host")}.get(event.type, ("attendee", "attendee"))
        arguments = tuple(
            Argument(actors[number].id, role, span.text, span.start, span.end)
            for number, role, span in zip(event.pair, roles, named, strict=True)
        )
        where = PlaceValue(_place(event.place), CODES[event.place % len(CODES)], "stated")
        return EventMention(
            ids.mention_id(version, event.type, trigger.start, trigger.end), event.type, event.status, None, (), (),
            self._time(event.day), where, arguments, trigger, None, quote, start, start + length, "generated",
            "generated", 0.9,
        )  # fmt: skip

    def _time(self, day: date) -> TimeValue:
        """Seven in ten know the day, two the month, one nothing."""
        sharp = self._random.random()
        if sharp < 0.7:
            return TimeValue(day, day, "day", day.isoformat(), "published")
        if sharp < 0.9:
            first = day.replace(day=1)
            last = (first + timedelta(31)).replace(day=1) - timedelta(1)
            return TimeValue(first, last, "month", f"{day:%Y-%m}", "published")
        return TimeValue(None, None, "unknown")


def _name(number: int) -> str:
    """Letters, since digits are no part of a name's key."""
    letters = ""
    while number or not letters:
        number, digit = divmod(number, 20)
        letters += "abcdefghiklmnopqrstu"[digit]
    return f"Numbered {letters.capitalize()}q"


def _place(number: int) -> str:
    return f"Town {_name(number).removeprefix('Numbered ')}"
