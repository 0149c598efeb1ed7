"""What no database can hold is told before it is sent, and named; what it can hold passes to the last byte."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from kgload.load.bounds import INDEXED_BYTES, LARGEST, not_imported, too_long
from kgload.load.rows import ArticleVersion
from kgload.load.tables import BETWEEN
from kgload.model import Span
from load.versions import version

EXAMPLE = version()


def _article(**changes: Any) -> ArticleVersion:
    return replace(EXAMPLE, extraction=replace(EXAMPLE.extraction, article=replace(EXAMPLE.article, **changes)))


def _actor(**changes: Any) -> ArticleVersion:
    *others, last = EXAMPLE.extraction.actors
    return replace(EXAMPLE, extraction=replace(EXAMPLE.extraction, actors=(*others, replace(last, **changes))))


def _event(**changes: Any) -> ArticleVersion:
    (event,) = EXAMPLE.extraction.events
    return replace(EXAMPLE, extraction=replace(EXAMPLE.extraction, events=(replace(event, **changes),)))


def _argument(**changes: Any) -> ArticleVersion:
    *others, last = EXAMPLE.extraction.events[0].arguments
    return _event(arguments=(*others, replace(last, **changes)))


TEXTS: dict[str, Callable[[str], ArticleVersion]] = {
    "url": lambda text: _article(url=text),
    "path": lambda text: _article(path=text),
    "publisher": lambda text: _article(publisher=text),
    "name": lambda text: _actor(name=text),
    "office": lambda text: _actor(office=text),
}
NUMBERS: dict[str, Callable[[int], ArticleVersion]] = {
    "count": lambda number: _event(count=number),
    "start of the sentence": lambda number: _event(start=number),
    "end of the sentence": lambda number: _event(end=number),
    "trigger": lambda number: _event(trigger=Span("met", 1, number)),
    "argument": lambda number: _argument(end=number),
    "actor": lambda number: _actor(spans=(Span("K", 0, 1), Span("K", number, 2))),
}


@pytest.mark.parametrize("field", TEXTS)
@pytest.mark.parametrize("letter", ["a", "ш", "\ud800"], ids=["one byte", "two", "half a character"])
def test_a_text_that_an_index_cannot_take(field: str, letter: str) -> None:
    longest = INDEXED_BYTES // len(letter.encode("utf-8", "surrogatepass"))
    assert too_long(TEXTS[field](letter * longest)) is None
    refused = TEXTS[field](letter * (longest + 1))
    error = too_long(refused)
    assert error is not None
    assert (error.stage, error.code, error.path) == ("load", "too_long", refused.article.path)
    assert error.place == refused.article.id
    assert "is longer than 4000 bytes" in str(error)


@pytest.mark.parametrize("field", NUMBERS)
def test_a_number_of_more_than_64_bits(field: str) -> None:
    assert not_imported(NUMBERS[field](LARGEST)) is None
    for number in (LARGEST + 1, -LARGEST - 1):
        error = not_imported(NUMBERS[field](number))
        assert error is not None
        assert (error.stage, error.code, error.path) == ("load", "refused", "putin-li.txt")
        assert (error.place, "longer than 64 bits" in str(error)) == (EXAMPLE.article.id, True)


def test_the_sign_between_the_elements_of_a_list_is_no_text() -> None:
    error = not_imported(_actor(spans=(Span("K", 0, 1), Span(f"a{BETWEEN}b", 5, 8))))
    assert error is not None
    assert (error.stage, error.code, error.path) == ("load", "refused", "putin-li.txt")
    assert (error.place, "U+FFFF" in str(error)) == (EXAMPLE.article.id, True)


def test_what_is_usual_passes() -> None:
    assert too_long(EXAMPLE) is None
    assert not_imported(EXAMPLE) is None
