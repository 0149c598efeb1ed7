"""`kgload ingest`: survey, compare with the ledger, extract what is new, check it, write it, resolve."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from kgload.database import open_database
from kgload.errors import RecordError
from kgload.load.ledger import LedgerEntry
from kgload.model import ExtractorInfo, Issue
from kgload.pipeline.checking import extracted_versions
from kgload.pipeline.extracting import Extracted, extracting, extractor_info, require_extractor
from kgload.pipeline.sightings import Sightings
from kgload.pipeline.stopping import stopping
from kgload.pipeline.summary import Progress, Say, Summary, quiet
from kgload.pipeline.survey import Sighting, articles, collections_of, list_all, newest, require_paths
from kgload.pipeline.writing import Writing, writing
from kgload.read import Source
from kgload.registry import use_registry
from kgload.settings import Settings

BATCH = 25


def ingest(
    paths: Sequence[Path],
    settings: Settings,
    *,
    collection: str | None = None,
    workers: int = 1,
    dry_run: bool = False,
    mirror: bool = False,
    say: Say = quiet,
    progress: Progress = quiet,
) -> Summary:
    """Brings the graph to what these articles say. `mirror`: and forgets those that their collections no longer have.

    A fault of one article is in the summary and the dead letter, and the rest goes on. UsageError, UnreachableError,
    SetupError and LockHeldError end the run; the next one finds what is left to do.
    """
    require_paths(paths)
    require_extractor(workers, settings)
    use_registry(settings.registry_files)
    summary = Summary(collections_of(paths, collection), dry_run)
    with (
        open_database(settings, say) as database,
        stopping() as stop,
        writing(database, settings, summary, stop, progress) as run,
    ):
        by = extractor_info(settings)
        seen = Sightings(settings.state_folder, by.hash)
        found = _survey(run, seen.see(list_all(paths, collection)))
        if not dry_run:
            seen.keep()
        wanted = _not_held(run, by, found)
        with extracting(min(workers, len(wanted)), settings) as extract_each:
            _load(run, by, wanted, extract_each(articles(wanted)))
        if mirror:
            _withdraw(run, found)
    return summary


def _survey(run: Writing, seen: Iterable[tuple[Source, Sighting | RecordError]]) -> list[Sighting]:
    """The version of each article that counts. Faults and losers go to the journal."""
    found = []
    for source, one in seen:
        run.stop.check()
        run.journal.saw(source.collection, source.path)
        if isinstance(one, RecordError):
            run.journal.reject(one, source)
            continue
        run.journal.saw(source.collection, one.path)
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


def _load(run: Writing, by: ExtractorInfo, wanted: Sequence[Sighting], results: Iterable[Extracted]) -> None:
    """Batch by batch: what was extracted is written even if we are asked to stop."""
    waiting = {one.article: one for one in wanted}
    results = run.stop.until(_told(run, results, len(wanted)))
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
