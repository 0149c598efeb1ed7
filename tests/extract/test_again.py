"""Another event of the same people: told apart where the text says so, and only there."""

from __future__ import annotations

import pytest

from extract.articles import article
from kgload.extract import extract

BLINKEN = "US Secretary of State Antony Blinken met Chinese Foreign Minister Wang Yi in Jakarta on Thursday. "
PUTIN = "Russian President Vladimir Putin met Turkish President Recep Tayyip Erdogan in Sochi on Wednesday. "
LAVROV = (
    "Russian Foreign Minister Sergei Lavrov held talks with Turkish Foreign Minister Hakan Fidan in Antalya on Friday. "
)
CAMERON = (
    "British Foreign Secretary David Cameron met Israeli Prime Minister Benjamin Netanyahu in Jerusalem on Monday. "
)


def told_apart(text: str) -> list[tuple[int, ...]]:
    """For each mention, in order, the numbers of those that it is told apart from."""
    events = [event for event in extract(article(text, published="2023-11-10")).events if event.type != "statement"]
    numbers = {event.id: number for number, event in enumerate(events)}
    return [tuple(numbers[other] for other in event.distinct_from) for event in events]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(BLINKEN + "Blinken and Wang held a second meeting later that day.", id="a second meeting"),
        pytest.param(BLINKEN + "Blinken and Wang met again later the same day.", id="again later the same day"),
        pytest.param(PUTIN + "The two leaders met again in the evening.", id="again in the evening"),
        pytest.param(PUTIN + "In another meeting on Wednesday, Putin and Erdogan discussed grain.", id="in another"),
        pytest.param(PUTIN + "Putin and Erdogan held another meeting on Wednesday night.", id="another meeting"),
        pytest.param(LAVROV + "Lavrov and Fidan met separately on Friday evening.", id="met separately"),
        pytest.param(PUTIN + "Putin later met again with Erdogan in Moscow on Thursday.", id="another day and place"),
    ],
)
def test_told_apart(text: str) -> None:
    assert told_apart(text) == [(), (0,)]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(PUTIN + "It was their second meeting this year.", id="counts the meeting itself"),
        pytest.param(PUTIN + "The meeting, their third this year, lasted three hours.", id="an apposition counts it"),
        pytest.param(
            "Xi Jinping and Vladimir Putin met again in Moscow on Tuesday.", id="again, of which nothing is told"
        ),
        pytest.param(PUTIN + "Putin and Erdogan met again after a long break.", id="again alone may be the same"),
        pytest.param(PUTIN + "The second meeting took place behind closed doors.", id="the second: counted"),
        pytest.param(
            CAMERON + "Cameron had a separate meeting with Israeli President Isaac Herzog.", id="somebody else"
        ),
        pytest.param(
            CAMERON + "Cameron separately met Israeli President Isaac Herzog on Monday.", id="met another one"
        ),
        pytest.param(PUTIN + "Putin and Erdogan will hold another meeting next week.", id="planned"),
        pytest.param(PUTIN + "Putin and Erdogan had a second phone call on Thursday.", id="a call, no meeting"),
        pytest.param(
            PUTIN + "Putin and Erdogan met in Astana in July. They held another meeting on Wednesday evening.",
            id="two that it may be apart from",
        ),
    ],
)
def test_not_told_apart(text: str) -> None:
    assert set(told_apart(text)) <= {()}
