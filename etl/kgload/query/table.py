"""Rows as a table for people: as wide as the terminal, one table for each row where it is too narrow."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Any, TextIO

from rich.console import Console
from rich.table import Table
from rich.text import Text

from kgload.query.render import Row, words

_WIDE = 120  # what a table may take where no terminal says
_NARROWEST = 16  # a column that is narrower cannot be read
_INTERVAL = ("earliest", "latest", "precision")
_BELOW = ("event", "evidence")  # too wide for a cell: shown under the table
_QUOTES = 3  # of an event's evidence under a table


def print_table(columns: Sequence[str], rows: Sequence[Row], out: TextIO) -> None:
    """Writes the rows as a table as wide as the terminal; below it, what is too wide for a cell."""
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
