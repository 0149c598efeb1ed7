"""One real example by hand, and a strategy for every extraction that the model allows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any, get_args

from hypothesis import strategies as st

from kgload import ids
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
    Issue,
    PlaceBasis,
    PlaceValue,
    Precision,
    Span,
    Standing,
    Status,
    TimeValue,
)
from kgload.vocabulary import vocabulary

BY = ExtractorInfo("0.1.0", "c" * 64)
HOSTILE = "a\x00\x01\x07\x1b[31m\r\n\t\x7f\x85\u2028\ufffe\uffff\u202eb\"\\'> . <urn:x> } ; MATCH (n) DELETE n //😀é"

_TEXT = (
    "MOSCOW, April 16. Russian President Vladimir Putin met Chinese Defence Minister Li Shangfu in the Kremlin "
    "on Sunday, the Kremlin said. Putin welcomed Li to Moscow."
)
_QUOTE = _TEXT[18 : _TEXT.index(" Putin welcomed")]


def _span(text: str) -> Span:
    start = _TEXT.index(text)
    return Span(text, start, start + len(text))


def _ends(text: str) -> tuple[int, int]:
    return _span(text).start, _span(text).end


def example() -> Extraction:
    """The Kremlin meeting of 16 April 2023, as a wire would tell it in our words."""
    article_id = ids.article_id("https://news.example/putin-li", "demo", "putin-li.txt")
    sha = "0123456789abcdef" * 4
    version = ids.version_id(article_id, sha)
    article = Article(
        id=article_id,
        url="https://news.example/putin-li",
        path="putin-li.txt",
        collection="demo",
        title="Putin meets Li Shangfu",
        publisher="Example Wire",
        author=None,
        published="2023-04-17T09:30:00+03:00",
        updated=None,
        dateline=Dateline("Moscow", date(2023, 4, 16)),
        language="en",
        sha256=sha,
        text=_TEXT,
    )
    putin = replace(_actor(version, "Vladimir Putin", "RU"), office="President", function="head_of_state")
    minister = replace(_actor(version, "Li Shangfu", "CN"), office="Defence Minister", function="defence_minister")
    kremlin = replace(_actor(version, "Kremlin", "RU"), kind="organization")
    trigger = _span("met")
    event = EventMention(
        id=ids.mention_id(version, "meeting", trigger.start, trigger.end),
        type="meeting",
        status="occurred",
        count=None,
        distinct_from=(),
        part_of=(),
        time=TimeValue(date(2023, 4, 16), date(2023, 4, 16), "day", "on Sunday", "dateline"),
        place=PlaceValue("Moscow", "RU", "stated"),
        arguments=(
            Argument(putin.id, "host", "Vladimir Putin", *_ends("Vladimir Putin")),
            Argument(minister.id, "guest", "Li Shangfu", *_ends("Li Shangfu")),
        ),
        trigger=trigger,
        attribution=Attribution(kremlin.id, "the Kremlin said"),
        quote=_QUOTE,
        start=18,
        end=18 + len(_QUOTE),
        rule="met",
        extractor="events",
        confidence=0.9,
    )
    issue = Issue("extract", "ambiguous_name", "Li may be several people", article_id, "putin-li.txt", 150, 152)
    return Extraction(article, (putin, minister, kremlin), (event,), (issue,))


def _actor(version: str, name: str, country: str) -> ActorMention:
    span = _span(name)
    identifier = ids.actor_mention_id(version, "person", span.start, span.end)
    return ActorMention(identifier, name, "person", None, None, None, country, None, (span,))


_text = st.one_of(st.text(max_size=12), st.just(HOSTILE))
_country = st.from_regex(r"[A-Z]{2}", fullmatch=True)
_sha = st.from_regex(r"[0-9a-f]{64}", fullmatch=True)
_published = st.one_of(
    st.dates().map(date.isoformat),
    st.datetimes().map(lambda moment: moment.isoformat(timespec="seconds")),
    st.datetimes(timezones=st.timezones()).map(lambda moment: moment.isoformat()),
    st.just("2023-11-09T09:37"),
)


@st.composite
def _spans(draw: st.DrawFn) -> Span:
    start, text = draw(st.integers(0, 10**6)), draw(st.text(min_size=1, max_size=12))
    return Span(text, start, start + len(text))


@st.composite
def _times(draw: st.DrawFn) -> TimeValue:
    earliest, latest = draw(st.just((None, None)) | st.tuples(st.dates(), st.dates()).map(sorted))
    precision: Precision = draw(st.sampled_from(get_args(Precision)))
    anchor: AnchorBasis | None = draw(_maybe(AnchorBasis))
    return TimeValue(earliest, latest, precision, draw(st.none() | _text), anchor)


def _maybe(words: object) -> st.SearchStrategy[Any]:
    return st.none() | st.sampled_from(get_args(words))


_articles = st.builds(
    Article,
    id=st.builds(ids.article_id, st.none() | st.text(min_size=1), _text, _text),
    url=st.none() | _text,
    path=_text,
    collection=_text,
    title=st.none() | _text,
    publisher=st.none() | _text,
    author=st.none() | _text,
    published=st.none() | _published,
    updated=st.none() | _published,
    dateline=st.none() | st.builds(Dateline, st.none() | _text, st.none() | st.dates()),
    language=st.none() | _text,
    sha256=_sha,
    text=_text,
)


def _actors(identifier: str) -> st.SearchStrategy[ActorMention]:
    return st.builds(
        ActorMention,
        id=st.just(identifier),
        name=st.none() | _text,
        kind=st.sampled_from(get_args(ActorKind)),
        office=st.none() | _text,
        function=st.none() | _text,
        organization=st.none() | _text,
        country=st.none() | _country,
        standing=_maybe(Standing),
        spans=st.lists(_spans(), min_size=1, max_size=3).map(tuple),
    )


@st.composite
def _events(draw: st.DrawFn, identifier: str, actors: list[str], events: list[str]) -> EventMention:
    event_type = draw(st.sampled_from(sorted(vocabulary().types)))
    quote, trigger = draw(_spans()), draw(_spans())
    who = st.sampled_from(actors)
    return EventMention(
        id=identifier,
        type=event_type,
        status=draw(st.sampled_from(get_args(Status))),
        count=draw(st.none() | st.integers(1, 10**6)),
        distinct_from=tuple(draw(st.lists(st.sampled_from(events), max_size=2))),
        part_of=tuple(draw(st.lists(st.sampled_from(events), max_size=2))),
        time=draw(_times()),
        place=draw(
            st.none()
            | st.builds(PlaceValue, st.none() | _text, st.none() | _country, st.sampled_from(get_args(PlaceBasis)))
        ),
        arguments=tuple(draw(st.lists(_arguments(who, vocabulary()[event_type].roles), max_size=3))),
        trigger=trigger,
        attribution=draw(st.none() | st.builds(Attribution, who, _text)),
        quote=quote.text,
        start=quote.start,
        end=quote.end,
        rule=draw(_text),
        extractor=draw(_text),
        confidence=draw(st.floats(0, 1)),
    )


@st.composite
def _arguments(draw: st.DrawFn, who: st.SearchStrategy[str], roles: tuple[str, ...]) -> Argument:
    span = draw(_spans())
    return Argument(draw(who), draw(st.sampled_from(roles)), span.text, span.start, span.end)


@st.composite
def extractions(draw: st.DrawFn) -> Extraction:
    """Any extraction: hostile text, every closed word, links among its mentions."""
    article = draw(_articles)
    version = ids.version_id(article.id, article.sha256)
    actors = [ids.actor_mention_id(version, "person", n, n + 1) for n in range(draw(st.integers(1, 3)))]
    events = [ids.mention_id(version, "meeting", n, n + 1) for n in range(draw(st.integers(0, 3)))]
    return Extraction(
        article,
        tuple(draw(_actors(identifier)) for identifier in actors),
        tuple(draw(_events(identifier, actors, events)) for identifier in events),
    )
