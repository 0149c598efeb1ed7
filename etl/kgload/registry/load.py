"""Reads the registry's files, ours and the user's, and says plainly what is wrong with a row."""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, TypeVar, cast, get_args

from kgload.errors import SchemaError
from kgload.names import name_key
from kgload.registry.corrections import FIELDS as CORRECTIONS
from kgload.registry.corrections import Entry
from kgload.registry.records import Country, Office, Organization, OrganizationKind, Person, Place, Tenure, bounds

T = TypeVar("T")
FILES = ("countries.toml", "places.toml", "offices.toml", "organizations.toml")
PERSONS = "persons*.toml"
ROW_KEYS = {
    "countries": {"name", "names", "demonyms", "capital", "government", "part_of"},
    "organizations": {"name", "kind", "country", "aliases"},
    "persons": {"name", "aliases", "country", "offices", "short"},
    "functions": {"single", "label", "titles"},
}
TABLES = {*ROW_KEYS, "sites", "cities", "of_country", "words"}
# Offices that serve no country, unless the row says so.
INTERNATIONAL = {"secretary_general", "head_of_organization"}
TENURE = re.compile(
    r"(?:(?P<country>[A-Z]{2})\s+)?(?P<function>\w+)(?:\s+(?P<since>[\d-]*)/(?P<until>[\d-]*|\.\.))?(?::\s*(?P<title>[^@]+?))?(?:\s*@\s*(?P<organization>.+))?"
)


@dataclass(slots=True)
class Tables:
    """All rows of all files, before they are indexed. Later files add rows, and replace persons and organisations by
    key. `digest` covers all but the corrections: the bytes of our files, and what the user's say."""

    countries: dict[str, Country] = field(default_factory=dict)
    places: dict[str, list[Place]] = field(default_factory=dict)
    offices: dict[str, Office] = field(default_factory=dict)
    titles: dict[str, list[str]] = field(default_factory=dict)
    of_country: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    words: dict[str, list[str]] = field(default_factory=dict)
    persons: dict[str, Person] = field(default_factory=dict)
    organizations: dict[str, Organization] = field(default_factory=dict)
    corrections: list[Entry] = field(default_factory=list)
    digest: str = ""


class RowError(ValueError):
    """What is wrong with one row; becomes a SchemaError that names file and place."""


def digest_of(folder: Path) -> str:
    """Of our files alone: their bytes, so that they need not be parsed for it. SchemaError if one is missing."""
    digest = hashlib.sha256()
    for path in _ours(folder):
        try:
            digest.update(f"\0{path.name}\0".encode() + path.read_bytes())
        except OSError as error:
            raise SchemaError(f"{path}: {error}", "Correct the file") from error
    return digest.hexdigest()


def load_tables(folder: Path, extra: Iterable[Path] = ()) -> Tables:
    """Our files, then the user's. SchemaError names file, place and remedy."""
    tables = Tables(digest=digest_of(folder))
    for path in _ours(folder):
        _read(path, _parsed(path), tables)
    mine = set(tables.persons)
    for path in extra:
        data = _parsed(path)
        tables.corrections += _corrections(path, data)
        if data:
            said = json.dumps([tables.digest, data], ensure_ascii=False, sort_keys=True, default=str)
            tables.digest = hashlib.sha256(said.encode()).hexdigest()
        _read(path, data, tables)
    _check(tables, folder, mine)
    return tables


def _ours(folder: Path) -> list[Path]:
    return [*(folder / name for name in FILES), *sorted(folder.glob(PERSONS))]


