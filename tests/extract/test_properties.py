"""What must not change an extraction, and what must change it in step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.articles import article
from kgload.extract import extract
from kgload.model import Article, Extraction, Region
from kgload.read import read_path

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


BOILERPLATE = (
    "Read more: Joe Biden met Xi Jinping in Bali on Monday.",
    "READ ALSO: Volodymyr Zelensky meets Justin Trudeau in Ottawa",
    "FILE PHOTO: Xi Jinping meets Vladimir Putin in Moscow, March 21, 2023.",
    "Photo: Joe Biden meets Xi Jinping in Bali, Nov. 14, 2022. REUTERS/Kevin Lamarque",
    "We use cookies to improve your experience. By clicking Accept you agree to our use of cookies.",
    "Sign up for our newsletter to get the news in your inbox.",
    "Follow us on Twitter and Facebook.",
    "Watch: Emmanuel Macron and Olaf Scholz meet in Berlin",
    "Click here to read more stories like this.",
    "Copyright 2023 The Associated Press. All rights reserved.",
    "Advertisement",
    "Share this article",
)


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pages") / "page.txt"


def read_from(file: Path, paragraphs: Sequence[str]) -> Article:
    """The paragraphs as a file, with a title and a dateline, as `kgload extract` reads it."""
    head = ("Putin meets Zhang in Moscow", f"MOSCOW, Nov. 9 -- {paragraphs[0]}")
    file.write_text("\n\n".join((*head, *paragraphs[1:])) + "\n", encoding="utf-8")
    (found,) = read_path(file)
    assert isinstance(found, Article)
    return found


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(BOILERPLATE), st.integers(1, len(OTHERS) - 1))
def test_boilerplate_as_it_is_read_changes_nothing(scratch: Path, text: str, at: int) -> None:
    """Not before the last paragraph: what follows "Read more" at the end of a page is a list of other articles."""
    paragraphs = [LEAD, *OTHERS]
    expected = told(extract(read_from(scratch, paragraphs)))
    assert len(expected) == 4
    assert told(extract(read_from(scratch, [*paragraphs[:at], text, *paragraphs[at:]]))) == expected


UNRELATED = (
    *OTHERS,
    "South Korean President Yoon Suk Yeol will visit London next week.",
    "Turkish President Recep Tayyip Erdogan received Saudi Crown Prince Mohammed bin Salman in Ankara on June 22.",
    "Indian Foreign Minister Subrahmanyam Jaishankar told parliament that inflation had fallen.",
    "Prices of bread rose by four percent in the third quarter.",
)


@settings(max_examples=25, deadline=None)
@given(st.permutations(UNRELATED))
def test_any_order_of_unrelated_paragraphs_says_the_same(paragraphs: list[str]) -> None:
    expected = told(extract(article("\n\n".join((LEAD, *UNRELATED)), "2023-11-09")))
    assert told(extract(article("\n\n".join((LEAD, *paragraphs)), "2023-11-09"))) == expected


# A person who is named in full first and by family name after it; all held the office of a foreign minister.
RENAMED = (
    "On Tuesday {family} also held talks with Japanese Foreign Minister Yoko Kamikawa in Tokyo.",
    "{family} will travel to Seoul next week.",
    "Last month he spoke by phone with U.S. Secretary of State Antony Blinken.",
)
PERSONS = (
    ("Penny Wong", "Wong"),
    ("Annalena Baerbock", "Baerbock"),
    ("José Manuel Albares", "Albares"),
    ("Hakan Fidan", "Fidan"),
    ("Faisal bin Farhan", "bin Farhan"),
    ("Dmytro Kuleba", "Kuleba"),
    ("Winston Peters", "Peters"),
    ("Mélanie Joly", "Joly"),
    ("Bui Thanh Son", "Son"),
    ("Jean-Noël Barrot", "Barrot"),
)


@settings(max_examples=len(PERSONS), deadline=None)
@given(st.sampled_from(PERSONS))
def test_a_person_renamed_throughout_changes_the_name_alone(person: tuple[str, str]) -> None:
    def without_name(of: tuple[str, str]) -> list[tuple[object, ...]]:
        name, family = of
        first = f"Foreign Minister {name} met Chinese Foreign Minister Wang Yi in Beijing on Monday."
        paragraphs = (first, *(text.format(family=family) for text in RENAMED))
        found = extract(article("\n\n".join(paragraphs), "2023-11-09"))
        roles = [(found.actor(a.actor), a.role) for e in found.events for a in e.arguments]
        names = [(actor.name, actor.office, role) for actor, role in roles]
        events = [(e.type, e.status, e.time, e.place, len(e.arguments)) for e in found.events]
        return [*events, *(("X" if called == name else called, *rest) for called, *rest in names)]

    assert without_name(person) == without_name(PERSONS[0])


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
