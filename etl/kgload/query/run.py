"""Runs a saved query in a read transaction, with a time limit and a cap on rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kgload.database import Database
from kgload.errors import SchemaError, UsageError
from kgload.query.catalog import SavedQuery
from kgload.query.parameters import bind

TIMEOUT_SECONDS = 120.0
MOST_ROWS = 1_000_000
REACHING = frozenset({"LoadCSV", "ProcedureCall", "TerminateTransactions"})  # operators of Neo4j's plans
HARMLESS = "db.index.fulltext."  # procedures that only search


@dataclass(frozen=True, slots=True)
class QueryResult:
    """The rows, and what the user should hear of beside them, such as an ambiguous name."""

    columns: tuple[str, ...]
    rows: tuple[dict[str, Any], ...]
    notes: tuple[str, ...]


_CALLED = """
MATCH (name:Name)-[:NAME_OF]->(actor:Actor)
WHERE name.key IN $keys
WITH DISTINCT actor
RETURN coalesce(actor.name, actor.id) AS name
ORDER BY name, actor.id
"""


def run_query(
    database: Database,
    query: SavedQuery,
    given: Mapping[str, str],
    timeout: float = TIMEOUT_SECONDS,
    most: int = MOST_ROWS,
) -> QueryResult:
    """Binds the parameters and runs the query, which cannot write.

    UsageError for wrong parameters, after `timeout` seconds, and beyond `most` rows.
    """
    bound = bind(query, given)
    _refuse_reach(database, query, bound)
    rows = database.read(query.statement, bound, timeout=timeout, max_rows=most)
    if rows and tuple(rows[0]) != query.columns:
        what = f"{query.file}: the columns are {', '.join(rows[0])}, not {', '.join(query.columns)}"
        raise SchemaError(what, "Make the header's `columns:` agree with RETURN")
    return QueryResult(query.columns, tuple(rows), tuple(_name_notes(database, query, given, bound)))


def _refuse_reach(database: Database, query: SavedQuery, bound: Mapping[str, Any]) -> None:
    """UsageError for what a reading session lets through although it is no reading of the graph: files and addresses
    (LOAD CSV), procedures that administer, TERMINATE.
    """
    waiting = [database.explain(query.statement, bound)]
    while waiting:
        step = waiting.pop()
        waiting += step.get("children", ())
        operator = str(step.get("operatorType", "")).partition("@")[0]
        called = str(step.get("args", {}).get("Details", ""))
        if operator in REACHING and not called.startswith(HARMLESS):
            what = f"{query.name} would do more than read the graph ({operator} {called})".replace(" )", ")")
            raise UsageError(what, "Take that clause out")


def _name_notes(
    database: Database, query: SavedQuery, given: Mapping[str, str], bound: Mapping[str, Any]
) -> Iterator[str]:
    """A note for each name that nobody in the graph has, or more than one."""
    for parameter in query.parameters:
        if parameter.type != "name" or not bound[parameter.name]:
            continue
        asked = f"{parameter.name}={given.get(parameter.name)}"
        called = [row["name"] for row in database.read(_CALLED, {"keys": bound[parameter.name]})]
        if not called:
            yield f"{asked}: nobody in the graph has that name"
        elif len(called) > 1:
            yield f"{asked}: it may be {' or '.join(called)}; the rows are those of each"
