"""All rows of the registry's files by what they are asked for: names as they are compared, single names, titles."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kgload.names import name_key, plain, short_forms
from kgload.registry.load import Tables
from kgload.registry.offices import OfficeGrammar
from kgload.registry.records import Country, Office, Organization, Person, Place

_THE = re.compile(r"^the\s+")
_POINT = re.compile(r"(?<=\w)\.(?=\w|\s|$)")
_NO_LETTER = re.compile(r"[^\w]+")


@lru_cache(maxsize=8192)
def word_key(text: str) -> str:
    """How names of places and countries are compared: no case, diacritics, points or article."""
    return " ".join(_NO_LETTER.sub(" ", _POINT.sub("", _THE.sub("", plain(text.strip())))).split())


def unowning(text: str) -> str:
    """Without a possessive mark at its end."""
    text = text.strip()
    if text.endswith(("'s", "’s")):
        return text[:-2]
    return text[:-1] if text.endswith(("'", "’")) else text


@lru_cache(maxsize=8192)
def first_word(text: str) -> str:
    """Of the key of a name that begins with this text; empty if that is not sure."""
    words = word_key(unowning(text)).split()
    return words[0] if words and words[0] != "the" else ""


def _first_words(names: Iterable[str]) -> frozenset[str]:
    """A name is cut at an apostrophe or not: "People's Republic", "Xi'an"."""
    bare = [re.sub(r"^[Tt]he\s+", "", name) for name in names]
    return frozenset(first_word(part) for name in bare for part in (name, re.split(r"['’]", name)[0]))


def _acronym(text: str) -> bool:
    """Short names in capitals ("WHO", "IS", "US") are compared with their case."""
    return len(text) <= 5 and text.isupper()


def body_key(name: str) -> str:
    return name.replace(".", "") if _acronym(name.replace(".", "")) else word_key(name)


@dataclass(frozen=True, slots=True)
class Index:
    """What `Registry` looks up."""

    countries: dict[str, Country]
    offices: dict[str, Office]
    persons: dict[str, Person]
    organizations: dict[str, Organization]
    nations: dict[str, str]
    demonyms: frozenset[str]
    governments: dict[str, str]
    seats: dict[str, str]
    places: dict[str, Place]
    names: dict[str, tuple[Person, ...]]
    families: dict[str, tuple[Person, ...]]
    bodies: dict[str, Organization]
    first_of_places: frozenset[str]
    first_of_bodies: frozenset[str]
    grammar: OfficeGrammar


def index_of(tables: Tables, lost: Collection[tuple[str, str]] = ()) -> Index:
    """`lost`: names (their keys) that must not denote a person (their key): neither extraction nor resolving will."""
    persons = tables.persons.values()
    named = ((name_key(name), person) for person in persons for name in (person.name, *person.aliases))
    nations = [(w, c.code) for c in tables.countries.values() for w in (c.name, *c.names, *c.demonyms)]
    seats = [w for c in tables.countries.values() for w in (*c.capital, *c.government)]
    places = [place.name for group in tables.places.values() for place in group]
    bodies = [(n, o) for o in tables.organizations.values() for n in (o.name, *o.aliases)]
    single = ((name_key(name), person) for person in persons for name in single_names(person))
    return Index(
        countries=tables.countries,
        offices=tables.offices,
        persons=tables.persons,
        organizations=tables.organizations,
        nations={word_key(name): code for name, code in nations},
        demonyms=frozenset(word_key(w) for c in tables.countries.values() for w in c.demonyms),
        governments={word_key(w): c.code for c in tables.countries.values() for w in (*c.capital, *c.government)},
        seats={word_key(w): c.code for c in tables.countries.values() for w in c.government},
        places=_places(tables),
        names=_grouped((key, person) for key, person in named if (key, person.key) not in lost),
        families=_grouped((key, person) for key, person in single if (key, person.key) not in lost),
        bodies={body_key(name): body for name, body in bodies},
        first_of_places=_first_words((*(name for name, _ in nations), *seats, *places, *tables.countries)),
        first_of_bodies=_first_words(name for name, _ in bodies),
        grammar=OfficeGrammar.build(tables),
    )


def _places(tables: Tables) -> dict[str, Place]:
    """Capitals win over sites, sites over cities; a capital with a second spelling is known by its first."""
    found: dict[str, Place] = {}
    for country in tables.countries.values():
        for name in country.capital:
            found.setdefault(word_key(name), Place(_first_spelling(name, country.capital), country.code))
    for places in tables.places.values():
        for place in places:
            found.setdefault(word_key(place.name), place)
    return found


def _first_spelling(name: str, names: Sequence[str]) -> str:
    """ "Kiev" is shown as Kyiv, "Washington, D.C." as Washington; a second capital ("Cape Town") stays itself."""
    same = (other for other in names if other[:1] == name[:1] and abs(len(other) - len(name)) <= 6)
    return next(same, name)


def single_names(person: Person) -> tuple[str, ...]:
    """The family name as it stands alone, with its spellings, and the single names that the row itself allows."""
    names = [short_forms(name, person.country)[0] for name in (person.name, *person.aliases) if " " in name]
    families = [f for name in names for f in (name, re.sub(r"^(?:al|el|bin)[- ]", "", name, flags=re.IGNORECASE))]
    return tuple(dict.fromkeys([*families, *person.short]))


def _grouped(pairs: Iterable[tuple[str, Person]]) -> dict[str, tuple[Person, ...]]:
    groups: dict[str, dict[str, Person]] = {}
    for key, person in pairs:
        groups.setdefault(key, {})[person.key] = person
    return {key: tuple(found.values()) for key, found in groups.items()}
