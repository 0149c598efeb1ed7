"""`kgload retry`: reads again what the dead letter holds. What succeeds now leaves it, and so does what is gone."""

from __future__ import annotations

import os
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

from kgload.errors import worst
from kgload.load.dead_letter import DeadLetter, DeadLetterEntry
from kgload.pipeline.ingest import ingest_files
from kgload.pipeline.load_rdf import load_files
from kgload.pipeline.summary import Progress, Say, Summary, quiet
from kgload.pipeline.survey import Listed, listed
from kgload.rdf.serialize import FORMATS
from kgload.read import shown, sources_at
from kgload.settings import Settings


def retry(
    settings: Settings, *, workers: int = 1, say: Say = quiet, progress: Progress = quiet
) -> tuple[list[Summary], int]:
    """Ingests the files of the entries, collection by collection, and loads RDF. The runs, and the exit code of all.

    Errors as for `ingest`.
    """
    letter = DeadLetter(settings.dead_letter_folder)
    letter.settle(lambda entry: not os.path.lexists(entry.retry))
    entries = letter.entries()
    rdf = [entry for entry in entries if entry.stage != "read" and Path(entry.retry).suffix.lower() in FORMATS]
    texts = [entry for entry in entries if entry not in rdf]
    done: list[Summary] = []
    for collection, group in groupby(texts, lambda entry: entry.collection):
        again = _listed(group, collection, settings.publishers.get(collection))
        done.append(ingest_files(again, Summary([collection]), settings, workers, say=say, progress=progress))
        if done[-1].outcome == "stopped":
            return done, done[-1].exit_code
    if rdf:
        done.append(load_files(sorted({Path(entry.retry) for entry in rdf}), settings, say=say, progress=progress))
    return done, worst(summary.exit_code for summary in done)


def _listed(entries: Iterable[DeadLetterEntry], collection: str, publisher: str | None) -> Listed:
    for file, path in sorted({(Path(entry.retry), _path(entry)) for entry in entries}):
        for source in sources_at(file, path, collection):
            yield listed(source, file, collection, publisher)


def _path(entry: DeadLetterEntry) -> str:
    """The file's path below what was ingested: that of the entry may have a record's fragment after it."""
    path, file = entry.path, shown(entry.retry)
    while not file.endswith(f"/{path}") and "#" in path:
        path = path.rpartition("#")[0]
    return path
