"""The same quads as rdflib sees them, for pySHACL and for whoever works with rdflib."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from functools import lru_cache

import pyoxigraph
import rdflib
from pyoxigraph import NamedNode, Quad
from rdflib.term import IdentifiedNode

# an ill-typed literal ("30 February"^^xsd:date) is for the shapes to report; rdflib would log a traceback for each
logging.getLogger("rdflib.term").setLevel(logging.ERROR)

RdflibTerm = rdflib.URIRef | rdflib.BNode | rdflib.Literal


def to_graph(quads: Iterable[Quad]) -> rdflib.Graph:
    """One rdflib graph of all triples; graph names are left out."""
    graph = rdflib.Graph(bind_namespaces="none")
    for quad in quads:
        graph.add((_node(quad.subject), rdflib.URIRef(quad.predicate.value), rdflib_term(quad.object)))
    return graph


def to_dataset(quads: Iterable[Quad]) -> rdflib.Dataset:
    """One rdflib dataset, graph by graph."""
    dataset = rdflib.Dataset()
    for quad in quads:
        graph = (
            dataset.graph(quad.graph_name.value) if isinstance(quad.graph_name, NamedNode) else dataset.default_graph
        )
        graph.add((_node(quad.subject), rdflib.URIRef(quad.predicate.value), rdflib_term(quad.object)))
    return dataset


def _node(term: object) -> IdentifiedNode:
    found = rdflib_term(term)
    if not isinstance(found, IdentifiedNode):
        raise TypeError(f"no subject: {term}")
    return found


@lru_cache(maxsize=8192)
def rdflib_term(term: object) -> RdflibTerm:
    """The rdflib term equal to this pyoxigraph one; literals keep their lexical form."""
    match term:
        case pyoxigraph.NamedNode():
            return rdflib.URIRef(term.value)
        case pyoxigraph.BlankNode():
            return rdflib.BNode(term.value)
        case pyoxigraph.Literal() if term.language:
            return rdflib.Literal(term.value, lang=term.language)
        case pyoxigraph.Literal():
            return rdflib.Literal(term.value, datatype=rdflib.URIRef(term.datatype.value), normalize=False)
    raise TypeError(f"not a term of rdflib: {term}")
