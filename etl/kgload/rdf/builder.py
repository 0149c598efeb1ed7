"""Collects the quads of one named graph: typed literals, absent values skipped, no blank nodes."""

from __future__ import annotations

from datetime import date

from pyoxigraph import Literal, NamedNode, Quad

from kgload import ids
from kgload.errors import RecordError
from kgload.model import Span
from kgload.rdf import vocab as v
from kgload.rdf.vocab import Scheme


class GraphBuilder:
    """One named graph in the making. `path` names the article in errors.

    Control characters, quotes and unpaired directions are carried as they are; a lone surrogate is no Unicode text and
    is refused (RecordError, code `surrogate`), as are ids that make no IRI (`bad_id`) and words off a closed list
    (`unknown_word`).
    """

    def __init__(self, graph: NamedNode, path: str) -> None:
        self.graph = graph
        self.path = path
        self.quads: list[Quad] = []

    def node(self, identifier: str, part: str = "") -> NamedNode:
        """The IRI of an id; with `part`, of a part of it (`<id>#<part>`)."""
        if "#" in identifier:
            raise self._fault("bad_id", f"the id {identifier!r} contains '#', which sets off its parts")
        try:
            return NamedNode(ids.iri(identifier) + (f"#{part}" if part else ""))
        except ValueError as error:
            raise self._fault("bad_id", f"the id {identifier!r} makes no IRI: {error}") from error

    def link(self, subject: NamedNode, predicate: NamedNode, value: NamedNode) -> None:
        self.quads.append(Quad(subject, predicate, value, self.graph))

    def types(self, subject: NamedNode, *classes: NamedNode) -> None:
        for class_ in classes:
            self.link(subject, v.TYPE, class_)

    def literal(self, subject: NamedNode, predicate: NamedNode, value: str | None, datatype: NamedNode) -> None:
        """`value` in its lexical form; nothing for None."""
        if value is None:
            return
        try:
            term = Literal(value, datatype=datatype)
        except ValueError as error:  # pyoxigraph's answer to text that UTF-8 cannot carry
            name = predicate.value.rpartition("#")[2]
            raise self._fault(
                "surrogate", f"{name} of <{subject.value}> holds a lone surrogate", "Decode the article again"
            ) from error
        self.quads.append(Quad(subject, predicate, term, self.graph))

    def text(self, subject: NamedNode, predicate: NamedNode, value: str | None) -> None:
        self.literal(subject, predicate, value, v.STRING)

    def day(self, subject: NamedNode, predicate: NamedNode, value: date | None) -> None:
        self.literal(subject, predicate, value.isoformat() if value else None, v.DATE)

    def number(self, subject: NamedNode, predicate: NamedNode, value: int | None) -> None:
        self.literal(subject, predicate, None if value is None else str(value), v.INTEGER)

    def offsets(
        self, subject: NamedNode, start: int, end: int, terms: tuple[NamedNode, NamedNode] = (v.START, v.END)
    ) -> None:
        for term, value in zip(terms, (start, end), strict=True):
            self.literal(subject, term, str(value), v.OFFSET)

    def word(self, subject: NamedNode, predicate: NamedNode, scheme: Scheme, value: str | None) -> None:
        """A word of a closed list, as its concept."""
        if value is None:
            return
        try:
            self.link(subject, predicate, scheme.term(value))
        except KeyError as error:
            name = predicate.value.rpartition("#")[2] or predicate.value
            raise self._fault("unknown_word", f"{value!r} is not on the closed list of {name}") from error

    def target(self, owner: NamedNode, predicate: NamedNode, part: NamedNode, span: Span) -> None:
        """`span` of the article as a Web Annotation target; its selector is quote and position in one."""
        selector = NamedNode(part.value + "-selector")
        self.link(owner, predicate, part)
        self.types(part, v.SPECIFIC_RESOURCE)
        self.link(part, v.HAS_SOURCE, self.graph)
        self.link(part, v.HAS_SELECTOR, selector)
        self.types(selector, v.QUOTE_SELECTOR, v.POSITION_SELECTOR)
        self.text(selector, v.EXACT, span.text)
        self.offsets(selector, span.start, span.end, (v.SELECTOR_START, v.SELECTOR_END))

    def _fault(self, code: str, message: str, remedy: str | None = None) -> RecordError:
        return RecordError("rdf", code, self.path, f"{self.path}: {message}", remedy, place=self.graph.value)
