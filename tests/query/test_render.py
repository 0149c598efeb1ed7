"""Rows come out in four formats; what an article says stays text in each."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgload.query.render import Format, plain, render, words

COLUMNS = ("day", "name", "sources", "number")
ROW: dict[str, Any] = {
    "day": date(2023, 11, 8),
    "name": "Zhang\x1b[31m Youxia",
    "sources": [
        {"id": "article:1a", "path": "a.txt", "url": None},
        {"id": "article:1b", "path": "b", "url": "https://b"},
    ],
    "number": -3,
}


def rendered(form: Format, *rows: dict[str, Any]) -> str:
    out = io.StringIO()
    render(COLUMNS, rows, form, out)
    return out.getvalue()


def test_json_is_an_array_of_objects() -> None:
    (found,) = json.loads(rendered("json", ROW))
    assert list(found) == list(COLUMNS)
    assert found == {**ROW, "day": "2023-11-08"}
    assert json.loads(rendered("json")) == []


def test_jsonl_is_an_object_a_line() -> None:
    lines = rendered("jsonl", ROW, ROW).splitlines()
    assert [json.loads(line)["number"] for line in lines] == [-3, -3]


def test_table() -> None:
    text = rendered("table", ROW)
    assert "\\x1b[31m" in text
    assert "\x1b" not in text
    assert "a.txt" in text
    assert "https://b" in text
    assert "1 row\n" in text


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_narrow_terminal_gets_a_table_for_each_row(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setenv("TERM", "xterm")
    out = Terminal()
    render(COLUMNS, [ROW, ROW], "table", out)
    lines = re.sub(r"\x1b\[\d*m", "", out.getvalue()).splitlines()
    assert sum(line.startswith("│ day") for line in lines) == 2
    assert max(map(len, lines)) <= 40
    assert lines[-1] == "2 rows"


MEETING: dict[str, Any] = {
    "event": "event:1abc",
    "type": "talks",
    "earliest": date(2023, 4, 21),
    "latest": date(2023, 4, 30),
    "precision": "part-of-month",
    "place": "New Delhi",
    "person": "Sergei Shoigu",
    "counterparts": [{"country": "CN", "name": "Li Shangfu", "office": "Defence Minister", "organization": None}],
    "sources": ROW["sources"],
    "evidence": [f"They met {times}." for times in ("once", "twice", "again", "in the end")],
}


def shown(width: int, *rows: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setenv("TERM", "xterm")
    out = Terminal()
    render(tuple(MEETING), rows, "table", out)
    return [line.rstrip() for line in re.sub(r"\x1b\[[\d;]*m", "", out.getvalue()).splitlines()]


def test_events_are_a_table_with_ids_and_sentences_below(monkeypatch: pytest.MonkeyPatch) -> None:
    day = {**MEETING, "event": "event:1def", "latest": MEETING["earliest"], "precision": "day", "evidence": []}
    undated = {**day, "event": "event:1ghi", "earliest": None, "latest": None, "precision": "unknown"}
    lines = shown(120, MEETING, day, undated, monkeypatch=monkeypatch)
    assert max(map(len, lines)) <= 120
    cells = [[cell.strip() for cell in line.split("│")[1:-1]] for line in lines if line.startswith("│")]
    assert [row[2] for row in cells if row[2]] == [
        *("2023-04-21", "to 2023-04-30", "(part-of-month)"),
        *("2023-04-21", "unknown"),
    ]
    sentences = ["   “They met once.”", "   “They met twice.”", "   “They met again.”", "   and 1 more"]
    below = ["3 rows", "", "1. event:1abc", *sentences, "", "2. event:1def", "", "3. event:1ghi"]
    assert lines[-len(below) :] == below


def test_a_narrow_terminal_keeps_ids_and_sentences_in_each_row(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "\n".join(shown(70, MEETING, monkeypatch=monkeypatch))
    assert re.search(r"^│ event +│ event:1abc +│$", text, re.MULTILINE)
    assert "They met in the end." in text
    assert text.endswith("1 row")


def test_no_rows_make_no_table(monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown(120, monkeypatch=monkeypatch) == ["0 rows"]


def test_a_table_takes_brackets_for_text() -> None:
    assert "[bold]x[/bold]" in rendered("table", {"name": "[bold]x[/bold]"})


CELLS = [
    pytest.param("=1+1", "'=1+1", id="formula"),
    pytest.param("+49", "'+49", id="plus"),
    pytest.param("-x", "'-x", id="minus"),
    pytest.param("@SUM", "'@SUM", id="at"),
    pytest.param("\tx", "'\tx", id="tab"),
    pytest.param(-3, "-3", id="a negative number stays one"),
    pytest.param(-0.5, "-0.5", id="a fraction too"),
    pytest.param("a,b\n\"c\"", "a,b\n\"c\"", id="comma, quote and line break"),
    pytest.param(None, "", id="null"),
    pytest.param(date(2023, 1, 2), "2023-01-02", id="date"),
    pytest.param([{"a": 1}], '[{"a": 1}]', id="nested"),
    pytest.param(True, "True", id="truth"),
]  # fmt: skip


@pytest.mark.parametrize(("value", "expected"), CELLS)
def test_csv_cells(value: Any, expected: str) -> None:
    header, row = csv.reader(io.StringIO(rendered("csv", {"name": value})))
    assert (header, row) == (list(COLUMNS), ["", expected, "", ""])


@given(st.text())
def test_plain_text_moves_no_terminal(text: str) -> None:
    shown = plain(text)
    assert not any(ord(c) < 32 or 127 <= ord(c) < 160 or c in "\u202e\u2066\u200f" for c in shown)


@given(st.text())
def test_json_keeps_every_character_but_bare_controls(text: str) -> None:
    out = rendered("jsonl", {"name": text})
    assert json.loads(out)["name"] == text
    assert not any(127 <= ord(character) < 160 for character in out)


def test_words_of_nested_values() -> None:
    assert words([{"country": "CN", "office": None, "name": "Li", "basis": "stated"}, "x\ny"]) == "Li, CN, stated; x y"
