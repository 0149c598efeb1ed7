"""Whom we compare ourselves with: rdflib-neo4j, and the least Cypher that writes the same rows."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

import rdflib
from neo4j import GraphDatabase
from pyoxigraph import RdfFormat, serialize

from kgload.load.rows import Kind, Row
from kgload.rdf.serialize import quads_of
from kgload.server import Connection

BATCH = 5_000  # what rdflib-neo4j sends at a time

MERGES: Mapping[Kind, str] = {
    "article": "MERGE (n:Article {id: row.id}) SET n = row.properties",
    "country": "MERGE (n:Country {code: row.code}) SET n.name = row.name",
    "place": "MERGE (n:Place {id: row.id}) SET n += row.properties",
    "extractor": "MERGE (n:Extractor {id: row.id}) SET n += row.properties",
    "actor": "MATCH (a:Article {id: row.article}) MERGE (n:ActorMention {id: row.id}) SET n = row.properties "
    "MERGE (n)-[:FOUND_IN]->(a)",
    "mention": "MATCH (a:Article {id: row.article}) MERGE (n:Mention {id: row.id}) SET n = row.properties "
    "MERGE (n)-[:FOUND_IN]->(a)",
    "place_country": "MATCH (p:Place {id: row.place}) MATCH (c:Country {code: row.country}) MERGE (p)-[:IN]->(c)",
    "names": "MATCH (m:Mention {id: row.mention}) MATCH (a:ActorMention {id: row.actor}) "
    "MERGE (m)-[r:NAMES {role: row.role, start: row.start}]->(a) SET r.text = row.text, r.end = row.end",
    "at": "MATCH (m:Mention {id: row.mention}) MATCH (p:Place {id: row.place}) "
    "MERGE (m)-[r:AT]->(p) SET r.basis = row.basis",
    "attributed": "MATCH (m:Mention {id: row.mention}) MATCH (a:ActorMention {id: row.actor}) "
    "MERGE (m)-[r:ATTRIBUTED_TO]->(a) SET r.text = row.text",
    "extracted": "MATCH (m:Mention {id: row.mention}) MATCH (e:Extractor {id: row.extractor}) "
    "MERGE (m)-[:EXTRACTED_BY]->(e)",
    "block": "MERGE (:Block {id: row.id})",
}


def unwind(connection: Connection, rows: Mapping[Kind, Sequence[Row]]) -> None:
    """UNWIND and MERGE by hand: rows of one kind at a time, no ledger, no counters, no lease, nothing taken back."""
    auth = connection.username, connection.password.get_secret_value()
    with GraphDatabase.driver(connection.uri, auth=auth) as driver, driver.session(database="neo4j") as session:
        for kind, statement in MERGES.items():
            for start in range(0, len(rows[kind]), BATCH):
                batch = rows[kind][start : start + BATCH]
                session.run(f"UNWIND $rows AS row {statement}", rows=batch).consume()


def as_triples(file: Path) -> Path:
    """The same statements without their graphs: rdflib-neo4j knows none."""
    triples = file.with_suffix(".nt")
    if not triples.exists():
        with triples.open("wb") as stream:
            serialize((quad.triple for quad in quads_of(file)), stream, format=RdfFormat.N_TRIPLES)
    return triples


def rdflib_neo4j(connection: Connection, triples: Path) -> None:
    from rdflib_neo4j import HANDLE_VOCAB_URI_STRATEGY, Neo4jStore, Neo4jStoreConfig

    auth = {
        "uri": connection.uri,
        "database": connection.database,
        "user": connection.username,
        "pwd": connection.password.get_secret_value(),
    }
    config = Neo4jStoreConfig(auth_data=auth, handle_vocab_uri_strategy=HANDLE_VOCAB_URI_STRATEGY.IGNORE)
    with contextlib.redirect_stdout(io.StringIO()):
        graph = rdflib.Graph(store=Neo4jStore(config=config))
        graph.parse(str(triples), format="nt")
        graph.close(True)
