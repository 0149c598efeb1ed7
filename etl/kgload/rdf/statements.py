"""What one named graph says, by subject and predicate: gone through once, for all who look at it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

Node = NamedNode | BlankNode | Triple
Term = NamedNode | BlankNode | Literal | Triple
Values = Mapping[NamedNode, Sequence[Term]]
Statements = Mapping[Node, Values]


def statements(quads: Iterable[Quad]) -> Statements:
    """Each statement once, in the order of the quads."""
    found: dict[Node, dict[NamedNode, list[Term]]] = {}
    for quad in quads:
        subject, path, term = quad.subject, quad.predicate, quad.object
        values = found.get(subject)
        if values is None:
            found[subject] = {path: [term]}
        elif (terms := values.get(path)) is None:
            values[path] = [term]
        elif term not in terms:
            terms.append(term)
    return found
