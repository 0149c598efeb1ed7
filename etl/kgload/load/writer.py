"""Writes whole article versions: one or many to a transaction, each with its ledger entry, its marks and its run.

The transaction locks its articles, leaves out those that the graph already holds in this version, takes out what the
others said before, writes what they say now, and compares the server's counters with what was sent. Doing it again is
harmless: so a commit whose answer was lost is settled by reading the ledger.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kgload import ids
from kgload.database import Transaction
from kgload.load.ledger import LedgerEntry
from kgload.load.rows import ArticleVersion, Kind, Row, gone_blocks, name_blocks, rows_of
from kgload.load.runs import Run, record_loaded

_LOCK = """
UNWIND $ids AS id
MERGE (article:Article {id: id})
SET article.id = id
RETURN id, article.sha256 AS sha256, article.extractorHash AS extractorHash
"""
_SAID = """
UNWIND $ids AS id
MATCH (article:Article {id: id})
RETURN article.publisher AS publisher,
       article.publishedOn AS published,
       COLLECT {
         MATCH (article)<-[:FOUND_IN]-(actor:ActorMention)
         RETURN [actor.kind, actor.name]
       } AS actors,
       COLLECT {
         MATCH (article)<-[:FOUND_IN]-(mention:Mention)
         RETURN mention {
           .group, .status, .earliest, .latest,
           event: COLLECT { MATCH (mention)-[:REPORTS]->(event:Event) RETURN event.id }[0],
           parties: COLLECT {
             MATCH (mention)-[argument:NAMES]->(presented:ActorMention)
             OPTIONAL MATCH (presented)-[:DENOTES]->(actor:Actor)
             WHERE presented.key IS NOT NULL
             RETURN [
               argument.role, actor.id, CASE WHEN actor IS NULL THEN presented.country ELSE actor.country END,
               presented.key
             ]
           }
         }
       } AS mentions
"""
_RETRACT = """
UNWIND $ids AS id
MATCH (:Article {id: id})<-[:FOUND_IN]-(said)
DETACH DELETE said
"""


@dataclass(frozen=True, slots=True)
class Statement:
    """One kind's Cypher. Each row must make this many nodes and relationships (None: it may be there already)."""

    kind: Kind
    nodes: int | None
    relationships: int | None
    cypher: str


STATEMENTS = (
    Statement("article", 0, 0, "MATCH (article:Article {id: row.id}) SET article = row.properties"),
    Statement("country", None, 0, "MERGE (country:Country {code: row.code}) ON CREATE SET country.name = row.name"),
    Statement("place", None, 0, "MERGE (place:Place {id: row.id}) ON CREATE SET place += row.properties"),
    Statement("extractor", None, 0, "MERGE (one:Extractor {id: row.id}) ON CREATE SET one += row.properties"),
    Statement(
        "actor",
        1,
        1,
        """MATCH (article:Article {id: row.article})
CREATE (actor:ActorMention)-[:FOUND_IN]->(article) SET actor = row.properties""",
    ),
    Statement(
        "mention",
        1,
        1,
        """MATCH (article:Article {id: row.article})
CREATE (mention:Mention)-[:FOUND_IN]->(article) SET mention = row.properties""",
    ),
    Statement(
        "place_country",
        0,
        None,
        """MATCH (place:Place {id: row.place}) MATCH (country:Country {code: row.country})
MERGE (place)-[:IN]->(country)""",
    ),
    Statement(
        "names",
        0,
        1,
        """MATCH (mention:Mention {id: row.mention}) MATCH (actor:ActorMention {id: row.actor})
CREATE (mention)-[:NAMES {role: row.role, text: row.text, start: row.start, end: row.end}]->(actor)""",
    ),
    Statement(
        "at",
        0,
        1,
        """MATCH (mention:Mention {id: row.mention}) MATCH (place:Place {id: row.place})
CREATE (mention)-[:AT {basis: row.basis}]->(place)""",
    ),
    Statement(
        "attributed",
        0,
        1,
        """MATCH (mention:Mention {id: row.mention}) MATCH (actor:ActorMention {id: row.actor})
CREATE (mention)-[:ATTRIBUTED_TO {text: row.text}]->(actor)""",
    ),
    Statement(
        "extracted",
        0,
        1,
        """MATCH (mention:Mention {id: row.mention}) MATCH (one:Extractor {id: row.extractor})
CREATE (mention)-[:EXTRACTED_BY]->(one)""",
    ),
    Statement("block", None, 0, "MERGE (:Block {id: row.id})"),
)


class CountMismatchError(Exception):
    """The server made something else than was sent. Raised inside the transaction, which it ends."""


def write_versions(tx: Transaction, versions: Sequence[ArticleVersion], run: Run) -> list[str]:
    """Writes the versions that the graph does not hold yet; the ids of their articles, sorted."""
    held = _lock(tx, sorted(version.article.id for version in versions))
    fresh = [version for version in versions if held[version.article.id] != LedgerEntry.of(version)]
    articles = sorted(version.article.id for version in fresh)
    if articles:
        blocks = retract(tx, articles)
        rows = rows_of(fresh, edited={article for article in articles if held[article].sha256})
        rows["block"] = [{"id": b} for b in sorted(blocks | {ids.TIDY_BLOCK} | {row["id"] for row in rows["block"]})]
        for statement in STATEMENTS:
            _send(tx, statement, rows[statement.kind])
        record_loaded(tx, run, articles)
    return articles


def retract(tx: Transaction, articles: Sequence[str]) -> set[str]:
    """Takes out all that these articles say, and leaves the articles; the blocks that they touched."""
    said = tx.run(_SAID, {"ids": articles}).rows
    tx.run(_RETRACT, {"ids": articles})
    return {block for row in said for block in _said_blocks(row)}


def mark(tx: Transaction, blocks: Iterable[str]) -> None:
    """Marks blocks to be resolved, and the graph to be tidied."""
    _send(tx, STATEMENTS[-1], [{"id": block} for block in sorted({*blocks, ids.TIDY_BLOCK})])


def _lock(tx: Transaction, articles: list[str]) -> dict[str, LedgerEntry]:
    """Locks the article nodes (made if new) until the commit, then reads their ledger entries."""
    rows = tx.run(_LOCK, {"ids": articles}).rows
    return {row["id"]: LedgerEntry(row["sha256"], row["extractorHash"]) for row in rows}


def _said_blocks(said: Row) -> Iterable[str]:
    yield from name_blocks("organization", said["publisher"])
    for kind, name in said["actors"]:
        yield from name_blocks(kind, name)
    for mention in said["mentions"]:
        yield from gone_blocks(mention, said["published"])


def _send(tx: Transaction, statement: Statement, rows: list[Row]) -> None:
    """Runs a statement over its rows; CountMismatchError if a row had no effect or more than one."""
    if not rows:
        return
    answer = tx.run(f"UNWIND $rows AS row\n{statement.cypher}\nRETURN count(*) AS matched", {"rows": rows})
    _compare(statement.kind, "rows", answer.rows[0]["matched"], len(rows))
    for what, made, each in (
        ("nodes", answer.counters.nodes_created, statement.nodes),
        ("relationships", answer.counters.relationships_created, statement.relationships),
    ):
        if each is not None:
            _compare(statement.kind, what, made, each * len(rows))


def _compare(kind: Kind, what: str, made: int, sent: int) -> None:
    if made != sent:
        raise CountMismatchError(f"{kind}: {sent} {what} were sent and the server counts {made}")
