"""Document order does not depend on the order that it was given."""

from __future__ import annotations

import random
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from kgload.model import Extraction
from kgload.rdf.order import in_document_order
from rdf.extractions import example, extractions


@settings(max_examples=60, deadline=None)
@given(extractions(), st.randoms(use_true_random=False))
def test_any_order_comes_to_one(original: Extraction, dice: random.Random) -> None:
    ordered = in_document_order(original)
    shuffled = replace(
        ordered,
        actors=tuple(dice.sample(ordered.actors, len(ordered.actors))),
        events=tuple(
            replace(event, arguments=tuple(dice.sample(event.arguments, len(event.arguments))))
            for event in dice.sample(ordered.events, len(ordered.events))
        ),
    )
    assert in_document_order(shuffled) == ordered
    assert in_document_order(ordered) == ordered


def test_actors_stand_as_the_text_names_them() -> None:
    turned = replace(example(), actors=example().actors[::-1])
    assert [actor.name for actor in in_document_order(turned).actors] == ["Vladimir Putin", "Li Shangfu", "Kremlin"]
