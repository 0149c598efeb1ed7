"""`kgload load`: article graphs made elsewhere, if they pass the shapes."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import TypeVar

from kgload.database import open_database
from kgload.load.rows import ArticleVersion
from kgload.pipeline.spool import Spool, as_read, spooled
from kgload.pipeline.stopping import stopping
from kgload.pipeline.summary import Journal, Progress, Say, Summary, quiet
from kgload.pipeline.survey import require_paths
from kgload.pipeline.writing import Writing, writing
from kgload.rdf.serialize import format_of
from kgload.registry import use_registry
from kgload.settings import Settings

BATCH = 100
T = TypeVar("T")


def load_files(files: Sequence[Path], settings: Settings, *, say: Say = quiet, progress: Progress = quiet) -> Summary:
    """Loads TriG, N-Quads or JSON-LD. The derived graphs of an export are not loaded but made again.

    A graph that may not be loaded is in the summary and the dead letter. Errors as for `ingest`.
    """
    require_rdf(files)
    use_registry(settings.registries)
    with spooled(files, as_read) as spool:
        summary = Summary(spool.collections(), read=len(spool))
        with (
            open_database(settings, say) as database,
            stopping() as stop,
            writing(database, settings, summary, stop, progress) as run,
        ):
            settled(run.journal, spool)
            _load(run, spool)
    return summary


def require_rdf(files: Sequence[Path]) -> None:
    """UsageError if one does not exist, or its name says no format of RDF."""
    require_paths(files)
    for file in files:
        format_of(file)


def settled(journal: Journal, spool: Spool[T]) -> None:
    """Tells the journal of all files that were read, and of graphs that may not be loaded."""
    for source in spool.sources:
        journal.saw(source)
    for source, error in spool.faults:
        journal.reject(error, source)


def _load(run: Writing, spool: Spool[ArticleVersion]) -> None:
    winners = run.stop.until(spool.winners())
    while batch := list(islice(winners, BATCH)):
        run.journal.note(issue for _, _, issues in batch for issue in issues)
        sources = {version.article.id: source for source, version, _ in batch}
        for error in run.write([version for _, version, _ in batch]):
            run.journal.reject(error, sources[error.place or ""])
        run.progress("loading", run.summary.written + run.summary.unchanged, run.summary.read)
