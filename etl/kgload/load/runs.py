"""The run record: one `:Run` node for each run that changed the graph. All that differs from run to run is here."""

from __future__ import annotations

import os
import platform
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from kgload import __version__, ids
from kgload.database import Database, Transaction

Outcome = Literal["done", "rejected", "stopped", "failed"]

_BEGIN = """
MERGE (run:Run {id: $id})
ON CREATE SET run += $properties
"""
_LOADED = """
UNWIND $articles AS id
MATCH (run:Run {id: $run})
MATCH (article:Article {id: id})
CREATE (run)-[:LOADED {sha256: article.sha256, extractorHash: article.extractorHash}]->(article)
"""
_END = """
MATCH (run:Run {id: $id})
SET run += $properties
"""


@dataclass(frozen=True, slots=True)
class Run:
    """One ingest: when, where and by which kgload. `started` is ISO 8601 in UTC."""

    id: str
    started: str
    host: str
    process: int
    collection: str
    kgload: str

    @classmethod
    def begin(cls, collection: str) -> Run:
        """A run of this process that starts now. The graph hears of it with the first article it writes."""
        started, host, process = _now(), platform.node(), os.getpid()
        return cls(ids.run_id(started, host, process), started, host, process, collection, __version__)


def beginning(run: Run) -> dict[str, Any]:
    """The run's record while it lasts."""
    return {
        "id": run.id,
        "started": run.started,
        "host": run.host,
        "process": run.process,
        "collection": run.collection,
        "kgload": run.kgload,
        "outcome": "running",
    }


def record_begun(tx: Transaction, run: Run) -> None:
    """Says, in a transaction that changes the graph for this run, that there is one."""
    tx.run(_BEGIN, {"id": run.id, "properties": beginning(run)})


def record_loaded(tx: Transaction, run: Run, articles: list[str]) -> None:
    """Says, in the transaction that writes these articles, that this run loaded them in the version they now have."""
    record_begun(tx, run)
    tx.run(_LOADED, {"run": run.id, "articles": articles})


def end_run(database: Database, run: Run, outcome: Outcome, counts: Mapping[str, int]) -> None:
    """Completes the run's record; a run that wrote nothing has none, and none is made."""
    properties: dict[str, Any] = {"ended": _now(), "outcome": outcome, **counts}
    database.settle(lambda tx: tx.run(_END, {"id": run.id, "properties": properties}))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
