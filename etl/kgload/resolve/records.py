"""What resolving reads (rows of the article layer) and what it makes (rows of the resolved layer). All frozen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from kgload.model import ActorKind, Issue, PlaceBasis, Precision, Standing, Status

Basis = Literal["stated", "tenure", "observed"]


# ---------------------------------------------------------------- read: actors


@dataclass(frozen=True, slots=True)
class ActorRow:
    """Something that a name block must give an actor: an actor mention, or an article's publisher.

    `id` is that of the actor mention, or of the article for a publisher. `on` is the article's day of publication.
    `times`: so many say the same.
    """

    id: str
    article: str
    name: str
    key: str
    kind: ActorKind
    country: str | None = None
    function: str | None = None
    on: date | None = None
    start: int = 0
    times: int = 1


# ---------------------------------------------------------------- read: offices


@dataclass(frozen=True, slots=True)
class OfficeKey:
    """One office: a function of a country ("defence_minister of CN") or of an international body, else a title as
    articles give it.

    `organization` is a name key; it is None where a function and a country say it all.
    """

    country: str | None
    function: str | None = None
    title: str | None = None
    organization: str | None = None


@dataclass(frozen=True, slots=True)
class Observation:
    """An article of that day presents the person with the office; `standing` former: they no longer hold it."""

    person: str
    on: date
    standing: Standing | None
    organization: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """An appointment to the office, or a dismissal from it, that occurred within these days."""

    person: str
    kind: Literal["appointment", "dismissal"]
    earliest: date
    latest: date


@dataclass(frozen=True, slots=True)
class Term:
    """A tenure that the registry knows. `end` is None for one that had not come when the registry was written, on
    `known_to`.
    """

    person: str
    start: date
    end: date | None
    known_to: date | None = None


@dataclass(frozen=True, slots=True)
class Tenure:
    """HOLDS. `start` and `end` are stated or registered. From `valid_from` to `valid_to` (inclusive; None: to this
    day) the office may be taken as held.
    """

    id: str
    person: str
    office: str
    start: date | None
    end: date | None
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class Held:
    """A tenure as an event's participant sees it: the post and the days for which it counts."""

    person: str
    tenure: Tenure
    title: str
    function: str | None
    organization: str | None
    country: str | None


# ---------------------------------------------------------------- read: events


@dataclass(frozen=True, slots=True)
class Party:
    """One argument of a mention: an actor mention, its role, and the actor that it denotes.

    `actor` is None for an unresolved name and for somebody known only by office (then `key` is None too).
    `country` is the actor's own (the side); `serves` the country that this article says they act for.
    """

    actor_mention: str
    role: str
    actor: str | None
    kind: ActorKind
    label: str | None = None
    key: str | None = None
    country: str | None = None
    serves: str | None = None
    office: str | None = None
    office_key: str | None = None
    function: str | None = None
    organization: str | None = None
    standing: Standing | None = None


@dataclass(frozen=True, slots=True)
class Where:
    """A stated or implied place. `city` is what is compared: the city that `name` is or lies in (None: only a
    country).
    """

    id: str
    name: str | None
    country: str | None
    basis: PlaceBasis
    city: str | None


@dataclass(frozen=True, slots=True)
class MentionRow:
    """One live event mention with all that resolving needs.

    `cited` is the body that it cites, `publisher` who publishes its article (the article itself, if nobody says).
    """

    id: str
    article: str
    published: date | None
    cited: str | None
    publisher: str
    type: str
    group: str
    status: Status
    count: int | None
    distinct_from: tuple[str, ...]
    earliest: date | None
    latest: date | None
    precision: Precision
    place: Where | None
    parties: tuple[Party, ...]
    start: int


def parties(rows: Iterable[Mapping[str, Any]]) -> tuple[Party, ...]:
    """The arguments of a mention: each an actor mention (`id`, `kind`, `key`, `country`, …), its `role`, and of the
    actor that it denotes the id (`actor`), name (`label`) and country (`side`).
    """
    return tuple(sorted(map(_party, rows), key=lambda party: (party.actor_mention, party.role)))


def _party(row: Mapping[str, Any]) -> Party:
    named = row["actor"] is not None
    return Party(
        actor_mention=row["id"],
        role=row["role"],
        actor=row["actor"],
        kind=row["kind"],
        label=row["label"],
        key=row["key"],
        country=row["side"] if named else row["country"],
        serves=row["country"],
        office=row["office"],
        office_key=row["office"].casefold() if row["office"] else None,
        function=row["function"],
        organization=row["organization"],
        standing=row["standing"],
    )


# ---------------------------------------------------------------- made


@dataclass(frozen=True, slots=True)
class Denotation:
    """An actor mention (or, for a publisher, an article) and its actor."""

    subject: str
    actor: str
    reason: str


@dataclass(frozen=True, slots=True)
class Actor:
    """`names` are the keys by which a query finds it; a `name` of None is somebody known only by office."""

    id: str
    kind: ActorKind
    name: str | None
    country: str | None
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Naming:
    """What a name block comes to."""

    actors: tuple[Actor, ...]
    denotations: tuple[Denotation, ...]
    issues: tuple[Issue, ...]


@dataclass(frozen=True, slots=True)
class Participation:
    actor: str
    role: str
    office: str | None
    organization: str | None
    country: str | None
    basis: Basis | None
    sources: int


@dataclass(frozen=True, slots=True)
class Report:
    mention: str
    reason: str


@dataclass(frozen=True, slots=True)
class HeldAt:
    place: str
    sources: int


@dataclass(frozen=True, slots=True)
class Event:
    """An occurrence, its interval and precision those of its anchor; `sides` are countries, or actors without one."""

    id: str
    type: str
    group: str
    status: Status
    sides: tuple[str, ...]
    earliest: date | None
    latest: date | None
    precision: Precision
    label: str
    sources: int
    origins: int
    place: HeldAt | None
    participations: tuple[Participation, ...]
    reports: tuple[Report, ...]
    unnamed: tuple[Actor, ...] = ()
    denotations: tuple[Denotation, ...] = ()


@dataclass(frozen=True, slots=True)
class MayReport:
    mention: str
    event: str


@dataclass(frozen=True, slots=True)
class Resolution:
    """What the mentions of a block come to, sorted by id."""

    events: tuple[Event, ...]
    may_report: tuple[MayReport, ...]
    issues: tuple[Issue, ...]
