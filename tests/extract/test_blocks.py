"""Blocks: what is read, with offsets that hold, and headlines in capitals."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.articles import article
from kgload.extract.text.blocks import blocks_of


@pytest.mark.parametrize(
    ("title", "body", "expected"),
    [
        pytest.param(
            "Russian Foreign Minister Lavrov Visits Tehran for Talks",
            "Russia said that Lavrov would speak in Tehran with the Iranian side.",
            "Russian foreign minister Lavrov visits Tehran for talks",
            id="names keep their capitals",
        ),
        pytest.param("Putin meets Zhang in Moscow", "Zhang spoke.", "Putin meets Zhang in Moscow", id="already small"),
        pytest.param(
            "NATO Chief Hails Deal On UN Force", "x", "NATO chief hails deal on UN force", id="acronyms and small words"
        ),
    ],
)
def test_headline_case(title: str, body: str, expected: str) -> None:
    known = frozenset({"Russian", "Lavrov", "Tehran"})
    assert blocks_of(article(body, title=title), known)[0].text == expected


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\n"), min_size=1, max_size=60), max_size=5))
def test_a_block_has_the_length_of_its_region(paragraphs: list[str]) -> None:
    source = article("\n\n".join(p for p in paragraphs if p.strip()) or "x")
    for block, region in zip(blocks_of(source), source.regions, strict=True):
        assert len(block.text) == region.end - region.start
        assert block.start == region.start
        assert block.text.lower().split() == source.text[region.start : region.end].lower().split()


def test_captions_and_boilerplate_are_not_read() -> None:
    assert blocks_of(article("Putin met Zhang on Wednesday.", kind="caption")) == []
    assert blocks_of(article("Putin met Zhang on Wednesday.", kind="boilerplate")) == []


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        pytest.param("He said “we met Putin” yesterday.", "met", id="curly"),
        pytest.param('He said "we met Putin" yesterday.', "met", id="straight"),
    ],
)
def test_quotations(text: str, inside: str) -> None:
    block = blocks_of(article(text))[0]
    assert block.in_quotes(text.index(inside))
    assert not block.in_quotes(text.index("yesterday"))
