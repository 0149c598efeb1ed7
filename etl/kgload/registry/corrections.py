"""A user's corrections: which names are one actor, which never are, and which mentions are not of one event.

    [[same-as]]                        # names or registry keys; the first is how answers call it, unless one is known
    actors = ["Pavel Sorokin", { name = "Sorokin", office = "deputy_minister" }]
    country = "RU"                     # whom they act for; needed where the registry knows none of them
    reason = "The ministry's own list of deputies"

    [[cannot-link]]                    # two actors, or a name and the key that it must not denote
    actors = [{ name = "Li Peng", office = "head_of_government" }, { name = "Li Peng", office = "mayor" }]
    reason = "Two people of one name"

    [[not-same-event]]                 # ids of mentions, or an article (id, url or path) and words of the sentence
    mentions = ["mention:1…", { article = "https://example.org/1", quote = "met again" }]
    reason = "The second round, in the afternoon"

`kind = "organization"` where it is not about people. Resolving obeys them: what is extracted stays as it is, but for a
name that, whoever has it, must not denote a key.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any, Literal, cast

from kgload.errors import SchemaError
from kgload.names import name_key

if TYPE_CHECKING:
    from kgload.registry import Registry

Kind = Literal["person", "organization"]
FIELDS = {
    "same-as": {"actors", "country", "kind", "reason"},
    "cannot-link": {"actors", "kind", "reason"},
    "not-same-event": {"mentions", "reason"},
}
_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+")
_MENTION = re.compile(r"mention:\w{27}")


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of one of these tables as the file has it. `source` names file and entry."""

    source: str
    table: str
    row: Mapping[str, Any]

    def error(self, message: str, remedy: str) -> SchemaError:
        return SchemaError(f"{self.source}: {message}", remedy)


@dataclass(frozen=True, slots=True)
class Who:
    """Whom a correction speaks of: a known actor (`key`), or the actor mentions of this name.

    `country` and `function`: only those that an article presents so.
    """

    name: str
    kind: Kind
    key: str | None = None
    country: str | None = None
    function: str | None = None

    @property
    def names(self) -> str:
        """What its name is compared by."""
        return name_key(self.name)

    @property
    def plain(self) -> bool:
        """A name, whoever has it."""
        return not (self.key or self.country or self.function)

    def overlaps(self, other: Who) -> bool:
        """Whether both may speak of one actor mention."""
        if self.key and other.key:
            return self.key == other.key
        return self.names == other.names and not other.key and _agree(self, other)


@dataclass(frozen=True, slots=True)
class Group:
    """Names and keys that are one actor: the first that the registry knows, else the first."""

    members: tuple[Who, ...]
    country: str | None
    reason: str

    @property
    def known(self) -> tuple[Who, ...]:
        """The members that the registry knows."""
        return tuple(member for member in self.members if member.key)


@dataclass(frozen=True, slots=True)
class Apart:
    """Two that are never one actor."""

    one: Who
    other: Who
    reason: str


@dataclass(frozen=True, slots=True)
class Pointer:
    """An event mention: by its id, or the mentions of an article whose sentence has these words."""

    mention: str | None = None
    article: str | None = None
    quote: str | None = None

    def __str__(self) -> str:
        return self.mention or f"{self.quote!r} in {self.article}"


@dataclass(frozen=True, slots=True)
class EventsApart:
    """Mentions no two of which report one event."""

    mentions: tuple[Pointer, ...]
    reason: str
    source: str


@dataclass(frozen=True, slots=True)
class Corrections:
    """All that the files correct, checked."""

    groups: tuple[Group, ...] = ()
    apart: tuple[Apart, ...] = ()
    events: tuple[EventsApart, ...] = ()


def read_corrections(entries: Sequence[Entry], registry: Registry) -> Corrections:
    """SchemaError names file, entry and remedy: for what is unknown, ambiguous, or contradicts another entry."""
    for entry in entries:
        _check_fields(entry)
    groups = _joined([(entry, _same_as(entry, registry)) for entry in entries if entry.table == "same-as"])
    apart = [(entry, _cannot_link(entry, registry)) for entry in entries if entry.table == "cannot-link"]
    for entry, pair in apart:
        _check_contradiction(entry, pair, groups)
    events = tuple(_not_same_event(entry) for entry in entries if entry.table == "not-same-event")
    return Corrections(tuple(groups), tuple(pair for _, pair in apart), events)


