import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgload.read.blocks import plain, plain_blocks

LONG = (
    "Franklin D. Roosevelt, Winston Churchill and Joseph Stalin met at Yalta in February 1945 to agree on the shape of "
    "Europe after the war, and on the part that the Soviet Union would take in the war against Japan."
)


def said(text: str) -> list[tuple[str, str]]:
    joined, blocks = plain_blocks(text)
    return [(block.kind, joined[block.start : block.end]) for block in blocks]


@pytest.mark.parametrize("width", [60, 72, 100])
def test_hard_wrapped_paragraphs_are_one_block(width: int) -> None:
    paragraphs = [LONG, LONG.replace("Yalta", "Tehran")]
    text = "\n\n".join(textwrap.fill(paragraph, width) for paragraph in paragraphs)
    assert said(text) == [("paragraph", paragraph) for paragraph in paragraphs]


def test_a_paragraph_a_line() -> None:
    text = f"{LONG}\n{LONG[:80]}.\n\nA crosshead\n{LONG}"
    assert [block for _, block in said(text)] == [LONG, LONG[:80] + ".", "A crosshead", LONG]


def test_one_wrapped_paragraph_after_a_title() -> None:
    text = "Big three meet in the Crimea\n\n" + textwrap.fill(LONG[:120] + ".", 75)
    assert [block for _, block in said(text)] == ["Big three meet in the Crimea", LONG[:120] + "."]


def test_a_date_line_is_not_joined_to_its_title() -> None:
    text = "Powers agree on the limits of the zones at the Yalta conference\ndate February 11, 1945\n\n" + LONG
    assert [block for _, block in said(text)][:2] == [
        "Powers agree on the limits of the zones at the Yalta conference",
        "date February 11, 1945",
    ]


def test_the_text_of_a_record_holds_no_title_line() -> None:
    text = LONG[:70] + "\n" + LONG[70:110] + ".\n\\###"
    joined, blocks = plain_blocks(text, record=True)
    assert [joined[b.start : b.end] for b in blocks] == [LONG[:70] + " " + LONG[70:110] + "."]


def test_bullets_and_rules_are_layout() -> None:
    text = "- First point of the plan\n* Second point\n1. Third point\n-\n\n* * *\n\n• Fourth"
    assert said(text) == [
        ("item", "First point of the plan"),
        ("item", "Second point"),
        ("item", "Third point"),
        ("item", "Fourth"),
    ]


def test_fixed_spaces_become_spaces_one_for_one() -> None:
    assert plain("President\u00a0Biden\u2009met\ud800\0") == "President Biden met\ufffd\ufffd"


@given(st.text(alphabet="ab .\n-•*1)\u00a0", max_size=200))
def test_text_keeps_its_length_and_differs_in_white_space_only(text: str) -> None:
    joined, blocks = plain_blocks(plain(text))
    assert len(joined) == len(text)
    assert all(a == b or (a.isspace() and b == " ") for a, b in zip(text, joined, strict=True))
    ends = [0, *(offset for block in blocks for offset in (block.start, block.end))]
    assert ends == sorted(ends)
    assert all(joined[b.start : b.end].strip() == joined[b.start : b.end] != "" for b in blocks)
