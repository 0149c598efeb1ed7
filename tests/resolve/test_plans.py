"""What the writer and the resolver ask by id starts from an index, whatever the graph holds: nothing is scanned."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import pytest

from kgload.database import Database
from kgload.load import writer
from kgload.load.constraints import ensure_constraints
from kgload.resolve import events_cypher, names_cypher, offices_cypher
from query.test_saved_queries import SCANS, operators

pytestmark = pytest.mark.neo4j


def asked_by_id() -> Iterator[tuple[str, str]]:
    for module in (events_cypher, names_cypher, offices_cypher):
        for name, value in vars(module).items():
            variants = value if isinstance(value, Mapping) else {"": value}
            for variant, statement in variants.items():
                if name.isupper() and not name.startswith("_") and "UNWIND $" in statement:
                    yield f"{name} {variant}".strip(), statement
    for one in writer.STATEMENTS:
        yield one.kind, f"UNWIND $rows AS row {one.cypher}"


@pytest.mark.parametrize("statement", [pytest.param(text, id=name) for name, text in asked_by_id()])
def test_starts_from_an_index(graph: Database, statement: str) -> None:
    ensure_constraints(graph)
    names = set(re.findall(r"\$([a-z]+)", statement))
    assert not SCANS & set(operators(graph.explain(statement, dict.fromkeys(names))))