def _check_fields(entry: Entry) -> None:
    known = FIELDS[entry.table]
    if unknown := set(entry.row) - known:
        raise entry.error(f"unknown field {', '.join(sorted(unknown))}", f"Known are {', '.join(sorted(known))}")
    reason = entry.row.get("reason")
    if not (isinstance(reason, str) and reason.strip()):
        raise entry.error("'reason' is missing", "Say why: the graph keeps it")
    if entry.row.get("kind", "person") not in ("person", "organization"):
        raise entry.error(f"kind {entry.row['kind']!r} is unknown", "Write person or organization")


def _members(entry: Entry, field: str, least: int, most: int | None = None) -> list[Any]:
    found = entry.row.get(field)
    if not isinstance(found, list) or len(found) < least or (most and len(found) > most):
        wanted = f"{'exactly' if most else 'at least'} {least}"
        raise entry.error(f"{field} must be a list of {wanted}", "Complete the entry")
    return found


# ---------------------------------------------------------------- actors


def _who(entry: Entry, item: Any, registry: Registry) -> Who:
    """One of `actors`: a key, a name, or a name with country and office."""
    kind = cast(Kind, entry.row.get("kind", "person"))
    if isinstance(item, str) and item.strip():
        return _named(entry, item.strip(), kind, registry)
    fields = {"name", "country", "office"}
    if not isinstance(item, Mapping) or "name" not in item or set(item) - fields:
        raise entry.error(f"{item!r} is no actor", "Write a name, a key, or { name = …, country = …, office = … }")
    name, country, office = (item.get(part) for part in ("name", "country", "office"))
    if not all(isinstance(part, str) and part.strip() for part in (name, country or "-", office or "-")):
        raise entry.error(f"{item!r}: name, country and office are texts", "Correct the entry")
    _check_country(entry, country, registry)
    return Who(str(name).strip(), kind, None, country, _function(entry, office, registry))


def _named(entry: Entry, text: str, kind: Kind, registry: Registry) -> Who:
    people, bodies = registry.persons, registry.organizations
    if text in (people if kind == "person" else bodies):
        return Who((people if kind == "person" else bodies)[text].name, kind, text)
    if text in people or text in bodies:
        other = "person" if text in people else "organization"
        raise entry.error(f"{text!r} is the key of a{'n' * (other[0] == 'o')} {other}", f'Write kind = "{other}"')
    if _KEY.fullmatch(text):
        raise entry.error(f"no actor has the key {text!r}", "Write a name, or a key of schema/registry or your files")
    return Who(text, kind)


def _check_country(entry: Entry, country: Any, registry: Registry) -> None:
    if country is not None and country not in registry.countries:
        raise entry.error(f"unknown country {country!r}", "Use an ISO 3166-1 alpha-2 code")


def _function(entry: Entry, office: str | None, registry: Registry) -> str | None:
    if office is None or office in registry.offices:
        return office
    match = registry.find_office(office)
    if match is None or match.function is None:
        raise entry.error(f"unknown office {office!r}", "Use a function of offices.toml, such as defence_minister")
    return match.function


def _same_as(entry: Entry, registry: Registry) -> Group:
    _check_country(entry, entry.row.get("country"), registry)
    whos = [_who(entry, item, registry) for item in _members(entry, "actors", 2)]
    country = entry.row.get("country") or next((who.country for who in whos if who.country), None)
    members = tuple(_anchored(entry, who, country, registry) for who in whos)
    if any(one.overlaps(other) for one, other in combinations(members, 2)):
        raise entry.error("two of its actors are one already", "Name different ones, or drop the entry")
    if not any(member.key or member.country for member in members):
        raise entry.error("the registry knows none of these names", 'Say whom they act for: country = "…"')
    return Group(members, country, str(entry.row["reason"]).strip())


