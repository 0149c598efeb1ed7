"""A run that changed the graph has a record; another has none."""

from __future__ import annotations

import pytest

from kgload.database import Database
from kgload.load.loader import Loader
from kgload.load.runs import Run, end_run
from load.graph_state import count
from load.versions import other

pytestmark = pytest.mark.neo4j


def test_the_record_of_a_run(graph: Database) -> None:
    loader = Loader(graph)
    loader.prepare()
    run = Run.begin("demo")
    loader.write([other(1)], run)
    end_run(graph, run, "done", {"written": 1, "rejected": 0})
    (found,) = graph.read(
        "MATCH (run:Run)-[:LOADED]->(article:Article) RETURN properties(run) AS run, article.path AS path"
    )
    assert found["path"] == "1.txt"
    assert found["run"].pop("ended") >= run.started
    assert found["run"] == {
        "id": run.id, "started": run.started, "host": run.host, "process": run.process, "collection": "demo",
        "kgload": run.kgload, "outcome": "done", "written": 1, "rejected": 0,
    }  # fmt: skip


def test_a_run_without_a_write_has_none(graph: Database) -> None:
    end_run(graph, Run.begin("demo"), "done", {"written": 0})
    assert count(graph, "Run") == 0


def test_a_record_that_has_ended_is_not_begun_again(graph: Database) -> None:
    loader, run = Loader(graph), Run.begin("demo")
    loader.prepare()
    loader.write([other(1)], run)
    end_run(graph, run, "stopped", {"written": 1})
    loader.write([other(2)], run)
    rows = graph.read("MATCH (run:Run)-[:LOADED]->(a) RETURN run.outcome AS outcome, count(a) AS articles")
    assert rows == [{"outcome": "stopped", "articles": 2}]
