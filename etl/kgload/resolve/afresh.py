"""All that is derived, made from a whole article layer that is in no graph yet: what `resolve_all` would make of it in
the graph, as rows of its tables.

Names come before offices, offices before organisations that only they speak of, and all actors before events.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain
from typing import Generic

from kgload import ids
from kgload.load.rows import Row
from kgload.load.tables import Table
from kgload.model import Issue
from kgload.names import name_key
from kgload.resolve import derived_tables as t
from kgload.resolve.actors import also_called, called_by_offices, resolve_names
from kgload.resolve.applied import apart
from kgload.resolve.derived_part import Each, Part, Rows, Shown, T, part_rows, resolve_part, shown_actor, shown_by_table
from kgload.resolve.gathered import Gathered, Presented
from kgload.resolve.known import KnownActors, office_key
from kgload.resolve.offices import Said, office_row, take
from kgload.resolve.parts import parts
from kgload.resolve.records import Actor, ActorRow, Held, MentionRow, OfficeKey, Tenure, parties
from kgload.resolve.tenures import tenures

SIZE = 5_000  # mentions of a part: fewer are not worth a worker's while


@dataclass(slots=True)
class _Actors:
    """Whom names denote. (An actor mention has its own; `publishers` has that of each article.)"""

    actors: dict[str, Actor] = field(default_factory=dict)
    publishers: dict[str, str] = field(default_factory=dict)
    forms: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    issues: list[Issue] = field(default_factory=list)


@dataclass(slots=True)
class _Offices:
    """Offices by id, and who held them, by person."""

    rows: dict[str, Row] = field(default_factory=dict)
    held: dict[str, list[Held]] = field(default_factory=lambda: defaultdict(list))


class Derived(Generic[T]):
    """What the articles come to, in the tables that are not the article layer's own; rows as `shown` shapes them.

    The events of a part of the mentions are made by `each`, which maps a function over parts, perhaps in processes.
    `events` and `issues` are complete when all tables have been given. The mentions gathered are used up.
    """

    def __init__(self, gathered: Gathered, shown: Shown[T], each: Each = map) -> None:
        self._gathered, self._known, self._shown, self._each = gathered, gathered.known, shown, each
        self._actors = _name_actors(gathered)
        self._offices = _fill_offices(gathered, self._actors)
        _seat(self._actors, self._offices, self._known)
        self.events, self.issues = 0, self._actors.issues

    def tables(self) -> Iterator[tuple[Table, T]]:
        """Nodes and relationships, some of a table at a time."""
        yield from shown_by_table(self._shown, chain(_actor_rows(self._actors), _office_rows(self._offices)))
        yield from shown_by_table(self._shown, _denotation_rows(self._gathered))
        self._gathered.names.clear()
        yield from self._events()
        yield from shown_by_table(self._shown, self._places_and_names())

    def _events(self) -> Iterator[tuple[Table, T]]:
        linked = {mention for pair in self._gathered.parts for mention in pair}
        reported: dict[str, str] = {}
        jobs = map(partial(_part, held=self._offices.held, linked=linked), parts(self._mentions(), SIZE))
        for done in self._each(partial(resolve_part, self._shown), jobs):
            yield from done.tables
            self.events += done.events
            self.issues += done.issues
            reported |= done.reported
        yield from shown_by_table(self._shown, part_rows(self._gathered.parts, reported))

    def _mentions(self) -> Iterator[MentionRow]:
        others, waiting = apart(self._gathered.pointed, self._known.registry), self._gathered.spoken
        while waiting:
            spoken = waiting.pop()
            row = spoken.mention
            yield replace(
                row,
                publisher=self._actors.publishers.get(row.article, row.article),
                cited=_cited(spoken.cited),
                parties=parties(self._party(said, role) for said, role in spoken.arguments),
                distinct_from=(*row.distinct_from, *others.get(row.id, ())),
            )

    def _party(self, said: Presented, role: str) -> Row:
        actor = self._actors.actors[said.actor.id] if said.actor else None
        whom = {"actor": actor.id, "label": actor.name, "side": actor.country} if actor else _NOBODY
        return {**{name: getattr(said, name) for name in _PRESENTED}, "role": role, **whom}

    def _places_and_names(self) -> Rows:
        """Cities of sites, countries, and all names."""
        places, countries, known = dict(self._gathered.places), dict(self._gathered.countries), self._known
        for actor in self._actors.actors.values():
            if actor.kind != "person" and actor.country:
                countries[actor.country] = known.country_name(actor.country)
        countries |= {row["country"]: row["country_name"] for row in self._offices.rows.values() if row["country"]}
        for site in self._gathered.places.values():
            country = site["country"]
            city = known.city_of_site(site["name"], country) if site["name"] is not None else None
            if city and country:
                identifier = ids.place_id(city, country)
                countries[country] = known.country_name(country)
                yield t.WITHIN, {"site": site["id"], "city": identifier}
                if identifier not in places:
                    places[identifier] = {"id": identifier, "name": city, "country": country}
                    yield t.IN, {"place": identifier, "country": country}
        yield from ((t.PLACE, row) for row in places.values())
        yield from ((t.COUNTRY, {"code": code, "name": name}) for code, name in countries.items())
        yield from self._names(countries)

    def _names(self, countries: Iterable[str]) -> Rows:
        keys: set[str] = set()
        for actor in self._actors.actors.values():
            keys.update(actor.names)
            yield from ((t.NAME_OF_ACTOR, {"key": key, "actor": actor.id}) for key in actor.names)
        for code in countries:
            names = set(self._known.country_names(code))
            keys |= names
            yield from ((t.NAME_OF_COUNTRY, {"key": key, "country": code}) for key in names)
        yield from ((t.NAME, {"key": key}) for key in keys)


_NOBODY = {"actor": None, "label": None, "side": None}
_PRESENTED = ("id", "kind", "key", "country", "office", "function", "organization", "standing")


def _cited(said: Presented | None) -> str | None:
    if said is None or said.kind == "person":
        return None
    return said.actor.id if said.actor else said.key


def _part(mentions: Sequence[MentionRow], held: Mapping[str, list[Held]], linked: Container[str]) -> Part:
    people = {party.actor for row in mentions for party in row.parties if party.actor in held}
    return Part(
        mentions,
        {person: tuple(held[person]) for person in people if person},
        frozenset(row.id for row in mentions if row.id in linked),
    )


def _name_actors(gathered: Gathered) -> _Actors:
    made, publishers = _Actors(), defaultdict[str, list[ActorRow]](list)
    for name, articles in gathered.publishers.items():
        key = name_key(name)
        publishers[key] += [ActorRow(article, article, name, key, "organization") for article in articles]
    for kind, key in dict.fromkeys([*gathered.names, *(("organization", key) for key in publishers)]):
        said = {one.id: one for one in gathered.names.get((kind, key), ())}
        rows = [*map(_named, said.values()), *(publishers[key] if kind == "organization" else ())]
        naming = resolve_names(rows, gathered.known)
        actors = {actor.id: actor for actor in naming.actors}
        made.actors |= actors
        made.issues += naming.issues
        names = {row.id: row.name for row in rows}
        for link in naming.denotations:
            made.forms[link.actor].add(names[link.subject])
            if one := said.get(link.subject):
                one.actor, one.reason = actors[link.actor], link.reason
            else:
                made.publishers[link.subject] = link.actor
    return made


def _named(one: Presented) -> ActorRow:
    return ActorRow(
        one.id,
        one.article,
        one.name or "",
        one.key or "",
        one.kind,
        one.country,
        one.function,
        one.published,
        one.start,
    )


def _fill_offices(gathered: Gathered, actors: _Actors) -> _Offices:
    """Offices that articles give somebody, or that the registry gives an actor whom they name."""
    known, said = gathered.known, defaultdict[OfficeKey, Said](Said)
    for key in chain.from_iterable(known.offices_of(actor) for actor in actors.actors):
        _ = said[key]
    for one in chain.from_iterable(gathered.names.values()):
        office = office_key(one.function, one.office, one.organization, one.country)
        if office and one.kind == "person":
            _ = said[office]
        if office and one.actor and one.actor.kind == "person":
            take(said[office], _seen(one, one.actor.id, gathered))
    return _offices(said, known, {actor.id for actor in actors.actors.values() if actor.kind == "person"})


def _seen(one: Presented, person: str, gathered: Gathered) -> Row:
    return {
        "person": person,
        "organization": one.organization,
        "published": one.published,
        "standing": one.standing,
        "changes": gathered.changes.get(one.id, ()),
    }


def _offices(said: Mapping[OfficeKey, Said], known: KnownActors, persons: set[str]) -> _Offices:
    made = _Offices()
    for key, of_key in said.items():
        terms = [term for term in known.terms(key) if term.person in persons]
        found = tenures(key, known.one_seat(key.function), of_key.observations, of_key.changes, terms)
        if found:
            row = office_row(key, of_key, known)
            made.rows[row["id"]] = dict(row)
            post = row["title"], row["function"], row["organization"], row["country"]
            for tenure in found:
                made.held[tenure.person].append(Held(tenure.person, tenure, *post))
    return made


def _seat(actors: _Actors, offices: _Offices, known: KnownActors) -> None:
    """The bodies that offices are in are actors too; and now all forms of all names are known."""
    seats: dict[str, list[str]] = defaultdict(list)
    bodies: dict[str, Actor] = {}
    for row in offices.rows.values():
        if row["body"]:
            seats[row["body"]].append(row["organization"])
            bodies[row["body"]] = Actor(row["body"], "organization", row["body_name"], row["body_country"])
    for key, body in bodies.items():
        if key not in actors.actors:
            actors.actors[key] = called_by_offices(key, body.country, seats[key], known) or body
        actors.forms[key].update(seats[key])
    for key, actor in actors.actors.items():
        entry = known.entry_of(key)
        actors.actors[key] = also_called(replace(actor, names=entry.names if entry else ()), actors.forms[key])


def _actor_rows(made: _Actors) -> Rows:
    publishers = set(made.publishers.values())
    for actor in made.actors.values():
        labels = ["Person" if actor.kind == "person" else "Organization"]
        labels += ["Publisher"] if actor.id in publishers else []
        yield t.ACTOR, {"id": actor.id, "labels": labels, **shown_actor(actor)}
        if actor.kind != "person" and actor.country:
            yield t.ACTS_FOR, {"actor": actor.id, "country": actor.country}
    for article, publisher in made.publishers.items():
        yield t.PUBLISHED_BY, {"article": article, "actor": publisher}


def _denotation_rows(gathered: Gathered) -> Rows:
    for one in chain.from_iterable(gathered.names.values()):
        if one.actor:
            yield t.DENOTES, {"mention": one.id, "actor": one.actor.id, "reason": one.reason, "event": None}


def _office_rows(made: _Offices) -> Rows:
    for row in made.rows.values():
        yield t.OFFICE, row
        if row["country"]:
            yield t.FOR, {"office": row["id"], "country": row["country"]}
        if row["body"]:
            yield t.IN_ORGANIZATION, {"office": row["id"], "actor": row["body"]}
    yield from ((t.HOLDS, _held(held.tenure)) for held in chain.from_iterable(made.held.values()))


def _held(tenure: Tenure) -> Row:
    return {
        "id": tenure.id,
        "person": tenure.person,
        "office": tenure.office,
        "from": tenure.start,
        "to": tenure.end,
        "validFrom": tenure.valid_from,
        "validTo": tenure.valid_to,
    }
