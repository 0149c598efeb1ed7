"""Typed look-ups in one named graph; whatever does not hold is a RecordError that names graph and node."""

from __future__ import annotations

from datetime import date
from itertools import chain
from typing import Literal as OneOf
from typing import overload

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kgload import ids
from kgload.errors import RecordError
from kgload.model import Span
from kgload.rdf import vocab as v
from kgload.rdf.statements import Statements, Term, Values
from kgload.rdf.vocab import Scheme

_NAMELESS = frozenset((BlankNode, Triple))
_NOTHING: Values = {}


class GraphReader:
    """One named graph, by subject and predicate. Values that must be there are asked for with `need=True`."""

    def __init__(self, name: NamedNode, said: Statements) -> None:
        self.name = name
        self._values: dict[NamedNode, Values] = {}
        self._of_class: dict[Term, list[NamedNode]] = {}
        for node, values in said.items():
            terms = chain.from_iterable(values.values())
            if not isinstance(node, NamedNode) or not _NAMELESS.isdisjoint(map(type, terms)):
                raise self.fault(name, "blank_node", f"holds a blank node or a triple as a term, at {node}")
            self._values[node] = values
            for class_ in values.get(v.TYPE, ()):
                self._of_class.setdefault(class_, []).append(node)

    def fault(self, node: NamedNode, code: str, message: str) -> RecordError:
        where = f"graph <{self.name.value}>, node <{node.value}>"
        return RecordError("rdf", code, self.name.value, f"{where}: {message}", place=node.value)

    def of_class(self, class_: NamedNode) -> list[NamedNode]:
        """All subjects of this class."""
        return self._of_class.get(class_, [])

    def the_one(self, class_: NamedNode) -> NamedNode:
        found = self.of_class(class_)
        if len(found) != 1:
            raise self.fault(self.name, "shape", f"has {len(found)} nodes of class <{class_.value}> and must have one")
        return found[0]

    def nodes(self, subject: NamedNode, predicate: NamedNode) -> list[NamedNode]:
        named = []
        for value in self._values.get(subject, _NOTHING).get(predicate, ()):
            if not isinstance(value, NamedNode):
                raise self.fault(subject, "bad_value", f"<{predicate.value}> must be an IRI")
            named.append(value)
        return named

    @overload
    def node(self, subject: NamedNode, predicate: NamedNode, need: OneOf[True]) -> NamedNode: ...
    @overload
    def node(self, subject: NamedNode, predicate: NamedNode, need: bool = False) -> NamedNode | None: ...
    def node(self, subject: NamedNode, predicate: NamedNode, need: bool = False) -> NamedNode | None:
        found = self.nodes(subject, predicate)
        if len(found) != 1:
            self._counted(subject, predicate, len(found), need)
            return None
        return found[0]

    @overload
    def text(self, subject: NamedNode, predicate: NamedNode, need: OneOf[True]) -> str: ...
    @overload
    def text(self, subject: NamedNode, predicate: NamedNode, need: bool = False) -> str | None: ...
    def text(self, subject: NamedNode, predicate: NamedNode, need: bool = False) -> str | None:
        """The lexical form of the one literal there."""
        found = self._values.get(subject, _NOTHING).get(predicate, ())
        if len(found) != 1:
            self._counted(subject, predicate, len(found), need)
            return None
        value = found[0]
        if not isinstance(value, Literal):
            raise self.fault(subject, "bad_value", f"<{predicate.value}> must be a literal")
        return value.value

    def day(self, subject: NamedNode, predicate: NamedNode) -> date | None:
        value = self.text(subject, predicate)
        if value is None:
            return None
        try:
            return date.fromisoformat(value)
        except ValueError as error:
            raise self.fault(subject, "bad_value", f"<{predicate.value}> is no date: {value!r}") from error

    @overload
    def number(self, subject: NamedNode, predicate: NamedNode, need: OneOf[True]) -> int: ...
    @overload
    def number(self, subject: NamedNode, predicate: NamedNode, need: bool = False) -> int | None: ...
    def number(self, subject: NamedNode, predicate: NamedNode, need: bool = False) -> int | None:
        value = self.text(subject, predicate, need)
        if value is None:
            return None
        try:
            return int(value)
        except ValueError as error:
            raise self.fault(subject, "bad_value", f"<{predicate.value}> is no whole number: {value!r}") from error

    def decimal(self, subject: NamedNode, predicate: NamedNode) -> float:
        value = self.text(subject, predicate, True)
        try:
            return float(value)
        except ValueError as error:
            raise self.fault(subject, "bad_value", f"<{predicate.value}> is no number: {value!r}") from error

    @overload
    def word(self, subject: NamedNode, predicate: NamedNode, scheme: Scheme, need: OneOf[True]) -> str: ...
    @overload
    def word(self, subject: NamedNode, predicate: NamedNode, scheme: Scheme, need: bool = False) -> str | None: ...
    def word(self, subject: NamedNode, predicate: NamedNode, scheme: Scheme, need: bool = False) -> str | None:
        """The word behind a concept of a closed list."""
        term = self.node(subject, predicate, need)
        if term is None:
            return None
        try:
            return scheme.word(term)
        except KeyError as error:
            message = f"<{term.value}> is not on the closed list of <{predicate.value}>"
            raise self.fault(subject, "unknown_word", message) from error

    def identifier(self, node: NamedNode) -> str:
        """Our id behind a node's IRI."""
        try:
            return ids.from_iri(node.value)
        except ValueError as error:
            raise self.fault(node, "bad_id", f"the IRI does not begin with {ids.IRI_BASE}") from error

    def span(self, target: NamedNode) -> Span:
        """The words and place that a Web Annotation target selects."""
        selector = self.node(target, v.HAS_SELECTOR, True)
        return Span(
            self.text(selector, v.EXACT, True),
            self.number(selector, v.SELECTOR_START, True),
            self.number(selector, v.SELECTOR_END, True),
        )

    def _counted(self, subject: NamedNode, predicate: NamedNode, number: int, need: bool) -> None:
        if number > 1 or (need and not number):
            wanted = "exactly one" if need else "at most one"
            raise self.fault(subject, "shape", f"has {number} values of <{predicate.value}> and must have {wanted}")
