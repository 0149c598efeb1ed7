"""The article graphs of a file, one by one, in whatever order its quads stand."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, DefaultGraph, Quad

from kgload import ids
from kgload.errors import RecordError
from kgload.rdf import vocab as v
from kgload.rdf.graph import article_quads, graph_name
from kgload.rdf.serialize import nquads, write_file
from kgload.rdf.streaming import ScatteredError, graphs_scattered, graphs_together
from rdf.extractions import BY, example

NAME = graph_name(example().article)
QUADS = article_quads(example(), BY)
DERIVED = [Quad(NAME, v.TYPE, v.EVENT, graph) for graph in (v.RESOLVED_GRAPH, v.RUNS_GRAPH)]


def _articles(number: int) -> list[list[Quad]]:
    article = example().article
    articles = [replace(article, id=ids.article_id(None, "demo", str(n))) for n in range(number)]
    return [article_quads(replace(example(), article=one, actors=(), events=()), BY) for one in articles]


def test_graphs_that_lie_together_come_in_the_order_of_the_file(tmp_path: Path) -> None:
    file, graphs = tmp_path / "x.nq", _articles(3)
    file.write_bytes(b"".join(nquads(graph) for graph in graphs))
    found = list(graphs_together(file))
    assert [(name, set(quads)) for name, quads in found] == [(graph[0].graph_name, set(graph)) for graph in graphs]


@pytest.mark.parametrize("suffix", [".nq", ".trig", ".jsonld"])
def test_a_sorted_file_gives_the_same(suffix: str, tmp_path: Path) -> None:
    file, graphs = tmp_path / f"x{suffix}", _articles(3)
    write_file(file, [quad for graph in graphs for quad in graph])
    found = dict(graphs_scattered(file))
    assert {name: set(quads) for name, quads in found.items()} == {graph[0].graph_name: set(graph) for graph in graphs}
    assert list(found) == sorted(found, key=str)
    if suffix == ".nq":
        with pytest.raises(ScatteredError):
            list(graphs_together(file))
    else:
        assert {name: set(quads) for name, quads in graphs_together(file)} == {n: set(q) for n, q in found.items()}


def test_derived_graphs_are_left_out(tmp_path: Path) -> None:
    file = tmp_path / "x.nq"
    file.write_bytes(nquads(DERIVED[:1]) + nquads(QUADS) + nquads(DERIVED))
    for found in (list(graphs_together(file)), list(graphs_scattered(file))):
        assert [(name, set(quads)) for name, quads in found] == [(NAME, set(QUADS))]


@pytest.mark.parametrize("graph", [DefaultGraph(), BlankNode("g")], ids=["default graph", "blank graph"])
@pytest.mark.parametrize("read", [graphs_together, graphs_scattered])
def test_a_quad_needs_a_named_graph(read: object, graph: DefaultGraph | BlankNode, tmp_path: Path) -> None:
    file = tmp_path / "some.nq"
    file.write_bytes(nquads([*QUADS, Quad(NAME, v.TYPE, v.EVENT_MENTION, graph)]))
    with pytest.raises(RecordError, match=r"some\.nq") as caught:
        list(read(file))  # type: ignore[operator]
    assert caught.value.code == "no_graph"
