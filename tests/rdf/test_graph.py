"""What one article's graph asserts, and what it refuses to carry."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from kgload.errors import RecordError
from kgload.model import ActorMention, EventMention, Extraction
from kgload.rdf import vocab as v
from kgload.rdf.graph import article_quads, graph_name
from rdf.extractions import BY, example

QUADS = article_quads(example(), BY)


def objects(subject: NamedNode, predicate: NamedNode) -> list[object]:
    return [q.object for q in QUADS if (q.subject, q.predicate) == (subject, predicate)]


def iri(identifier: str, part: str = "") -> NamedNode:
    return NamedNode("urn:kgload:" + identifier + part)


def test_mentions_only_and_no_blank_nodes() -> None:
    assert not [q for q in QUADS if isinstance(q.subject, BlankNode) or isinstance(q.object, BlankNode)]
    assert v.EVENT not in {q.object for q in QUADS}
    assert {q.graph_name for q in QUADS} == {graph_name(example().article)}


def test_the_terms_are_those_of_the_model() -> None:
    event = iri(example().events[0].id)
    assert set(objects(event, v.TYPE)) == {v.EVENT_MENTION, v.ANNOTATION, v.VIEW}
    assert objects(event, v.EARLIEST) == [Literal("2023-04-16", datatype=v.DATE)]
    assert objects(event, v.STATUS) == [NamedNode("urn:kgload:ns#status-occurred")]
    assert objects(event, v.ACCORDING_TO) == [iri(example().actors[2].id)]
    selector = iri(example().events[0].id, "#target-selector")
    assert objects(selector, v.EXACT) == [Literal(example().events[0].quote)]
    assert objects(selector, v.SELECTOR_START) == [Literal("18", datatype=v.OFFSET)]


PUBLISHED = {
    "2023-11-09": v.DATE,
    "2023-11-09T09:37:00Z": v.DATE_TIME,
    "2023-11-09T09:37:00.25+03:00": v.DATE_TIME,
    "2023-11-09T09:37": v.STRING,
}


@pytest.mark.parametrize(("published", "datatype"), PUBLISHED.items(), ids=PUBLISHED)
def test_a_moment_is_typed_as_far_as_it_is_one(published: str, datatype: NamedNode) -> None:
    article = replace(example().article, published=published)
    quads = article_quads(replace(example(), article=article), BY)
    assert [q.object for q in quads if q.predicate == v.DATE_PUBLISHED] == [Literal(published, datatype=datatype)]


def test_order_of_the_parts_makes_no_other_graph() -> None:
    shuffled = replace(
        example(),
        actors=example().actors[::-1],
        events=tuple(replace(e, arguments=e.arguments[::-1]) for e in example().events),
    )
    assert set(article_quads(shuffled, BY)) == set(QUADS)


def test_what_the_text_repeats_is_said_once() -> None:
    event = example().events[0]
    twice = replace(example(), events=(event, replace(event, id=event.id + "b")))
    quads = article_quads(twice, BY)
    assert len(quads) == len(set(quads))
    assert len([q for q in quads if q.object == v.PLACE]) == 1


def of_event(**changes: object) -> Callable[[Extraction], Extraction]:
    def change(original: Extraction) -> Extraction:
        event: EventMention = replace(original.events[0], **changes)  # type: ignore[arg-type]
        return replace(original, events=(event,))

    return change


def of_actor(**changes: object) -> Callable[[Extraction], Extraction]:
    def change(original: Extraction) -> Extraction:
        actor: ActorMention = replace(original.actors[0], **changes)  # type: ignore[arg-type]
        return replace(original, actors=(actor, *original.actors[1:]))

    return change


REFUSED: dict[str, tuple[Callable[[Extraction], Extraction], str]] = {
    "lone surrogate in a name": (of_actor(name="Pu\ud800tin"), "surrogate"),
    "lone surrogate in a quote": (of_event(quote="\udfff"), "surrogate"),
    "lone surrogate in an id": (of_event(id="mention:\ud800"), "bad_id"),
    "space in an id": (of_actor(id="actor mention"), "bad_id"),
    "part mark in an id": (of_actor(id="actor-mention:1#x"), "bad_id"),
    "type off the list": (of_event(type="duel"), "unknown_word"),
    "status off the list": (of_event(status="rumoured"), "unknown_word"),
    "kind off the list": (of_actor(kind="robot"), "unknown_word"),
    "one id, two mentions": (of_actor(id=example().events[0].id), "duplicate_id"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_rdf_is_refused_by_name(case: str) -> None:
    change, code = REFUSED[case]
    with pytest.raises(RecordError, match=r"putin-li\.txt") as caught:
        article_quads(change(example()), BY)
    assert (caught.value.stage, caught.value.code) == ("rdf", code)
    str(caught.value).encode()


def test_the_quads_are_plain_values() -> None:
    assert all(isinstance(q, Quad) for q in QUADS)
    assert hash(QUADS[0]) == hash(article_quads(example(), BY)[0])
