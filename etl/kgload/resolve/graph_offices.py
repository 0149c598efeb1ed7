"""Office blocks in Neo4j: all that is known of who held an office, its tenures, the office and the body it is in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from kgload import ids
from kgload.database import Transaction
from kgload.names import name_key
from kgload.resolve import offices_cypher as cypher
from kgload.resolve.days import shifted
from kgload.resolve.known import KnownActors, office_key
from kgload.resolve.marks import clear, mark, office_block
from kgload.resolve.offices import Said, office_row, take
from kgload.resolve.records import OfficeKey, Tenure
from kgload.resolve.sending import Row, send_ids, send_rows
from kgload.resolve.tenures import office_id, tenures


def resolve_office_blocks(tx: Transaction, keys: Sequence[OfficeKey], known: KnownActors) -> None:
    """Writes the tenures of these offices, marks the events and organisations that follow, clears the blocks' marks."""
    said = _read(tx, keys)
    present = _present(tx, keys, known)
    wanted: dict[str, Tenure] = {}
    offices: dict[str, Row] = {}
    for key in keys:
        terms = [term for term in known.terms(key) if term.person in present]
        of_key = tenures(key, known.one_seat(key.function), said[key].observations, said[key].changes, terms)
        wanted |= {tenure.id: tenure for tenure in of_key}
        if of_key:
            offices[office_id(key)] = office_row(key, said[key], known)
    scope = sorted(office_id(key) for key in keys)
    waiting = _write_offices(tx, scope, offices)
    waiting |= _write_tenures(tx, scope, wanted)
    send_ids(tx, cypher.DROP, [row["id"] for row in _offices(tx, scope) if row["id"] not in offices])
    mark(tx, waiting)
    clear(tx, (office_block(key) for key in keys))


def _read(tx: Transaction, keys: Sequence[OfficeKey]) -> dict[OfficeKey, Said]:
    asked: dict[str, list[dict[str, str | None]]] = defaultdict(list)
    for key in keys:
        question = "title" if not key.function else "function" if key.country else "body"
        asked[question].append(asdict(key))
    said = {key: Said() for key in keys}
    for question, rows in asked.items():
        for row in tx.run(cypher.OBSERVED[question], {"keys": rows}).rows:
            of = office_key(row["function"], row["office"], row["organization"], row["country"])
            if of in said:
                take(said[of], row)
    return said


def _present(tx: Transaction, keys: Iterable[OfficeKey], known: KnownActors) -> set[str]:
    """Those of the registry's holders whom some article names."""
    holders = {term.person for key in keys for term in known.terms(key)}
    return {row["id"] for row in tx.run(cypher.PRESENT, {"ids": sorted(holders)}).rows}


def _offices(tx: Transaction, scope: Sequence[str]) -> list[dict[str, Any]]:
    return tx.run(cypher.OFFICES, {"ids": scope}).rows


def _write_offices(tx: Transaction, scope: Sequence[str], offices: Mapping[str, Row]) -> set[str]:
    """Gives the name blocks of the organisations that got or lost an office: they see to its name, or to its end."""
    before = {row["id"]: row for row in _offices(tx, scope)}
    fields = ("title", "function", "organization", "country", "body")
    changed = [
        offices[key]
        for key in sorted(offices)
        if key not in before or any(offices[key][name] != before[key][name] for name in fields)
    ]
    moved = [row for row in changed if row["id"] in before and before[row["id"]]["body"] not in (None, row["body"])]
    gone = [row for key, row in before.items() if key not in offices]
    send_rows(tx, cypher.SAVE, changed)
    send_rows(tx, cypher.FOR, [row for row in changed if row["country"]])
    send_ids(tx, cypher.UNSEAT, [row["id"] for row in moved])
    seated = [row for row in changed if row["body"]]
    send_rows(tx, cypher.BODY, seated)
    send_rows(tx, cypher.SEAT, seated)
    names = {row["organization"] for row in [*changed, *gone]} | {before[row["id"]]["organization"] for row in moved}
    return {ids.name_block_id("organization", name_key(name)) for name in names if name}


def _write_tenures(tx: Transaction, scope: Sequence[str], wanted: Mapping[str, Tenure]) -> set[str]:
    """Gives the marks of events whose participants may have been in another office than was thought."""
    before = {row["id"]: Tenure(**row) for row in tx.run(cypher.HELD, {"ids": scope}).rows}
    stale = [tenure for key, tenure in sorted(before.items()) if key not in wanted]
    fresh = [tenure for key, tenure in sorted(wanted.items()) if before.get(key) != tenure]
    send_rows(tx, cypher.UNHOLD, [asdict(tenure) for tenure in stale])
    send_rows(tx, cypher.HOLD, [asdict(tenure) for tenure in fresh])
    stretches: dict[str, list[Row]] = defaultdict(list)
    for tenure in stale:
        stretches[tenure.person] += _difference(tenure, None)
    for tenure in fresh:
        stretches[tenure.person] += _difference(tenure, before.get(tenure.id))
    asked = [{"person": person, "stretches": days} for person, days in sorted(stretches.items()) if days]
    rows = tx.run(cypher.CONCERNED, {"rows": asked}).rows if asked else []
    return {ids.again_block_id(row["group"], row["mention"]) for row in rows}


def _difference(tenure: Tenure, before: Tenure | None) -> list[Row]:
    """The stretches of days of which the tenure now says something else than before."""
    old = before or tenure
    starts = sorted((tenure.valid_from, old.valid_from))
    ends = sorted((tenure.valid_to or date.max, old.valid_to or date.max))
    if before is None or (before.start, before.end) != (tenure.start, tenure.end):
        changed = [(starts[0], ends[1])]
    else:
        # An event is covered whole or not at all, so one that merely reaches into the difference counts as well.
        changed = [(shifted(first, -1), shifted(last, 1)) for first, last in (starts, ends) if first != last]
    return [{"first": first, "last": last} for first, last in changed]
