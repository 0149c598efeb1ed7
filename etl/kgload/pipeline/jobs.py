"""`kgload run`: the collections of kgload.toml that are due, one after the other. For schedulers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import Any

from kgload.errors import LockHeldError, SetupError, UsageError, fault_of, near, worst
from kgload.pipeline.ingest import ALL, Wanted, ingest_files
from kgload.pipeline.last_runs import COUNTS, LastRun, LastRuns, now
from kgload.pipeline.metrics import write_metrics
from kgload.pipeline.stopping import Stop, stopping
from kgload.pipeline.summary import Progress, Say, Summary, quiet
from kgload.pipeline.survey import list_all, require_paths
from kgload.settings import Settings

UNREACHABLE, LOCKED = 3, LockHeldError.exit_code


@dataclass(frozen=True, slots=True)
class CollectionRun:
    """One collection's part. `message` says why it did not come to its end, if it did not."""

    collection: str
    started: datetime
    ended: datetime
    message: str | None
    summary: Summary

    @property
    def exit_code(self) -> int:
        return self.summary.exit_code

    def as_json(self) -> dict[str, Any]:
        counted = self.summary.as_json()
        times = {"started": self.started.isoformat(), "ended": self.ended.isoformat()}
        told = {"collection": self.collection, **times, "message": self.message}
        return told | {key: counted[key] for key in counted.keys() - {"collections", "dry_run", "stopped"}}


@dataclass(slots=True)
class JobSummary:
    """What `kgload run` prints. `not_run`: those that were due, but a signal or an absent Neo4j came before."""

    collections: list[CollectionRun] = field(default_factory=list)
    not_due: list[str] = field(default_factory=list)
    not_run: list[str] = field(default_factory=list)

    @property
    def exit_code(self) -> int:
        return worst(run.exit_code for run in self.collections)

    def as_json(self) -> dict[str, Any]:
        runs = [run.as_json() for run in self.collections]
        rest = {"not_due": self.not_due, "not_run": self.not_run}
        return {"exit_code": self.exit_code, "collections": runs, **rest}


def run(
    settings: Settings,
    names: Sequence[str] = (),
    *,
    workers: int = 1,
    wanted: Wanted = ALL,
    say: Say = quiet,
    progress: Progress = quiet,
) -> JobSummary:
    """Ingests the named collections, else those that are due. What fails in one does not hold up the others.

    UsageError for an unknown name; SetupError if the state folder or the metrics file cannot be written.
    """
    done, last_runs = JobSummary(), LastRuns(settings)
    due = list(names) or [name for name in settings.collections if last_runs.due(name, now())]
    _require(settings, names)
    done.not_due = [name for name in settings.collections if name not in due]
    with stopping() as stop:
        for number, name in enumerate(due):
            one = _run(settings, name, workers, wanted, say, progress, stop)
            done.collections.append(one)
            if one.exit_code != LOCKED:  # whoever holds the lock will tell
                last_runs.keep(_last(one, last_runs))
            if one.summary.outcome == "stopped" or one.exit_code == UNREACHABLE:
                done.not_run = due[number + 1 :]
                break
    write_metrics(settings, last_runs)
    return done


def _require(settings: Settings, names: Sequence[str]) -> None:
    if not settings.collections:
        example = '[collections.wire] paths = ["/data/wire"]'
        raise UsageError("kgload.toml in this folder describes no collection", f"Describe one there: {example}")
    for name in names:
        if name not in settings.collections:
            remedy = near(name, settings.collections, f"Known: {', '.join(settings.collections)}")
            raise UsageError(f"kgload.toml describes no collection named {name!r}", remedy)


def _run(
    settings: Settings, name: str, workers: int, wanted: Wanted, say: Say, progress: Progress, stop: Stop
) -> CollectionRun:
    described, summary, started, message = settings.collections[name], Summary([name]), now(), None
    wanted = replace(wanted, mirror=wanted.mirror or described.mirror)
    try:
        require_paths(described.paths)
        if wanted.mirror:
            _require_articles(settings, name)
        listed = list_all(described.paths, name, settings.publishers)
        ingest_files(listed, summary, settings, workers, wanted, say, progress, stop)
        message = summary.stopped
    except Exception as error:
        message, summary.exit_code = fault_of(error)
        summary.outcome = "failed"
    return CollectionRun(name, started, now(), message, summary)


def _require_articles(settings: Settings, name: str) -> None:
    """A folder that is empty because it is not mounted must not empty the graph."""
    for path in settings.collections[name].paths:
        if next(list_all([path], name), None) is None:
            raise SetupError(
                f"{path} has no file, and a mirror of it would forget the collection {name!r}",
                "If that is meant: kgload ingest --mirror --collection NAME PATH",
            )


def _last(one: CollectionRun, last_runs: LastRuns) -> LastRun:
    before, counted = last_runs.of(one.collection), asdict(one.summary) | {"rejected": len(one.summary.rejected)}
    earlier = before.succeeded if before else None
    good = one.summary.outcome in ("done", "rejected")
    return LastRun(
        one.collection,
        one.started.isoformat(),
        one.ended.isoformat(),
        one.summary.outcome,
        one.exit_code,
        one.message,
        succeeded=one.started.isoformat() if good else earlier,
        **{name: counted[name] for name in COUNTS},
    )
