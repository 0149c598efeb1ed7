"""`kgload ingest`: survey, compare with the ledger, extract what is new, check it, write it, resolve."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path

from kgload.database import open_database
from kgload.errors import RecordError
from kgload.load.ledger import LedgerEntry
from kgload.model import ExtractorInfo, Issue
from kgload.pipeline.checking import extracted_versions
from kgload.pipeline.extracting import Extracted, extracting, extractor_info, require_extractor
from kgload.pipeline.sightings import Sightings
from kgload.pipeline.stopping import Stop, stopping
from kgload.pipeline.summary import Progress, Say, Summary, quiet
from kgload.pipeline.survey import Listed, Sighting, articles, collections_of, list_all, newest, require_paths
from kgload.pipeline.writing import Writing, writing
from kgload.read import Source
from kgload.registry import use_registry
from kgload.settings import Settings

BATCH = 25


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which of the articles that the graph does not hold yet: those last published on `since` (ISO date) or later, and
    those without a date; `limit` of them at most. `mirror`: and those that their collections lack go.
    """

    since: str | None = None
    limit: int | None = None
    mirror: bool = False

    @classmethod
    def of(cls, since: date | None, limit: int | None, mirror: bool) -> Wanted:
        return cls(since.isoformat()[:10] if since else None, limit, mirror)


ALL = Wanted()


def ingest(
    paths: Sequence[Path],
    settings: Settings,
    *,
    collection: str | None = None,
    workers: int = 1,
    dry_run: bool = False,
    wanted: Wanted = ALL,
    say: Say = quiet,
    progress: Progress = quiet,
    stop: Stop | None = None,
) -> Summary:
    """Brings the graph to what these articles say.

    A fault of one article is in the summary and the dead letter, and the rest goes on. UsageError, UnreachableError,
    SetupError and LockHeldError end the run; the next one finds what is left to do. `stop`: of a caller that minds
    signals itself.
    """
    require_paths(paths)
    summary = Summary(collections_of(paths, collection), dry_run)
    listed = list_all(paths, collection, settings.publishers)
    return ingest_files(listed, summary, settings, workers, wanted, say, progress, stop)


def ingest_files(
    listed: Listed,
    summary: Summary,
    settings: Settings,
    workers: int = 1,
    wanted: Wanted = ALL,
    say: Say = quiet,
    progress: Progress = quiet,
    stop: Stop | None = None,
) -> Summary:
    """The same for these files, which are of the summary's collections."""
    require_extractor(workers, settings)
    use_registry(settings.registries)
    with (
        open_database(settings, say) as database,
        nullcontext(stop) if stop else stopping() as asked,
        writing(database, settings, summary, asked, progress) as run,
    ):
        by = extractor_info(settings)
        seen = Sightings(settings.state_folder, by.hash)
        found = _survey(run, seen.see(listed))
        if not summary.dry_run:
            seen.keep()
        new = _chosen(run, wanted, _not_held(run, by, found))
        with extracting(min(workers, len(new)), settings) as extract_each:
            _load(run, by, new, extract_each(articles(new)))
        if wanted.mirror:
            _withdraw(run, found)
    return summary


def _survey(run: Writing, seen: Iterable[tuple[Source, Sighting | RecordError]]) -> list[Sighting]:
    """The version of each article that counts. Faults and losers go to the journal."""
    found = []
    for source, one in seen:
        run.stop.check()
        run.journal.saw(source)
        if isinstance(one, RecordError):
            run.journal.reject(one, source)
            continue
        found.append(one)
        run.progress("reading", len(found), None)
    run.summary.read = len(found)
    winners, issues = newest(found)
    run.journal.note(issues)
    return winners


def _not_held(run: Writing, by: ExtractorInfo, found: Sequence[Sighting]) -> list[Sighting]:
    """Those that the graph does not have in this version, by these extractors."""
    held = run.loader.ledger(one.article for one in found)
    wanted = [one for one in found if held.get(one.article) != LedgerEntry(one.sha256, by.hash)]
    run.summary.unchanged = len(found) - len(wanted)
    return wanted


def _chosen(run: Writing, wanted: Wanted, new: Sequence[Sighting]) -> Sequence[Sighting]:
    """Those that are wanted now. The others are left for another run."""
    recent = [one for one in new if wanted.since is None or not one.day or one.day >= wanted.since]
    chosen = recent[: wanted.limit]
    kept = {one.article for one in chosen}
    for one in new:
        if one.article not in kept:
            run.journal.leave(one.source)
    run.summary.left = len(new) - len(chosen)
    return chosen


def _load(run: Writing, by: ExtractorInfo, new: Sequence[Sighting], results: Iterable[Extracted]) -> None:
    """Batch by batch: what was extracted is written even if we are asked to stop."""
    waiting = {one.article: one for one in new}
    results = run.stop.until(_told(run, results, len(new)))
    while batch := list(islice(results, BATCH)):
        sources = {article.id: waiting.pop(article.id).source for article, _ in batch}
        _write(run, by, batch, sources)
    run.stop.check()
    run.journal.note(_changed(one) for one in waiting.values())


def _withdraw(run: Writing, found: Sequence[Sighting]) -> None:
    """Forgets what its collection no longer has. What is there and cannot be read keeps its last readable version."""
    here = {one.article for one in found}
    broken = {entry["path"] for entry in run.summary.rejected}
    held = run.loader.articles_of(run.summary.collections)
    gone = [a for a in held if a.id not in here and not broken & {a.path, a.path.partition("#")[0]}]
    run.withdraw([article.id for article in gone])


def _told(run: Writing, results: Iterable[Extracted], total: int) -> Iterator[Extracted]:
    run.progress("extracting", 0, total)
    for done, result in enumerate(results, start=1):
        run.progress("extracting", done, total)
        yield result


def _write(run: Writing, by: ExtractorInfo, batch: Sequence[Extracted], sources: dict[str, Source]) -> None:
    versions = []
    for article, version in extracted_versions(batch, by):
        if isinstance(version, RecordError):
            run.journal.reject(version, sources[article.id])
        else:
            versions.append(version)
    for _, found in batch:
        if not isinstance(found, RecordError):
            run.journal.note(found.issues)
    for error in run.write(versions):
        run.journal.reject(error, sources[error.place or ""])


def _changed(one: Sighting) -> Issue:
    message = f"{one.path}: the file changed while it was read; run again"
    return Issue("read", "changed", message, one.article, one.path)
