"""`schema/shapes.ttl` compiled: says of most graphs at once that they conform.

What it passes, pySHACL passes. What it does not, pySHACL decides and words: so where it is stricter than the shapes (a
date with a time zone, an odd number) nothing is lost but time. It knows the SHACL that our shapes use; any other in the
file is a SchemaError, not something left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, reduce
from operator import and_

import pyoxigraph
from pyoxigraph import Literal, NamedNode, RdfFormat

from kgload.errors import SchemaError
from kgload.rdf import vocab as v
from kgload.rdf.statements import Node, Statements, Term, Values
from kgload.resources import schema_file
from kgload.vocabulary import vocabulary

SH = "http://www.w3.org/ns/shacl#"
XSD_DECIMALS = re.compile(r"-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?\Z")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")

Test = Callable[[Term, Statements], bool]
NodeTest = Callable[[Node, Values, Statements], bool]

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_WITH_VALUE = (Literal, NamedNode)
_IGNORED = {"path", "message", "closed", "ignoredProperties", "targetClass", "targetSubjectsOf", "property"}


@dataclass(frozen=True, slots=True)
class _Property:
    tests: tuple[Test, ...]
    least: int
    most: float


@dataclass(slots=True)
class _Shape:
    """What a node must be. `properties` of a closed shape are all that it may have."""

    properties: dict[NamedNode, _Property] = field(default_factory=dict)
    tests: list[NodeTest] = field(default_factory=list)
    closed: bool = False
    required: tuple[NamedNode, ...] = ()

    def holds(self, node: Node, values: Values, nodes: Statements) -> bool:
        for path, found in values.items():
            wanted = self.properties.get(path)
            if wanted is None:
                if self.closed and path != v.TYPE:
                    return False
                continue
            if not wanted.least <= len(found) <= wanted.most:
                return False
            for test in wanted.tests:
                for value in found:
                    if not test(value, nodes):
                        return False
        for path in self.required:
            if path not in values:
                return False
        return not self.tests or all(test(node, values, nodes) for test in self.tests)


def conforms(said: Statements) -> bool:
    """Whether the graph surely conforms. False leaves it to pySHACL."""
    of_class, of_property = _compiled()
    for node, values in said.items():
        if not isinstance(node, NamedNode):
            return False
        for class_ in values.get(v.TYPE, ()):
            for shape in of_class.get(class_, ()):
                if not shape.holds(node, values, said):
                    return False
        for path, shape in of_property:
            if path in values and not shape.holds(node, values, said):
                return False
        if not (_spans_fit(values) and _bounds_fit(values) and _roles_fit(values, said)):
            return False
    return True


# ---------------------------------------------------------------- the shapes that the file says in SPARQL


def _spans_fit(values: Values) -> bool:
    """shape:SpanLength: words are as long as their offsets say."""
    for text, start, end in ((v.EXACT, v.SELECTOR_START, v.SELECTOR_END), (v.TEXT, v.START, v.END)):
        if text in values and start in values and end in values:
            words, first, last = (_lexical(values[path][0]) for path in (text, start, end))
            if not (first.isascii() and first.isdigit() and last.isascii() and last.isdigit()):
                return False
            if len(words) != int(last) - int(first):
                return False
    return True


def _bounds_fit(values: Values) -> bool:
    """shape:Bounds: nothing ends before it begins."""
    if v.EARLIEST not in values or v.LATEST not in values:
        return True
    first, last = _lexical(values[v.EARLIEST][0]), _lexical(values[v.LATEST][0])
    return bool(DAY.match(first) and DAY.match(last)) and first <= last


def _roles_fit(values: Values, nodes: Statements) -> bool:
    """shape:RoleOfType: roles are those of the event's type."""
    if v.HAS_ARGUMENT not in values:
        return True
    allowed: frozenset[Term] = reduce(and_, (_roles().get(kind, frozenset()) for kind in values.get(v.EVENT_TYPE, ())))
    parts = (nodes.get(part, {}) for part in values[v.HAS_ARGUMENT] if isinstance(part, NamedNode))
    return all(role in allowed for part in parts for role in part.get(v.ROLE_TYPE, ()))


@cache
def _roles() -> Mapping[Term, frozenset[Term]]:
    types = vocabulary().types.items()
    return {v.event_types().term(name): frozenset(map(v.roles().term, kind.roles)) for name, kind in types}


_IN_SPARQL = {"urn:kgload:shape#SpanLength", "urn:kgload:shape#Bounds", "urn:kgload:shape#RoleOfType"}


# ---------------------------------------------------------------- the others, from the file


