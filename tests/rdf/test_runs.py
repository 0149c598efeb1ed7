"""Runs are activities that used article versions; their graph alone has what is volatile."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode

from kgload.rdf import vocab as v
from kgload.rdf.runs import RunRow, run_quads

RUN = RunRow(
    id="run:1", started="2024-01-02T03:04:05.678+00:00", ended=None, outcome="running", host="desk", process=7,
    collection="demo", kgload="0.1.0", written=2, unchanged=0, withdrawn=1, rejected=None,
    loaded=("version:1a", "version:1b"),
)  # fmt: skip


def test_a_run_used_the_versions_that_it_loaded() -> None:
    node = NamedNode("urn:kgload:run:1")
    said = {(q.predicate, q.object) for q in run_quads([RUN, RUN]) if q.subject == node}
    assert (v.TYPE, v.ACTIVITY) in said
    assert (v.STARTED_AT, Literal(RUN.started, datatype=v.DATE_TIME)) in said
    assert (v.UNCHANGED, Literal("0", datatype=v.INTEGER)) in said
    assert (v.WITHDRAWN, Literal("1", datatype=v.INTEGER)) in said
    assert {o for p, o in said if p == v.USED} == {
        NamedNode("urn:kgload:version:1a"),
        NamedNode("urn:kgload:version:1b"),
    }
    assert not {p for p, _ in said} & {v.ENDED_AT, v.REJECTED}
    assert {q.graph_name for q in run_quads([RUN])} == {v.RUNS_GRAPH}
