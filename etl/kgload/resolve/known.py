"""The registry as resolving asks it: who a name can be, which offices have one seat, in which city a place lies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property

from kgload import ids
from kgload.names import name_key, plain, short_forms
from kgload.registry import Organization, Person, Registry
from kgload.resolve.actors import Entry, searchable
from kgload.resolve.corrected import Corrected
from kgload.resolve.records import ActorRow, OfficeKey, Term


class KnownActors:
    """Answers from one registry, as its corrections have them; nothing here looks at the graph."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._corrected = Corrected(registry, self._entry)

    @property
    def registry(self) -> Registry:
        return self._registry

    def entry(self, row: ActorRow) -> Entry | None:
        """The one known actor that this row can be; None if there is none, or more than one."""
        kinds = {"person": self._person, "organization": self._organization, "state": self._state}
        return self._corrected.entry(row, kinds[row.kind](row))

    def undecided(self, row: ActorRow) -> bool:
        """A correction knows several people of this name, and the row does not say which of them it is."""
        return self._corrected.undecided(row)

    def by_day(self, row: ActorRow) -> bool:
        """Who this row is may depend on the day of its article."""
        return row.kind == "person" and len(self._people(row)) > 1

    def entry_of(self, actor: str) -> Entry | None:
        """The registry's entry behind an actor's id."""
        return self._corrected.known(actor, self._entry(actor))

    def country_name(self, code: str) -> str:
        return self._registry.country_name(code)

    def country_names(self, code: str) -> tuple[str, ...]:
        """The names by which a query finds the country, its code among them."""
        country = self._registry.countries.get(code)
        return searchable([code, country.name, *country.names] if country else [code])

    def _entry(self, actor: str) -> Entry | None:
        return self._entries.get(actor)

    def one_seat(self, function: str | None) -> bool:
        return function in self._registry.offices and self._registry.offices[function or ""].single

    def office_title(self, key: OfficeKey) -> str:
        """How answers show the office: the function's label, else the title as articles give it."""
        office = self._registry.offices.get(key.function or "")
        return office.label if office else key.title or key.function or ""

    def terms(self, key: OfficeKey) -> tuple[Term, ...]:
        """The registered tenures of an office, those left out of which nobody knows the beginning or how long they
        lasted.
        """
        return tuple(self._terms.get(key, ()))

    def offices_of(self, actor: str) -> frozenset[OfficeKey]:
        """The offices for which the registry has a tenure of this actor."""
        return self._offices.get(actor, frozenset())

    def organization_of(self, name: str, country: str | None) -> tuple[str, str, str | None]:
        """Actor id, name and country of the organisation that an office is in."""
        entry = self.entry(ActorRow("", "", name, name_key(name), "organization", country))
        if entry:
            return entry.id, entry.name, entry.country
        return ids.actor_id("organization", name_key(name), country), name, country

    def city(self, name: str | None) -> str | None:
        """What a place's city is compared by: that of a site or a seat of government, else the place itself."""
        if name is None:
            return None
        place = self._registry.place(name)
        return plain(place.name if place and not place.parent else self._above(name) or name)

    def city_of_site(self, name: str, country: str | None) -> str | None:
        """The city that a known site of this country lies in, as answers show it; None for what is no site."""
        place = self._registry.place(name)
        owner = place.country if place else self._registry.government(name)
        city = self._above(name)
        return city if owner == country and city != name else None

    def _above(self, name: str) -> str | None:
        """ "Diaoyutai" lies in Beijing; so does, in Moscow, the Kremlin."""
        place = self._registry.place(name)
        if place:
            return place.parent
        code = self._registry.government(name)
        capitals = self._registry.countries[code].capital if code else ()
        return capitals[0] if capitals else None

    def _person(self, row: ActorRow) -> Entry | None:
        fitting = self._people(row)
        if len(fitting) > 1 and row.on:
            fitting = [p for p in fitting if any(t.covers(row.on) for t in p.tenures)]
        return _person_entry(fitting[0]) if len(fitting) == 1 else None

    def _people(self, row: ActorRow) -> list[Person]:
        """Those whom the row can be, whenever it was written."""
        named = self._registry.persons_named(row.name)
        bare = " " not in row.key
        people = named or (self._registry.persons_with_family_name(row.name) if bare else ())
        return [p for p in people if _serves(p, row.country) and (not bare or _held(p, row.function))]

    def _organization(self, row: ActorRow) -> Entry | None:
        body = self._registry.organization(row.name)
        if body is None or (row.country and body.country and row.country != body.country):
            return None
        return _organization_entry(body)

    def _state(self, row: ActorRow) -> Entry | None:
        code = row.country or self._registry.country_of(row.name)
        return self._state_entry(code) if code else None

    def _state_entry(self, code: str) -> Entry:
        return Entry(ids.state_id(code), "state", self.country_name(code), code, self.country_names(code))

    @cached_property
    def _entries(self) -> Mapping[str, Entry]:
        people = map(_person_entry, self._registry.persons.values())
        bodies = map(_organization_entry, self._registry.organizations.values())
        states = map(self._state_entry, self._registry.countries)
        return {entry.id: entry for entry in (*people, *bodies, *states)}

    @cached_property
    def _terms(self) -> Mapping[OfficeKey, list[Term]]:
        terms: dict[OfficeKey, list[Term]] = defaultdict(list)
        for person in self._registry.persons.values():
            for tenure in person.tenures:
                key = office_key(tenure.function, tenure.title, tenure.organization, tenure.country)
                if key and tenure.start and (tenure.end or tenure.known_to):
                    actor = self._corrected.actor(ids.registered_actor_id(person.key))
                    terms[key].append(Term(actor, tenure.start, tenure.end, tenure.known_to))
        return terms

    @cached_property
    def _offices(self) -> Mapping[str, frozenset[OfficeKey]]:
        offices: dict[str, set[OfficeKey]] = defaultdict(set)
        for key, terms in self._terms.items():
            for term in terms:
                offices[term.person].add(key)
        return {person: frozenset(keys) for person, keys in offices.items()}


def office_key(
    function: str | None, title: str | None, organization: str | None, country: str | None
) -> OfficeKey | None:
    """Which office this is; None if too little is said: a title without a country or an organisation."""
    body = name_key(organization) if organization else None
    if function and country:
        return OfficeKey(country, function)
    if function and body:
        return OfficeKey(None, function, None, body)
    if title and not function and (country or body):
        return OfficeKey(country, None, title, body)
    return None


def _serves(person: Person, country: str | None) -> bool:
    return country is None or person.country in (None, country) or any(t.country == country for t in person.tenures)


def _held(person: Person, function: str | None) -> bool:
    """A single name with an office is only somebody who held it, as far as the registry knows offices."""
    return function is None or not person.tenures or any(t.function == function for t in person.tenures)


def _person_entry(person: Person) -> Entry:
    forms = [person.name, *person.aliases]
    single = [short_forms(form, person.country)[0] for form in forms if " " in form]
    names = searchable([*forms, *single, *person.short])
    return Entry(ids.registered_actor_id(person.key), "person", person.name, _country(person), names)


def _country(person: Person) -> str | None:
    """The person's own country, else the one that most of their offices serve."""
    served = sorted(t.country for t in person.tenures if t.country)
    return person.country or max(served, key=lambda code: (served.count(code), code), default=None)


def _organization_entry(body: Organization) -> Entry:
    names = searchable([body.name, *body.aliases])
    return Entry(ids.registered_actor_id(body.key), "organization", body.name, body.country, names)
