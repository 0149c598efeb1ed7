"""May this graph be loaded? Closed SHACL shapes (`schema/shapes.ttl`) decide, many graphs to one pySHACL run.

One run per graph would spend half of its time on itself. A batch that fails is looked at graph by graph, so that a bad
graph is refused with its own message and the others pass.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import islice
from typing import NamedTuple

import pyshacl
import rdflib
from pyoxigraph import NamedNode, Quad
from rdflib.namespace import RDF, SH

from kgload.errors import RecordError
from kgload.rdf.dataset import to_graph
from kgload.rdf.whole import refuse_parts
from kgload.resources import schema_file

BATCH = 25

Graphs = Mapping[NamedNode, Sequence[Quad]]


class Finding(NamedTuple):
    """One thing that a shape found wrong."""

    node: str
    path: str
    message: str


def validate(graphs: Graphs) -> dict[NamedNode, RecordError]:
    """Why which of the graphs may not be loaded; empty if all may. Each error has stage `rdf` and code `shape`."""
    refused: dict[NamedNode, RecordError] = {}
    whole: dict[NamedNode, Sequence[Quad]] = {}
    for name, quads in graphs.items():
        try:
            refuse_parts(name, quads)
            whole[name] = quads
        except RecordError as error:
            refused[name] = error
    for batch in _batches(whole):
        if _findings(quad for name in batch for quad in whole[name]):
            verdicts = ((name, _refusal(name, whole[name])) for name in batch)
            refused |= {name: verdict for name, verdict in verdicts if verdict}
    return refused


def _batches(names: Iterable[NamedNode]) -> Iterator[list[NamedNode]]:
    left = iter(names)
    while batch := list(islice(left, BATCH)):
        yield batch


def _refusal(name: NamedNode, quads: Sequence[Quad]) -> RecordError | None:
    findings = _findings(quads)
    if not findings:
        return None
    first = findings[0]
    path = f", <{first.path}>" if first.path else ""
    more = f" (and {len(findings) - 1} more)" if len(findings) > 1 else ""
    message = f"graph <{name.value}>, node <{first.node}>{path}: {first.message}{more}"
    remedy = "schema/shapes.ttl says what a graph must be"
    return RecordError("rdf", "shape", name.value, message, remedy, place=first.node)


@cache
def _shapes() -> rdflib.Graph:
    return rdflib.Graph(bind_namespaces="none").parse(schema_file("shapes.ttl"), format="turtle")


def _findings(quads: Iterable[Quad]) -> list[Finding]:
    """In an order that does not depend on pySHACL's."""
    conforms, report, _ = pyshacl.validate(to_graph(quads), shacl_graph=_shapes(), inplace=True)
    return [] if conforms else sorted(set(_results(report)))


def _results(report: rdflib.Graph) -> Iterator[Finding]:
    for result in report.subjects(RDF.type, SH.ValidationResult):
        path = report.value(result, SH.resultPath)
        messages = sorted(str(message) for message in report.objects(result, SH.resultMessage))
        value = report.value(result, SH.value)
        shown = f" (found {str(value)[:200]!r})" if isinstance(value, rdflib.Literal) else ""
        node = report.value(result, SH.focusNode)
        yield Finding(str(node), str(path) if isinstance(path, rdflib.URIRef) else "", "; ".join(messages) + shown)
