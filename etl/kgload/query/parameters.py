"""What the user typed after `-p` -> what Cypher is given. Each type has one conversion; each error an example."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, get_args

from kgload.errors import UsageError, near
from kgload.model import Status
from kgload.names import name_key, plain
from kgload.query.catalog import Parameter, ParameterType, SavedQuery
from kgload.registry import registry
from kgload.vocabulary import vocabulary

ANY = "any"


def split_assignments(assignments: Iterable[str]) -> dict[str, str]:
    """`["person=Shoigu"]` -> `{"person": "Shoigu"}`. UsageError for one without `=` or given twice."""
    found: dict[str, str] = {}
    for assignment in assignments:
        key, equals, value = assignment.partition("=")
        if not equals:
            raise UsageError(f"parameter {assignment!r} has no value", "Write -p key=value")
        if key.strip() in found:
            raise UsageError(f"parameter {key.strip()!r} is given twice", "Give it once")
        found[key.strip()] = value.strip()
    return found


def bind(query: SavedQuery, given: Mapping[str, str]) -> dict[str, Any]:
    """Every declared parameter with a Cypher value; an empty or missing optional one is its default, or null.

    UsageError for an unknown, a missing or a wrong one.
    """
    _refuse_unknown(query, given)
    missing = [p.name for p in query.parameters if p.required and not given.get(p.name)]
    if missing:
        raise UsageError(f"{query.name} needs {_listed(missing)}", f"For example: {query.example}")
    return {parameter.name: _value(query, parameter, given) for parameter in query.parameters}


def _refuse_unknown(query: SavedQuery, given: Mapping[str, str]) -> None:
    known = [parameter.name for parameter in query.parameters]
    for name in given:
        if name not in known:
            hint = near(name, known, f"It takes {_listed(known)}")
            raise UsageError(f"{query.name} has no parameter {name!r}", hint)


def _value(query: SavedQuery, parameter: Parameter, given: Mapping[str, str]) -> Any:
    text = given.get(parameter.name) or parameter.default
    if text is None:
        return None
    try:
        return _CONVERSIONS[parameter.type](text)
    except ValueError as error:
        raise UsageError(f"{parameter.name}={text}: {error}", f"For example: {query.example}") from None


def _name(text: str) -> list[str]:
    """All keys under which the graph may have the name: as typed, without diacritics, and with its spelling folded."""
    forms = {" ".join(text.lower().split()), plain(" ".join(text.split())), name_key(text)} - {""}
    if not any(character.isalnum() for character in text):
        raise ValueError("a name has a letter")
    return sorted(forms)


def _country(text: str) -> str:
    code = registry().country_of(text) or registry().country_of(text.upper())
    if code is None:
        raise ValueError("no such country: give its ISO 3166 code or its English name")
    return code


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError("a date is written YYYY-MM-DD") from None


def _integer(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise ValueError("not a whole number") from None


def _status(text: str) -> str | None:
    return None if text == ANY else _one_of(text, (*get_args(Status), ANY))


def _event_type(text: str) -> str:
    return _one_of(text, tuple(vocabulary().types))


def _office(text: str) -> str:
    """The function that a title stands for, since articles call one office many names; else the title as typed."""
    found = registry().find_office(text)
    return found.function if found and found.function else " ".join(text.split())


def _one_of(text: str, known: tuple[str, ...]) -> str:
    if text in known:
        return text
    hint = near(text, known, f"it is one of {', '.join(known)}")
    raise ValueError(hint[0].lower() + hint[1:])


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names) or "none"


_CONVERSIONS: dict[ParameterType, Callable[[str], Any]] = {
    "text": str,
    "id": str,
    "name": _name,
    "country": _country,
    "date": _date,
    "integer": _integer,
    "status": _status,
    "event_type": _event_type,
    "office": _office,
    "place": _name,
}
