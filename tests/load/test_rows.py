"""Rows are sorted, shared things are there once, and the marks are those of the blocks touched."""

from __future__ import annotations

import random
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgload.load.rows import ArticleVersion, event_blocks, rows_of
from kgload.names import name_key
from load.versions import other, timed, version
from rdf.extractions import BY, extractions

YEARS = [
    pytest.param(date(2023, 4, 16), date(2023, 4, 16), None, ["event|meeting|2023-04"], id="one day"),
    pytest.param(
        date(2022, 12, 30), date(2024, 1, 2), None, ["event|meeting|2022", "event|meeting|2023", "event|meeting|2024"],
        id="each year that the interval touches",
    ),
    pytest.param(date(2023, 4, 1), date(2023, 5, 1), None, ["event|meeting|2023"], id="two months: the year"),
    pytest.param(None, None, date(2023, 5, 1), ["event|meeting|2023-05"], id="unknown time: month of publication"),
    pytest.param(None, None, None, ["event|meeting|none"], id="unknown time, undated article"),
    pytest.param(
        date(2022, 1, 1), date(2022, 1, 1), date(2023, 5, 1), ["event|meeting|2022-01"],
        id="a known time needs no publication",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("earliest", "latest", "published", "expected"), YEARS)
def test_event_blocks(earliest: date | None, latest: date | None, published: date | None, expected: list[str]) -> None:
    assert list(event_blocks("meeting", earliest, latest, published)) == expected


def test_counts_of_the_example() -> None:
    counts = {kind: len(rows) for kind, rows in rows_of([version()]).items()}
    assert counts == {
        "article": 1, "country": 1, "place": 1, "place_country": 1, "extractor": 1, "actor": 3, "mention": 1,
        "names": 2, "at": 1, "attributed": 1, "extracted": 1, "block": 5,
    }  # fmt: skip


def test_marks_of_the_example() -> None:
    assert [row["id"] for row in rows_of([version()])["block"]] == [
        "event|meeting|2023-04",
        f"name|organization|{name_key('Example Wire')}",
        f"name|organization|{name_key('Kremlin')}",
        f"name|person|{name_key('Li Shangfu')}",
        f"name|person|{name_key('Vladimir Putin')}",
    ]


def test_what_articles_share_is_there_once() -> None:
    rows = rows_of([other(1), other(2)])
    assert (len(rows["article"]), len(rows["mention"]), len(rows["place"]), len(rows["extractor"])) == (2, 2, 1, 1)


def test_an_unknown_time_has_no_bounds() -> None:
    properties = rows_of([timed(version(), None, None)])["mention"][0]["properties"]
    assert (properties["earliest"], properties["latest"], properties["precision"]) == (None, None, "unknown")


@pytest.mark.slow
@settings(max_examples=30, deadline=None)
@given(st.lists(extractions(), max_size=4, unique_by=lambda e: e.article.id), st.randoms())
def test_order_of_the_articles_does_not_matter(found: list[object], order: random.Random) -> None:
    versions = [ArticleVersion(extraction, BY) for extraction in found]  # type: ignore[arg-type]
    shuffled = versions.copy()
    order.shuffle(shuffled)
    assert rows_of(versions) == rows_of(shuffled)
