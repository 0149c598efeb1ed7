import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgload.errors import RecordError
from kgload.read.records import record_id, record_text, records

A, B = {"id": "a", "text": "One."}, {"id": "b", "text": "Two."}


def read(text: str) -> list[Any]:
    return [r.place if isinstance(r, RecordError) else r[0] for r in records(text, "x.jsonl")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{json.dumps(A)}\n\n{json.dumps(B)}\n", [A, B]),
        (json.dumps([A, B], indent=2), [A, B]),
        (json.dumps(A, indent=2), [A]),
        (json.dumps({"articles": [A, B]}), [A, B]),
        (f'{json.dumps(A)}\n{{"id": "b", "te\n{json.dumps(B)}', [A, "line 2", B]),
        (f'"text"\n{json.dumps(A)}', ["line 1", A]),
        ('[\n{"id": 1},\n{"id": 2', ["line 3"]),
        ('{\n"id": 1,\n"text": "cut', ["line 3"]),
        ("[" * 100_000, ["line 1"]),
        ("not json at all", ["line 1"]),
    ],
    ids=[
        "lines",
        "array",
        "object",
        "wrapped",
        "broken line",
        "no object",
        "cut array",
        "cut object",
        "too deep",
        "prose",
    ],
)
def test_records(text: str, expected: list[Any]) -> None:
    assert read(text) == expected


def test_a_line_has_its_own_bytes() -> None:
    line = '{"text": "Zürich", "id": 1}'
    ((_, data, _),) = [r for r in records(f"  {line}  \r\n", "x.jsonl") if not isinstance(r, RecordError)]
    assert data == line.encode()


@pytest.mark.parametrize(
    ("record", "text", "key"),
    [
        ({"body": "B", "id": 7}, "B", "7"),
        ({"text": " ", "content": ["One", "Two"]}, "One\n\nTwo", None),
        ({"text": 5, "id": [1]}, "", None),
    ],
)
def test_text_and_id(record: dict[str, Any], text: str, key: str | None) -> None:
    assert (record_text(record), record_id(record)) == (text, key)


@given(st.text(alphabet='{}[]":,a1\n\\', max_size=60))
def test_never_raises(text: str) -> None:
    list(records(text, "x.jsonl"))
