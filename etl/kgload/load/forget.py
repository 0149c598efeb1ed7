"""Forgets articles: what they say leaves the graph; what nothing else supports goes when their blocks are resolved."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kgload.database import Database, Transaction
from kgload.errors import UsageError
from kgload.load.lock import RunLock
from kgload.load.runs import Run, record_begun
from kgload.load.writer import mark, retract

BATCH = 100

_FIND = """
MATCH (article:Article {id: $name})
RETURN article.id AS id, article.collection AS collection, article.path AS path
UNION
MATCH (article:Article {url: $name})
RETURN article.id AS id, article.collection AS collection, article.path AS path
UNION
MATCH (article:Article {path: $name})
RETURN article.id AS id, article.collection AS collection, article.path AS path
"""
_COLLECTION = """
MATCH (article:Article)
WHERE article.collection IN $collections
RETURN article.id AS id, article.collection AS collection, article.path AS path
ORDER BY id
"""
_DELETE = """
UNWIND $ids AS id
MATCH (article:Article {id: id})
DETACH DELETE article
"""
_SWEEP = (
    "MATCH (place:Place) WHERE NOT EXISTS { (place)<-[:AT|HELD_AT|WITHIN]-() } DETACH DELETE place",
    "MATCH (extractor:Extractor) WHERE NOT EXISTS { (extractor)<-[:EXTRACTED_BY]-() } DELETE extractor",
    "MATCH (country:Country) WHERE NOT EXISTS { (country)--() } DELETE country",
)


@dataclass(frozen=True, slots=True)
class FoundArticle:
    """An article of the graph, as the user may name it."""

    id: str
    collection: str
    path: str


def find_article(database: Database, name: str) -> FoundArticle:
    """The article with this id, url or path. UsageError if there is none, or if several collections have the path."""
    found = [FoundArticle(**row) for row in database.read(_FIND, {"name": name})]
    if len(found) == 1:
        return found[0]
    if not found:
        raise UsageError(f"no article has the id, url or path {name!r}", "`kgload query mentions` shows article ids")
    ids = ", ".join(f"{article.id} (collection {article.collection})" for article in found)
    raise UsageError(f"several articles have the path {name!r}", f"Name one by its id: {ids}")


def articles_of(database: Database, collections: Iterable[str]) -> list[FoundArticle]:
    """All articles that the graph holds of these collections, by id."""
    return [FoundArticle(**row) for row in database.read(_COLLECTION, {"collections": sorted(collections)})]


def forget(database: Database, articles: Sequence[str], *locks: RunLock, run: Run | None = None) -> None:
    """Takes these articles (ids) out, and marks their blocks: resolve them. Done again it does no harm."""
    for start in range(0, len(articles), BATCH):
        some = sorted(articles[start : start + BATCH])

        def work(tx: Transaction, some: list[str] = some) -> None:
            tx.take_turn()
            for lock in locks:
                lock.renew(tx)
            if run:
                record_begun(tx, run)
            mark(tx, retract(tx, some))
            tx.run(_DELETE, {"ids": some})

        database.settle(work)


def sweep(tx: Transaction) -> None:
    """Removes places, extractors and countries that nothing refers to any more. Resolving ends with it."""
    while sum(tx.run(statement).counters.nodes_deleted for statement in _SWEEP):
        pass  # a city goes after its last site
