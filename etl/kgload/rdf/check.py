"""May this graph be loaded? Closed SHACL shapes (`schema/shapes.ttl`) decide.

Compiled (`shapes`), they pass what conforms. What they do not pass is pySHACL's: it decides, and words the refusal.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import NamedNode, Quad

from kgload.errors import RecordError
from kgload.rdf.shapes import conforms
from kgload.rdf.statements import Statements, statements
from kgload.rdf.whole import refuse_parts
from kgload.resources import schema_file

if TYPE_CHECKING:
    import rdflib

Graphs = Mapping[NamedNode, Sequence[Quad]]


class Finding(NamedTuple):
    """One thing that a shape found wrong."""

    node: str
    path: str
    message: str


def checked(graphs: Graphs) -> Iterator[tuple[NamedNode, Statements | RecordError]]:
    """What each graph says, or why it may not be loaded (stage `rdf`, code `shape`)."""
    for name, quads in graphs.items():
        said = statements(quads)
        try:
            refuse_parts(name, said)
        except RecordError as error:
            yield name, error
            continue
        refusal = None if conforms(said) else _refusal(name, quads)
        yield name, refusal or said


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
    import rdflib

    return rdflib.Graph(bind_namespaces="none").parse(schema_file("shapes.ttl"), format="turtle")


def _findings(quads: Iterable[Quad]) -> list[Finding]:
    """In an order that does not depend on pySHACL's. (It is imported when first needed: that takes a second.)"""
    import pyshacl

    from kgload.rdf.dataset import to_graph

    conforms, report, _ = pyshacl.validate(to_graph(quads), shacl_graph=_shapes(), inplace=True)
    return [] if conforms else sorted(set(_results(report)))


def _results(report: rdflib.Graph) -> Iterator[Finding]:
    import rdflib
    from rdflib.namespace import RDF, SH

    for result in report.subjects(RDF.type, SH.ValidationResult):
        path = report.value(result, SH.resultPath)
        messages = sorted(str(message) for message in report.objects(result, SH.resultMessage))
        value = report.value(result, SH.value)
        shown = f" (found {str(value)[:200]!r})" if isinstance(value, rdflib.Literal) else ""
        node = report.value(result, SH.focusNode)
        yield Finding(str(node), str(path) if isinstance(path, rdflib.URIRef) else "", "; ".join(messages) + shown)
