"""The loader as the pipeline sees it: prepare, ask the ledger, write article versions, forget."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kgload.database import CommitUnknown, Database, StatementError, TooLargeError, TooSlowError, Transaction
from kgload.errors import RecordError, SetupError
from kgload.load.bounds import too_long
from kgload.load.constraints import ensure_constraints
from kgload.load.forget import FoundArticle, articles_of, find_article, forget
from kgload.load.ledger import LedgerEntry, read_ledger
from kgload.load.lock import RunLock
from kgload.load.rows import ArticleVersion
from kgload.load.runs import Run
from kgload.load.writer import CountMismatchError, write_versions

BATCH = 100
_RECORD_FAULTS = ("Value", "Neo.ClientError.Schema.", "Neo.ClientError.Statement.")


@dataclass(frozen=True, slots=True)
class WriteSummary:
    """Ids of the articles written, and of those that the graph held already; the errors of those it cannot hold."""

    written: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    rejected: tuple[RecordError, ...] = ()

    def __add__(self, other: WriteSummary) -> WriteSummary:
        return WriteSummary(
            self.written + other.written, self.unchanged + other.unchanged, self.rejected + other.rejected
        )


class Loader:
    """Writes to one database. Each transaction renews the leases of the locks."""

    def __init__(self, database: Database, *locks: RunLock) -> None:
        self._database = database
        self._locks = locks

    def prepare(self) -> None:
        """Makes and awaits constraints and indexes. SetupError if they cannot stand."""
        ensure_constraints(self._database)

    def ledger(self, articles: Iterable[str]) -> dict[str, LedgerEntry]:
        """Which version the graph holds of those of these articles (ids) that it holds."""
        return read_ledger(self._database, articles)

    def replaced_by(self, versions: Sequence[ArticleVersion]) -> list[str]:
        """The articles (ids) of these that the graph holds in another version."""
        held = self.ledger(version.article.id for version in versions)
        return [v.article.id for v in versions if held.get(v.article.id) not in (None, LedgerEntry.of(v))]

    def write(self, versions: Iterable[ArticleVersion], run: Run) -> WriteSummary:
        """Loads each version whole or not at all; the same version again writes nothing.

        One version of an article at a time (ValueError). UnreachableError: try later, what was written stays.
        """
        wanted = sorted(versions, key=lambda version: version.article.id)
        articles = [version.article.id for version in wanted]
        if len(set(articles)) < len(articles):
            raise ValueError("two versions of one article in one call")
        fresh = self._not_held(wanted)
        unchanged = tuple(sorted(set(articles) - {version.article.id for version in fresh}))
        faults = {version.article.id: error for version in fresh if (error := too_long(version))}
        fresh = [version for version in fresh if version.article.id not in faults]
        summary = WriteSummary(unchanged=unchanged, rejected=tuple(faults.values()))
        for start in range(0, len(fresh), BATCH):
            summary += self._write_batch(fresh[start : start + BATCH], run)
        return summary

    def forget(self, name: str) -> FoundArticle:
        """Takes an article (id, url or path) out of the graph and marks its blocks. UsageError as `find_article`."""
        article = find_article(self._database, name)
        forget(self._database, [article.id], *self._locks)
        return article

    def withdraw(self, articles: Iterable[str], run: Run) -> None:
        """Takes these articles (ids) out of the graph and marks their blocks."""
        forget(self._database, sorted(articles), *self._locks, run=run)

    def articles_of(self, collections: Iterable[str]) -> list[FoundArticle]:
        """All that the graph holds of these collections."""
        return articles_of(self._database, collections)

    def _not_held(self, versions: Sequence[ArticleVersion]) -> list[ArticleVersion]:
        held = self.ledger(version.article.id for version in versions)
        return [version for version in versions if held.get(version.article.id) != LedgerEntry.of(version)]

    def _write_batch(self, batch: Sequence[ArticleVersion], run: Run) -> WriteSummary:
        """A batch that the server refuses is halved: until it fits, or until the article at fault is alone."""
        try:
            self._transact(batch, run)
        except (TooLargeError, TooSlowError, StatementError, CountMismatchError) as error:
            if isinstance(error, StatementError) and not error.code.startswith(_RECORD_FAULTS):
                raise SetupError(error.message, "Use a Neo4j user that may write") from error
            if len(batch) == 1:
                if isinstance(error, TooSlowError):
                    raise
                return WriteSummary(rejected=(_rejection(batch[0], error),))
            middle = len(batch) // 2
            return self._write_batch(batch[:middle], run) + self._write_batch(batch[middle:], run)
        return WriteSummary(written=tuple(version.article.id for version in batch))

    def _transact(self, batch: Sequence[ArticleVersion], run: Run) -> None:
        """One transaction. The driver does not retry a commit whose answer was lost: the ledger says what remains.

        A second lost answer ends the run (UnreachableError): the next one reads the ledger too.
        """
        try:
            self._database.write(lambda tx: self._work(tx, batch, run))
        except CommitUnknown:
            remaining = self._not_held(batch)
            if remaining:
                self._database.write(lambda tx: self._work(tx, remaining, run))

    def _work(self, tx: Transaction, batch: Sequence[ArticleVersion], run: Run) -> None:
        tx.take_turn()
        for lock in self._locks:
            lock.renew(tx)
        write_versions(tx, batch, run)


def _rejection(version: ArticleVersion, error: Exception) -> RecordError:
    path = version.article.path
    message = f"{path}: the database refuses this article ({error})"
    return RecordError("load", "refused", path, message, "Report it with the article", version.article.id)
