"""What there is to read: every article of some paths, the version of each that counts, and those articles themselves.

Files are read twice: once to see what is there (a few words for each article are kept, so memory does not grow with the
texts), and again where the ledger does not have it yet. What unchanged bytes hold is known from before (`Sightings`).
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from kgload.errors import RecordError, UsageError
from kgload.model import Article, Issue
from kgload.read import Source, collection_of, read_source, shown, sources

Listed = Iterator[tuple[Source, RecordError | None]]
Age = tuple[str, str, str]  # updated, published, sha256: the greatest wins
NO_PUBLISHERS: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Sighting:
    """A version of an article, as it was seen in a file."""

    article: str
    age: Age
    path: str
    source: Source

    @classmethod
    def of(cls, article: Article, source: Source) -> Sighting:
        return cls(article.id, age_of(article), article.path, source)

    @property
    def sha256(self) -> str:
        return self.age[2]

    @property
    def day(self) -> str:
        """When it was last published (ISO date); empty if nothing says."""
        return (self.age[0] or self.age[1])[:10]


def age_of(article: Article) -> Age:
    return article.updated or "", article.published or "", article.sha256


def require_paths(paths: Iterable[Path]) -> None:
    """UsageError if one does not exist. (A link that leads nowhere does: it is an article that cannot be read.)"""
    for path in paths:
        if not os.path.lexists(path):
            raise UsageError(f"{path} does not exist", "Name a file or folder that does")


def read_all(
    paths: Iterable[Path], collection: str | None, publishers: Mapping[str, str] = NO_PUBLISHERS
) -> Iterator[tuple[Source, Article | RecordError]]:
    """Every article of the paths in order, with the file it is in; what cannot be read comes as the error."""
    for source, fault in list_all(paths, collection, publishers):
        yield from ((source, record) for record in ([fault] if fault else read_source(source)))


def list_all(paths: Iterable[Path], collection: str | None, publishers: Mapping[str, str] = NO_PUBLISHERS) -> Listed:
    """Every file of the paths in order, unread; with the error if it cannot even be listed.

    `publishers` are those of collections, for articles which name none.
    """
    for path in paths:
        name = collection or collection_of(path)
        for source in sources(path, name):
            file = _file_of(source, path) if isinstance(source, RecordError) else source.file
            yield listed(source, file, name, publishers.get(name))


def listed(
    source: Source | RecordError, file: Path, collection: str, publisher: str | None
) -> tuple[Source, RecordError | None]:
    """A file as the survey takes it; or the place of one that could not be listed, with the reason."""
    if isinstance(source, RecordError):
        return Source(file, source.path, collection, 0, ""), source
    return replace(source, publisher=publisher) if publisher else source, None


def _file_of(fault: RecordError, path: Path) -> Path:
    """What could not be listed: something below the path, or the path itself."""
    itself = not path.is_dir() or fault.path == shown(path.name)
    return path if itself else path / fault.path


def newest(found: Iterable[Sighting]) -> tuple[list[Sighting], list[Issue]]:
    """The winning version of each article, in the order of its file, and an issue for each of the others."""
    best: dict[str, Sighting] = {}
    others = []
    for one in found:
        other = best.setdefault(one.article, one)
        if other is not one:
            best[one.article], loser = (other, one) if _wins(other, one) else (one, other)
            others.append(loser)
    return list(best.values()), [_lost(loser, best[loser.article]) for loser in others]


def articles(wanted: Collection[Sighting]) -> Iterator[Article]:
    """These articles, read again. One whose file has changed meanwhile is left out."""
    for source, group in groupby(wanted, lambda one: one.source):
        missing = {(one.article, one.sha256, one.path) for one in group}
        for record in read_source(source):
            if isinstance(record, Article) and (key := (record.id, record.sha256, record.path)) in missing:
                missing.remove(key)
                yield record


def collections_of(paths: Sequence[Path], collection: str | None) -> list[str]:
    return sorted({collection or collection_of(path) for path in paths})


def _wins(one: Sighting, other: Sighting) -> bool:
    return one.age > other.age or (one.age == other.age and one.path <= other.path)


def _lost(loser: Sighting, winner: Sighting) -> Issue:
    if loser.sha256 == winner.sha256:
        code, message = "duplicate", f"{loser.path}: the same article is in {winner.path}"
    else:
        code, message = "superseded", f"{loser.path}: {winner.path} has another text of this article, which is used"
    return Issue("read", code, message, loser.article, loser.path)
