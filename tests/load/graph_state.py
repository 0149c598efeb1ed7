"""What a graph holds, for comparing: every node and relationship by its id and properties."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kgload.database import Database

_NODES = """
MATCH (n) WHERE NOT n:KgloadDisposable AND NOT n:Run AND NOT n:Block AND NOT n:Registry
RETURN labels(n) AS labels, properties(n) AS properties
"""
_RELATIONSHIPS = """
MATCH (a)-[r]->(b) WHERE NOT a:Run
RETURN coalesce(a.id, a.code, a.key) AS a, type(r) AS type, properties(r) AS properties,
       coalesce(b.id, b.code, b.key) AS b
"""


def state(database: Database) -> list[str]:
    """Sorted; without runs, marks and what resolving remembers of the registry."""
    return told([*database.read(_NODES), *database.read(_RELATIONSHIPS)])


def told(rows: Iterable[dict[str, Any]]) -> list[str]:
    """Nodes {labels, properties} and relationships {a, type, properties, b} in words that can be compared."""
    return sorted(repr(sorted(row.items(), key=str)) for row in map(_plain, rows))


def marks(database: Database) -> list[str]:
    """The blocks to be resolved."""
    return [row["id"] for row in database.read("MATCH (block:Block) RETURN block.id AS id ORDER BY id")]


def count(database: Database, label: str) -> int:
    found: int = database.read(f"MATCH (n:{label}) RETURN count(n) AS count")[0]["count"]
    return found


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "labels": sorted(row.get("labels", ())), "properties": sorted(row["properties"].items())}
