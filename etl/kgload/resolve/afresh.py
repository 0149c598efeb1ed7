"""All that is derived, made at once from a whole article layer that is in no graph yet: what `resolve_all` would make
of it in the graph, as rows of its tables.

Names come before offices, offices before organisations that only they speak of, and all actors before events.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from kgload import ids
from kgload.load.rows import Row
from kgload.load.tables import Table
from kgload.model import Issue
from kgload.resolve import derived_tables as t
from kgload.resolve.actors import also_called, called_by_offices, resolve_names
from kgload.resolve.applied import apart
from kgload.resolve.events import resolve_events
from kgload.resolve.gathered import Gathered, Presented
from kgload.resolve.known import KnownActors, office_key
from kgload.resolve.offices import Said, office_row, take
from kgload.resolve.records import Actor, Held, MentionRow, OfficeKey, Resolution, Tenure, parties
from kgload.resolve.tenures import tenures
from kgload.vocabulary import vocabulary

Rows = Iterator[tuple[Table, Row]]


@dataclass(slots=True)
class _Actors:
    """Whom names denote. `of` has the actor of each actor mention, `publishers` that of each article."""

    actors: dict[str, Actor] = field(default_factory=dict)
    of: dict[str, str] = field(default_factory=dict)
    reasons: dict[str, str] = field(default_factory=dict)
    publishers: dict[str, str] = field(default_factory=dict)
    forms: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    issues: list[Issue] = field(default_factory=list)


@dataclass(slots=True)
class _Offices:
    """Offices by id, and who held them, by person."""

    rows: dict[str, Row] = field(default_factory=dict)
    held: dict[str, list[Held]] = field(default_factory=lambda: defaultdict(list))


class Derived:
    """What the articles come to. `rows` are those of the tables that are not the article layer's own."""

    def __init__(self, gathered: Gathered) -> None:
        self._gathered, self._known = gathered, gathered.known
        self._actors = _name_actors(gathered)
        self._offices = _fill_offices(gathered, self._actors)
        _seat(self._actors, self._offices, self._known)
        self._resolution = resolve_events(self._mentions(), {p: tuple(h) for p, h in self._offices.held.items()})

    @property
    def events(self) -> int:
        return len(self._resolution.events)

    @property
    def issues(self) -> list[Issue]:
        return [*self._actors.issues, *self._resolution.issues]

    def rows(self) -> Rows:
        """Rows of nodes and relationships, each with its table."""
        yield from _actor_rows(self._actors)
        yield from _office_rows(self._offices)
        yield from _event_rows(self._resolution, self._gathered.parts)
        yield from self._places_and_names()

    def _mentions(self) -> Iterator[MentionRow]:
        others = apart(self._gathered.pointed, self._known.registry)
        for spoken in self._gathered.spoken.values():
            row = spoken.mention
            yield replace(
                row,
                publisher=self._actors.publishers.get(row.article, row.article),
                cited=self._cited(spoken.cited),
                parties=parties(map(self._party, spoken.arguments)),
                distinct_from=(*row.distinct_from, *others.get(row.id, ())),
            )

    def _cited(self, mention: str | None) -> str | None:
        said = self._gathered.presented.get(mention or "")
        return None if said is None or said.kind == "person" else self._actors.of.get(said.id, said.key)

    def _party(self, argument: tuple[str, str]) -> Row:
        said = self._gathered.presented[argument[0]]
        actor = self._actors.actors.get(self._actors.of.get(said.id, ""))
        whom = {"actor": actor.id, "label": actor.name, "side": actor.country} if actor else _NOBODY
        return {**{name: getattr(said, name) for name in _PRESENTED}, "role": argument[1], **whom}

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


def _name_actors(gathered: Gathered) -> _Actors:
    made = _Actors()
    for rows in gathered.names.values():
        naming = resolve_names(rows, gathered.known)
        made.actors |= {actor.id: actor for actor in naming.actors}
        said = {row.id: row for row in rows}
        for link in naming.denotations:
            row = said[link.subject]
            made.forms[link.actor].add(row.name)
            if row.id == row.article:
                made.publishers[row.id] = link.actor
            else:
                made.of[row.id], made.reasons[row.id] = link.actor, link.reason
        made.issues += naming.issues
    return made


def _fill_offices(gathered: Gathered, actors: _Actors) -> _Offices:
    """Offices that articles give somebody, or that the registry gives an actor whom they name."""
    known, said = gathered.known, defaultdict[OfficeKey, Said](Said)
    for key in chain.from_iterable(known.offices_of(actor) for actor in actors.actors):
        _ = said[key]
    for one in gathered.presented.values():
        office = office_key(one.function, one.office, one.organization, one.country) if one.row else None
        person = actors.actors.get(actors.of.get(one.id, ""))
        if office and one.kind == "person":
            _ = said[office]
        if office and person and person.kind == "person":
            take(said[office], _seen(one, person.id, gathered))
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
        yield t.ACTOR, {"id": actor.id, "labels": labels, **_shown(actor)}
        if actor.kind != "person" and actor.country:
            yield t.ACTS_FOR, {"actor": actor.id, "country": actor.country}
    for article, publisher in made.publishers.items():
        yield t.PUBLISHED_BY, {"article": article, "actor": publisher}
    for mention, denoted in made.of.items():
        yield t.DENOTES, {"mention": mention, "actor": denoted, "reason": made.reasons[mention], "event": None}


def _shown(actor: Actor) -> Row:
    return {"kind": actor.kind, "name": actor.name, "country": actor.country}


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


def _event_rows(made: Resolution, parts: Sequence[tuple[str, str]]) -> Rows:
    labels, reported = vocabulary().labels, dict[str, str]()
    for event in made.events:
        own = ("id", "type", "status", "earliest", "latest", "precision", "label", "sources", "origins")
        sides = list(event.sides) or None
        yield t.EVENT, {**{n: getattr(event, n) for n in own}, "sides": sides, "labels": [labels[event.group]]}
        for actor in event.unnamed:
            labels_ = ["Person" if actor.kind == "person" else "Organization"]
            yield t.ACTOR, {"id": actor.id, "labels": labels_, **_shown(actor)}
        for report in event.reports:
            reported[report.mention] = event.id
            yield t.REPORTS, {"mention": report.mention, "event": event.id, "reason": report.reason}
        for part in event.participations:
            yield t.PARTICIPATED_IN, {**{n: getattr(part, n) for n in part.__slots__}, "event": event.id}
        if event.place:
            yield t.HELD_AT, {"event": event.id, "place": event.place.place, "sources": event.place.sources}
        for link in event.denotations:
            row = {"mention": link.subject, "actor": link.actor, "reason": link.reason, "event": event.id}
            yield t.DENOTES, row
    yield from ((t.MAY_REPORT, {"mention": link.mention, "event": link.event}) for link in made.may_report)
    both = {(reported.get(part), reported.get(whole)) for part, whole in parts}
    for small, large in both:
        if small and large and small != large:
            yield t.PART_OF, {"part": small, "whole": large, "reason": "stated"}
