"""The graph says all that the extraction says, and foreign graphs that say less are refused by node."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from kgload.errors import RecordError
from kgload.model import Extraction
from kgload.rdf import vocab as v
from kgload.rdf.graph import article_quads, graph_name
from kgload.rdf.order import in_document_order
from kgload.rdf.records import read_graph
from kgload.rdf.statements import statements
from rdf.extractions import BY, example, extractions


def as_the_graph_knows_it(original: Extraction) -> Extraction:
    return replace(in_document_order(original), article=original.article.without_text(), issues=())


@settings(max_examples=150, deadline=None)
@given(extractions())
def test_back_from_the_graph_comes_what_went_in(original: Extraction) -> None:
    quads = article_quads(original, BY)
    name = graph_name(original.article)
    assert read_graph(name, statements(reversed(quads)))[0] == as_the_graph_knows_it(original)
    assert {q.graph_name for q in quads} == {name}


def test_the_example_comes_back_and_names_its_extractor() -> None:
    quads = article_quads(example(), BY)
    name = graph_name(example().article)
    assert read_graph(name, statements(quads)) == (as_the_graph_knows_it(example()), BY)


Change = Callable[[list[Quad]], list[Quad]]
NAME = graph_name(example().article)
EVENT = NamedNode("urn:kgload:" + example().events[0].id)
PUTIN = NamedNode("urn:kgload:" + example().actors[0].id)


def without(subject: NamedNode, predicate: NamedNode) -> Change:
    return lambda quads: [q for q in quads if (q.subject, q.predicate) != (subject, predicate)]


def with_value(subject: NamedNode, predicate: NamedNode, value: NamedNode | Literal | BlankNode) -> Change:
    return lambda quads: [*quads, Quad(subject, predicate, value, NAME)]


def instead(subject: NamedNode, predicate: NamedNode, value: NamedNode | Literal) -> Change:
    return lambda quads: with_value(subject, predicate, value)(without(subject, predicate)(quads))


FAULTS: dict[str, tuple[Change, str, NamedNode]] = {
    "no status": (without(EVENT, v.STATUS), "shape", EVENT),
    "two types": (with_value(EVENT, v.EVENT_TYPE, v.event_types().term("call")), "shape", EVENT),
    "type off the list": (instead(EVENT, v.EVENT_TYPE, NamedNode(v.KG + "type-duel")), "unknown_word", EVENT),
    "one bound": (without(EVENT, v.LATEST), "bad_value", EVENT),
    "no date": (instead(EVENT, v.LATEST, Literal("soon")), "bad_value", EVENT),
    "upside down": (instead(EVENT, v.LATEST, Literal("2023-04-15")), "bad_value", EVENT),
    "no number": (with_value(EVENT, v.COUNT, Literal("two")), "bad_value", EVENT),
    "no confidence": (instead(EVENT, v.CONFIDENCE, Literal("high")), "bad_value", EVENT),
    "literal for a node": (instead(EVENT, v.TRIGGER, Literal("met")), "bad_value", EVENT),
    "node for a literal": (instead(EVENT, v.RULE, EVENT), "bad_value", EVENT),
    "blank node": (with_value(EVENT, v.HAS_ARGUMENT, BlankNode("x")), "blank_node", NAME),
    "unknown actor": (without(PUTIN, v.TYPE), "loose_end", NAME),
    "foreign link": (with_value(EVENT, v.PART_OF, NamedNode("urn:kgload:mention:1x")), "loose_end", NAME),
    "foreign id": (with_value(EVENT, v.PART_OF, NamedNode("http://x.example/1")), "bad_id", NamedNode("http://x.example/1")),
    "other version": (instead(NAME, v.SHA256, Literal("f" * 64)), "bad_id", NAME),
}  # fmt: skip


@pytest.mark.parametrize("case", FAULTS)
def test_a_fault_names_graph_and_node(case: str) -> None:
    change, code, node = FAULTS[case]
    with pytest.raises(RecordError) as caught:
        read_graph(NAME, statements(change(article_quads(example(), BY))))
    assert (caught.value.stage, caught.value.code, caught.value.place) == ("rdf", code, node.value)
    assert NAME.value in str(caught.value)
    assert node.value in str(caught.value)


def test_a_publication_date_must_be_a_date() -> None:
    node = NamedNode("urn:kgload:" + example().article.id)
    quads = instead(node, v.DATE_PUBLISHED, Literal("Sunday"))(article_quads(example(), BY))
    with pytest.raises(RecordError, match="datePublished"):
        read_graph(NAME, statements(quads))
