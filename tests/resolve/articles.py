"""Whole article versions made by hand, for resolving in Neo4j: `said("putin zhang", "2023-11-08")` is one event
mention.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from kgload import ids
from kgload.load.rows import ArticleVersion
from kgload.load.runs import Run
from kgload.model import (
    ActorMention,
    Argument,
    Article,
    Attribution,
    EventMention,
    Extraction,
    ExtractorInfo,
    PlaceBasis,
    PlaceValue,
    Span,
    Status,
    TimeValue,
)
from kgload.vocabulary import vocabulary
from resolve.mentions import CITIES, interval

BY = ExtractorInfo("0.1.0", "c" * 64)
RUN = Run("run:1resolve", "2024-01-01T00:00:00.000+00:00", "host", 1, "demo", "0.1.0")
# name, kind, office, function, organization, country
ACTORS: dict[str, tuple[str | None, str, str | None, str | None, str | None, str | None]] = {
    "putin": ("Vladimir Putin", "person", "President", "head_of_state", None, "RU"),
    "shoigu": ("Sergei Shoigu", "person", "Defense Minister", "defence_minister", None, "RU"),
    "xi": ("Xi Jinping", "person", "President", "head_of_state", None, "CN"),
    "zhang": ("Zhang Youxia", "person", "vice chairman", "vice_chairman_cmc", "Central Military Commission", "CN"),
    "zhang-bare": ("Zhang Youxia", "person", None, None, None, None),
    "li": ("Li Shangfu", "person", "Defense Minister", "defence_minister", None, "CN"),
    "bare": ("Zhang", "person", None, None, None, None),
    "deputy": ("Pavel Sorokin", "person", "Deputy Energy Minister", "deputy_minister", "Ministry of Energy", "RU"),
    "deputy-bare": ("Pavel Sorokin", "person", None, None, None, None),
    "deputy-accent": ("Pavel Sorokín", "person", "Deputy Energy Minister", "deputy_minister", None, "RU"),
    "CN-minister": (None, "person", "Defense Minister", "defence_minister", None, "CN"),
    "CN-body": (None, "organization", "delegation", None, "Ministry of National Defense", "CN"),
    "US": ("United States", "state", None, None, None, "US"),
    "JP": ("Japan", "state", None, None, None, "JP"),
    "KR": ("South Korea", "state", None, None, None, "KR"),
    "xinhua": ("Xinhua News Agency", "organization", None, None, None, None),
    "mod": ("Ministry of National Defense", "organization", None, None, None, "CN"),
}


@dataclass(frozen=True, slots=True)
class Said:
    """One event mention to be: who, when, and what else the sentence says."""

    who: str
    when: str | None
    type: str = "meeting"
    status: Status = "occurred"
    place: str | None = None
    basis: PlaceBasis = "stated"
    roles: str = ""
    cites: str | None = None
    count: int | None = None
    part_of: tuple[int, ...] = ()


def said(who: str, when: str | None, **changes: Any) -> Said:
    return Said(who, when, **changes)


def article(
    name: str,
    *mentions: Said,
    published: str | None = "2023-11-10",
    publisher: str | None = None,
    edition: str = "",
    former: Sequence[str] = (),
) -> ArticleVersion:
    """`former`: people whom this article calls former holders of their office. `edition` tells versions apart."""
    sha = hashlib.sha256(f"{name} {edition} {mentions} {former}".encode()).hexdigest()
    identifier = ids.article_id(None, "demo", name)
    made = Article(
        id=identifier,
        url=None,
        path=name,
        collection="demo",
        title=None,
        publisher=publisher,
        author=None,
        published=published,
        updated=None,
        dateline=None,
        language="en",
        sha256=sha,
    )
    version = ids.version_id(identifier, sha)
    names = sorted({who for m in mentions for who in [*m.who.split(), *([m.cites] if m.cites else [])]})
    actors = {who: _actor(version, who, at, who in former) for at, who in enumerate(names)}
    trigger = [ids.mention_id(version, m.type, n * 100, n * 100 + 3) for n, m in enumerate(mentions)]
    events = tuple(_event(m, n, trigger, actors) for n, m in enumerate(mentions))
    return ArticleVersion(Extraction(made, tuple(actors.values()), events, ()), BY)


def _actor(version: str, who: str, at: int, former: bool) -> ActorMention:
    name, kind, office, function, organization, country = ACTORS[who]
    start = 1000 + at * 100
    return ActorMention(
        id=ids.actor_mention_id(version, kind, start, start + 5),
        name=name,
        kind=cast(Any, kind),
        office=office,
        function=function,
        organization=organization,
        country=country,
        standing="former" if former else "current" if office else None,
        spans=(Span(name or office or "", start, start + 5),),
    )


def _event(made: Said, number: int, ids_of: Sequence[str], actors: dict[str, ActorMention]) -> EventMention:
    start = number * 100
    people = made.who.split()
    roles = made.roles.split() or [vocabulary()[made.type].roles[0]] * len(people)
    earliest, latest, precision = interval(made.when)
    return EventMention(
        id=ids_of[number],
        type=made.type,
        status=made.status,
        count=made.count,
        distinct_from=(),
        part_of=tuple(ids_of[other] for other in made.part_of),
        time=TimeValue(earliest, latest, precision),
        place=_place(made),
        arguments=tuple(
            Argument(actors[who].id, role, who, start + 10 * n, start + 10 * n + 5)
            for n, (who, role) in enumerate(zip(people, roles, strict=True))
        ),
        trigger=Span("met", start, start + 3),
        attribution=Attribution(actors[made.cites].id, made.cites) if made.cites else None,
        quote="They met.",
        start=start,
        end=start + 9,
        rule="by_hand",
        extractor="tests",
        confidence=1.0,
    )


def _place(made: Said) -> PlaceValue | None:
    if made.place is None:
        return None
    country = CITIES.get(made.place, made.place)
    return PlaceValue(None if made.place == country else made.place, country, made.basis)
