"""The day of the news, where it is known from what kind of page it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from extract.articles import article
from kgload.extract import extract
from kgload.model import Article, Region

RELEASE = "https://www.state.gov/secretary-blinkens-call-with-foreign-minister-hayashi/"


def days(source: Article) -> list[date | None]:
    return [event.time.earliest for event in extract(source).events if event.type != "statement"]


@pytest.mark.parametrize(
    ("url", "text", "day"),
    [
        (RELEASE, "Secretary of State Antony Blinken spoke with Japanese Foreign Minister Yoshimasa Hayashi.", 8),
        (RELEASE, "Secretary of State Antony Blinken spoke yesterday with Foreign Minister Yoshimasa Hayashi.", 7),
        (RELEASE, "Secretary Blinken, back from Monday's forum, spoke with Foreign Minister Yoshimasa Hayashi.", None),
        (RELEASE, "Secretary of State Antony Blinken previously spoke with Foreign Minister Yoshimasa Hayashi.", None),
        (RELEASE, "The department is at work. Antony Blinken spoke with Foreign Minister Yoshimasa Hayashi.", None),
        ("https://apnews.com/x", "Secretary of State Antony Blinken spoke with Foreign Minister Hayashi.", None),
        (None, "Secretary of State Antony Blinken spoke with Japanese Foreign Minister Yoshimasa Hayashi.", None),
    ],
)
def test_a_government_release_tells_of_its_own_day(url: str | None, text: str, day: int | None) -> None:
    source = replace(article(text, "2023-11-08"), url=url)
    assert days(source) == [date(2023, 11, day) if day else None]


@pytest.mark.parametrize(
    ("heading", "headline", "dated"),
    [
        ("8 November 2023", "Vladimir Putin meets Chinese general Zhang Youxia in Moscow", True),
        ("2023-11-8", "Vladimir Putin meets Chinese general Zhang Youxia in Moscow", True),
        ("Published 8 November 2023", "Vladimir Putin meets Chinese general Zhang Youxia in Moscow", False),
        ("8 November 2023", "Vladimir Putin met Chinese general Zhang Youxia in Moscow", False),
        ("8 November 2023", "Vladimir Putin will meet Chinese general Zhang Youxia in Moscow", False),
    ],
)
def test_a_page_headed_by_a_day_tells_of_it_in_the_present(heading: str, headline: str, dated: bool) -> None:
    text = f"{heading}\n\n{headline}\n"
    source = replace(
        article(text, "2023-11-08"),
        regions=(
            Region("metadata", 0, len(heading)),
            Region("title", len(heading) + 2, len(heading) + 2 + len(headline)),
        ),
    )
    assert days(source) == [date(2023, 11, 8) if dated else None]
