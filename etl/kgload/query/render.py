"""Rows as a table, JSON, JSON Lines or CSV. What comes from articles stays text in all of them.

A cell is None, a string, a number, a boolean, a date, or a list or map of these.
"""

from __future__ import annotations

import csv
import io
import json
import re
import textwrap
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Literal, TextIO

from rich.console import Console
from rich.table import Table
from rich.text import Text

Format = Literal["table", "json", "jsonl", "csv"]
Row = dict[str, Any]

# C0 and C1 controls (terminal escapes among them) and the marks that reorder text
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_READING_ORDER = ("name", "role", "office", "organization", "country")  # Neo4j gives maps in no order
_WIDE = 120  # what a table may take where no terminal says
_NARROWEST = 16  # a column that is narrower cannot be read
_INTERVAL = ("earliest", "latest", "precision")
_BELOW = ("event", "evidence")  # too wide for a cell: shown under the table
_QUOTES = 3  # of an event's evidence under a table
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def render(columns: Sequence[str], rows: Iterable[Row], form: Format, out: TextIO) -> None:
    """Writes the rows, in the order and with the columns given."""
    {"table": _table, "json": _json, "jsonl": _jsonl, "csv": _csv}[form](columns, rows, out)


def plain(text: str) -> str:
    """The text with line breaks and tabs as blanks, and what a terminal would obey made visible."""
    return _CONTROL.sub(_visible, re.sub(r"[ \t]*[\r\n\t]+[ \t]*", " ", text))


def words(value: Any) -> str:
    """A cell for reading: names before offices, lists by semicolon, nothing for None."""
    if isinstance(value, dict):
        known = [key for key in _READING_ORDER if key in value]
        rest = [key for key in value if key not in known]
        return ", ".join(words(value[key]) for key in [*known, *rest] if value[key] is not None)
    if isinstance(value, list | tuple):
        return "; ".join(words(part) for part in value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return plain(value.isoformat() if isinstance(value, date) else str(value))


def _visible(found: re.Match[str]) -> str:
    return f"\\x{ord(found[0]):02x}" if ord(found[0]) < 256 else f"\\u{ord(found[0]):04x}"


def _table(columns: Sequence[str], rows: Iterable[Row], out: TextIO) -> None:
    rows = list(rows)
    console = Console(file=out, highlight=False, width=None if out.isatty() else _WIDE)
    below = _BELOW if columns[0] == _BELOW[0] else ()
    headings = ["#"] * bool(below) + _headings([column for column in columns if column not in below])
    cells = [[_cell(heading, row, number) for heading in headings] for number, row in enumerate(rows, start=1)]
    if not rows:
        below = ()
    elif _too_narrow(console.width, cells):
        _print_records(console, _headings(columns), rows)
        below = ()
    else:
        console.print(_grid(headings, cells))
    console.print(f"{len(rows)} row{'' if len(rows) == 1 else 's'}")
    for number, row in enumerate(rows if below else [], start=1):
        console.print(Text(_note(number, row, console.width)), soft_wrap=True)


def _headings(columns: Sequence[str]) -> list[str]:
    """The columns, with those of an interval as one."""
    if not set(_INTERVAL) <= set(columns):
        return list(columns)
    kept = [column for column in columns if column not in _INTERVAL]
    kept.insert(columns.index(_INTERVAL[0]), "when")
    return kept


def _cell(heading: str, row: Row, number: int) -> Text:
    """Text, not a string: brackets in a title are no markup."""
    if heading == "#":
        return Text(str(number))
    lines = _when_lines(row) if heading == "when" else _cell_lines(heading, row.get(heading))
    return Text("\n".join(lines))


def _when_lines(row: Row) -> list[str]:
    """A day, or the first and last day it may have been, and why no sharper; "unknown"."""
    earliest, latest, precision = (words(row[key]) for key in _INTERVAL)
    if not earliest or earliest == latest:
        return [earliest or "unknown"]
    return [earliest, f"to {latest}", f"({precision})"]


def _note(number: int, row: Row, width: int) -> str:
    """The id by which other commands know the event, and the first sentences that report it."""
    evidence = row.get("evidence") or []
    lines = [f"“{words(quote)}”" for quote in evidence[:_QUOTES]]
    lines += [f"and {len(evidence) - _QUOTES} more"] if len(evidence) > _QUOTES else []
    wrapped = [textwrap.fill(line, width, initial_indent="   ", subsequent_indent="    ") for line in lines]
    return "\n".join(["", f"{number}. {words(row['event'])}", *wrapped])


def _too_narrow(width: int, cells: list[list[Text]]) -> bool:
    """Whether columns would be narrower than their words, up to what can be read."""
    columns: list[tuple[Text, ...]] = list(zip(*cells, strict=True))
    widest = [max(line.cell_len for cell in column for line in cell.split()) for column in columns]
    return sum(min(wide, _NARROWEST) + 3 for wide in widest) + 1 > width


def _grid(headings: Sequence[str], rows: list[list[Text]]) -> Table:
    """One line of cells for each row."""
    table = Table(show_lines=True)
    for heading in headings:
        table.add_column(heading, overflow="fold")
    for row in rows:
        table.add_row(*row)
    return table


def _print_records(console: Console, headings: Sequence[str], rows: Sequence[Row]) -> None:
    """One table for each row, a column to a line: for a terminal too narrow for all of them side by side."""
    for number, row in enumerate(rows, start=1):
        table = Table(show_header=False)
        table.add_column(style="bold")
        table.add_column(overflow="fold")
        for heading in headings:
            table.add_row(heading, _cell(heading, row, number))
        console.print(table)


def _cell_lines(column: str, value: Any) -> list[str]:
    """One line for each item of a list; of a source, what one can open."""
    items = value if isinstance(value, list) else [value]
    if column == "sources":
        return [words(item.get("url") or item.get("path")) if isinstance(item, dict) else words(item) for item in items]
    return [words(item) for item in items]


def _json(columns: Sequence[str], rows: Iterable[Row], out: TextIO) -> None:
    out.write(_dump([_ordered(columns, row) for row in rows], indent=2) + "\n")


def _jsonl(columns: Sequence[str], rows: Iterable[Row], out: TextIO) -> None:
    for row in rows:
        out.write(_dump(_ordered(columns, row)) + "\n")


def _csv(columns: Sequence[str], rows: Iterable[Row], out: TextIO) -> None:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_csv_cell(row.get(column)) for column in columns] for row in rows)
    out.write(buffer.getvalue())


def _csv_cell(value: Any) -> Any:
    """Numbers stay numbers; a text that a spreadsheet would take for a formula gets an apostrophe before it."""
    if value is None or isinstance(value, int | float):
        return value
    text = value if isinstance(value, str) else _csv_text(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _csv_text(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    return _dump(value)


def _dump(value: Any, indent: int | None = None) -> str:
    """JSON in Unicode, but for the C1 controls, which JSON allows bare and a terminal obeys."""
    text = json.dumps(value, ensure_ascii=False, indent=indent, default=_json_value)
    return re.sub(r"[\x7f-\x9f]", lambda found: f"\\u{ord(found[0]):04x}", text)


def _ordered(columns: Sequence[str], row: Row) -> Row:
    return {column: row.get(column) for column in columns}


def _json_value(value: Any) -> str:
    """What JSON has no form for: dates."""
    return value.isoformat() if isinstance(value, date) else str(value)
