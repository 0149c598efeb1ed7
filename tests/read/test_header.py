import pytest

from kgload.read.header import read_header
from kgload.read.record import Facts


@pytest.mark.parametrize(
    ("line", "facts"),
    [
        (
            "Published: 11:19, November 10, 2023 | Updated: 11:31, November 10, 2023",
            Facts(published="2023-11-10T11:19:00", updated="2023-11-10T11:31:00"),
        ),
        ("Published: Nov 09, 2023 09:37 PM", Facts(published="2023-11-09T21:37:00")),
        ("date December 14, 2017", Facts(published="2017-12-14")),
        ("date 4-Dec-17", Facts(published="2017-12-04")),
        ("April 21, 2022", Facts(published="2022-04-21")),
        ("Friday, April 22, 2022", Facts(published="2022-04-22")),
        ("20.12.2024 - Press release", Facts(published="2024-12-20")),
        ("Council of the EU and European Council - Press release - 22 May 2022", Facts(published="2022-05-22")),
        ("10/25/2024October 25, 2024", Facts(published="2024-10-25")),
        ("This story is from October 9, 2019", Facts(published="2019-10-09")),
        ("Last updated on 9 Oct 2019 at 11:05", Facts(updated="2019-10-09T11:05:00")),
        (
            "Martha Gellhorn / CW / Updated: Oct 9, 1937, 11:05 IST",
            Facts(author="Martha Gellhorn", updated="1937-10-09T11:05:00"),
        ),
        ("Source: Xinhua | Published: 2023-11-09", Facts(publisher="Xinhua", published="2023-11-09")),
        ("https://paper.example/a", Facts()),
        ("From: Ministry of Defence Published:", Facts()),
        ("KYODO NEWS - Apr 2, 2023 - 21:16 | All, Japan, World", Facts(published="2023-04-02T21:16:00")),
        ("TNN | Jul 5, 2024, 12.05 AM IST", Facts(published="2024-07-05T00:05:00")),
        ("Manila ● Sat, September 21, 2024", Facts(published="2024-09-21")),
        ("All News 18:26 May 07, 2023", Facts(published="2023-05-07T18:26:00")),
        (
            "Martha Gellhorn | Madrid | BIRN | March 20, 2023 11:45",
            Facts(author="Martha Gellhorn", published="2023-03-20T11:45:00"),
        ),
        (
            "By MARTHA GELLHORN and RYSZARD KAPUSCINSKI | 09/21/2023 01:45 PM EDT | Updated: 09/22/2023 06:30 PM EDT",
            Facts(published="2023-09-21T13:45:00", updated="2023-09-22T18:30:00"),
        ),
        (
            "19 Jun 2023 10:02PM (Updated: 20 Jun 2023 11:30PM)",
            Facts(published="2023-06-19T22:02:00", updated="2023-06-20T23:30:00"),
        ),
        ("Updated 3:04 PM EDT, Mon June 19, 2023", Facts(updated="2023-06-19T15:04:00")),
        ("June 19, 2023 / 10:26 AM EDT / CBS News", Facts(published="2023-06-19T10:26:00")),
    ],
)
def test_facts_of_a_line(line: str, facts: Facts) -> None:
    header = read_header(line)
    assert header is not None
    assert header.facts == facts


@pytest.mark.parametrize(
    "line",
    [
        "The declaration, published on November 2, 1917, promised a national home and was met with joy by many.",
        "The two presidents met on April 21, 2022, in Geneva and spoke for three hours about arms control.",
        "Published: 9/11/2023",
        "Talks resume",
        "Issued on: 06/05/2024 - 19:42",
        "By Martha Gellhorn | 04.09.2023 - Update : 05.09.2023",
        "Readout of the call between the two presidents | June 19, 2023",
        "He arrived in Moscow on June 19, 2023 at 10:30",
        "Sept. 6, 2023: Prime Minister Kishida Fumio speaks with Chinese Premier Li Qiang in Jakarta.",
    ],
)
def test_no_header(line: str) -> None:
    assert read_header(line) is None


def test_where_the_title_begins() -> None:
    line = "date 2023-11-09 China and Russia agree"
    header = read_header(line)
    assert header is not None
    assert line[header.end :].strip() == "China and Russia agree"
