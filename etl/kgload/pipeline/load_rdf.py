"""`kgload load`: article graphs made elsewhere, if they pass the shapes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from kgload.database import open_database
from kgload.errors import RecordError
from kgload.load.rows import ArticleVersion
from kgload.pipeline.checking import graph_versions
from kgload.pipeline.stopping import stopping
from kgload.pipeline.summary import Progress, Say, Summary, quiet
from kgload.pipeline.survey import Sighting, newest, require_paths
from kgload.pipeline.writing import writing
from kgload.rdf.records import article_graphs
from kgload.rdf.serialize import format_of, parse_file
from kgload.read import Source, collection_of
from kgload.registry import use_registry
from kgload.settings import Settings

Found = tuple[Source, ArticleVersion | RecordError]


def load_files(
    files: Sequence[Path], settings: Settings, *, say: Say = quiet, progress: Progress = quiet
) -> Summary:
    """Loads TriG, N-Quads or JSON-LD, and resolves. Derived graphs in the files (an export's) are made again, not loaded.

    A graph that may not be loaded is in the summary and the dead letter. Errors as for `ingest`.
    """
    require_paths(files)
    for file in files:
        format_of(file)
    use_registry(settings.registry_files)
    found = [item for file in files for item in _found(file)]
    versions = [(source, item) for source, item in found if isinstance(item, ArticleVersion)]
    summary = Summary(sorted({version.article.collection for _, version in versions}), read=len(versions))
    with (
        open_database(settings, say) as database,
        stopping() as stop,
        writing(database, settings, summary, stop, progress) as run,
    ):
        for source, item in found:
            run.journal.saw(source.collection, source.path)
            if isinstance(item, RecordError):
                run.journal.reject(item, source)
        wanted, issues = _newest(versions)
        run.journal.note(issues)
        ...
    return summary
