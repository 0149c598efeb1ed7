"""JSON: one record a line (JSON Lines), one object, or an array of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from kgload.errors import RecordError
from kgload.read.markup import facts_of, text_of
from kgload.read.record import Facts

TEXT_KEYS = (
    "text",
    "body",
    "content",
    "article",
    "article_body",
    "articleBody",
    "maintext",
    "content_text",
    "full_text",
    "content_html",
    "html",
)
LIST_KEYS = ("articles", "items", "entries", "documents", "data", "results")

Record = tuple[dict[str, Any], bytes, str | None]


def records(text: str, path: str) -> Iterator[Record | RecordError]:
    """Each record with its own bytes and where it stands (None: it is the file).

    A broken line is an error, the others go on.
    """
    whole = _whole(text)
    if whole is not None:
        yield from whole
        return
    start = text.lstrip()
    if start.startswith("[") or (
        start.startswith("{") and "\n" in start and start.split("\n", 1)[0].strip() in ("{", "{}")
    ):
        yield _broken(path, *_fault(text))
        return
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield _line(line.strip(), path, number)


def _whole(text: str) -> list[Record] | None:
    """The records of a file that is one JSON value; None if it is none."""
    if "\n{" in text.strip() and text.lstrip().startswith("{") and "}\n" in text:
        try:
            json.loads(text)
        except (ValueError, RecursionError):
            return None
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if isinstance(value, dict):
        inner = next((value[key] for key in LIST_KEYS if isinstance(value.get(key), list)), None)
        if inner is None:
            return [(value, text.strip().encode("utf-8", "replace"), None)]
        value = inner
    if not isinstance(value, list):
        return None
    return [
        (item, json.dumps(item, ensure_ascii=True, sort_keys=True).encode(), f"item {number}")
        for number, item in enumerate(value, start=1)
        if isinstance(item, dict)
    ]


def _line(line: str, path: str, number: int) -> Record | RecordError:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        reason = error.msg if isinstance(error, json.JSONDecodeError) else "it cannot be parsed"
        return _broken(path, number, reason)
    if not isinstance(value, dict):
        return _broken(path, number, "it is no object")
    return value, line.encode("utf-8", "replace"), f"line {number}"


def _fault(text: str) -> tuple[int, str]:
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        return error.lineno, error.msg
    except (ValueError, RecursionError):
        return 1, "it cannot be parsed"
    return 1, "it holds no object"


def _broken(path: str, number: int, reason: str) -> RecordError:
    remedy = "Each line must be one JSON object with a text"
    return RecordError(
        "read", "bad_json", path, f"{path}, line {number} is not a JSON record: {reason}", remedy, f"line {number}"
    )


def record_text(record: dict[str, Any]) -> str:
    """The text of a record, as given; empty if there is none."""
    for key in TEXT_KEYS:
        value = record.get(key)
        if isinstance(value, list):
            value = "\n\n".join(part for part in value if isinstance(part, str))
        if isinstance(value, str) and value.strip():
            return value
    return ""


def record_facts(record: dict[str, Any]) -> Facts:
    return facts_of(record)


def record_id(record: dict[str, Any]) -> str | None:
    """The record's own id, by which articles without a url are told apart."""
    value = record.get("id") or record.get("guid") or record.get("_id")
    return str(value) if isinstance(value, int) else text_of(value)
