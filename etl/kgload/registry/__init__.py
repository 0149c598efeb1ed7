"""What no rule can know: countries and their names, places, offices, well-known people and organisations, as data.

    registry().country_of("Chinese")                 # "CN"
    registry().find_office("Chinese Defense Minister").function   # "defence_minister"
    registry().persons_named("Sergey Shoygu")        # (Person(key="sergei-shoigu", …),)

The files are `schema/registry/*.toml`; a user's own files (`--registry`) have the same tables: a row
of theirs adds a person, with the aliases under which they are one, or replaces ours of the same key. What resolving
gets wrong they correct with the tables of `corrections`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

from kgload.model import Standing
from kgload.names import name_key, plain, short_forms
from kgload.registry.corrections import Apart, Corrections, EventsApart, Group, Pointer, Who, read_corrections
from kgload.registry.load import Tables, load_tables
from kgload.registry.offices import SPELLING, OfficeGrammar
from kgload.registry.records import Country, Office, OfficeMatch, Organization, OrganizationKind, Person, Place, Tenure
from kgload.resources import schema_file

__all__ = [
    "Apart",
    "Corrections",
    "Country",
    "EventsApart",
    "Group",
    "Office",
    "OfficeMatch",
    "Organization",
    "OrganizationKind",
    "Person",
    "Place",
    "Pointer",
    "Registry",
    "Tenure",
    "Who",
    "load_registry",
    "registry",
    "registry_files",
    "use_registry",
]


_THE = re.compile(r"^the\s+")
_POINT = re.compile(r"(?<=\w)\.(?=\w|\s|$)")
_NO_LETTER = re.compile(r"[^\w]+")


@lru_cache(maxsize=8192)
def _word(text: str) -> str:
    """How names of places and countries are compared: no case, diacritics, points or article."""
    return " ".join(_NO_LETTER.sub(" ", _POINT.sub("", _THE.sub("", plain(text.strip())))).split())


def _unowning(text: str) -> str:
    """Without a possessive mark at its end."""
    text = text.strip()
    if text.endswith(("'s", "’s")):
        return text[:-2]
    return text[:-1] if text.endswith(("'", "’")) else text


@lru_cache(maxsize=8192)
def _first_word(text: str) -> str:
    """Of the key of a name that begins with this text; empty if that is not sure."""
    words = _word(_unowning(text)).split()
    return words[0] if words and words[0] != "the" else ""


def _first_words(names: Iterable[str]) -> frozenset[str]:
    """A name is cut at an apostrophe or not: "People's Republic", "Xi'an"."""
    bare = [re.sub(r"^[Tt]he\s+", "", name) for name in names]
    return frozenset(_first_word(part) for name in bare for part in (name, re.split(r"['’]", name)[0]))


def _acronym(text: str) -> bool:
    """Short names in capitals ("WHO", "IS", "US") are compared with their case."""
    return len(text) <= 5 and text.isupper()


def _body(name: str) -> str:
    return name.replace(".", "") if _acronym(name.replace(".", "")) else _word(name)


@dataclass(frozen=True, slots=True)
class Registry:
    """All lookups. Names are given as a text writes them; unknown ones give None or an empty tuple, never an error.

    `digest` changes with all that is said here but for the corrections.
    """

    countries: dict[str, Country]
    offices: dict[str, Office]
    persons: dict[str, Person]
    organizations: dict[str, Organization]
    _nations: dict[str, str]
    _demonyms: frozenset[str]
    _governments: dict[str, str]
    _seats: dict[str, str]
    _places: dict[str, Place]
    _names: dict[str, tuple[Person, ...]]
    _families: dict[str, tuple[Person, ...]]
    _bodies: dict[str, Organization]
    _first_of_places: frozenset[str]
    _first_of_bodies: frozenset[str]
    _grammar: OfficeGrammar
    digest: str
    corrections: Corrections = field(default_factory=Corrections)

    def country(self, code: str) -> Country:
        """The country with this ISO code. KeyError if there is none."""
        return self.countries[code]

    def country_name(self, code: str) -> str:
        """The English name of a code; the code itself if unknown."""
        return self.countries[code].name if code in self.countries else code

    def country_of(self, word: str) -> str | None:
        """The code that a name, short form or demonym stands for; also a code itself ("CN")."""
        return word if word in self.countries else self.nation(word)

    def nation(self, word: str) -> str | None:
        """The same in a text: "U.S.", "Burma", "Chinese", "Poles", but no codes, for "PM" and "AI" are other words.

        "us" in small letters is a pronoun.
        """
        stripped = _unowning(word)
        return None if stripped in ("us", "pole") else self._nations.get(_word(stripped))

    def is_demonym(self, word: str) -> bool:
        """Whether a word is an adjective or noun for a country's people ("Chinese"), not its name."""
        return word[:1].isupper() and _word(word) in self._demonyms

    def government(self, word: str) -> str | None:
        """The country whose government a word may stand for: "Kremlin", "Downing Street", and every capital
        ("Beijing")."""
        return self._governments.get(_word(_unowning(word)))

    def place(self, name: str) -> Place | None:
        """A city, region or site. Countries are no places here: ask `country_of`."""
        return self._places.get(_word(_unowning(name)))

    def may_begin_place(self, word: str) -> bool:
        """False only if no place, country or seat of government begins with this word, as with most words."""
        return (first := _first_word(word)) in self._first_of_places or not first

    def may_begin_organization(self, word: str) -> bool:
        """False only if no body begins with this word."""
        return (first := _first_word(word)) in self._first_of_bodies or not first

    def persons_named(self, name: str) -> tuple[Person, ...]:
        """People with this full name or alias, in any spelling and with any title."""
        return self._names.get(name_key(name), ())

    def persons_with_family_name(self, name: str) -> tuple[Person, ...]:
        """People who may be meant by a single name: "Shoigu", "Zhang", "Lula"."""
        return self._families.get(name_key(name), ())

    def keys_of(self, kind: Literal["person", "organization"], key: str) -> tuple[str, ...]:
        """The name keys by which a known actor may go."""
        if kind == "organization":
            body = self.organizations[key]
            return tuple(sorted({name_key(name) for name in (body.name, *body.aliases)}))
        person = self.persons[key]
        return tuple(sorted({name_key(n) for n in (person.name, *person.aliases, *_single_names(person))}))

    def holders(self, function: str, country: str, on: date) -> tuple[Person, ...]:
        """Who may have held an office of a country that day."""
        return tuple(
            person
            for person in self.persons.values()
            if any(t.function == function and t.country == country and t.covers(on) for t in person.tenures)
        )

    def organization(self, name: str) -> Organization | None:
        """A body by name or alias. Acronyms are compared with their case: "WHO" is one, "who" is not."""
        name = _unowning(name)
        found = self._bodies.get(_body(name))
        if found is None and name[:4].lower() == "the ":
            return self._bodies.get(_body(name[4:].lstrip()))
        return found

    def office(self, function: str) -> Office:
        """The office of a function. KeyError if it is not in the closed list."""
        return self.offices[function]

    def find_office(self, phrase: str, country: str | None = None) -> OfficeMatch | None:
        """Reads a title phrase such as "then Chinese State Councilor and Defense Minister"; None if it names no office.

        `country` (ISO code) is the country known from elsewhere; the phrase's own goes first.
        """
        match = self._grammar.find(phrase, self._nation_in_title, country)
        if match is None or match.country is not None:
            return match
        return replace(match, country=self._country_of_seat(phrase, match.organization))

    @property
    def title_heads(self) -> frozenset[str]:
        """Words that a title ends in: "minister", "chief", "adviser", "advisor"."""
        return _in_both_spellings(self._grammar.heads)

    @property
    def title_words(self) -> frozenset[str]:
        """Every word of a known title, in both spellings, lower case."""
        return _in_both_spellings(word for title in self._grammar.titles for word in title)

    @property
    def title_modifiers(self) -> frozenset[str]:
        """Words before a title that say nothing about the office: "visiting", "senior"; and those of a deputy."""
        return frozenset(word for words in self._grammar.plain for word in words) | self._grammar.deputy

    @property
    def title_standings(self) -> dict[str, Standing]:
        """Single words that say whether the holder holds the office: "former", "acting"."""
        return {words[0]: standing for words, standing in self._grammar.standing.items() if len(words) == 1}

    @property
    def place_names(self) -> tuple[str, ...]:
        """Names of cities, regions and sites as they are written."""
        return tuple(place.name for place in self._places.values())

    def _country_of_seat(self, phrase: str, organization: str | None) -> str | None:
        """ "Kremlin spokesman" is Russia's, "vice chairman of the Central Military Commission" is China's."""
        body = self.organization(organization) if organization else None
        if body:
            return body.country
        words = phrase.split()
        groups = (" ".join(words[:size]) for size in (3, 2, 1))
        return next((code for group in groups if (code := self._seats.get(_word(re.sub(r"['’]s$", "", group))))), None)

    def _nation_in_title(self, phrase: str) -> str | None:
        return self.nation(phrase) if phrase[:1].isupper() else None


