from dataclasses import replace
from pathlib import Path

import pytest

from kgload.errors import RecordError
from kgload.ids import article_id
from kgload.model import Article
from kgload.read.blocks import plain_blocks
from kgload.read.compose import MAX_TEXT, compose
from kgload.read.record import Draft, Facts, Source

SOURCE = Source(Path("wires.jsonl"), "a/wires.jsonl", "wires", 1, "0" * 64)
BODY = "Richard Nixon and Zhou Enlai signed the Shanghai Communiqué on Sunday, at the end of the visit to China."


def draft(text: str = BODY, facts: Facts | None = None, fragment: str | None = None) -> Draft:
    said, blocks = plain_blocks(text)
    return Draft(said, blocks, facts or Facts(), text.encode(), fragment, "line 3")


def article(text: str = BODY, facts: Facts | None = None, fragment: str | None = None) -> Article:
    made = compose(draft(text, facts, fragment), SOURCE)
    assert isinstance(made, Article)
    return made


def test_a_stated_title_is_put_before_a_text_that_lacks_it() -> None:
    made = article(facts=Facts(title="Nixon ends his visit", subtitle="The communiqué is signed in Shanghai."))
    assert made.text == f"Nixon ends his visit\n\nThe communiqué is signed in Shanghai.\n\n{BODY}"
    assert [(r.kind, made.text[r.start : r.end]) for r in made.regions] == [
        ("title", "Nixon ends his visit"),
        ("subtitle", "The communiqué is signed in Shanghai."),
        ("body", BODY),
    ]


def test_a_title_that_stands_in_the_text_is_not_doubled() -> None:
    made = article(f"Nixon ends his visit\n\n{BODY}", Facts(title="Nixon ends his visit"))
    assert made.text.count("Nixon ends") == 1


def test_without_a_title_offsets_are_those_of_the_source() -> None:
    assert article().text == BODY


@pytest.mark.parametrize(
    ("facts", "fragment", "identity"),
    [
        (Facts(url="https://paper.example/1"), "7", ("https://paper.example/1", "wires", "a/wires.jsonl")),
        (Facts(), "7", (None, "wires", "a/wires.jsonl#7")),
        (Facts(), None, (None, "wires", "a/wires.jsonl")),
    ],
)
def test_identity(facts: Facts, fragment: str | None, identity: tuple[str | None, str, str]) -> None:
    made = article(facts=facts, fragment=fragment)
    assert (made.url, made.collection, made.path) == identity
    assert made.id == article_id(*identity)


@pytest.mark.parametrize(
    ("facts", "publisher", "published"),
    [
        (Facts(url="https://www.theguardian.com/world/1972/feb/27/a"), "The Guardian", "1972-02-27"),
        (Facts(url="https://www.theguardian.com/x", publisher="Wire", published="1972-02-28"), "Wire", "1972-02-28"),
        (Facts(title="Nixon ends his visit | The Paper"), "The Paper", None),
        (Facts(publisher="Wire", updated="1972-02-28T10:00:00"), "Wire", "1972-02-28T10:00:00"),
    ],
)
def test_publisher_and_day_from_the_url_or_title(facts: Facts, publisher: str | None, published: str | None) -> None:
    made = article(facts=facts)
    assert (made.publisher, made.published) == (publisher, published)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("12345 -- 67", "no_text"),
        ("word " * 1000, "no_sentence"),
        ("a" * 5_000_000, "no_sentence"),
        ("A b. " * (MAX_TEXT // 4), "too_large"),
    ],
    ids=["no letters", "no stops", "five megabytes", "too long"],
)
def test_refusals_name_place_and_remedy(text: str, code: str) -> None:
    error = compose(draft(text), SOURCE)
    assert isinstance(error, RecordError)
    assert (error.code, error.place, error.path) == (code, "line 3", "a/wires.jsonl")
    assert error.remedy


def test_a_title_of_digits_alone_is_no_article() -> None:
    error = compose(draft("None", Facts(title="14929")), SOURCE)
    assert isinstance(error, RecordError)
    assert error.code == "no_text"


def test_hostile_titles_are_text() -> None:
    title = '\'}) DETACH DELETE n // \x1b[31m <a> "x"@en .'
    assert article(facts=replace(Facts(), title=title)).title == title
