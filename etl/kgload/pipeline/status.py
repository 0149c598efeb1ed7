"""`kgload status`: how each collection stands, for people and for monitoring."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from kgload.database import open_database
from kgload.errors import KgloadError, fault_of, worst
from kgload.load.dead_letter import DeadLetter
from kgload.pipeline.last_runs import LastRun, LastRuns, now
from kgload.pipeline.summary import Say, quiet
from kgload.query.holdings import Holding, holdings
from kgload.settings import Settings

REJECTED, OVERDUE = 1, 4


@dataclass(frozen=True, slots=True)
class Standing:
    """One collection. `holding` is None if the graph has nothing of it, or could not be asked. `rejected` counts its
    entries in the dead letter; `overdue`: its last good run is longer ago than two turns.
    """

    collection: str
    holding: Holding | None
    last: LastRun | None
    due: bool
    overdue: bool
    rejected: int

    @property
    def exit_code(self) -> int:
        """That of its last run, unless only articles were rejected: of those the dead letter knows what still is."""
        last = self.last.exit_code if self.last and self.last.exit_code != REJECTED else 0
        return worst([last, REJECTED if self.rejected else 0, OVERDUE if self.overdue else 0])

    def as_json(self, today: date) -> dict[str, Any]:
        newest, last = self.holding.newest if self.holding else None, self.last
        return {
            "collection": self.collection,
            "exit_code": self.exit_code,
            "articles": self.holding.articles if self.holding else None,
            "newest": newest.isoformat() if newest else None,
            "newest_age_days": (today - newest).days if newest else None,
            "last_success": last.succeeded if last else None,
            "last_run": last.ended if last else None,
            "last_outcome": last.outcome if last else None,
            "last_message": last.message if last else None,
            "rejected": self.rejected,
            "due": self.due,
            "overdue": self.overdue,
        }


@dataclass(frozen=True, slots=True)
class Status:
    """`fault`: why the graph could not be asked, and its exit code."""

    standings: list[Standing]
    fault: tuple[str, int] | None
    when: datetime

    @property
    def exit_code(self) -> int:
        return worst([*(one.exit_code for one in self.standings), self.fault[1] if self.fault else 0])

    def as_json(self) -> dict[str, Any]:
        rows = [one.as_json(self.when.date()) for one in self.standings]
        return {"exit_code": self.exit_code, "fault": self.fault and self.fault[0], "collections": rows}


def status(settings: Settings, *, say: Say = quiet) -> Status:
    """The collections of kgload.toml, then the others of which the graph or the dead letter has something."""
    held, fault = _held(settings, say)
    rejected = Counter(entry.collection for entry in DeadLetter(settings.dead_letter_folder).entries())
    last_runs, when = LastRuns(settings), now()
    names = dict.fromkeys([*settings.collections, *sorted({*held, *rejected})])
    standings = [
        Standing(
            name,
            held.get(name),
            last_runs.of(name),
            name in settings.collections and last_runs.due(name, when),
            last_runs.overdue(name, when),
            rejected[name],
        )
        for name in names
    ]
    return Status(standings, fault, when)


def _held(settings: Settings, say: Say) -> tuple[Mapping[str, Holding], tuple[str, int] | None]:
    try:
        with open_database(settings, say) as database:
            return holdings(database), None
    except KgloadError as error:
        return {}, fault_of(error)
