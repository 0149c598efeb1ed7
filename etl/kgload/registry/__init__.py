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
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import Literal

from kgload.model import Standing
from kgload.names import name_key
from kgload.registry.corrections import Apart, Corrections, EventsApart, Group, Pointer, Who, read_corrections
from kgload.registry.index import Index, body_key, first_word, index_of, single_names, unowning, word_key
from kgload.registry.load import Tables, digest_of, load_tables
from kgload.registry.offices import SPELLING
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


@dataclass(frozen=True, eq=False)
class Registry:
    """All lookups. Names are given as a text writes them; unknown ones give None or an empty tuple, never an error.

    `digest` changes with all that is said here but for the corrections. What our own files say is read at the first
    lookup: a run that finds nothing new asks only for `digest` and `corrections`.
    """

    digest: str
    _read: Callable[[], Index]
    corrections: Corrections = field(default_factory=Corrections)

    @cached_property
    def _index(self) -> Index:
        return self._read()

    @property
    def countries(self) -> dict[str, Country]:
        """By ISO 3166-1 alpha-2 code."""
        return self._index.countries

    @property
    def offices(self) -> dict[str, Office]:
        """By function."""
        return self._index.offices

    @property
    def persons(self) -> dict[str, Person]:
        return self._index.persons

    @property
    def organizations(self) -> dict[str, Organization]:
        return self._index.organizations

    def country(self, code: str) -> Country:
        """The country with this ISO code. KeyError if there is none."""
        return self._index.countries[code]

    def country_name(self, code: str) -> str:
        """The English name of a code; the code itself if unknown."""
        return self._index.countries[code].name if code in self._index.countries else code

    def country_of(self, word: str) -> str | None:
        """The code that a name, short form or demonym stands for; also a code itself ("CN")."""
        return word if word in self._index.countries else self.nation(word)

    def nation(self, word: str) -> str | None:
        """The same in a text: "U.S.", "Burma", "Chinese", "Poles", but no codes, for "PM" and "AI" are other words.

        "us" in small letters is a pronoun.
        """
        stripped = unowning(word)
        return None if stripped in ("us", "pole") else self._index.nations.get(word_key(stripped))

    def is_demonym(self, word: str) -> bool:
        """Whether a word is an adjective or noun for a country's people ("Chinese"), not its name."""
        return word[:1].isupper() and word_key(word) in self._index.demonyms

    def government(self, word: str) -> str | None:
        """The country whose government a word may stand for: "Kremlin", "Downing Street", and every capital
        ("Beijing")."""
        return self._index.governments.get(word_key(unowning(word)))

    def place(self, name: str) -> Place | None:
        """A city, region or site. Countries are no places here: ask `country_of`."""
        return self._index.places.get(word_key(unowning(name)))

    def may_begin_place(self, word: str) -> bool:
        """False only if no place, country or seat of government begins with this word, as with most words."""
        return (first := first_word(word)) in self._index.first_of_places or not first

    def may_begin_organization(self, word: str) -> bool:
        """False only if no body begins with this word."""
        return (first := first_word(word)) in self._index.first_of_bodies or not first

    def persons_named(self, name: str) -> tuple[Person, ...]:
        """People with this full name or alias, in any spelling and with any title."""
        return self._index.names.get(name_key(name), ())

    def persons_with_family_name(self, name: str) -> tuple[Person, ...]:
        """People who may be meant by a single name: "Shoigu", "Zhang", "Lula"."""
        return self._index.families.get(name_key(name), ())

    def keys_of(self, kind: Literal["person", "organization"], key: str) -> tuple[str, ...]:
        """The name keys by which a known actor may go."""
        if kind == "organization":
            body = self._index.organizations[key]
            return tuple(sorted({name_key(name) for name in (body.name, *body.aliases)}))
        person = self._index.persons[key]
        return tuple(sorted({name_key(n) for n in (person.name, *person.aliases, *single_names(person))}))

    def holders(self, function: str, country: str, on: date) -> tuple[Person, ...]:
        """Who may have held an office of a country that day."""
        return tuple(
            person
            for person in self._index.persons.values()
            if any(t.function == function and t.country == country and t.covers(on) for t in person.tenures)
        )

    def organization(self, name: str) -> Organization | None:
        """A body by name or alias. Acronyms are compared with their case: "WHO" is one, "who" is not."""
        name = unowning(name)
        found = self._index.bodies.get(body_key(name))
        if found is None and name[:4].lower() == "the ":
            return self._index.bodies.get(body_key(name[4:].lstrip()))
        return found

    def office(self, function: str) -> Office:
        """The office of a function. KeyError if it is not in the closed list."""
        return self._index.offices[function]

    def find_office(self, phrase: str, country: str | None = None) -> OfficeMatch | None:
        """Reads a title phrase such as "then Chinese State Councilor and Defense Minister"; None if it names no office.

        `country` (ISO code) is the country known from elsewhere; the phrase's own goes first.
        """
        match = self._index.grammar.find(phrase, self._nation_in_title, country)
        if match is None or match.country is not None:
            return match
        return replace(match, country=self._country_of_seat(phrase, match.organization))

    @property
    def title_heads(self) -> frozenset[str]:
        """Words that a title ends in: "minister", "chief", "adviser", "advisor"."""
        return _in_both_spellings(self._index.grammar.heads)

    @property
    def title_words(self) -> frozenset[str]:
        """Every word of a known title, in both spellings, lower case."""
        return _in_both_spellings(word for title in self._index.grammar.titles for word in title)

    @property
    def title_modifiers(self) -> frozenset[str]:
        """Words before a title that say nothing about the office: "visiting", "senior"; and those of a deputy."""
        return frozenset(word for words in self._index.grammar.plain for word in words) | self._index.grammar.deputy

    @property
    def title_standings(self) -> dict[str, Standing]:
        """Single words that say whether the holder holds the office: "former", "acting"."""
        return {words[0]: standing for words, standing in self._index.grammar.standing.items() if len(words) == 1}

    @property
    def place_names(self) -> tuple[str, ...]:
        """Names of cities, regions and sites as they are written."""
        return tuple(place.name for place in self._index.places.values())

    def _country_of_seat(self, phrase: str, organization: str | None) -> str | None:
        """ "Kremlin spokesman" is Russia's, "vice chairman of the Central Military Commission" is China's."""
        body = self.organization(organization) if organization else None
        if body:
            return body.country
        words, seats = phrase.split(), self._index.seats
        groups = (" ".join(words[:size]) for size in (3, 2, 1))
        return next((code for group in groups if (code := seats.get(word_key(re.sub(r"['’]s$", "", group))))), None)

    def _nation_in_title(self, phrase: str) -> str | None:
        return self.nation(phrase) if phrase[:1].isupper() else None


def _in_both_spellings(words: Iterable[str]) -> frozenset[str]:
    folded = frozenset(words)
    return folded | {as_written for as_written, word in SPELLING.items() if word in folded}


def load_registry(extra: Iterable[Path] = ()) -> Registry:
    """The registry that travels with kgload, and the user's own files, which are read now. SchemaError names file,
    place and remedy.
    """
    folder, files = schema_file("registry"), tuple(extra)
    if files:
        return _with(load_tables(folder, files))
    return Registry(digest_of(folder), lambda: index_of(load_tables(folder)))


def _with(tables: Tables) -> Registry:
    """As the user's files have it."""
    index = index_of(tables)
    found = Registry(tables.digest, lambda: index)
    corrections = read_corrections(tables.corrections, found)
    pairs = {pair for apart in corrections.apart for pair in ((apart.one, apart.other), (apart.other, apart.one))}
    if lost := frozenset((who.names, known.key) for who, known in pairs if known.key and who.plain):
        digest = " ".join([tables.digest, *sorted(f"{name}≠{key}" for name, key in lost)])
        return Registry(digest, lambda: index_of(tables, lost), corrections)
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
