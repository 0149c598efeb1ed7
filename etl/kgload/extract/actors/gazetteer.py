"""The registry as the extractors ask it: by tokens, longest match first."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from spacy.tokens import Doc

from kgload.extract.text.lexicon import title_words
from kgload.model import Standing
from kgload.names import name_key
from kgload.registry import OfficeMatch, Organization, Person, Registry, registry

_LONGEST_NAME = 7
_OF_AMERICA = frozenset("Latin Central South North".split())


@dataclass(frozen=True, slots=True)
class CountryMatch:
    """A country named or meant by an adjective; `length` in tokens."""

    code: str
    length: int


@dataclass(frozen=True, slots=True)
class OrganizationMatch:
    key: str
    name: str
    country: str | None
    length: int


@dataclass(frozen=True, slots=True)
class PlaceMatch:
    """A place; `name` is None where only the country is named."""

    name: str | None
    country: str | None
    length: int


class Gazetteer:
    """Look-ups of the extractors in one registry."""

    def __init__(self, source: Registry) -> None:
        self._registry = source
        self._heads = source.title_heads
        self._words = source.title_words
        self._modifiers = source.title_modifiers
        self._standings: dict[str, Standing] = source.title_standings

    # countries ------------------------------------------------------------------------------------
    def country(self, text: str) -> str | None:
        return self._registry.nation(text)

    def country_name(self, code: str) -> str:
        return self._registry.country_name(code)

    def adjective(self, code: str) -> str:
        """ "Chinese"; the name of a country that has none."""
        country = self._registry.country(code)
        return country.demonyms[0] if country.demonyms else country.name

    def capital(self, code: str) -> str | None:
        return next(iter(self._registry.country(code).capital), None)

    def is_demonym(self, text: str) -> bool:
        return self._registry.is_demonym(text)

    def is_state(self, text: str) -> bool:
        """Does the text name a state as an actor: its name, its capital or its government ("Beijing", "the Kremlin"),
        no adjective?
        """
        return (self._registry.nation(text) is not None and not self.is_demonym(text)) or self._registry.government(
            text
        ) is not None

    def state(self, text: str) -> str | None:
        """The state that is meant: by its name, an adjective, its capital or its government ("Beijing", "Kremlin")."""
        return self._registry.nation(text) or self._registry.government(text)

    def country_at(self, doc: Doc, start: int, end: int | None = None) -> CountryMatch | None:
        if not self._registry.may_begin_place(doc[start].text):
            return None
        if start and doc[start - 1].text == "New" and self._registry.place(f"New {doc[start].text}"):
            return None  # "New Mexico"
        for length, text in _windows(doc, start, end, 5):
            code = self._registry.nation(text)
            if code:
                return CountryMatch(code, length)
        return None

    # places ---------------------------------------------------------------------------------------
    def place(self, text: str) -> PlaceMatch | None:
        found = self._registry.place(text)
        if found is not None:
            return PlaceMatch(found.name, found.country, 0)
        code = None if self.is_demonym(text) else self._registry.nation(text)
        return PlaceMatch(None, code, 0) if code else None

    def place_at(self, doc: Doc, start: int, end: int | None = None) -> PlaceMatch | None:
        if not self._registry.may_begin_place(doc[start].text):
            return None
        if doc[start].text == "America" and start and doc[start - 1].text in _OF_AMERICA:
            return None  # no country
        for length, text in _windows(doc, start, end, _LONGEST_NAME):
            found = self.place(text)
            if found is not None:
                return PlaceMatch(found.name, found.country, length)
        return None

    # organisations --------------------------------------------------------------------------------
    def organization(self, text: str) -> Organization | None:
        return self._registry.organization(text)

    def organization_country(self, name: str) -> str | None:
        found = self._registry.organization(name)
        return found.country if found else None

    def organization_at(self, doc: Doc, start: int, end: int | None = None) -> OrganizationMatch | None:
        if not self._registry.may_begin_organization(doc[start].text):
            return None
        apart = _APART - {","} if doc[start].text in self._with_commas else _APART
        for length, text in _windows(doc, start, end, _LONGEST_NAME, apart):
            found = self._registry.organization(text)
            if found is not None:
                return OrganizationMatch(found.key, found.name, found.country, length)
        return None

    @cached_property
    def _with_commas(self) -> frozenset[str]:
        """The first words of "Foreign, Commonwealth and Development Office" and its like."""
        names = (n for o in self._registry.organizations.values() for n in (o.name, *o.aliases))
        return frozenset(name.split(",")[0] for name in names if "," in name)

    def may_begin_owner(self, word: str) -> bool:
        """May a country, its government or an organisation begin with this word?"""
        return word[:1].isupper() and (
            self._registry.may_begin_place(word) or self._registry.may_begin_organization(word)
        )

    # persons --------------------------------------------------------------------------------------
    def person(self, text: str) -> Person | None:
        """The one known person of that name or family name; None if there is none or more than one."""
        found = self._persons(text)
        if len(found) > 1:  # "Biden" is not the first lady, who is called by more than her family name
            found = tuple(p for p in found if any(t.function != "first_spouse" for t in p.tenures))
        return found[0] if len(found) == 1 else None

    def _persons(self, text: str) -> tuple[Person, ...]:
        return self._registry.persons_named(text) or (
            self._registry.persons_with_family_name(text) if " " not in text else ()
        )

    def person_in_office(
        self, name: str, functions: tuple[str, ...], country: str | None, on: date | None = None
    ) -> Person | None:
        """The one known person of that name who has held one of these offices (of that country, if it is said); of
        several, the one who holds it `on` that day.
        """
        fits = {
            p.key: p
            for p in self._persons(name)
            if any(t.function in functions and (country is None or t.country in (country, None)) for t in p.tenures)
        }
        if len(fits) > 1 and on is not None:
            fits = {key: p for key, p in fits.items() if self.functions_of(key, on) & set(functions)}
        return next(iter(fits.values())) if len(fits) == 1 else None

    def countries_served(self, key: str, functions: Iterable[str] | None = None) -> set[str | None]:
        """The countries of which a known person has held these offices (None: any office)."""
        person = self._registry.persons[key]
        wanted = None if functions is None else set(functions)
        return {t.country or person.country for t in person.tenures if wanted is None or t.function in wanted}

    def canonical_name(self, key: str) -> str:
        return self._registry.persons[key].name

    def registered_person_at(self, doc: Doc, start: int, end: int) -> int:
        """Number of tokens from `start` that are the name of a known person, 0 if none. A title before the name is no
        part of it.
        """
        lower = doc[start].lower_
        if (self.is_head(lower) or self.is_rank(lower)) and not self.is_weak(lower):
            return 0
        for length, text in _windows(doc, start, end, 5):
            if length == 1 and (self.is_not_a_person(text) or len(text) < 2):
                return 0
            if self._persons(text) and (length == 1 or _all_words_count(text)):
                return length
        return 0

    def functions_of(self, key: str | None, on: date | None) -> frozenset[str]:
        """The offices that a known person held that day, or ever if the day is not known."""
        tenures = self._registry.persons[key].tenures if key in self._registry.persons else ()
        return frozenset(t.function for t in tenures if on is None or t.covers(on))

    # titles ---------------------------------------------------------------------------------------
    def is_head(self, word: str) -> bool:
        word = word.replace("’", "").replace("'", "")  # "chargé d’affaires"
        return word in self._heads or word in title_words().plurals or word in ("counterpart", "counterparts")

    def is_plural_head(self, word: str) -> bool:
        return word in title_words().plurals

    def is_rank(self, word: str) -> bool:
        return word in title_words().ranks

    def is_word(self, word: str) -> bool:
        """Is this a word of titles: "defense", "foreign", "prime"?"""
        return word in self._words or (not word.isascii() and name_key(word) in self._words)

    def is_modifier(self, word: str) -> bool:
        return word in self._modifiers

    def is_weak(self, word: str) -> bool:
        """A title word that may be a part of a personal name as well."""
        return word in title_words().part_of_names

    def is_title_token(self, word: str) -> bool:
        return (
            self.is_head(word)
            or self.is_rank(word)
            or (self.is_word(word) and word not in ("of", "the", "and", "for"))
            or self.standing(word) is not None
        )

    def is_portfolio(self, word: str) -> bool:
        """Is this a word of what a minister is for?"""
        return word in title_words().portfolios or (self.is_title_token(word) and not self.is_rank(word))

    def standing(self, word: str) -> Standing | None:
        return self._standings.get(word)

    def office(self, phrase: str, country: str | None = None) -> OfficeMatch | None:
        """What an office phrase says ("Chinese Defense Minister"), or None."""
        return self._registry.find_office(phrase, country)

    def singular(self, phrase: str) -> str:
        """ "foreign ministers" -> "foreign minister", which is how offices are listed."""
        return " ".join(title_words().plurals.get(word.lower(), word) for word in phrase.split())

    # words ----------------------------------------------------------------------------------------
    @cached_property
    def proper_words(self) -> frozenset[str]:
        """Words of known names, which keep their capital in a headline."""
        named = [n for p in self._registry.persons.values() for n in (p.name, *p.aliases)]
        named += [
            n
            for c in self._registry.countries.values()
            for n in (c.name, *c.names, *c.demonyms, *c.capital, *c.government)
        ]
        named += [n for o in self._registry.organizations.values() for n in (o.name, *o.aliases)]
        named += self._registry.place_names
        return frozenset(w for n in named for w in re.split(r"[\s-]", n) if w[:1].isupper()) - {
            "State",
            "Foreign",
            "National",
            "Defense",
            "Council",
        }

    def is_not_a_person(self, text: str) -> bool:
        return bool(self.country(text) or self._registry.place(text) or self._registry.organization(text))

    def is_headline_verb(self, word: str) -> bool:
        return word[:1].isupper() and word.lower() in title_words().headline_verbs

    def makes_eponym(self, word: str) -> bool:
        """A word behind a name that makes it a thing's: "Award", "Airport"."""
        return word[:1].isupper() and word.lower() in title_words().eponyms

    def is_not_a_name_word(self, word: str) -> bool:
        return word.lower().rstrip(".") in title_words().no_names or self.is_demonym(word)


