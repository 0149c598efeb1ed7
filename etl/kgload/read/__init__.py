"""Bytes to articles. What cannot be read is given as a RecordError in its place, and the rest goes on.

`sources` lists files with the hash of their bytes, so that unchanged ones need not be parsed; `read_source` parses one;
`read_path` does both.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kgload.errors import RecordError
from kgload.model import Article
from kgload.read.record import Draft, Source
from kgload.read.walk import collection_of, shown, sources, sources_at

__all__ = ["Source", "collection_of", "read_path", "read_source", "shown", "sources", "sources_at"]


def read_path(path: Path, collection: str | None = None) -> Iterator[Article | RecordError]:
    """The articles of a file, or of a folder in sorted order."""
    for source in sources(path, collection):
        if isinstance(source, RecordError):
            yield source
        else:
            yield from read_source(source)


def read_source(source: Source) -> list[Article | RecordError]:
    """The articles of one file, in its order."""
    from kgload.read.compose import compose  # they bring the parsers, which unchanged files do without
    from kgload.read.formats import drafts

    try:
        return [compose(item, source) if isinstance(item, Draft) else item for item in drafts(source)]
    except RecordError as error:
        return [error]
