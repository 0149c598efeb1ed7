"""What is declared is made, awaited, made once, and needed."""

from __future__ import annotations

import pytest

from kgload.database import Database
from kgload.errors import SetupError
from kgload.load.constraints import declared, ensure_constraints, missing_constraints, require_constraints

LABELS = "Article Mention ActorMention Actor Event Office Place Extractor Run Registry Block".split()


def test_every_key_has_a_constraint() -> None:
    statements = " ".join(declared().values())
    for label in LABELS:
        assert f"(n:{label}) REQUIRE n.id IS UNIQUE" in statements
    for key in ("(n:Country) REQUIRE n.code", "(n:Name) REQUIRE n.key", "[r:HOLDS]-() REQUIRE r.id"):
        assert f"{key} IS UNIQUE" in statements


@pytest.mark.neo4j
def test_they_are_made_once(graph: Database) -> None:
    ensure_constraints(graph)
    graph.execute("DROP CONSTRAINT event_id")
    graph.execute("DROP INDEX article_path")
    assert missing_constraints(graph) == ["event_id", "article_path"]
    assert ensure_constraints(graph) == ["event_id", "article_path"]
    assert ensure_constraints(graph) == []


@pytest.mark.neo4j
def test_nothing_is_loaded_without(graph: Database) -> None:
    ensure_constraints(graph)
    graph.execute("DROP CONSTRAINT event_id")
    with pytest.raises(SetupError, match="lacks the constraints event_id"):
        require_constraints(graph)
    ensure_constraints(graph)


@pytest.mark.neo4j
def test_a_graph_that_violates_one_is_refused(graph: Database) -> None:
    ensure_constraints(graph)
    graph.execute("DROP CONSTRAINT event_id")
    graph.execute("CREATE (:Event {id: 'event:1a'}), (:Event {id: 'event:1a'})")
    with pytest.raises(SetupError, match="event_id"):
        ensure_constraints(graph)
    graph.execute("MATCH (event:Event) DELETE event")
    ensure_constraints(graph)