def _in_both_spellings(words: Iterable[str]) -> frozenset[str]:
    folded = frozenset(words)
    return folded | {as_written for as_written, word in SPELLING.items() if word in folded}


def _index(tables: Tables, lost: Collection[tuple[str, str]] = ()) -> Registry:
    """`lost`: names (their keys) that must not denote a person (their key): neither extraction nor resolving will."""
    persons = tables.persons.values()
    named = ((name_key(name), person) for person in persons for name in (person.name, *person.aliases))
    nations = [(w, c.code) for c in tables.countries.values() for w in (c.name, *c.names, *c.demonyms)]
    seats = [w for c in tables.countries.values() for w in (*c.capital, *c.government)]
    places = [place.name for group in tables.places.values() for place in group]
    bodies = [(n, o) for o in tables.organizations.values() for n in (o.name, *o.aliases)]
    single = ((name_key(name), person) for person in persons for name in _single_names(person))
    return Registry(
        countries=tables.countries,
        offices=tables.offices,
        persons=tables.persons,
        organizations=tables.organizations,
        _nations={_word(name): code for name, code in nations},
        _demonyms=frozenset(_word(w) for c in tables.countries.values() for w in c.demonyms),
        _governments={_word(w): c.code for c in tables.countries.values() for w in (*c.capital, *c.government)},
        _seats={_word(w): c.code for c in tables.countries.values() for w in c.government},
        _places=_places(tables),
        _names=_grouped((key, person) for key, person in named if (key, person.key) not in lost),
        _families=_grouped((key, person) for key, person in single if (key, person.key) not in lost),
        _bodies={_body(name): body for name, body in bodies},
        _first_of_places=_first_words((*(name for name, _ in nations), *seats, *places, *tables.countries)),
        _first_of_bodies=_first_words(name for name, _ in bodies),
        _grammar=OfficeGrammar.build(tables),
        digest=" ".join([tables.digest, *sorted(f"{name}≠{key}" for name, key in lost)]),
    )


