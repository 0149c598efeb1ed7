"""T24, T25, T29: text that would be Cypher, values at the edge of what can be stored, queries that would write."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from benchmarks.generated import Generator
from faults.world import World
from kgload.database import Database
from kgload.errors import KgloadError, UsageError
from kgload.load.loader import Loader
from kgload.load.rows import ArticleVersion
from kgload.load.runs import Run
from kgload.query.catalog import SavedQuery, get_query
from kgload.query.run import run_query
from kgload.registry import registry
from kgload.resolve import resolve_marked

RUN = Run("run:1hostile", "2024-01-01T00:00:00.000+00:00", "host", 1, "hostile", "0")
PIECES = (
    "'", '"', "`", "\\", "\\u0060", "\\'", "}) DETACH DELETE (n", "]-() DELETE r //", "$id", "{id: 1}", "//", "/*",
    "*/", ";", "MATCH (n) DETACH DELETE n", "CREATE (:Pwned)", "SET n:Pwned", "`]->(:Pwned)", "' OR 1=1 //",
    "CALL db.labels()", "LOAD CSV FROM 'file:///etc/passwd' AS x", "\n", "\r\n", "\t", "\u2028", "\u202e", "\x1b[31m",
    "é", "😀", "\ufeff", "${jndi:ldap://x}", "{{7*7}}", "<script>alert(1)</script>", "%00", "../../etc/passwd",
    ":param x => 1", "UNWIND [1] AS x",
)  # fmt: skip
EDGES: tuple[str, ...] = (
    "", " ", "\x00", "a\x00b", "\ud800", "a\udfff", "\ufffe", "\uffff", "e\u0301" * 50, "\u202e\u202d", "null", "NaN",
    "-0", "9" * 400, "a" * 3_999, "a" * 4_000, "a" * 4_001, "a" * 100_000, "a" * 1_000_000, "é" * 4_000, "\U0010ffff",
    "\u200b", "\x7f", "\x85",
)  # fmt: skip
FIELDS: dict[str, Callable[[ArticleVersion, str], ArticleVersion]] = {
    "title": lambda version, text: _article(version, title=text),
    "publisher": lambda version, text: _article(version, publisher=text),
    "author": lambda version, text: _article(version, author=text),
    "name": lambda version, text: _first_actor(version, name=text),
    "office": lambda version, text: _first_actor(version, office=text),
}
WRITES = """\
CREATE (:X)
MERGE (:X {id: 1})
MATCH (n) SET n.x = 1
MATCH (n) REMOVE n.x
MATCH (n) DELETE n
MATCH (n) DETACH DELETE n
MATCH (n) SET n:X
MATCH (n) REMOVE n:Actor
MATCH (n) SET n = {}
MATCH (n) SET n += {x: 1}
MATCH (a), (b) CREATE (a)-[:X]->(b)
MATCH (a), (b) MERGE (a)-[:X]->(b)
MATCH ()-[r]->() DELETE r
MATCH ()-[r]->() SET r.x = 1
FOREACH (i IN [1] | CREATE (:X))
UNWIND [1, 2] AS x CREATE (:X {id: x})
CALL { CREATE (:X) } RETURN 1
CALL { CREATE (x:X) RETURN x } RETURN x
MATCH (n) CALL (n) { DELETE n } IN TRANSACTIONS
CREATE CONSTRAINT x FOR (n:X) REQUIRE n.id IS UNIQUE
DROP CONSTRAINT actor_id
CREATE INDEX x FOR (n:X) ON (n.id)
DROP INDEX event_earliest
CREATE FULLTEXT INDEX x FOR (n:X) ON EACH [n.id]
LOAD CSV FROM 'file:///etc/passwd' AS row RETURN row
LOAD CSV FROM 'http://127.0.0.1/x' AS row RETURN row
LOAD CSV FROM 'file:///x' AS row CREATE (:X)
CALL db.createLabel('X')
CALL db.createProperty('x')
CALL db.createRelationshipType('X')
CALL db.prepareForReplanning()
CALL db.clearQueryCaches()
CREATE USER x SET PASSWORD 'xxxxxxxx'
ALTER CURRENT USER SET PASSWORD FROM 'a' TO 'b'
DROP USER neo4j
CREATE DATABASE x
DROP DATABASE neo4j
STOP DATABASE neo4j
ALTER USER neo4j SET PASSWORD 'xxxxxxxx'
CALL dbms.setConfigValue('db.logs.query.enabled', 'OFF')
TERMINATE TRANSACTIONS 'neo4j-transaction-1'
USE system CREATE (:X)
CALL dbms.killConnections(['bolt-1'])
MATCH (n) WITH n LIMIT 1 SET n.name = 'x' RETURN n
""".splitlines()


def injected(world: World, strings: int, seed: int = 1) -> tuple[int, int]:
    """T24. Hostile strings as title, name, publisher, office and query parameter: stored as text, and labels, types and
    property keys stay what they were.
    """
    known = (world.examples(), world.generated(60))
    trial = world.fresh()
    for corpus in known:  # between them they have every word of the vocabulary
        trial.finish(corpus.arguments)
    random_, loader = random.Random(seed), Loader(world.database)
    before, good = _words(world.database), 0
    for start in range(0, strings, 500):
        texts = [_hostile(random_) for _ in range(min(500, strings - start))]
        versions = [_with(number, text) for number, text in enumerate(texts, start)]
        done = loader.write(versions, RUN)
        resolve_marked(world.database, registry())
        rows = world.database.read("MATCH (a:Article) WHERE a.title IS NOT NULL RETURN a.id AS id, a.title AS title")
        stored = {row["id"]: row["title"] for row in rows}
        good += sum(stored.get(v.article.id) == text for v, text in zip(versions, texts, strict=True))
        good += len({error.place for error in done.rejected} - stored.keys())
    run_query(world.database, get_query("meetings_of_actor"), {"actor": _hostile(random_)})
    return (good if _words(world.database) == before else 0), strings


def at_the_edge(world: World) -> tuple[int, int]:
    """T25. Each value in each field is stored exactly, or its article is rejected with a reason and no other."""
    world.fresh()
    loader, good, cases = Loader(world.database), 0, 0
    loader.prepare()
    for number, (field, text) in enumerate((field, text) for field in FIELDS for text in EDGES):
        cases += 1
        version = FIELDS[field](Generator(1_000).version(number), text)
        neighbour = Generator(1_000, seed=2, collection="neighbour").version(number)
        done = loader.write([version, neighbour], RUN)
        row = world.database.read("MATCH (a:Article {id: $id}) RETURN a.title AS title", {"id": version.article.id})
        told = bool(done.rejected) and not row
        kept = version.article.id in done.written and bool(row)
        good += (told or kept) and neighbour.article.id in done.written
    resolve_marked(world.database, registry())
    return good, cases


def refused(world: World) -> tuple[int, int]:
    """T29. What would write, administer or load a file is refused, and the graph is the same."""
    trial = world.fresh()
    trial.finish(world.examples().arguments)
    before, good = trial.graph(), 0
    saved = get_query("mentions")
    for statement in WRITES:
        good += _is_refused(world.database, replace(saved, statement=statement))
    return (good if trial.graph() == before else 0), len(WRITES)


def _is_refused(database: Database, query: SavedQuery) -> bool:
    try:
        run_query(database, query, {})
    except UsageError:
        return True
    except KgloadError:
        return False
    return False


def _hostile(random_: random.Random) -> str:
    return "".join(random_.choice(PIECES) for _ in range(random_.randrange(1, 6)))


def _with(number: int, text: str) -> ArticleVersion:
    version = Generator(100_000).version(number)
    return _first_actor(_article(version, title=text, publisher=text), name=text, office=text)


def _article(version: ArticleVersion, **fields: Any) -> ArticleVersion:
    extraction = version.extraction
    return replace(version, extraction=replace(extraction, article=replace(extraction.article, **fields)))


def _first_actor(version: ArticleVersion, **fields: Any) -> ArticleVersion:
    first, *others = version.extraction.actors
    return replace(version, extraction=replace(version.extraction, actors=(replace(first, **fields), *others)))


def _words(database: Database) -> tuple[str, ...]:
    """All labels, relationship types and property keys that the store knows."""
    lists = ("db.labels() YIELD label AS word", "db.relationshipTypes() YIELD relationshipType AS word")
    keys = "db.propertyKeys() YIELD propertyKey AS word"
    return tuple(
        row["word"] for call in (*lists, keys) for row in database.read(f"CALL {call} RETURN word ORDER BY word")
    )