def _anchored(entry: Entry, who: Who, country: str | None, registry: Registry) -> Who:
    """A full name of a known actor stands for that actor; a single name says nothing without a country or an office."""
    if who.key:
        return who
    who = Who(who.name, who.kind, None, who.country or country, who.function)
    if who.kind == "organization":
        body = registry.organization(who.name)
        return Who(who.name, who.kind, body.key, who.country) if body and not who.function else who
    people = [p for p in registry.persons_named(who.name) if who.country in (None, p.country)]
    if len(people) > 1:
        keys = " and ".join(person.key for person in people)
        raise entry.error(f"{who.name!r} is a name of {keys}", "Write the key of the one that is meant")
    if people and not who.function:
        return Who(who.name, who.kind, people[0].key, who.country)
    if " " not in who.names and not (who.country or who.function):
        raise entry.error(f"the single name {who.name!r} can be anybody", "Add its country or office")
    return who


def _joined(found: Iterable[tuple[Entry, Group]]) -> list[Group]:
    """Entries that share an actor are of one actor."""
    groups: list[Group] = []
    for entry, group in found:
        touching = [g for g in groups if any(a.overlaps(b) for a in g.members for b in group.members)]
        members = [m for g in (*touching, group) for m in g.members]
        countries = {g.country for g in (*touching, group) if g.country}
        if not touching:
            groups.append(group)
            continue
        if len(countries) > 1 and not any(m.key for m in members):
            raise entry.error("another entry gives these actors another country", "Give them one")
        reason = "; ".join(dict.fromkeys(g.reason for g in (*touching, group)))
        merged = Group(tuple(dict.fromkeys(members)), next(iter(sorted(countries)), None), reason)
        groups[groups.index(touching[0])] = merged
        groups = [g for g in groups if g not in touching[1:]]
    return groups


def _cannot_link(entry: Entry, registry: Registry) -> Apart:
    one, other = (_who(entry, item, registry) for item in _members(entry, "actors", 2, 2))
    if (one.key, one.names, one.country, one.function) == (other.key, other.names, other.country, other.function):
        raise entry.error("both are the same", "Tell them apart by country or office")
    return Apart(one, other, str(entry.row["reason"]).strip())


def _check_contradiction(entry: Entry, pair: Apart, groups: Iterable[Group]) -> None:
    for group in groups:
        for one, other in combinations(group.members, 2):
            if any(_is(a, pair.one) and _is(b, pair.other) for a, b in ((one, other), (other, one))):
                message = f"{pair.one.name!r} and {pair.other.name!r} are one by a same-as entry ({group.reason})"
                raise entry.error(message, "Take one of the two entries out")


def _is(member: Who, who: Who) -> bool:
    """Whether a correction of `who` is about this member; a name is also the known actor that was meant by it."""
    return member.key == who.key if who.key else member.names == who.names and _agree(member, who)


def _agree(one: Who, other: Who) -> bool:
    pairs = ((one.country, other.country), (one.function, other.function))
    return one.kind == other.kind and all(a is None or b is None or a == b for a, b in pairs)


# ---------------------------------------------------------------- events


def _not_same_event(entry: Entry) -> EventsApart:
    mentions = tuple(_pointer(entry, item) for item in _members(entry, "mentions", 2))
    if len(set(mentions)) < len(mentions):
        raise entry.error("a mention is named twice", "Name different ones")
    return EventsApart(mentions, str(entry.row["reason"]).strip(), entry.source)


def _pointer(entry: Entry, item: Any) -> Pointer:
    if isinstance(item, str) and _MENTION.fullmatch(item):
        return Pointer(mention=item)
    if isinstance(item, Mapping) and set(item) == {"article", "quote"} and all(_texts(item.values())):
        return Pointer(article=item["article"].strip(), quote=item["quote"].strip())
    remedy = "Write an id as `kgload query mentions` gives it, or { article = …, quote = … }"
    raise entry.error(f"{item!r} is no mention", remedy)


def _texts(values: Iterable[Any]) -> Iterator[bool]:
    return (isinstance(value, str) and bool(value.strip()) for value in values)
