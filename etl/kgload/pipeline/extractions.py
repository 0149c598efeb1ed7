"""`kgload extract`: what articles say, without a database."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from kgload.errors import RecordError
from kgload.model import Article, Extraction
from kgload.pipeline.extracting import extracting, require_extractor
from kgload.pipeline.survey import read_all, require_paths
from kgload.settings import Settings


def extractions(
    paths: Sequence[Path], collection: str | None = None, workers: int = 1, settings: Settings | None = None
) -> Iterator[Extraction | RecordError]:
    """The articles of the paths, in order, as they come; what cannot be read follows. By the rules, or as `settings`
    say.
    """
    require_paths(paths)
    require_extractor(workers, settings)
    faults: list[RecordError] = []

    def readable() -> Iterator[Article]:
        for _, record in read_all(paths, collection, settings.publishers if settings else {}):
            if isinstance(record, RecordError):
                faults.append(record)
            else:
                yield record

    with extracting(workers, settings) as extract_each:
        for _, found in extract_each(readable()):
            yield found
    yield from faults
