"""`kgload bulk`: the first load of a large collection, without transactions.

What the files say is written to tables, what follows from it is derived in memory, and neo4j-admin makes a store of
both that takes the place of the empty one of the local server: all of it or nothing.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from kgload import server
from kgload.database import Database, open_database
from kgload.errors import RecordError, StoppedError, UsageError
from kgload.load.constraints import ensure_constraints
from kgload.load.lock import alone
from kgload.load.rows import Kind, Row
from kgload.load.runs import Run, beginning, end_run
from kgload.load.tabled import Tabled, tabled
from kgload.load.tables import ARTICLE_LAYER, Tables, lines
from kgload.pipeline.load_rdf import require_rdf, settled
from kgload.pipeline.spool import Spool, spooled
from kgload.pipeline.stopping import Stop, stopping
from kgload.pipeline.summary import Journal, Progress, Say, Summary, quiet
from kgload.pipeline.workers import AHEAD, pool_of, workers_at_hand
from kgload.registry import registry, use_registry
from kgload.resolve import Derived, Each, Gathered, KnownActors, derived_tables, pointless, remember
from kgload.settings import Settings

BATCH = 100
MANY = 10_000  # mentions: fewer are resolved by one process in the time that others take to start
WRITTEN_ONCE: tuple[Kind, ...] = ("place_country", "extractor")  # countries and places: with what is derived

_FILLED = """
RETURN EXISTS { MATCH (n) WHERE NOT n:Registry AND NOT n:Lease } AS filled,
       EXISTS { MATCH (lease:Lease) WHERE lease.until > timestamp() } AS leased
"""


@dataclass(slots=True)
class _Bulk:
    """A run at work."""

    summary: Summary
    journal: Journal
    run: Run
    stop: Stop
    progress: Progress
    tables: Tables
    written: set[tuple[str, ...]] = field(default_factory=set)


def bulk(files: Sequence[Path], settings: Settings, *, say: Say = quiet, progress: Progress = quiet) -> Summary:
    """Loads TriG, N-Quads or JSON-LD into the local server's empty database; it is stopped and started for that.

    The graph is the one that `load_files` gives. UsageError if another server is named, or the database is not empty;
    other errors as for `load_files`.
    """
    require_rdf(files)
    use_registry(settings.registries)
    with alone(settings.state_folder), stopping() as stop, spooled(files, tabled) as spool:
        summary = Summary(spool.collections(), read=len(spool))
        run = Run.begin(", ".join(summary.collections))
        journal = Journal(settings, summary, run.id)
        settled(journal, spool)
        _require_empty(settings, say)
        try:
            with tempfile.TemporaryDirectory(prefix="kgload-") as folder:
                with Tables(Path(folder)) as tables:
                    made = _Bulk(summary, journal, run, stop, progress, tables)
                    _write(made, spool)
                stop.check()
                progress("importing", 0, None)
                _require_empty(settings, say)
                server.import_store(settings, Path(folder), tables.options, stop.check, say)
        except StoppedError as stopped:
            summary.outcome, summary.exit_code, summary.stopped = "stopped", stopped.exit_code, str(stopped)
            summary.written = summary.mentions = summary.events = 0
            return summary
        _finish(made, settings, say)
    return summary


def _require_empty(settings: Settings, say: Say) -> None:
    _require_local(settings)
    with open_database(settings, say) as database:
        found = database.read(_FILLED)[0]
    if found["filled"] or found["leased"]:
        what = "is not empty" if found["filled"] else "is being written to by another run"
        raise UsageError(f"the local database {what}", "Use kgload load, which adds to what is there")


def _require_local(settings: Settings) -> None:
    if settings.neo4j_uri and settings.neo4j_uri != server.status(settings).uri:
        message = f"NEO4J_URI names the server {settings.neo4j_uri}, and only the local one's store can be made anew"
        raise UsageError(message, "Unset it, or use kgload load")


def _write(run: _Bulk, spool: Spool[Tabled | RecordError]) -> None:
    """The tables of all articles, of what follows from them, and of the run."""
    gathered = Gathered(KnownActors(registry()))
    for source, version, issues in run.stop.until(spool.winners()):
        if issues:
            run.journal.note(issues)
        if isinstance(version, RecordError):
            run.journal.reject(version, source)
        else:
            _take(run, gathered, version)
        if run.summary.written % BATCH == 0:
            run.progress("reading", run.summary.written, run.summary.read)
    run.stop.check()
    run.progress("resolving", 0, None)
    with _each(run.summary.mentions) as each:
        derived = Derived(gathered, lines, each)
        for table, text in derived.tables():
            run.stop.check()
            run.tables.add(table, text)
    run.tables.write(derived_tables.RUN, [beginning(run.run)])
    run.summary.events = derived.events
    run.journal.note(sorted(derived.issues, key=lambda one: (one.article or "", one.start or 0, one.code, one.message)))


@contextmanager
def _each(mentions: int) -> Iterator[Each]:
    """Many mentions are resolved by as many processes as there are processors."""
    workers = workers_at_hand()
    if workers < 2 or mentions < MANY:
        yield map
        return
    with pool_of(workers, AHEAD) as each:
        yield each


def _take(run: _Bulk, gathered: Gathered, version: Tabled) -> None:
    rows = version.rows
    gathered.take(rows)
    for table, text in version.by_table():
        run.tables.add(table, text)
    for kind in WRITTEN_ONCE:
        for table in ARTICLE_LAYER[kind]:
            run.tables.write(table, _fresh(run, kind, rows[kind]))
    run.tables.write(derived_tables.LOADED, (_loaded(run.run, row["properties"]) for row in rows["article"]))
    run.summary.written += 1
    run.summary.mentions += len(rows["mention"])


def _fresh(run: _Bulk, kind: str, rows: Sequence[Row]) -> Iterator[Row]:
    for row in rows:
        key = (kind, *(str(value) for name, value in row.items() if name != "properties"))
        if key not in run.written:
            run.written.add(key)
            yield row


def _loaded(run: Run, article: Row) -> Row:
    return {"run": run.id, "article": article["id"], **{name: article[name] for name in ("sha256", "extractorHash")}}


def _finish(run: _Bulk, settings: Settings, say: Say) -> None:
    summary = run.summary
    with open_database(settings, say) as database:
        run.progress("indexing", 0, None)
        ensure_constraints(database)
        remember(database, registry())
        run.journal.note(pointless(database, registry()))
        run.journal.settle()
        summary.outcome, summary.exit_code = ("rejected", 1) if summary.rejected else ("done", 0)
        _record(database, run)


def _record(database: Database, run: _Bulk) -> None:
    summary = run.summary
    summary.run = run.run.id if summary.written else None
    counts = {"written": summary.written, "unchanged": 0, "withdrawn": 0, "rejected": len(summary.rejected)}
    end_run(database, run.run, summary.outcome, counts)
