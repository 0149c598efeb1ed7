"""What `kgload bulk` derives in memory is, to the last property, what resolving makes in the graph."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kgload.database import Database
from kgload.load.loader import Loader
from kgload.load.rows import ArticleVersion, Row, rows_of
from kgload.load.tables import ARTICLE_LAYER, Table
from kgload.registry import Registry, load_registry, registry
from kgload.resolve import Derived, Gathered, KnownActors, resolve_marked
from load.graph_state import state, told
from resolve.articles import RUN, article, said
from resolve.seeds import SEEDS
from resolve.test_corrections import ALL, POOL

TYPES: dict[str, type | tuple[type, ...]] = {
    "string": str, "date": date, "long": int, "double": float, "boolean": bool, "string[]": list, "long[]": list,
    ":LABEL": list,
}  # fmt: skip
OFFICES = (
    article("m", said("deputy-accent xi", "2023-10-08", place="Kremlin", cites="mod"), published="2023-10-09"),
    article("n", said("deputy-bare CN-minister", "2023-11-08", place="Beijing"), former=("deputy-bare",)),
    article("o", said("li", "2023-03-12", type="appointment"), said("deputy", "2023-03-13", type="dismissal")),
    article("p", said("li", "2023-03-12", type="appointment", status="planned"), said("xi", None, type="dismissal")),
    article("q", said("deputy zhang", "2023-12-01", part_of=(1,)), said("deputy", "2023-12", type="visit", place="CN")),
    article("r", said("xinhua mod", "2023-12-02"), said("US JP KR", "2023-12-02", place="US"), publisher="Xinhua"),
    article("s", said("putin zhang", "2023-11-08", status="planned"), said("putin zhang", "2023-11"), published=None),
    article("t", said("putin zhang", "2023-11-09"), said("CN-minister JP", "2022-12-30..2024-02-01", type="call")),
)


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
    for table, row in Derived(gathered).rows():
        made.take(table, [row])
    return made.told()


@pytest.mark.neo4j
@pytest.mark.parametrize(
    ("versions", "corrections"),
    [
        pytest.param([*SEEDS.values()], "", id="the seeds"),
        pytest.param(OFFICES, "", id="offices, planned, undated, vague"),
        pytest.param([*ALL, *OFFICES], "".join([*POOL[:1], *POOL[4:]]), id="with corrections"),
    ],
)
def test_derived_in_memory_is_what_is_resolved_in_the_graph(
    graph: Database, tmp_path: Path, versions: Sequence[ArticleVersion], corrections: str
) -> None:
    known = registry()
    if corrections:
        file = tmp_path / "mine.toml"
        file.write_text(corrections, encoding="utf-8")
        known = load_registry([file])
    loader = Loader(graph)
    loader.prepare()
    assert not loader.write(versions, RUN).rejected
    resolve_marked(graph, known)
    assert imported(versions, known) == state(graph)
