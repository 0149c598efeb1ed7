"""`kgload extract`: what articles say, without a database."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from kgload.errors import RecordError
from kgload.model import Article, Extraction
from kgload.pipeline.extracting import extracting
from kgload.pipeline.survey import read_all, require_paths


def extractions(
    paths: Sequence[Path], collection: str | None = None, workers: int = 1
) -> Iterator[Extraction | RecordError]:
    """The articles of the paths, in order, as they come; what cannot be read follows."""
    require_paths(paths)
    faults: list[RecordError] = []

    def readable() -> Iterator[Article]:
        for _, record in read_all(paths, collection):
            if isinstance(record, RecordError):
                faults.append(record)
            else:
                yield record

    with extracting(workers) as extract_each:
        for _, found in extract_each(readable()):
            yield found
    yield from faults
