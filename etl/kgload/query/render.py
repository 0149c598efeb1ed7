"""Rows as a table, JSON, JSON Lines or CSV. What comes from articles stays text in all of them.

A cell is None, a string, a number, a boolean, a date, or a list or map of these.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Literal, TextIO

Format = Literal["table", "json", "jsonl", "csv"]
Row = dict[str, Any]

# C0 and C1 controls (terminal escapes among them) and the marks that reorder text
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_READING_ORDER = ("name", "role", "office", "organization", "country")  # Neo4j gives maps in no order
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
    from kgload.query.table import print_table  # brings what draws it, which other commands and forms do without

    print_table(columns, list(rows), out)


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
