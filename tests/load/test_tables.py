"""The tables have all that the loader's rows have, and neo4j-admin can be told any text."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kgload.load.rows import rows_of
from kgload.load.tables import ARTICLE_LAYER, BETWEEN, Tables, nodes
from load.versions import version


def test_every_row_finds_its_columns() -> None:
    rows = rows_of([version()])
    assert rows.keys() - ARTICLE_LAYER.keys() == {"block"}
    for kind, tables in ARTICLE_LAYER.items():
        (row, *_) = rows[kind]
        flat = {**row, **row.get("properties", {})}
        assert flat.keys() - {"properties"} == {key for table in tables for key in table.header}, kind


@pytest.mark.parametrize(
    ("value", "field"),
    [
        (None, ""),
        ("", '""'),
        ('a "b", c', '"a ""b"", c"'),
        ("two\nlines", '"two\nlines"'),
        (True, "true"),
        (7, "7"),
        (0.9, "0.9"),
        (date(2023, 1, 2), "2023-01-02"),
        (["a", ""], f'"a{BETWEEN}"'),
    ],
    ids=str,
)
def test_a_value_as_the_importer_reads_it(value: Any, field: str, tmp_path: Path) -> None:
    with Tables(tmp_path) as tables:
        tables.write(nodes("Thing", "id", value="string"), [{"id": "x", "value": value}])
    text = (tmp_path / "Thing.csv").read_text()
    assert text == f'id:ID(id),value:string\n"x",{field}\n'
    assert len(list(csv.reader(text.splitlines(keepends=True)))) == 2
    assert tables.options[-1] == "--nodes=Thing=Thing.csv"


def test_the_importer_is_told_how_lists_are_written(tmp_path: Path) -> None:
    with Tables(tmp_path) as tables:
        assert f"--array-delimiter=U+{ord(BETWEEN):04X}" in tables.options
        assert "--multiline-fields=true" in tables.options
