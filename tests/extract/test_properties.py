"""What must not change an extraction, and what must change it in step."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest

from extract.articles import article
from kgload.extract import extract
from kgload.model import Article, Extraction, Region

LEAD = (
    "Russian President Vladimir Putin met with Zhang Youxia, vice chairman of China's Central Military Commission, "
    "in Moscow on Wednesday."
)
OTHERS = (
    "Japanese Prime Minister Fumio Kishida visited Kyiv in March.",
    "German Chancellor Olaf Scholz spoke by phone with French President Emmanuel Macron on Monday.",
    "Lloyd Austin and Li Shangfu did not meet in Singapore.",
)


def told(found: Extraction) -> set[tuple[object, ...]]:
    """What the events say, whatever their ids and offsets."""
    return {
        (
            e.type,
            e.status,
            e.time.earliest,
            e.time.latest,
            e.place,
            frozenset((found.actor(a.actor).name, found.actor(a.actor).office, a.role) for a in e.arguments),
        )
        for e in found.events
    }


def with_furniture(source: Article, at: int, text: str) -> Article:
    """The article with a paragraph of boilerplate put in before region number `at`."""
    start = source.regions[at].start
    shift = len(text) + 2
    moved = [Region(r.kind, r.start + shift, r.end + shift) for r in source.regions[at:]]
    regions = (*source.regions[:at], Region("boilerplate", start, start + len(text)), *moved)
    return replace(source, text=f"{source.text[:start]}{text}\n\n{source.text[start:]}", regions=regions)


def test_the_same_article_gives_the_same_extraction() -> None:
    source = article("\n\n".join((LEAD, *OTHERS)), "2023-11-09")
    assert extract(source) == extract(source)


@pytest.mark.parametrize("at", range(3))
def test_boilerplate_changes_nothing(at: int) -> None:
    source = article("\n\n".join((LEAD, *OTHERS)), "2023-11-09")
    furniture = "Read more: Joe Biden met Xi Jinping in Bali on Monday."
    assert told(extract(with_furniture(source, at, furniture))) == told(extract(source))


@pytest.mark.parametrize("order", list(permutations(range(3))), ids=str)
def test_the_order_of_unrelated_paragraphs_changes_nothing(order: tuple[int, ...]) -> None:
    paragraphs = [OTHERS[i] for i in order]
    expected = told(extract(article("\n\n".join((LEAD, *OTHERS)), "2023-11-09")))
    assert told(extract(article("\n\n".join((LEAD, *paragraphs)), "2023-11-09"))) == expected


@pytest.mark.parametrize("name", ["Sergei Lavrov", "Mikhail Mishustin", "Dmitry Medvedev"])
def test_another_name_changes_the_name_alone(name: str) -> None:
    def without_name(found: Extraction) -> list[tuple[object, ...]]:
        return [(e.type, e.status, e.time, e.place, len(e.arguments)) for e in found.events]

    text = LEAD.replace("President Vladimir Putin", "envoy Vladimir Putin")
    one = extract(article(text, "2023-11-09"))
    other = extract(article(text.replace("Vladimir Putin", name), "2023-11-09"))
    assert without_name(one) == without_name(other)
    assert name.split()[1] in {(a.name or "").split()[-1] for a in other.actors}


def test_an_undated_article_gives_no_time() -> None:
    assert all(e.time.earliest is None for e in extract(article(LEAD)).events)


@pytest.mark.parametrize(
    ("text", "part", "whole"),
    [
        pytest.param(
            "Xi Jinping met Vladimir Putin during his state visit to Moscow in March.",
            "meeting",
            "visit",
            id="during a visit",
        ),
        pytest.param(
            "Lloyd Austin met Prabowo Subianto on the sidelines of the Shangri-La Dialogue in Singapore.",
            "meeting",
            "conference",
            id="on the sidelines",
        ),
    ],
)
def test_a_part_names_its_whole(text: str, part: str, whole: str) -> None:
    events = extract(article(text, "2023-06-20")).events
    wholes = {e.id for e in events if e.type == whole}
    assert [set(e.part_of) for e in events if e.type == part] == [wholes]
    assert all(not e.part_of for e in events if e.type == whole)


def test_events_of_one_sentence_are_no_parts_without_a_word() -> None:
    text = "Xi Jinping visited Moscow in March and met Vladimir Putin in Beijing in October."
    assert all(not e.part_of for e in extract(article(text, "2023-11-20")).events)
