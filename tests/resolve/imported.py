"""The graph that articles come to, made in memory from the tables that `kgload bulk` hands to neo4j-admin."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from kgload.load.rows import ArticleVersion, Row, rows_of
from kgload.load.tables import ARTICLE_LAYER, Table
from kgload.registry import Registry
from kgload.resolve import Derived, Gathered, KnownActors
from load.graph_state import told

TYPES: dict[str, type | tuple[type, ...]] = {
    "string": str, "date": date, "long": int, "double": float, "boolean": bool, "string[]": list, "long[]": list,
    ":LABEL": list,
}  # fmt: skip


class Imported:
    """A graph made of tables as neo4j-admin makes it: each node once, ends that are there, values as declared."""

    def __init__(self) -> None:
        self.nodes: dict[tuple[str, str], dict[str, Any]] = {}
        self.links: list[tuple[Table, Row]] = []

    def take(self, table: Table, rows: Iterable[Row], again: bool = False) -> None:
        for row in rows:
            values = {**row, **row.get("properties", {})}
            if table.option.startswith("--nodes="):
                self._node(table, values, again)
            else:
                self.links.append((table, values))

    def _node(self, table: Table, values: Row, again: bool) -> None:
        (key, space), *_ = [(k, of.partition(":ID")[2]) for k, of in table.header.items() if ":ID(" in of]
        assert again or (space, values[key]) not in self.nodes
        labels = [table.option.removeprefix("--nodes=").rstrip("="), *values.get("labels", ())]
        fields = {name: of.partition(":")[2] for name, of in table.header.items() if name not in (key, "labels")}
        self.nodes[space, values[key]] = {"labels": labels, "properties": {key: values[key], **_held(fields, values)}}

    def told(self) -> list[str]:
        return told([*self.nodes.values(), *(self._link(*link) for link in self.links)])

    def _link(self, table: Table, values: Row) -> dict[str, Any]:
        ends = {of[:4]: (of.partition("_ID")[2], values[name]) for name, of in table.header.items() if of[0] == ":"}
        start, end = ends[":STA"], ends[":END"]
        assert start in self.nodes
        assert end in self.nodes
        fields = {name: of.partition(":")[2] for name, of in table.header.items() if of[0] != ":"}
        kind = table.option.removeprefix("--relationships=").rstrip("=")
        return {"a": start[1], "type": kind, "properties": _held(fields, values), "b": end[1]}


def _held(fields: dict[str, str], values: Row) -> dict[str, Any]:
    held = {name: values[name] for name in fields if values[name] is not None}
    for name, value in held.items():
        assert isinstance(value, TYPES[fields[name]]), (name, value)
    return held


def imported(versions: Sequence[ArticleVersion], known: Registry) -> list[str]:
    """The graph that `kgload bulk` hands to neo4j-admin, a few articles at a time."""
    made, gathered, shared = Imported(), Gathered(KnownActors(known)), defaultdict[str, set[str]](set)
    for start in range(0, len(versions), 3):
        rows = rows_of(versions[start : start + 3])
        gathered.take(rows)
        for kind, tables in ARTICLE_LAYER.items():
            fresh = [row for row in rows[kind] if repr(row) not in shared[kind]]
            shared[kind] |= {repr(row) for row in fresh}
            if kind not in ("country", "place"):
                for table in tables:
                    made.take(table, fresh)
    for table, those in Derived(gathered, lambda _, those: those).tables():
        made.take(table, those)
    return made.told()
