import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgload.read.dates import find_date, parse_date, settle, url_date


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2023-11-09", "2023-11-09"),
        ("2013-11-4", "2013-11-04"),
        ("2023/11/09", "2023-11-09"),
        ("20231109", "2023-11-09"),
        ("2023-05-30 17:29:23+00:00", "2023-05-30T17:29:23+00:00"),
        ("2023-12-12 17:49:22-05:00", "2023-12-12T17:49:22-05:00"),
        ("2023-07-18T18:10:58Z", "2023-07-18T18:10:58+00:00"),
        ("2023-07-18T18:10:58.123+0800", "2023-07-18T18:10:58+08:00"),
        ("2025-09-02T05:59:33", "2025-09-02T05:59:33"),
        ("December 14, 2017", "2017-12-14"),
        ("Dec. 14 2017", "2017-12-14"),
        ("14 December 2017", "2017-12-14"),
        ("Thursday, 14th December 2017", "2017-12-14"),
        ("4-Dec-17", "2017-12-04"),
        ("4-Dec-1998", "1998-12-04"),
        ("11:19, November 10, 2023", "2023-11-10T11:19:00"),
        ("02/03/2023 11:06 AM EST", "2023-02-03T11:06:00"),
        ("11:06 AM PDT 06/03/2023", "2023-06-03T11:06:00"),
        ("02/03/2023, 11:06 IST", "2023-03-02T11:06:00"),
        ("Nov 09, 2023 09:37 PM", "2023-11-09T21:37:00"),
        ("Nov 9, 2023 12:05 a.m.", "2023-11-09T00:05:00"),
        ("Oct 9, 2019, 11:05 IST", "2019-10-09T11:05:00"),
        ("Wed, 08 Nov 2023 10:00:00 GMT", "2023-11-08T10:00:00+00:00"),
        ("25/12/2023", "2023-12-25"),
        ("11/11/2023", "2023-11-11"),
    ],
)
def test_reads_what_is_unambiguous(written: str, iso: str) -> None:
    assert parse_date(written) == iso


@pytest.mark.parametrize(
    "written",
    [
        "9/11/2023",
        "09.11.2023",
        "9-11-23",
        "March",
        "November 2023",
        "31 February 2023",
        "2023-13-01",
        "next Monday",
        "",
        "1234-05-06",
        "November 9, 2023 was a Thursday",
        None,
    ],
)
def test_does_not_guess(written: str | None) -> None:
    assert parse_date(written) is None


def test_finds_the_first_sound_date_and_its_span() -> None:
    text = "Published 31 June 2023, corrected 1 July 2023"
    found = find_date(text)
    assert found is not None
    assert (found[0], text[found[1] : found[2]]) == ("2023-07-01", "1 July 2023")


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://paper.example/world/2023/nov/27/talks", "2023-11-27"),
        ("https://paper.example/2023/11/07/talks/", "2023-11-07"),
        ("https://paper.example/2023/13/07/talks/", None),
        ("https://paper.example/node/2416381", None),
        (None, None),
    ],
)
def test_day_of_a_url(url: str | None, day: str | None) -> None:
    assert url_date(url) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Hakan Fidan was in Moscow on Aug. 31 and Sept. 1.", "2023-09-04"),
        ("The two last spoke on 11 April.", "2023-04-09"),
        ("They spoke on April 11 and will meet on 5 September.", None),
        ("They met on Monday.", None),
    ],
)
def test_days_of_the_text_settle_one_that_can_be_read_two_ways(text: str, day: str | None) -> None:
    assert settle("Martha Gellhorn | 04.09.2023 - Update : 05.09.2023", text) == day


@given(st.text(alphabet="0123456789-/:, TZapmNovDec.", max_size=60))
def test_any_text_gives_iso_or_nothing(text: str) -> None:
    value = parse_date(text)
    assert value is None or value[4] == value[7] == "-"
