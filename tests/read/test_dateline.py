from datetime import date

import pytest

from kgload.read.dateline import find_dateline, lone_dateline

NEWS = "Leaders of both countries signed the treaty on Monday."
DAY = date(2023, 11, 9)


@pytest.mark.parametrize(
    ("dateline", "place", "day"),
    [
        ("MOSCOW, Nov. 8 (Xinhua) -- ", "Moscow", date(2023, 11, 8)),
        ("BEIJING, November 9 /TASS/. ", "Beijing", date(2023, 11, 9)),
        ("ATHENS: ", "Athens", None),
        ("MOSCOW. Nov 8 (Interfax) - ", "Moscow", date(2023, 11, 8)),
        ("WASHINGTON (Reuters) - ", "Washington", None),
        ("WASHINGTON/BEIJING, Nov 8 (Reuters) - ", "Washington/Beijing", date(2023, 11, 8)),
        ("HANOI, Vietnam (AP) — ", "Hanoi, Vietnam", None),
        ("RAMALLAH, West Bank (AP) — ", "Ramallah, West Bank", None),
        ("TEHRAN – ", "Tehran", None),
        ("SINGAPORE -- ", "Singapore", None),
        ("MADRID- ", "Madrid", None),
        ("SOUTH LEBANON - ", "South Lebanon", None),
        ("ST. PETERSBURG, June 16 (TASS) - ", "St. Petersburg", date(2023, 6, 16)),
        ("UNITED NATIONS, Nov 8 (APP): ", "United Nations", date(2023, 11, 8)),
        ("NEW DELHI, Nov 8 (PTI) ", "New Delhi", date(2023, 11, 8)),
        ("Beijing (CNN) — ", "Beijing", None),
        ("Berlin, 5 June 2023 – ", "Berlin", date(2023, 6, 5)),
        ("RIO DE JANEIRO — ", "Rio de Janeiro", None),
        ("PARIS, Dec. 30 (AFP) - ", "Paris", date(2022, 12, 30)),
        ("Nov 8 (Reuters) - ", None, date(2023, 11, 8)),
        ("(Bloomberg) -- ", None, None),
    ],
)
def test_place_and_day_of_a_dateline(dateline: str, place: str | None, day: date | None) -> None:
    found = find_dateline(dateline + NEWS, DAY)
    assert found is not None
    assert (found.dateline.place, found.dateline.date) == (place, day)
    assert (dateline + NEWS)[found.end :] == NEWS


@pytest.mark.parametrize(
    "text",
    [
        NEWS,
        f"BREAKING: {NEWS}",
        f"EXCLUSIVE - {NEWS}",
        f"Russia - which borders fourteen states - {NEWS}",
        f"THE PRESIDENT: {NEWS}",
        f"NATO - the alliance - {NEWS}",
        f"US-China talks: {NEWS}",
        "MOSCOW -- ",
    ],
)
def test_no_dateline(text: str) -> None:
    assert find_dateline(text, DAY) is None


def test_no_year_without_a_day_of_publication() -> None:
    found = find_dateline(f"MOSCOW, Nov. 8 (Xinhua) -- {NEWS}", None)
    assert found is not None
    assert found.dateline.date is None


def test_29_february_belongs_to_a_leap_year() -> None:
    found = find_dateline(f"ROME, Feb. 29 (ANSA) - {NEWS}", date(2024, 3, 1))
    assert found is not None
    assert found.dateline.date == date(2024, 2, 29)


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("Moscow, 8 November 2023", "Moscow"),
        ("Kigali (AFP) – May 27, 2021", "Kigali"),
        ("Talks were held, 8 November 2023 in Moscow", None),
    ],
)
def test_a_line_of_its_own(line: str, place: str | None) -> None:
    found = lone_dateline(line, DAY)
    assert (found.dateline.place if found else None) == place