@cache
def _compiled() -> tuple[Mapping[Term, Sequence[_Shape]], Sequence[tuple[NamedNode, _Shape]]]:
    """Shapes by the class, and by the property, whose nodes they are for."""
    file = _File()
    of_class: dict[Term, list[_Shape]] = {}
    of_property = []
    for name, said in file.shapes():
        if "sparql" in said:
            if name not in _IN_SPARQL:
                raise _unknown(f"{name} in SPARQL")
            continue
        shape = _shape(file, said)
        for class_ in said.get("targetClass", ()):
            of_class.setdefault(class_, []).append(shape)
        of_property += [(path, shape) for path in said.get("targetSubjectsOf", ()) if isinstance(path, NamedNode)]
    return of_class, of_property


Said = Mapping[str, Sequence[Term]]


class _File:
    """The statements of `shapes.ttl`."""

    def __init__(self) -> None:
        self._said: dict[Term, dict[str, list[Term]]] = {}
        for quad in pyoxigraph.parse(schema_file("shapes.ttl").read_bytes(), format=RdfFormat.TURTLE):
            path = quad.predicate.value.removeprefix(SH)
            self._said.setdefault(quad.subject, {}).setdefault(path, []).append(quad.object)

    def shapes(self) -> Iterable[tuple[str, Said]]:
        kind = NamedNode(SH + "NodeShape")
        for node, said in self._said.items():
            if isinstance(node, NamedNode) and kind in said.get(v.TYPE.value, ()):
                yield node.value, {key: values for key, values in said.items() if key != v.TYPE.value}

    def said(self, node: Term) -> Said:
        return self._said.get(node, {})

    def list_of(self, node: Term) -> list[Term]:
        found = []
        while node != NamedNode(_RDF + "nil"):
            found.append(self._said[node][_RDF + "first"][0])
            node = self._said[node][_RDF + "rest"][0]
        return found


def _shape(file: _File, said: Said) -> _Shape:
    shape = _Shape(closed="closed" in said)
    for node in said.get("property", ()):
        about = file.said(node)
        shape.properties[_path(about)] = _property(file, about)
    shape.required = tuple(path for path, wanted in shape.properties.items() if wanted.least)
    for name, terms in said.items():
        if name == "or":
            shape.tests.append(_alternatives([_shape(file, file.said(node)) for node in file.list_of(terms[0])]))
        elif name not in _IGNORED:
            test = _test(file, name, terms[0])
            shape.tests.append(lambda node, values, nodes, test=test: test(node, nodes))  # type: ignore[misc]
    return shape


def _property(file: _File, said: Said) -> _Property:
    tests = [_test(file, name, term) for name, terms in said.items() if name not in _COUNTS for term in terms]
    least, most = (said[name][0] if name in said else None for name in ("minCount", "maxCount"))
    return _Property(tuple(tests), int(_lexical(least)) if least else 0, int(_lexical(most)) if most else float("inf"))


_COUNTS = {"path", "message", "minCount", "maxCount"}


def _path(said: Said) -> NamedNode:
    path = said["path"][0]
    if not isinstance(path, NamedNode):
        raise _unknown("a path that is no property")
    return path


def _test(file: _File, name: str, term: Term) -> Test:
    match name:
        case "datatype":
            return lambda value, _: isinstance(value, Literal) and value.datatype == term
        case "class":
            return lambda value, nodes: isinstance(value, NamedNode) and term in nodes.get(value, {}).get(v.TYPE, ())
        case "in":
            words = frozenset(file.list_of(term))
            return lambda value, _: value in words
        case "or":
            tests = [_only_test(file, node) for node in file.list_of(term)]
            return lambda value, nodes: any(test(value, nodes) for test in tests)
        case "pattern":
            # "$" would let a line feed pass at the end
            matches = re.compile(re.sub(r"\$\Z", r"\\Z", _lexical(term))).match
            return lambda value, _: matches(_lexical(value)) is not None
        case "minLength":
            return lambda value, _: len(_lexical(value)) >= int(_lexical(term))
        case "minInclusive":
            return _between(float(_lexical(term)), float("inf"))
        case "maxInclusive":
            return _between(float("-inf"), float(_lexical(term)))
    raise _unknown(f"sh:{name}")


def _only_test(file: _File, node: Term) -> Test:
    ((name, (term,)),) = file.said(node).items()
    return _test(file, name, term)


def _between(low: float, high: float) -> Test:
    def test(value: Term, _: Statements) -> bool:
        text = _lexical(value)
        return XSD_DECIMALS.match(text) is not None and low <= float(text) <= high

    return test


def _alternatives(shapes: Sequence[_Shape]) -> NodeTest:
    return lambda node, values, nodes: any(shape.holds(node, values, nodes) for shape in shapes)


def _lexical(term: Term) -> str:
    return term.value if isinstance(term, _WITH_VALUE) else ""


def _unknown(what: str) -> SchemaError:
    return SchemaError(f"schema/shapes.ttl: {what} is no SHACL that kgload compiles", "Teach kgload.rdf.shapes to")
