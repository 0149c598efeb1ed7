"""Files as `neo4j-admin database import` takes them (its manual, "CSV header format"), and those of the article layer.

A string always stands in quotes, so that an empty one is not taken for none. The importer knows no empty list; the
loader stores none either.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any, TextIO

from kgload.load.rows import Kind, Row

BETWEEN = "\uffff"  # the elements of a list: no character, so that no text of an article has it
OPTIONS = ("--array-delimiter=U+FFFF", "--multiline-fields=true", "--report-file=report.txt")
ID, CODE, KEY = "id", "code", "key"  # spaces of ids: those that we mint, countries, names


@dataclass(frozen=True, slots=True)
class Table:
    """One file: nodes of a label, or relationships of a type. `header` has a field for each key of a row."""

    file: str
    option: str
    header: Mapping[str, str]


def nodes(label: str, key: str, space: str = ID, /, **columns: str) -> Table:
    """Nodes of a label, known by that key; columns with their types. A column `labels` gives each node more of them."""
    fields = {key: f"{key}:ID({space})"}
    fields |= {name: ":LABEL" if name == "labels" else f"{name}:{kind}" for name, kind in columns.items()}
    return Table(f"{label}.csv", f"--nodes={label}=", fields)


def links(kind: str, start: str, end: str, spaces: tuple[str, str] = (ID, ID), /, **columns: str) -> Table:
    """Relationships of a type between the nodes that these two keys name; columns with their types."""
    ends = {start: f":START_ID({spaces[0]})", end: f":END_ID({spaces[1]})"}
    fields = ends | {name: f"{name}:{type_}" for name, type_ in columns.items()}
    return Table(f"{kind}-{start}-{end}.csv", f"--relationships={kind}=", fields)


TEXT, DAY, NUMBER, REAL, YES, TEXTS, NUMBERS = "string", "date", "long", "double", "boolean", "string[]", "long[]"

ARTICLE_LAYER: Mapping[Kind, tuple[Table, ...]] = {
    "article": (
        nodes(
            "Article", "id", url=TEXT, path=TEXT, collection=TEXT, title=TEXT, publisher=TEXT, author=TEXT,
            published=TEXT, updated=TEXT, publishedOn=DAY, datelinePlace=TEXT, datelineDate=DAY, language=TEXT,
            version=TEXT, sha256=TEXT, extractorHash=TEXT,
        ),
    ),
    "country": (nodes("Country", "code", CODE, name=TEXT),),
    "place": (nodes("Place", "id", name=TEXT, country=TEXT),),
    "extractor": (nodes("Extractor", "id", name=TEXT, version=TEXT),),
    "actor": (
        nodes(
            "ActorMention", "id", name=TEXT, key=TEXT, kind=TEXT, office=TEXT, function=TEXT, organization=TEXT,
            country=TEXT, standing=TEXT, texts=TEXTS, starts=NUMBERS, ends=NUMBERS,
        ),
        links("FOUND_IN", "id", "article"),
    ),
    "mention": (
        nodes(
            "Mention", "id", type=TEXT, group=TEXT, status=TEXT, count=NUMBER, distinctFrom=TEXTS, partOf=TEXTS,
            quote=TEXT, start=NUMBER, end=NUMBER, earliest=DAY, latest=DAY, precision=TEXT, long=YES, timeText=TEXT,
            anchor=TEXT, triggerText=TEXT, triggerStart=NUMBER, triggerEnd=NUMBER, rule=TEXT, extractor=TEXT,
            confidence=REAL,
        ),
        links("FOUND_IN", "id", "article"),
    ),
    "place_country": (links("IN", "place", "country", (ID, CODE)),),
    "names": (links("NAMES", "mention", "actor", role=TEXT, text=TEXT, start=NUMBER, end=NUMBER),),
    "at": (links("AT", "mention", "place", basis=TEXT),),
    "attributed": (links("ATTRIBUTED_TO", "mention", "actor", text=TEXT),),
    "extracted": (links("EXTRACTED_BY", "mention", "extractor"),),
}  # fmt: skip


class Tables:
    """The files, in one folder, and how the importer is told of them. They are whole at the end of the `with`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._closing = ExitStack()
        self._files: dict[str, TextIO] = {}
        self.options = [*OPTIONS]

    def __enter__(self) -> Tables:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closing.close()

    def write(self, table: Table, rows: Iterable[Row]) -> None:
        """Adds these rows."""
        self.add(table, lines(table, rows))

    def add(self, table: Table, text: str) -> None:
        """Adds what `lines` made of some rows."""
        file = self._files.get(table.file) or self._begin(table)
        file.write(text)

    def _begin(self, table: Table) -> TextIO:
        path = self._folder / table.file
        file = self._closing.enter_context(path.open("w", encoding="utf-8", newline="", buffering=1 << 20))
        file.write(",".join(table.header.values()) + "\n")
        self._files[table.file] = file
        self.options.append(f"{table.option}{table.file}")
        return file


def lines(table: Table, rows: Iterable[Row]) -> str:
    """Rows as the table's file has them. Their properties may stand in a map of their own (as the loader's do)."""
    text = []
    for row in rows:
        values = {**row, **row["properties"]} if "properties" in row else row
        found = [values[key] for key in table.header]
        text.append(",".join(["" if value is None else _FIELDS[type(value)](value) for value in found]) + "\n")
    return "".join(text)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


_FIELDS: Mapping[type, Callable[[Any], str]] = {
    str: _quoted,
    bool: lambda value: "true" if value else "false",
    date: date.isoformat,
    list: lambda values: _quoted(BETWEEN.join(map(str, values))),
    int: repr,
    float: repr,
}
