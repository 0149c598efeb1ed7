"""What the graph holds of each collection, and the runs that changed it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kgload.database import Database, Row
from kgload.ids import lease_id

RUN_COLUMNS = (
    "run", "collection", "started", "ended", "outcome", "written", "unchanged", "withdrawn", "rejected", "host",
    "kgload",
)  # fmt: skip
_HOLDINGS = """
MATCH (article:Article)
RETURN article.collection AS collection, count(article) AS articles, max(article.publishedOn) AS newest
ORDER BY collection
"""
_RUNS = """
MATCH (run:Run)
RETURN run.id AS run, run.collection AS collection, run.started AS started, run.ended AS ended,
       run.outcome AS outcome, run.written AS written, run.unchanged AS unchanged, run.withdrawn AS withdrawn,
       run.rejected AS rejected, run.host AS host, run.kgload AS kgload
ORDER BY started DESC, run
LIMIT $limit
"""
_LEASES = "MATCH (lease:Lease) WHERE lease.until > timestamp() RETURN lease.id AS id"


@dataclass(frozen=True, slots=True)
class Holding:
    """`newest` is the day on which the newest of the articles was published; None if none of them says."""

    collection: str
    articles: int
    newest: date | None


def holdings(database: Database) -> dict[str, Holding]:
    """By collection."""
    return {row["collection"]: Holding(**row) for row in database.read(_HOLDINGS)}


def runs(database: Database, limit: int) -> list[Row]:
    """The last runs, the latest first. A run that was cut off left the word `running` behind: it says `cut off` here,
    unless it may still live.
    """
    rows = database.read(_RUNS, {"limit": limit})
    held = {row["id"] for row in database.read(_LEASES)}
    seen = set()
    for row in rows:
        live = row["collection"] not in seen and lease_id(row["collection"].split(", ")[0]) in held
        if row["outcome"] == "running" and not live:
            row["outcome"] = "cut off"
        seen.add(row["collection"])
    return rows
