"""`kgload load`: article graphs made elsewhere, if they pass the shapes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from kgload.database import open_database
from kgload.errors import RecordError
from kgload.load.rows import ArticleVersion
from kgload.pipeline.checking import graph_versions
from kgload.pipeline.stopping import stopping
from kgload.pipeline.summary import Progress, Say, Summary, quiet
from kgload.pipeline.survey import Sighting, newest, require_paths
from kgload.pipeline.writing import Writing, writing
from kgload.rdf.records import article_graphs
from kgload.rdf.serialize import format_of, parse_file
from kgload.read import Source, collection_of
from kgload.registry import use_registry
from kgload.settings import Settings

BATCH = 100


def load_files(files: Sequence[Path], settings: Settings, *, say: Say = quiet, progress: Progress = quiet) -> Summary:
    """Loads TriG, N-Quads or JSON-LD. The derived graphs of an export are not loaded but made again.

    A graph that may not be loaded is in the summary and the dead letter. Errors as for `ingest`.
    """
    require_paths(files)
    for file in files:
        format_of(file)
    use_registry(settings.registry_files)
    found = [(_source(file), name, item) for file in files for name, item in _graphs(file)]
    versions = [(source, item) for source, _, item in found if isinstance(item, ArticleVersion)]
    summary = Summary(sorted({version.article.collection for _, version in versions}), read=len(versions))
    with (
        open_database(settings, say) as database,
        stopping() as stop,
        writing(database, settings, summary, stop, progress) as run,
    ):
        for source, name, item in found:
            run.journal.saw(source.collection, source.path)
            run.journal.saw(source.collection, name)
            if isinstance(item, RecordError):
                run.journal.reject(item, source)
        _load(run, versions)
    return summary


def _load(run: Writing, versions: Sequence[tuple[Source, ArticleVersion]]) -> None:
    winners, issues = newest(Sighting.of(version.article, source) for source, version in versions)
    run.journal.note(issues)
    of_winner = {(version.article.id, version.article.sha256): version for _, version in versions}
    sources = {one.article: one.source for one in winners}
    waiting = run.stop.until(of_winner[one.article, one.sha256] for one in winners)
    while batch := list(islice(waiting, BATCH)):
        for error in run.write(batch):
            run.journal.reject(error, sources[error.place or ""])
        run.progress("loading", run.summary.written + run.summary.unchanged, len(winners))


def _graphs(file: Path) -> Iterator[tuple[str, ArticleVersion | RecordError]]:
    """Each graph of the file with its name; a file that cannot be read is its own."""
    try:
        graphs = article_graphs(parse_file(file), str(file))
    except RecordError as error:
        yield str(file), error
        return
    yield from ((name.value, version) for name, version in graph_versions(graphs))


def _source(file: Path) -> Source:
    return Source(file, str(file), collection_of(file), 0, "")
