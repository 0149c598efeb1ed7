"""What no shape can say of a graph: that it is whole. Nothing stands loose in it, and it points at nothing outside.

Ill-typed literals ("30 February"^^xsd:date) are refused here too: pySHACL 0.40 and rdflib's SPARQL break off on them.
"""

from __future__ import annotations

import re
from datetime import date

from pyoxigraph import Literal, NamedNode

from kgload.errors import RecordError
from kgload.rdf import vocab as v
from kgload.rdf.statements import Node, Statements, Term

# the classes that a node of an article's graph may have, all at once
_KINDS = frozenset(
    frozenset(classes)
    for classes in (
        (v.ENTITY,),
        (v.NEWS_ARTICLE,),
        (v.DATELINE,),
        (v.ACTOR_MENTION, v.ANNOTATION),
        (v.EVENT_MENTION, v.ANNOTATION, v.VIEW),
        (v.ROLE,),
        (v.PLACE,),
        (v.SOFTWARE_AGENT,),
        (v.SPECIFIC_RESOURCE,),
        (v.QUOTE_SELECTOR, v.POSITION_SELECTOR),
    )
)
_DATATYPES = frozenset((v.STRING, v.DATE, v.DATE_TIME, v.INTEGER, v.OFFSET, v.DOUBLE, v.ANY_URI))
# what is surely well typed; rdflib, whose import takes long, decides of the rest
_PLAIN = {
    v.DATE: re.compile(r"[12][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])\Z"),
    v.OFFSET: re.compile(r"[0-9]{1,9}\Z"),
    v.INTEGER: re.compile(r"[0-9]{1,9}\Z"),
    v.DOUBLE: re.compile(r"[0-9]{1,9}\.[0-9]{1,9}\Z"),
}
_LATE = re.compile(r"[12][0-9]{3}-[0-9]{2}-[0-9]{2}\Z")
_ROOTS = frozenset((v.ENTITY, v.ACTOR_MENTION, v.EVENT_MENTION))


def refuse_parts(name: NamedNode, said: Statements) -> None:
    """RecordError (code `shape`) names the graph and the first node that is untyped, loose or missing."""
    classes: dict[Node, frozenset[Term]] = {}
    named: set[NamedNode] = set()
    for node, values in said.items():
        classes[node] = frozenset(values.get(v.TYPE, ()))
        for path, terms in values.items():
            if path == v.TYPE:
                continue
            for term in terms:
                if isinstance(term, NamedNode):
                    named.add(term)
                elif isinstance(term, Literal) and (wrong := _fault_of(term)):
                    raise _fault(name, node, f"<{path.value}> {wrong}")
    pointed = {node for node in named if not node.value.startswith(v.KG)}
    versions = [node for node, found in classes.items() if v.ENTITY in found]
    if versions != [name]:
        raise _fault(name, name, "must hold the article version that names it, and no other")
    for node, found in classes.items():
        if found not in _KINDS:
            kinds = ", ".join(sorted(map(str, found))) or "no class"
            raise _fault(name, node, f"its classes ({kinds}) are not those of a node of an article's graph")
        if node not in pointed and not found & _ROOTS:
            raise _fault(name, node, "nothing in the graph points at it")
    for lost in sorted(pointed - classes.keys(), key=str):
        raise _fault(name, lost, "the graph points at it and says nothing of it")


def _fault_of(term: Literal) -> str | None:
    """Datatypes are looked at first: rdflib would parse the markup of an rdf:XMLLiteral."""
    datatype = term.datatype
    if datatype == v.STRING:
        return None
    plain = _PLAIN.get(datatype)
    if plain and plain.match(term.value):
        return None
    if datatype == v.DATE and _is_day(term.value):
        return None
    if datatype not in _DATATYPES:
        return f"has a datatype or language that no property has: {term}"
    import rdflib

    typed = rdflib.Literal(term.value, datatype=rdflib.URIRef(datatype.value), normalize=False)
    return f"is ill-typed: {term}" if typed.ill_typed else None


def _is_day(text: str) -> bool:
    """The last days of a month: there is such a day."""
    try:
        return _LATE.match(text) is not None and bool(date.fromisoformat(text))
    except ValueError:
        return False


def _fault(name: NamedNode, node: Term, message: str) -> RecordError:
    where = node.value if isinstance(node, NamedNode) else str(node)
    text = f"graph <{name.value}>, node <{where}>: {message}"
    return RecordError("rdf", "shape", name.value, text, place=where)
