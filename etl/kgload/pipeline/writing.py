"""One run that writes to one database, from its locks to its record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass

from kgload.collecting import rarely_collected
from kgload.database import Database
from kgload.errors import KgloadError, RecordError, StoppedError, UnreachableError
from kgload.load.loader import Loader
from kgload.load.lock import RunLock
from kgload.load.rows import ArticleVersion
from kgload.load.runs import Run, end_run
from kgload.pipeline.history import History
from kgload.pipeline.stopping import Stop
from kgload.pipeline.summary import Journal, Progress, Summary
from kgload.registry import registry
from kgload.resolve import resolve_marked
from kgload.settings import Settings


@dataclass(frozen=True, slots=True)
class Writing:
    """What a run has at hand while it lasts."""

    database: Database
    loader: Loader
    history: History
    run: Run
    journal: Journal
    summary: Summary
    stop: Stop
    progress: Progress

    def write(self, versions: Sequence[ArticleVersion]) -> list[RecordError]:
        """Loads these versions, or in a dry run counts them; the faults of those that the database refuses."""
        mentions = {version.article.id: len(version.extraction.events) for version in versions}
        if self.summary.dry_run:
            written, refused = list(mentions), []
        else:
            if self.history.folder:
                self.history.keep(self.database, self.loader.replaced_by(versions))
            done = self.loader.write(versions, self.run)
            written, refused = list(done.written), list(done.rejected)
            self.summary.unchanged += len(done.unchanged)
        self.summary.written += len(written)
        self.summary.mentions += sum(mentions[article] for article in written)
        return refused

    def withdraw(self, articles: Sequence[str]) -> None:
        """Takes these articles (ids) out of the graph, or in a dry run counts them."""
        self.summary.withdrawn = len(articles)
        if not self.summary.dry_run:
            self.history.keep(self.database, articles)
            self.loader.withdraw(articles, self.run)

    def resolve(self) -> None:
        """Resolves what is marked, by this run or by one that was cut off."""

        def border(what: str) -> None:
            self.stop.check()
            self.progress(what, 0, None)

        found = resolve_marked(self.database, registry(), border)
        self.summary.blocks, self.summary.events = found.blocks, found.events
        self.journal.note(found.issues)

    def record(self) -> None:
        """Completes the run's node. A run that changed nothing has none."""
        done = self.summary
        if (done.written or done.withdrawn) and not done.dry_run:
            done.run = self.run.id
            counts = {"written": done.written, "unchanged": done.unchanged, "withdrawn": done.withdrawn}
            end_run(self.database, self.run, done.outcome, {**counts, "rejected": len(done.rejected)})


@contextmanager
def writing(
    database: Database, settings: Settings, summary: Summary, stop: Stop, progress: Progress
) -> Iterator[Writing]:
    """A run within its locks. At the end what it marked is resolved, and its outcome is in the graph and the summary.

    A stop is an outcome and goes no further. What other errors leave undone, the next run finds.
    """
    run = Run.begin(", ".join(summary.collections))
    with rarely_collected(), ExitStack() as held:
        locks = [held.enter_context(RunLock(database, settings.state_folder, name)) for name in summary.collections]
        journal = Journal(settings, summary, run.id)
        loader, history = Loader(database, *locks), History(settings.history)
        work = Writing(database, loader, history, run, journal, summary, stop, progress)
        try:
            if not summary.dry_run:
                work.loader.prepare()
            yield work
            stop.check()
            if not summary.dry_run:
                work.resolve()
            journal.settle()
            summary.outcome, summary.exit_code = ("rejected", 1) if summary.rejected else ("done", 0)
            work.record()
        except StoppedError as stopped:
            summary.outcome, summary.exit_code, summary.stopped = "stopped", stopped.exit_code, str(stopped)
            work.record()
        except UnreachableError:  # nor can the record be written; it says "running", as that of a killed run does
            summary.outcome = "failed"
            raise
        except BaseException:
            summary.outcome = "failed"
            with suppress(KgloadError):
                work.record()
            raise
