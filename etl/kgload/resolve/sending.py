"""Rows on their way to a statement: none sent when there are none, ids in order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kgload.database import Transaction

Row = Mapping[str, Any]


def send_rows(tx: Transaction, statement: str, rows: Sequence[Row]) -> None:
    """Runs a statement over `$rows`."""
    if rows:
        tx.run(statement, {"rows": rows})


def send_ids(tx: Transaction, statement: str, wanted: Iterable[str]) -> None:
    """Runs a statement over `$ids`, each once, sorted."""
    if found := sorted(set(wanted)):
        tx.run(statement, {"ids": found})