def _places(tables: Tables) -> dict[str, Place]:
    """Capitals win over sites, sites over cities; a capital with a second spelling is known by its first."""
    found: dict[str, Place] = {}
    for country in tables.countries.values():
        for name in country.capital:
            found.setdefault(_word(name), Place(_first_spelling(name, country.capital), country.code))
    for places in tables.places.values():
        for place in places:
            found.setdefault(_word(place.name), place)
    return found


def _first_spelling(name: str, names: Sequence[str]) -> str:
    """ "Kiev" is shown as Kyiv, "Washington, D.C." as Washington; a second capital ("Cape Town") stays itself."""
    same = (other for other in names if other[:1] == name[:1] and abs(len(other) - len(name)) <= 6)
    return next(same, name)


def _single_names(person: Person) -> tuple[str, ...]:
    """The family name as it stands alone, with its spellings, and the single names that the row itself allows."""
    names = [short_forms(name, person.country)[0] for name in (person.name, *person.aliases) if " " in name]
    families = [f for name in names for f in (name, re.sub(r"^(?:al|el|bin)[- ]", "", name, flags=re.IGNORECASE))]
    return tuple(dict.fromkeys([*families, *person.short]))


def _grouped(pairs: Iterable[tuple[str, Person]]) -> dict[str, tuple[Person, ...]]:
    groups: dict[str, dict[str, Person]] = {}
    for key, person in pairs:
        groups.setdefault(key, {})[person.key] = person
    return {key: tuple(found.values()) for key, found in groups.items()}


def load_registry(extra: Iterable[Path] = (), folder: Path | None = None) -> Registry:
    """The registry that travels with kgload, and the user's own files. SchemaError names file, place and remedy."""
    tables = load_tables(folder or schema_file("registry"), extra)
    found = _index(tables)
    corrections = read_corrections(tables.corrections, found)
    pairs = {pair for apart in corrections.apart for pair in ((apart.one, apart.other), (apart.other, apart.one))}
    if lost := frozenset((who.names, known.key) for who, known in pairs if known.key and who.plain):
        found = _index(tables, lost)
    return replace(found, corrections=corrections)


_in_use: list[Path] = []


def use_registry(files: Iterable[Path]) -> None:
    """From now on `registry()` is the default with these files of the user's. SchemaError if one is wrong."""
    _in_use[:] = files
    registry()


def registry_files() -> tuple[Path, ...]:
    """The user's files in use."""
    return tuple(_in_use)


def registry(*extra: Path) -> Registry:
    """The registry in use, or the default with `extra` files; each is read once."""
    return _loaded(extra or tuple(_in_use))


@cache
def _loaded(extra: tuple[Path, ...]) -> Registry:
    return load_registry(extra)
