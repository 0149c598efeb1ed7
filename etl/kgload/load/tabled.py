"""An article version as `kgload bulk` takes it: lines of the importer's tables, made where the version is read."""

from __future__ import annotations

from typing import NamedTuple

from kgload.errors import RecordError
from kgload.load.bounds import not_imported, too_long
from kgload.load.rows import ArticleVersion, Kind, Row, rows_of
from kgload.load.tables import ARTICLE_LAYER, Table, lines

SHARED: frozenset[Kind] = frozenset({"country", "place", "place_country", "extractor"})  # by articles: written once
OWN = tuple((kind, table) for kind, tables in ARTICLE_LAYER.items() if kind not in SHARED for table in tables)


class Tabled(NamedTuple):
    """`lines` are those of the tables in `OWN`, in that order; `rows` what resolving and what articles share need."""

    lines: tuple[str, ...]
    rows: dict[Kind, list[Row]]

    def by_table(self) -> list[tuple[Table, str]]:
        return [(table, text) for (_, table), text in zip(OWN, self.lines, strict=True) if text]


def tabled(version: ArticleVersion) -> Tabled | RecordError:
    """The version, or why the importer cannot take it."""
    if error := too_long(version) or not_imported(version):
        return error
    rows = rows_of([version])
    return Tabled(tuple(lines(table, rows[kind]) for kind, table in OWN), rows)
