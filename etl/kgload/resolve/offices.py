"""One office, as articles speak of it: who is seen in it and when, who came and went, the body it is in. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kgload.names import name_key
from kgload.resolve.known import KnownActors
from kgload.resolve.records import Change, Observation, OfficeKey
from kgload.resolve.tenures import office_id

Row = Mapping[str, Any]


@dataclass(slots=True)
class Said:
    """What articles say of one office."""

    observations: set[Observation] = field(default_factory=set)
    changes: set[Change] = field(default_factory=set)
    bodies: Counter[str] = field(default_factory=Counter)


def take(said: Said, row: Row) -> None:
    """Adds one actor mention: `person` is whom it denotes, `changes` are [kind, earliest, latest]."""
    if row["organization"]:
        said.bodies[row["organization"]] += 1
    changes = {Change(row["person"], kind, earliest, latest) for kind, earliest, latest in row["changes"]}
    said.changes |= changes
    if isinstance(row["published"], date) and (row["standing"] or not changes):
        said.observations.add(Observation(row["person"], _seen_on(row, changes), row["standing"]))


def _seen_on(row: Row, changes: Iterable[Change]) -> date:
    """The day on which the article presents the person with the office: of a holder whose dismissal it tells, no later
    than that. (Whom only an appointment gives an office has no standing, and holds it from then.)
    """
    published: date = row["published"]
    gone = [change.latest for change in changes if change.kind == "dismissal" and row["standing"] != "former"]
    return min([published, *gone])


def office_row(key: OfficeKey, said: Said, known: KnownActors) -> Row:
    """The office as the graph has it, with its body as an actor."""
    body = min(said.bodies, key=lambda name: (-said.bodies[name], -len(name), name), default=None)
    actor, name, country = known.organization_of(body, key.country) if body else (None, None, None)
    return {
        "id": office_id(key),
        "title": known.office_title(key),
        "function": key.function,
        "organization": body,
        "country": key.country,
        "country_name": known.country_name(key.country) if key.country else None,
        "body": actor,
        "body_name": name,
        "body_key": name_key(body) if body else None,
        "body_country": country,
    }
