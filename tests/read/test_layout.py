"""What each stretch of an article is: the table in `cases/read_layout.toml`, and what a table does not show."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kgload.model import Dateline, RegionKind
from kgload.read.blocks import plain, plain_blocks
from kgload.read.layout import Layout, lay_out
from kgload.read.markup import resolve
from kgload.read.record import Facts

TABLE: dict[str, Any] = tomllib.loads(
    (Path(__file__).parents[1] / "cases" / "read_layout.toml").read_text(encoding="utf-8")
)
FIRST, SECOND, THIRD = (TABLE["words"][key] for key in ("FIRST", "SECOND", "THIRD"))


def filled(text: str) -> str:
    for key, words in TABLE["words"].items():
        text = text.replace("{" + key + "}", words)
    return text


def laid(text: str, known: Facts | None = None, markdown: bool = False) -> tuple[Layout, str]:
    said, blocks = resolve(text) if markdown else plain_blocks(plain(text))
    return lay_out(said, blocks, known or Facts()), said


def kinds(text: str, known: Facts | None = None, markdown: bool = False) -> list[tuple[RegionKind, str]]:
    layout, said = laid(text, known, markdown)
    return [(r.kind, said[r.start : r.end]) for r in layout.regions]


@pytest.mark.parametrize("case", TABLE["cases"], ids=lambda case: case["name"])
def test_plain_text(case: dict[str, Any]) -> None:
    found = [f"{kind}: {said}" for kind, said in kinds(filled(case["text"]))]
    assert found == [filled(line) for line in case["expected"]]


def test_the_second_time_a_paragraph_stands_it_is_a_repeat() -> None:
    assert kinds(f"{FIRST}\n\n{SECOND}\n\n{FIRST}") == [("body", FIRST), ("body", SECOND), ("repeat", FIRST)]


def test_markdown_page_of_links() -> None:
    text = (
        "### [1986-10-12](/news/1986/10/12/index.md)\n\n# Reagan and Gorbachev meet in Reykjavik. \n\n"
        f"{SECOND}\n\n### Source:\n\n1. [Wire](https://wire.example/1)\n\n"
        f"### Related:\n\n1. [{THIRD}](/a.md) _Context: Reykjavik_\n"
    )
    layout, _ = laid(text, markdown=True)
    assert [kind for kind, _ in kinds(text, markdown=True)] == ["metadata", "title", "body", *["boilerplate"] * 4]
    assert (layout.facts.title, layout.facts.published) == ("Reagan and Gorbachev meet in Reykjavik.", "1986-10-12")


def test_the_head_states_facts() -> None:
    layout, _ = laid(
        "Published: 11:19, October 12, 1986 | Updated: 12:00, October 12, 1986\n"
        f"Superpowers meet in Iceland - Arab News\nBy Martha Gellhorn\n\n{FIRST}"
    )
    assert layout.facts == Facts(
        title="Superpowers meet in Iceland",
        publisher="Arab News",
        author="Martha Gellhorn",
        published="1986-10-12T11:19:00",
        updated="1986-10-12T12:00:00",
    )


def test_a_day_below_the_standfirst_is_that_of_publication() -> None:
    head = f"Superpowers meet in Iceland\n{FIRST}\nOctober 12, 1986 2:31 pm CET\nBy Martha Gellhorn"
    layout, _ = laid(f"{head}\n\n{SECOND}")
    assert layout.facts.published == "1986-10-12T14:31:00"


def test_a_day_within_the_body_is_not() -> None:
    layout, _ = laid(f"Superpowers meet in Iceland\n{FIRST}\n\n{SECOND}\n\nOctober 12, 1986\n\n{THIRD}")
    assert layout.facts.published is None


def test_what_is_stated_outside_wins() -> None:
    layout, _ = laid(f"Published: October 12, 1986\n\n{FIRST}", Facts(published="1986-10-13", title="Another title"))
    assert (layout.facts.published, layout.facts.title) == ("1986-10-13", "Another title")


def test_dateline_takes_its_year_from_publication() -> None:
    layout, _ = laid(f"date January 2, 1987\n\nREYKJAVIK, Dec. 31 (UPI) -- {FIRST}")
    assert layout.dateline == Dateline("Reykjavik", date(1986, 12, 31))


def test_only_one_dateline_is_taken_off() -> None:
    assert [kind for kind, _ in kinds(f"REYKJAVIK -- {FIRST}\n\nMOSCOW -- {SECOND}")] == ["dateline", "body", "body"]
