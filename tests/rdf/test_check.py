"""What may be loaded: closed shapes, closed lists, whole graphs; a bad graph never takes a good one with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import product
from typing import get_args

import pyshacl
import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad

from kgload import ids, model
from kgload.errors import RecordError
from kgload.model import Extraction
from kgload.rdf import vocab as v
from kgload.rdf.check import Graphs, checked
from kgload.rdf.dataset import to_graph
from kgload.rdf.graph import article_quads, graph_name
from kgload.rdf.records import read_graph
from kgload.rdf.shapes import conforms
from kgload.rdf.statements import statements
from kgload.rdf.whole import refuse_parts
from kgload.resources import schema_file
from kgload.vocabulary import vocabulary
from rdf.extractions import BY, example, extractions

SHAPES = rdflib.Graph().parse(schema_file("shapes.ttl"))
NAME = graph_name(example().article)
ARTICLE = NamedNode("urn:kgload:" + example().article.id)
EVENT = NamedNode("urn:kgload:" + example().events[0].id)
ACTOR = NamedNode("urn:kgload:" + example().actors[0].id)
ROLE = NamedNode(EVENT.value + "#argument-0")
TARGET = NamedNode(EVENT.value + "#target")
SELECTOR = NamedNode(EVENT.value + "#target-selector")
STRAY = NamedNode("urn:kgload:stray:1")

Change = Callable[[list[Quad]], list[Quad]]


def refused(graphs: Graphs) -> dict[NamedNode, RecordError]:
    return {name: found for name, found in checked(graphs) if isinstance(found, RecordError)}


def plus(subject: NamedNode, predicate: NamedNode, value: NamedNode | Literal) -> Change:
    return lambda quads: [*quads, Quad(subject, predicate, value, NAME)]


def minus(subject: NamedNode, predicate: NamedNode) -> Change:
    return lambda quads: [q for q in quads if (q.subject, q.predicate) != (subject, predicate)]


def instead(subject: NamedNode, predicate: NamedNode, value: NamedNode | Literal) -> Change:
    return lambda quads: plus(subject, predicate, value)(minus(subject, predicate)(quads))


def kg(name: str) -> NamedNode:
    return NamedNode(v.KG + name)


def day(value: str) -> Literal:
    return Literal(value, datatype=v.DATE)


FAULTS: dict[str, tuple[Change, str]] = {
    "unknown property of an event": (plus(EVENT, kg("mood"), Literal("warm")), "mood"),
    "unknown property of an article": (plus(ARTICLE, kg("mood"), Literal("warm")), "mood"),
    "unknown property of a version": (plus(NAME, kg("mood"), Literal("warm")), "mood"),
    "unknown property of an actor": (plus(ACTOR, kg("mood"), Literal("warm")), "mood"),
    "unknown property of a role": (plus(ROLE, kg("mood"), Literal("warm")), "mood"),
    "unknown property of a target": (plus(TARGET, kg("mood"), Literal("warm")), "mood"),
    "unknown property of a selector": (plus(SELECTOR, kg("mood"), Literal("warm")), "mood"),
    "type off the list": (instead(EVENT, v.EVENT_TYPE, kg("type-duel")), "eventType"),
    "status off the list": (instead(EVENT, v.STATUS, kg("status-rumoured")), "status"),
    "precision off the list": (instead(EVENT, v.PRECISION, kg("precision-decade")), "precision"),
    "role off the list": (instead(ROLE, v.ROLE_TYPE, kg("role-spy")), "roleType"),
    "role of another type": (instead(ROLE, v.ROLE_TYPE, kg("role-signatory")), "role-signatory"),
    "kind off the list": (instead(ACTOR, v.ACTOR_KIND, kg("kind-robot")), "kind"),
    "standing off the list": (plus(ACTOR, v.STANDING, kg("standing-exiled")), "standing"),
    "country by name": (instead(ACTOR, v.COUNTRY, Literal("Russia")), "alpha-2"),
    "no status": (minus(EVENT, v.STATUS), "status"),
    "two statuses": (plus(EVENT, v.STATUS, kg("status-denied")), "status"),
    "earliest alone": (minus(EVENT, v.LATEST), "both bounds or neither"),
    "latest alone": (minus(EVENT, v.EARLIEST), "both bounds or neither"),
    "bounds upside down": (instead(EVENT, v.LATEST, day("2023-04-15")), "before it begins"),
    "day that is none": (instead(EVENT, v.LATEST, day("2023-02-30")), "hasLatest"),
    "day as a string": (instead(EVENT, v.LATEST, Literal("2023-04-16")), "hasLatest"),
    "quote too short": (instead(SELECTOR, v.EXACT, Literal("Russian")), "as long as their offsets"),
    "argument too long": (instead(ROLE, v.TEXT, Literal("Vladimir Putin ")), "as long as their offsets"),
    "offset below zero": (instead(SELECTOR, v.SELECTOR_START, Literal("-1", datatype=v.OFFSET)), "start"),
    "offset as a string": (instead(SELECTOR, v.SELECTOR_START, Literal("18")), "start"),
    "confidence above one": (instead(EVENT, v.CONFIDENCE, Literal("1.5", datatype=v.DOUBLE)), "confidence"),
    "confidence NaN": (instead(EVENT, v.CONFIDENCE, Literal("NaN", datatype=v.DOUBLE)), "confidence"),
    "confidence in words": (instead(EVENT, v.CONFIDENCE, Literal("high", datatype=v.DOUBLE)), "confidence"),
    "count in words": (plus(EVENT, v.COUNT, Literal("two", datatype=v.INTEGER)), "count"),
    "offset in words": (instead(SELECTOR, v.SELECTOR_START, Literal("six", datatype=v.OFFSET)), "start"),
    "count of none": (plus(EVENT, v.COUNT, Literal("0", datatype=v.INTEGER)), "count"),
    "count beyond counting": (plus(EVENT, v.COUNT, Literal("9" * 30, datatype=v.INTEGER)), "count"),
    "hash that is none": (instead(NAME, v.SHA256, Literal("abc")), "sha256"),
    "language-tagged name": (instead(ACTOR, v.NAME, Literal("Putin", language="en")), "name"),
    "published some day": (instead(ARTICLE, v.DATE_PUBLISHED, Literal("Sunday")), "ISO 8601"),
    "basis without a place": (minus(EVENT, v.HAS_PLACE), ""),
    "citing words without an actor": (minus(EVENT, v.ACCORDING_TO), "actor they cite"),
    "node without a class": (plus(STRAY, v.NAME, Literal("x")), "no class"),
    "node that nothing points at": (plus(STRAY, v.TYPE, v.PLACE), "points at it"),
    "node of two classes": (plus(ROLE, v.TYPE, v.PLACE), "classes"),
    "an event itself": (plus(STRAY, v.TYPE, v.EVENT), "classes"),
    "link out of the graph": (plus(EVENT, v.PART_OF, NamedNode("urn:kgload:mention:1x")), "says nothing of it"),
    "another version": (plus(NamedNode("urn:kgload:version:1x"), v.TYPE, v.ENTITY), "no other"),
    "article under another id": (plus(NAME, v.SPECIALIZATION_OF, ACTOR), "specializationOf"),
}


def test_the_example_may_be_loaded() -> None:
    assert not refused({NAME: article_quads(example(), BY)})


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(extractions())
def test_whatever_the_model_allows_may_be_loaded(original: Extraction) -> None:
    assert not refused({graph_name(original.article): article_quads(original, BY)})


@pytest.mark.parametrize("case", FAULTS)
def test_a_shape_refuses(case: str) -> None:
    change, words = FAULTS[case]
    error = refused({NAME: change(article_quads(example(), BY))})[NAME]
    assert (error.stage, error.code, error.path) == ("rdf", "shape", NAME.value)
    assert error.place
    assert words in str(error)


NAMED = {str(q.subject): q.subject for q in article_quads(example(), BY) if isinstance(q.subject, NamedNode)}
TERMS: st.SearchStrategy[NamedNode | Literal] = st.one_of(
    st.sampled_from([STRAY, EVENT, ACTOR, NAME, kg("type-call"), v.PLACE, Literal("x", language="en")]),
    st.builds(Literal, st.text(max_size=4)),
    st.builds(
        lambda value, datatype: Literal(value, datatype=datatype),
        st.sampled_from(
            ["", "0", "-1", "1e999", "NaN", "2023-02-03", "2023-02-30", "-0044-03-15", "\x00", "2023-02-03T04:05:06"]
        ),
        st.sampled_from([v.DATE, v.DATE_TIME, v.INTEGER, v.OFFSET, v.DOUBLE, v.ANY_URI, kg("mood")]),
    ),
)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_a_spoilt_graph_is_refused_or_read_but_never_breaks_us(data: st.DataObject) -> None:
    quads = article_quads(example(), BY)
    spoilt = data.draw(st.sampled_from(quads))
    changed = instead(NAMED[str(spoilt.subject)], spoilt.predicate, data.draw(TERMS))(quads)
    if not refused({NAME: changed}):
        read_graph(NAME, statements(changed))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_what_the_compiled_shapes_pass_is_what_pyshacl_passes(data: st.DataObject) -> None:
    quads = article_quads(example(), BY)
    for _ in range(data.draw(st.integers(1, 2))):
        spoilt = data.draw(st.sampled_from(quads))
        node = NAMED[str(spoilt.subject)]
        change = data.draw(st.sampled_from(["drop", "replace", "add"]))
        if change != "add":
            quads = [quad for quad in quads if quad != spoilt]
        if change != "drop":
            path = data.draw(st.sampled_from([spoilt.predicate, *(quad.predicate for quad in quads)]))
            value = data.draw(st.one_of(TERMS, st.sampled_from([quad.object for quad in quads])))
            quads = [*quads, Quad(node, path, value, NAME)]
    try:
        refuse_parts(NAME, statements(quads))
    except RecordError:
        return
    conforming, _, _ = pyshacl.validate(to_graph(quads), shacl_graph=SHAPES, inplace=True)
    assert conforming >= conforms(statements(quads))


@pytest.mark.parametrize("case", FAULTS)
def test_the_compiled_shapes_pass_no_fault(case: str) -> None:
    quads = FAULTS[case][0](article_quads(example(), BY))
    try:
        refuse_parts(NAME, statements(quads))
    except RecordError:
        return
    assert not conforms(statements(quads))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(extractions())
def test_the_compiled_shapes_pass_what_the_model_allows(original: Extraction) -> None:
    assert conforms(statements(article_quads(original, BY)))


def other(number: int) -> Extraction:
    """The example as another article, with ids of its own."""
    first = example()
    actors = {actor.id: f"actor-mention:1x{number}n{rank}" for rank, actor in enumerate(first.actors)}
    event = first.events[0]
    cited = replace(event.attribution, actor=actors[event.attribution.actor]) if event.attribution else None
    arguments = tuple(replace(argument, actor=actors[argument.actor]) for argument in event.arguments)
    return Extraction(
        replace(first.article, id=ids.article_id(None, "demo", str(number)), path=str(number)),
        tuple(replace(actor, id=actors[actor.id]) for actor in first.actors),
        (replace(event, id=f"mention:1x{number}", arguments=arguments, attribution=cited),),
    )


def test_a_bad_graph_is_refused_alone() -> None:
    articles = [other(number) for number in range(5)]
    graphs = {graph_name(a.article): article_quads(a, BY) for a in articles}
    bad = graph_name(articles[3].article)
    node = NamedNode("urn:kgload:" + articles[3].events[0].id)
    graphs[bad] = [*graphs[bad], Quad(node, kg("mood"), Literal("warm"), bad)]
    found = refused(graphs)
    assert list(found) == [bad]
    assert node.value in str(found[bad])


def test_two_versions_of_one_article_do_not_spoil_each_other() -> None:
    new = other(1)
    old = replace(
        other(2), article=replace(new.article, sha256="e" * 64, title="An older headline", url="https://x.example")
    )
    assert not refused({graph_name(a.article): article_quads(a, BY) for a in (old, new)})


def test_roles_and_types_are_those_of_the_event_types() -> None:
    """Every role with every type in one graph: refused are exactly those that the closed list does not pair."""
    first = example()
    pairs = list(product(sorted(vocabulary().types), sorted(vocabulary().roles)))
    for wanted in (True, False):
        chosen = [(kind, role) for kind, role in pairs if (role in vocabulary()[kind].roles) is wanted]
        events = tuple(
            replace(
                first.events[0],
                id=f"mention:1r{rank}",
                type=kind,
                arguments=(replace(first.events[0].arguments[0], role=role),),
            )
            for rank, (kind, role) in enumerate(chosen)
        )
        found = refused({NAME: article_quads(replace(first, events=events), BY)})
        assert bool(found) is not wanted
        if found:
            assert f"and {len(chosen) - 1} more" in str(found[NAME])


CLOSED = {
    "status": get_args(model.Status),
    "precision": get_args(model.Precision),
    "standing": get_args(model.Standing),
    "kind": get_args(model.ActorKind),
    "anchor": get_args(model.AnchorBasis),
    "basis": get_args(model.PlaceBasis),
}


@pytest.mark.parametrize("prefix", CLOSED)
def test_the_shapes_list_all_words_of_the_model(prefix: str) -> None:
    text = schema_file("shapes.ttl").read_text(encoding="utf-8")
    listed = {word.rstrip(",") for word in text.split() if word.startswith(f"kg:{prefix}-")}
    assert listed == {f"kg:{prefix}-{word}" for word in CLOSED[prefix]}
