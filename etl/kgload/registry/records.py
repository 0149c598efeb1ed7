"""What the registry knows, as records."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Literal

from kgload.model import Standing

OrganizationKind = Literal["international", "agency", "government", "military", "party", "company", "group"]


@dataclass(frozen=True, slots=True)
class Country:
    """A state or territory by ISO 3166-1 alpha-2 code. `government`: words for its government besides the capital
    ("Kremlin")."""

    code: str
    name: str
    names: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    capital: tuple[str, ...] = ()
    government: tuple[str, ...] = ()
    part_of: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A city, region or site. `parent` is the city that a site lies in."""

    name: str
    country: str
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Office:
    """A function of the closed list. `single`: one holder at a time. `rank`: smaller goes first where a title joins
    two."""

    function: str
    label: str
    single: bool
    rank: int


@dataclass(frozen=True, slots=True)
class OfficeMatch:
    """A title as a text gives it. `function` is None for a title outside the closed list ("director of the archive").

    `title` has no country, article or standing ("Chinese State Councilor and Defense Minister" -> "State Councilor and
    Defense Minister"); `functions` are all that the title joins; `country` and `organization` are those the phrase
    itself names.
    """

    function: str | None
    title: str
    standing: Standing | None = None
    functions: tuple[str, ...] = ()
    country: str | None = None
    organization: str | None = None


@dataclass(frozen=True, slots=True)
class Tenure:
    """A person in an office, with the dates as sharp as they are known: "2012-11-06", "2012-11", "2012" or None.

    `known_to` is set where the person still held it when the registry was written: the last day of which that is sure.
    """

    function: str
    country: str | None
    since: str | None = None
    until: str | None = None
    known_to: date | None = None
    title: str | None = None
    organization: str | None = None

    @property
    def start(self) -> date | None:
        """The first day it may have begun."""
        return bounds(self.since)[0] if self.since else None

    @property
    def end(self) -> date | None:
        """The last day it may have ended."""
        return bounds(self.until)[1] if self.until else None

    def covers(self, day: date) -> bool:
        """Whether the person held it that day, as far as is known: never without a start, never past what is known."""
        last = self.end or self.known_to
        return self.start is not None and last is not None and self.start <= day <= last


def bounds(text: str) -> tuple[date, date]:
    """First and last day of "YYYY", "YYYY-MM" or "YYYY-MM-DD". ValueError for anything else."""
    parts = [int(part) for part in text.split("-")]
    match parts:
        case [year]:
            return date(year, 1, 1), date(year, 12, 31)
        case [year, month]:
            return date(year, month, 1), date(year, month, monthrange(year, month)[1])
        case [year, month, day]:
            return date(year, month, day), date(year, month, day)
    raise ValueError(f"not a date: {text}")


@dataclass(frozen=True, slots=True)
class Person:
    """A person with a readable key, the name that answers show, and all that is known of their offices."""

    key: str
    name: str
    aliases: tuple[str, ...] = ()
    country: str | None = None
    tenures: tuple[Tenure, ...] = ()
    short: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Organization:
    """A body. `country` is the state that it belongs to or works for, None for international bodies and private
    media."""

    key: str
    name: str
    kind: OrganizationKind
    country: str | None = None
    aliases: tuple[str, ...] = ()