def _all_words_count(text: str) -> bool:
    """Is no word of the text a title that the name key drops ("U.S. Defense Secretary Jim Mattis")?"""
    words = [w for w in re.findall(r"[^\W_]{2,}", text) if w.lower() not in ("al", "el", "jr", "sr", "ii", "iii")]
    return len(name_key(text).split()) >= len(words)


def begins_name(word: str) -> bool:
    """May a name of the gazetteer begin with this word? Most do not, and need no further look."""
    return word[:1].isalnum() and not word[:1].islower()


def _windows(
    doc: Doc, start: int, end: int | None, longest: int, apart: frozenset[str] | None = None
) -> list[tuple[int, str]]:
    """(number of tokens, text) from `start`, longest first."""
    stop = min(len(doc) if end is None else end, start + longest)
    if not begins_name(doc[start].text):
        return []
    found: list[tuple[int, str]] = []
    text = ""
    for i in range(start, stop):
        token = doc[i]
        word = token.text
        if i > start and (word[0] in (apart or _APART) or token.is_space):
            break
        if word[0].isalnum():
            found.append((i + 1 - start, text + word))
        text += token.text_with_ws
    return found[::-1]


_APART = frozenset(',;:()[]“”"—–!?')


_GAZETTEERS: dict[int, Gazetteer] = {}


def gazetteer() -> Gazetteer:
    """The gazetteer of the registry in use."""
    source = registry()
    if id(source) not in _GAZETTEERS:
        _GAZETTEERS.clear()
        _GAZETTEERS[id(source)] = Gazetteer(source)
    return _GAZETTEERS[id(source)]
