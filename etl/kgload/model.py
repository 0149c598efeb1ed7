"""The records that pass between stages. All are frozen; a stage returns new ones.

Offsets are code points of `Article.text`, half-open (`text[start:end]`), and hold from reading to the graph.
The words are those of the design: article, mention, actor mention, event, role, office, issue.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

Status = Literal["occurred", "planned", "cancelled", "denied", "unconfirmed"]
Precision = Literal["day", "part-of-month", "month", "quarter", "year", "range", "unknown"]
AnchorBasis = Literal["dateline", "published"]
ActorKind = Literal["person", "organization", "state"]
Standing = Literal["current", "former", "acting", "designate"]
PlaceBasis = Literal["stated", "dateline"]
RegionKind = Literal[
    "title", "subtitle", "heading", "byline", "dateline", "body", "caption", "boilerplate", "repeat", "metadata"
]
Stage = Literal["read", "extract", "rdf", "load", "resolve"]


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of an article's text and what it is. Only `title`, `subtitle` and `body` are read for events.

    One body region is one paragraph, without its dateline. Text in no region is layout (blank lines, markup).
    """

    kind: RegionKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Dateline:
    """The place and day that an article itself puts before its first sentence: "MOSCOW, Nov. 8 (Xinhua) --"."""

    place: str | None
    date: date | None


@dataclass(frozen=True, slots=True)
class Article:
    """One published text. `id` is minted from its url, else from collection and path; `sha256` (hex) names its version.

    `published` and `updated` are ISO 8601, a date or a date and time as the source gives it, or None.
    Articles that come back from RDF have an empty `text` and no `regions`: the graph keeps quotes, not texts.
    """

    id: str
    url: str | None
    path: str
    collection: str
    title: str | None
    publisher: str | None
    author: str | None
    published: str | None
    updated: str | None
    dateline: Dateline | None
    language: str | None
    sha256: str
    text: str = ""
    regions: tuple[Region, ...] = ()

    @property
    def published_on(self) -> date | None:
        """The day of publication, as written (no change of time zone)."""
        return date.fromisoformat(self.published[:10]) if self.published else None

    def without_text(self) -> Article:
        """This article as the graph knows it."""
        return replace(self, text="", regions=())


@dataclass(frozen=True, slots=True)
class Span:
    """`text` stands at `start:end` of the article."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ActorMention:
    """An actor as one article presents it: all its spans there, with the office and country it gives.

    `name` is the fullest form in the article, None for a person known only by office ("the Chinese defence minister").
    `function` is the closed-list function of the office (`schema/registry/offices.toml`), e.g. `defence_minister`.
    `country` is ISO 3166 alpha-2: the country acted for.
    """

    id: str
    name: str | None
    kind: ActorKind
    office: str | None
    function: str | None
    organization: str | None
    country: str | None
    standing: Standing | None
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class TimeValue:
    """When an event took place: both bounds or neither (dates, inclusive), and the words and anchor they came from."""

    earliest: date | None
    latest: date | None
    precision: Precision
    text: str | None = None
    anchor: AnchorBasis | None = None

    def __post_init__(self) -> None:
        if (self.earliest is None) != (self.latest is None):
            raise ValueError("an interval has both bounds or neither")
        if self.earliest and self.latest and self.earliest > self.latest:
            raise ValueError(f"earliest {self.earliest} is after latest {self.latest}")


UNKNOWN_TIME = TimeValue(None, None, "unknown")


@dataclass(frozen=True, slots=True)
class PlaceValue:
    """Where: a city or site (None if only the country is given), its country (ISO alpha-2), and how we know."""

    name: str | None
    country: str | None
    basis: PlaceBasis


@dataclass(frozen=True, slots=True)
class Argument:
    """One participant of an event mention: the actor mention (its id), the role, and the words that put it there.

    `text`, `start`, `end` may be a pronoun or "the two ministers": whatever the sentence itself says.
    """

    actor: str
    role: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Attribution:
    """Whom the article itself cites for an event: an actor mention (its id) and the citing words."""

    actor: str
    text: str


@dataclass(frozen=True, slots=True)
class EventMention:
    """One place of one article that reports an event. `quote` is `text[start:end]`, the sentence, verbatim.

    `count` is the number in a plural mention ("two meetings this year"), else None.
    `distinct_from` and `part_of` are ids of mentions of the same article ("a second meeting"; "during his visit").
    """

    id: str
    type: str
    status: Status
    count: int | None
    distinct_from: tuple[str, ...]
    part_of: tuple[str, ...]
    time: TimeValue
    place: PlaceValue | None
    arguments: tuple[Argument, ...]
    trigger: Span
    attribution: Attribution | None
    quote: str
    start: int
    end: int
    rule: str
    extractor: str
    confidence: float


@dataclass(frozen=True, slots=True)
class ExtractorInfo:
    """Who extracted: the version of the extractors, and the hash of them and their data, as the ledger keeps it."""

    version: str
    hash: str


@dataclass(frozen=True, slots=True)
class Issue:
    """What a stage refused to absorb in silence. `code` is a short kebab-free word such as `ambiguous_name`."""

    stage: Stage
    code: str
    message: str
    article: str | None = None
    path: str | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that one article version says: what `kgload extract` gives, and what one named graph holds."""

    article: Article
    actors: tuple[ActorMention, ...]
    events: tuple[EventMention, ...]
    issues: tuple[Issue, ...] = ()

    def actor(self, actor_id: str) -> ActorMention:
        """The actor mention with this id. KeyError if the article has none."""
        for actor in self.actors:
            if actor.id == actor_id:
                return actor
        raise KeyError(actor_id)
