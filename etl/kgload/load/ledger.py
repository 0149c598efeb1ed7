"""The ledger: which version of an article the graph holds. It is two properties of the article, never a file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kgload.database import Database
from kgload.load.rows import ArticleVersion

_LEDGER = """
UNWIND $ids AS id
MATCH (article:Article {id: id})
RETURN id, article.sha256 AS sha256, article.extractorHash AS extractorHash
"""


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """What was loaded: the content's hash, and that of extractors, their data and settings. None: nothing yet."""

    sha256: str | None
    extractor_hash: str | None

    @classmethod
    def of(cls, version: ArticleVersion) -> LedgerEntry:
        """The entry that loading this version leaves."""
        return cls(version.article.sha256, version.extractor.hash)


def read_ledger(database: Database, articles: Iterable[str]) -> dict[str, LedgerEntry]:
    """The entries of those of these articles (ids) that the graph holds."""
    rows = database.read(_LEDGER, {"ids": sorted(set(articles))})
    return {row["id"]: LedgerEntry(row["sha256"], row["extractorHash"]) for row in rows}
