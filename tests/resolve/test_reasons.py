"""Why a mention reports its event, and what is said of those that are left open: what `explain` and issues show."""

from __future__ import annotations

import pytest

from kgload.model import Issue
from kgload.resolve.events import resolve_events
from kgload.resolve.records import MayReport, MentionRow
from resolve.mentions import mention, partition

DAY, NEXT, NOV, YEAR = "2023-11-08", "2023-11-09", "2023-11", "2023"
PAIR = "putin zhang"

REASONS: dict[str, tuple[list[MentionRow], dict[str, str]]] = {
    "alone": ([mention("a", PAIR, DAY)], {"a": "first"}),
    "two of one day": ([mention("a", PAIR, DAY), mention("b", PAIR, DAY)], {"a": "same", "b": "same"}),
    "a vaguer one": ([mention("a", PAIR, DAY), mention("b", PAIR, NOV)], {"a": "first", "b": "contains"}),
    "no time": (
        [mention("a", PAIR, DAY), mention("b", PAIR, None, published="2023-11-10")],
        {"a": "first", "b": "recent"},
    ),
    "set aside, and fits nothing": (
        [
            mention("a", "putin xi", DAY),
            mention("b", "putin zhang", DAY),
            mention("c", "putin xi zhang li", DAY, distinct_from=("a", "b")),
        ],
        {"a": "first", "b": "first", "c": "first"},
    ),
    "a path of four": (
        [
            mention("a", "putin xi", DAY),
            mention("b", "putin xi zhang", DAY),
            mention("c", "putin zhang li", DAY),
            mention("d", "putin li", DAY),
        ],
        {"a": "first", "b": "contains", "c": "contains", "d": "first"},
    ),
    "a ring, of which each fits two that do not fit": (
        [
            mention("a", "putin xi zhang", DAY),
            mention("b", "putin zhang li", DAY),
            mention("c", "putin li wang", DAY),
            mention("d", "putin wang xi", DAY),
        ],
        {"a": "apart", "b": "apart", "c": "apart", "d": "apart"},
    ),
    "planned, then held": (
        [mention("a", PAIR, DAY), mention("b", PAIR, DAY, status="planned")],
        {"a": "first", "b": "planned"},
    ),
    "denied": ([mention("a", PAIR, DAY, status="denied")], {"a": "denied"}),
    "unconfirmed": ([mention("a", PAIR, DAY, status="unconfirmed")], {"a": "unconfirmed"}),
    "talks that were a call": (
        [mention("a", PAIR, DAY, type="call"), mention("b", PAIR, DAY, type="talks")],
        {"a": "first", "b": "call"},
    ),
    "vague talks that were a call": (
        [mention("a", PAIR, DAY, type="call"), mention("b", PAIR, NOV, type="consultation")],
        {"a": "first", "b": "call"},
    ),
}


@pytest.mark.parametrize("case", REASONS)
def test_why_a_mention_reports_its_event(case: str) -> None:
    mentions, expected = REASONS[case]
    events = resolve_events(mentions).events
    assert {report.mention: report.reason for event in events for report in event.reports} == expected


def test_twins_of_a_ring_are_one_event_and_the_others_are_not() -> None:
    rings = [("a", "xi zhang"), ("b", "zhang li"), ("c", "li wang"), ("d", "wang xi"), ("e", "xi zhang")]
    rows = [mention(name, f"putin {who}", DAY) for name, who in rings]
    assert partition(resolve_events(rows)) == [["a", "e"], ["b"], ["c"], ["d"]]
    undated = [mention(f"{name}.1", f"putin {who}", None, published=None) for name, who in rings]
    assert len(resolve_events(undated).events) == 5


@pytest.mark.parametrize(
    ("rows", "issues"),
    [
        pytest.param(
            [mention("a", PAIR, DAY), mention("b", PAIR, NEXT), mention("c.1", PAIR, NOV, start=7)],
            [("ambiguous_event", "the meeting mention c.1 may report any of 2 events", "c", 7)],
            id="ambiguous",
        ),
        pytest.param(
            [mention("a", PAIR, DAY), mention("c.1", PAIR, YEAR, type="talks", count=3, start=5)],
            [("fewer_events_than_counted", "the talks mention c.1 speaks of 3 events; 1 are known", "c", 5)],
            id="plural",
        ),
        pytest.param(
            [
                mention("d.2", PAIR, YEAR, count=2, start=9),
                mention("d.1", PAIR, YEAR, count=2, start=3),
                mention("c.1", PAIR, YEAR, count=2, start=20),
            ],
            [
                (
                    "fewer_events_than_counted",
                    f"the meeting mention {name} speaks of 2 events; 0 are known",
                    name[0],
                    at,
                )
                for name, at in (("c.1", 20), ("d.1", 3), ("d.2", 9))
            ],
            id="in the order of articles and places",
        ),
        pytest.param([mention("a", PAIR, YEAR, count=2, status="planned")], [], id="planned ones are not counted"),
    ],
)
def test_what_is_said_of_what_stays_open(rows: list[MentionRow], issues: list[tuple[str, str, str, int]]) -> None:
    found = resolve_events(rows).issues
    assert found == tuple(
        Issue("resolve", code, message, article=article, start=at) for code, message, article, at in issues
    )


def test_open_links_lead_to_each_of_the_events() -> None:
    rows = [mention(name, PAIR, when) for name, when in zip("abc", (DAY, NEXT, NOV), strict=True)]
    rows.append(mention("d", PAIR, YEAR, count=2))
    resolution = resolve_events(rows)
    events = sorted(event.id for event in resolution.events)
    assert resolution.may_report == tuple(MayReport(name, event) for name in "cd" for event in events)
