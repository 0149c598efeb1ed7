"""rdflib sees the same terms, with their lexical forms."""

from __future__ import annotations

import rdflib
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad

from kgload.rdf import vocab as v
from kgload.rdf.dataset import to_dataset, to_graph
from kgload.rdf.graph import article_quads, graph_name
from rdf.extractions import BY, HOSTILE, example

QUADS = article_quads(example(), BY)


def test_a_dataset_keeps_graphs_apart() -> None:
    dataset = to_dataset([*QUADS, Quad(BlankNode("x"), v.NAME, Literal("x", language="en"), DefaultGraph())])
    name = rdflib.URIRef(graph_name(example().article).value)
    assert len(dataset.graph(name)) == len(QUADS)
    assert set(dataset.default_graph.objects()) == {rdflib.Literal("x", lang="en")}


def test_literals_keep_their_lexical_form() -> None:
    subject = NamedNode("urn:kgload:a")
    values = [Literal(HOSTILE), Literal("007", datatype=v.INTEGER), Literal("0.90", datatype=v.DOUBLE)]
    graph = to_graph(Quad(subject, v.VALUE, value, v.RESOLVED_GRAPH) for value in values)
    assert {str(value) for value in graph.objects()} == {HOSTILE, "007", "0.90"}


def test_an_event_can_be_asked_for_in_sparql() -> None:
    rows = to_graph(QUADS).query(
        f"SELECT ?words WHERE {{ ?m a <{v.EVENT_MENTION.value}> ; <{v.HAS_TARGET.value}>/<{v.HAS_SELECTOR.value}> ?s ."
        f" ?s <{v.EXACT.value}> ?words }}"
    )
    assert [str(row[0]) for row in rows] == [example().events[0].quote]  # type: ignore[index]