def _parsed(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SchemaError(f"{path}: {error}", "Correct the file") from error


def _read(path: Path, data: dict[str, Any], tables: Tables) -> None:
    as_of = data.pop("as_of", date.max)
    if not isinstance(as_of, date):
        raise SchemaError(f"{path}: as_of: must be a date", "Write as_of = 2025-06-30, without quotes")
    for table, rows in data.items():
        place = table
        try:
            if table not in TABLES:
                raise RowError(f"unknown table; known are {', '.join(sorted(TABLES | set(CORRECTIONS)))}")
            for key, row in _items(rows):
                place = f"{table}.{key}"
                _add(table, key, row, tables, as_of)
        except (RowError, KeyError, TypeError, ValueError) as error:
            message = f"{error.args[0]!r} is missing" if isinstance(error, KeyError) else str(error)
            raise SchemaError(f"{path}: {place}: {message}", "Correct the entry") from error


def _corrections(path: Path, data: dict[str, Any]) -> Iterable[Entry]:
    """Taken out of the file's data: they are checked when all else is known."""
    for table in CORRECTIONS:
        rows = data.pop(table, [])
        if not (isinstance(rows, list) and all(isinstance(row, dict) for row in rows)):
            raise SchemaError(f"{path}: {table}: must be entries of their own", f"Begin each with [[{table}]]")
        yield from (Entry(f"{path}: {table} {number}", table, row) for number, row in enumerate(rows, start=1))


def _items(rows: Any) -> Iterable[tuple[str, Any]]:
    if isinstance(rows, Mapping):
        return rows.items()
    raise RowError("must be a table")


def _add(table: str, key: str, row: Any, tables: Tables, as_of: date) -> None:
    if table in ROW_KEYS and (unknown := set(row) - ROW_KEYS[table]):
        raise RowError(f"unknown field {', '.join(sorted(unknown))}; known are {', '.join(sorted(ROW_KEYS[table]))}")
    match table:
        case "countries":
            tables.countries[key] = _country(key, row)
        case "sites" | "cities":
            tables.places.setdefault(key, []).extend(_place(text, key) for text in _strings(row))
        case "functions":
            tables.offices[key] = Office(key, str(row["label"]), bool(row["single"]), len(tables.offices))
            tables.titles.setdefault(key, []).extend(_strings(row["titles"]))
        case "of_country":
            tables.of_country[key] = {function: _strings(titles) for function, titles in row.items()}
        case "words":
            tables.words[key] = _strings(row)
        case "persons":
            tables.persons[key] = _person(key, row, as_of)
        case "organizations":
            tables.organizations[key] = _organization(key, row)


def _strings(row: Any) -> list[str]:
    if not (isinstance(row, list) and all(isinstance(item, str) and item.strip() for item in row)):
        raise RowError("must be a list of texts")
    return cast(list[str], row)


def _texts(row: Mapping[str, Any], key: str) -> tuple[str, ...]:
    return tuple(_strings(row[key])) if key in row else ()


def _country(code: str, row: Mapping[str, Any]) -> Country:
    if not re.fullmatch(r"[A-Z]{2}", code):
        raise RowError("a country's key is its ISO 3166-1 alpha-2 code")
    return Country(
        code=code,
        name=str(row["name"]),
        names=_texts(row, "names"),
        demonyms=_texts(row, "demonyms"),
        capital=_texts(row, "capital"),
        government=_texts(row, "government"),
        part_of=row.get("part_of"),
    )


def _place(text: str, country: str) -> Place:
    name, _, parent = text.partition(" = ")
    return Place(name, country, parent or None)


def _organization(key: str, row: Mapping[str, Any]) -> Organization:
    kinds = get_args(OrganizationKind)
    if row["kind"] not in kinds:
        raise RowError(f"kind {row['kind']!r} is none of {', '.join(kinds)}")
    return Organization(key, str(row["name"]), row["kind"], row.get("country"), _texts(row, "aliases"))


def _person(key: str, row: Mapping[str, Any], as_of: date) -> Person:
    country = row.get("country")
    tenures = tuple(_tenure(text, country, as_of) for text in _texts(row, "offices"))
    return Person(key, str(row["name"]), _texts(row, "aliases"), country, tenures, _texts(row, "short"))


def _tenure(text: str, country: str | None, as_of: date) -> Tenure:
    """ "defence_minister 2012-11-06/2024-05-12", "NL head_of_government 2010/2024", "special_envoy 2021-01/..: Envoy @
    NATO"."""
    match = TENURE.fullmatch(text.strip())
    if match is None:
        raise RowError(f"office {text!r} is not 'function [from/to] [: title] [@ organization]'")
    since, until = match["since"] or None, match["until"] or None
    known_to = as_of if until == ".." else None
    until = None if known_to else until
    for value in (since, until):
        if value:
            bounds(value)
    if since and until and bounds(since)[0] > bounds(until)[1]:
        raise RowError(f"office {text!r} ends before it begins")
    function = match["function"]
    served = match["country"] or (None if function in INTERNATIONAL else country)
    return Tenure(function, served, since, until, known_to, match["title"], match["organization"])


def _check(tables: Tables, folder: Path, ours: set[str]) -> None:
    """What only all files together can show: unknown functions and countries, one alias for two people."""
    seen: dict[str, str] = {}
    for person in tables.persons.values():
        source = f"{folder / PERSONS if person.key in ours else 'the registry file'}: persons.{person.key}"
        for tenure in person.tenures:
            if tenure.function not in tables.offices:
                raise SchemaError(f"{source}: unknown function {tenure.function!r}", "Use one of offices.toml")
        if person.country is not None and person.country not in tables.countries:
            raise SchemaError(f"{source}: unknown country {person.country!r}", "Use an ISO 3166-1 alpha-2 code")
        for name in (person.name, *person.aliases):
            _claim(seen, f"{name_key(name)} ({person.country})", person.key, source, name)
    names: dict[str, str] = {}
    for code, country in tables.countries.items():
        for word in {name_key(w): w for w in (country.name, *country.names, *country.demonyms)}.values():
            _claim(names, name_key(word), code, f"{folder / 'countries.toml'}: countries.{code}", word)


def _claim(seen: dict[str, str], key: str, owner: str, source: str, word: str) -> None:
    other = seen.setdefault(key, owner)
    if other != owner:
        raise SchemaError(f"{source}: {word!r} is also a name of {other}", "Leave it to one of them")
