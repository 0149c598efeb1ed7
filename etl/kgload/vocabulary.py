"""The closed list of event types (`schema/event_types.toml`), checked on load."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from kgload.errors import SchemaError
from kgload.resources import schema_file


@dataclass(frozen=True, slots=True)
class EventType:
    """One event type. `full`: on how many sides a mention must name somebody to stand on its own.

    `own`: verbs, with their particle or object, that tell of their subject ("step down", "take office").
    """

    name: str
    group: str
    label: str
    rank: int
    plover: str
    mode: str
    roles: tuple[str, ...]
    full: int
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    light: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    objects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All event types by name."""

    types: dict[str, EventType] = field(default_factory=dict)

    def __getitem__(self, name: str) -> EventType:
        return self.types[name]

    def group(self, name: str) -> str:
        return self.types[name].group

    @property
    def labels(self) -> dict[str, str]:
        """Group -> node label."""
        return {t.group: t.label for t in self.types.values()}

    @property
    def roles(self) -> frozenset[str]:
        return frozenset(role for t in self.types.values() for role in t.roles)


_EVENT_TYPE: TypeAdapter[EventType] = TypeAdapter(EventType)


def load_vocabulary(path: Path) -> Vocabulary:
    """SchemaError names the file, the type and what is wrong with it."""
    try:
        data: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise SchemaError(f"{path}: {error}", "Correct the file") from error
    groups = data.get("groups", {})
    types: dict[str, EventType] = {}
    for name, row in data.get("types", {}).items():
        if row.get("group") not in groups:
            raise SchemaError(
                f"{path}: types.{name}: group {row.get('group')!r} is not under [groups]", "Add the group"
            )
        label = groups[row["group"]]["label"]
        try:
            types[name] = _EVENT_TYPE.validate_python({**row, "name": name, "label": label}, extra="forbid")
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(part) for part in first["loc"])
            raise SchemaError(f"{path}: types.{name}.{where}: {first['msg']}", "Correct the entry") from error
    return Vocabulary(types)


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary that travels with kgload."""
    return load_vocabulary(schema_file("event_types.toml"))
