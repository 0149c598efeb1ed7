"""The identity rules of model.md section 3: which mentions are one event. One row for each thing that they say."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kgload.resolve.events import resolve_events
from kgload.resolve.records import MentionRow
from resolve.mentions import mention, partition, party, where

DAY, NEXT, NOV, YEAR = "2023-11-08", "2023-11-09", "2023-11", "2023"
PAIR = "putin zhang"
OFFICE = "putin CN:defence_minister"


def accompanied(who: str, other: str) -> list[MentionRow]:
    return [
        mention("a", [party("putin"), party("zhang"), party(who, "accompanying")], DAY),
        mention("b", [party("putin"), party("zhang"), party(other, "accompanying")], DAY),
    ]


CASES: dict[str, tuple[list[MentionRow], list[list[str]]]] = {
    # rule 4: the same people on every side at the same time
    "one day, two articles": ([mention("a", PAIR, DAY), mention("b", PAIR, DAY)], [["a", "b"]]),
    "two days": ([mention("a", PAIR, DAY), mention("b", PAIR, NEXT)], [["a"], ["b"]]),
    "another person on one side": ([mention("a", PAIR, DAY), mention("b", "putin xi", DAY)], [["a"], ["b"]]),
    "another country": ([mention("a", PAIR, DAY), mention("b", "biden zhang", DAY)], [["a"], ["b"]]),
    "one side shares one of two": ([mention("a", PAIR, DAY), mention("b", "putin zhang li", DAY)], [["a", "b"]]),
    "a third side": ([mention("a", PAIR, DAY), mention("b", "putin zhang biden", DAY)], [["a"], ["b"]]),
    "talks are a meeting": ([mention("a", PAIR, DAY), mention("b", PAIR, DAY, type="talks")], [["a", "b"]]),
    "a ceremony is not": ([mention("a", PAIR, DAY), mention("b", PAIR, DAY, type="ceremony")], [["a"], ["b"]]),
    "another country of place": (
        [mention("a", PAIR, DAY, place="Moscow"), mention("b", PAIR, DAY, place="Beijing")],
        [["a"], ["b"]],
    ),
    "another city": (
        [mention("a", PAIR, DAY, place="Shanghai"), mention("b", PAIR, DAY, place="Beijing")],
        [["a"], ["b"]],
    ),
    "a site in the city": (
        [mention("a", PAIR, DAY, place="Kremlin"), mention("b", PAIR, DAY, place="Moscow")],
        [["a", "b"]],
    ),
    "a place that is only implied": (
        [mention("a", PAIR, DAY, place="Moscow"), mention("b", PAIR, DAY, place=where("Beijing", "dateline"))],
        [["a", "b"]],
    ),
    "no place on one": ([mention("a", PAIR, DAY, place="Moscow"), mention("b", PAIR, DAY)], [["a", "b"]]),
    "calls have no place": (
        [mention("a", PAIR, DAY, type="call", place="Moscow"), mention("b", PAIR, DAY, type="call", place="Beijing")],
        [["a", "b"]],
    ),
    "a second meeting the same day": (
        [mention("a", PAIR, DAY), mention("b.1", PAIR, DAY), mention("b.2", PAIR, DAY, distinct_from=("b.1",))],
        [["b.1"], ["b.2"]],
    ),
    "who summons acts for the state": (
        [
            mention("a", [party("CN", "summoner"), party("US:ambassador", "summoned")], DAY, type="summons"),
            mention("b", [party("wang", "summoner"), party("US", "summoned")], DAY, type="summons"),
        ],
        [["a", "b"]],
    ),
    "a summons and the answer to it": (
        [
            mention("a", [party("CN", "summoner"), party("US", "summoned")], DAY, type="summons"),
            mention("b", [party("US", "summoner"), party("CN", "summoned")], DAY, type="summons"),
        ],
        [["a"], ["b"]],
    ),
    "one is sanctioned by a person and by the state": (
        [
            mention("a", [party("biden", "sanctioner"), party("putin", "sanctioned")], DAY, type="sanction"),
            mention("b", [party("US", "sanctioner"), party("putin", "sanctioned")], DAY, type="sanction"),
        ],
        [["a", "b"]],
    ),
    "two are sanctioned the same day": (
        [
            mention("a", [party("US", "sanctioner"), party("putin", "sanctioned")], DAY, type="sanction"),
            mention("b", [party("US", "sanctioner"), party("lavrov", "sanctioned")], DAY, type="sanction"),
        ],
        [["a"], ["b"]],
    ),
    "a delivery is told by its recipient": (
        [
            mention("a", [party("RU", "supplier"), party("CN", "recipient")], DAY, type="delivery"),
            mention("b", [party("RU", "supplier"), party("xi", "recipient")], DAY, type="delivery"),
        ],
        [["a", "b"]],
    ),
    "a host of an exercise takes part": (
        [
            mention("a", [party("RU", "participant"), party("CN", "host")], DAY, type="exercise"),
            mention("b", [party("CN", "participant"), party("RU", "participant")], DAY, type="exercise"),
        ],
        [["a", "b"]],
    ),
    "those who accompany do not count": (accompanied("shoigu", "li"), [["a", "b"]]),
    "a domestic meeting is one of one side": (
        [
            mention("a", "putin shoigu", DAY),
            mention("b", "putin shoigu lavrov", DAY),
            mention("c", "putin lavrov", DAY),
        ],
        [["a"], ["c"]],
    ),
    "states": (
        [mention("a", "US JP KR", "2023-08", type="summit"), mention("b", "US JP KR", "2023-08", type="summit")],
        [["a", "b"]],
    ),
    "states are not their presidents": ([mention("a", "RU CN", DAY), mention("b", "putin xi", DAY)], [["a"], ["b"]]),
    # visits
    "a visit and its host": (
        [
            mention("a", [party("xi", "guest")], NOV, type="visit", place=where(None, country="RU")),
            mention("b", [party("xi", "guest"), party("putin", "host")], NOV, type="visit", place="Moscow"),
        ],
        [["a", "b"]],
    ),
    "a vague visit that does not say where": (
        [
            mention("a", [party("xi", "guest"), party("putin", "host")], DAY, type="visit", place="Moscow"),
            mention("b", [party("CN:head_of_state", "guest")], NOV, type="visit"),
        ],
        [["a", "b"]],
    ),
    "visits to two countries": (
        [
            mention("a", "xi", NOV, type="visit", place="Moscow"),
            mention("b", "xi", NOV, type="visit", place="Camp David"),
        ],
        [["a"], ["b"]],
    ),
    # appointments
    "appointed by somebody": (
        [
            mention("a", "li", NOV, type="appointment"),
            mention("b", [party("li", "appointee"), party("xi", "appointer")], NOV, type="appointment"),
        ],
        [["a", "b"]],
    ),
    "appointed to two offices": (
        [
            mention("a", "li", NOV, type="appointment"),
            mention("b", [party("li", "appointee", function="state_councillor")], NOV, type="appointment"),
        ],
        [["a"], ["b"]],
    ),
    # rule 5: mentions that are not full
    "known by office only": ([mention("a", "putin li", DAY), mention("b", OFFICE, DAY)], [["a", "b"]]),
    "in another office": ([mention("a", "putin xi", DAY), mention("b", OFFICE, DAY)], [["a"], ["b"]]),
    "a smaller set of sides": ([mention("a", PAIR, DAY), mention("b", "putin", DAY)], [["a", "b"]]),
    "somebody who was not there": ([mention("a", PAIR, DAY), mention("b", "shoigu", DAY)], [["a"], ["b"]]),
    "not full, the same office twice": ([mention("a", OFFICE, DAY), mention("b", OFFICE, DAY)], [["a", "b"]]),
    "an unresolved name stays apart": ([mention("a", PAIR, DAY), mention("b", "putin ?zhang", DAY)], [["a"], ["b"]]),
    "nobody at all": ([mention("a", "", DAY), mention("b", "", DAY), mention("c", PAIR, DAY)], [["a"], ["b"], ["c"]]),
    "not full but sharper stays out": ([mention("a", PAIR, NOV), mention("b", "putin", DAY)], [["a"], ["b"]]),
    # rules 6 and 7
    "a vaguer mention": (
        [mention("a", PAIR, DAY), mention("b", PAIR, NOV), mention("c", PAIR, YEAR)],
        [["a", "b", "c"]],
    ),
    "a vaguer mention of two": (
        [mention("a", PAIR, DAY), mention("b", PAIR, NEXT), mention("c", PAIR, NOV)],
        [["a"], ["b"]],
    ),
    "a vaguer mention of one of two": (
        [
            mention("a", PAIR, DAY, place="Moscow"),
            mention("b", PAIR, NEXT, place="Beijing"),
            mention("c", PAIR, NOV, place="Moscow"),
        ],
        [["a", "c"], ["b"]],
    ),
    "intervals that only overlap": (
        [mention("a", PAIR, "2023-11-01..2023-11-10"), mention("b", PAIR, "2023-11-08..2023-11-20")],
        [["a"], ["b"]],
    ),
    "a week and a part of the month around one day": (
        [
            mention("a", PAIR, DAY),
            mention("b", PAIR, "2023-11-06..2023-11-12"),
            mention("c", PAIR, "2023-11-01..2023-11-10"),
        ],
        [["a", "b", "c"]],
    ),
    # rule 8
    "one that fits two which do not fit": (
        [mention("a", "putin xi", DAY), mention("b", "putin zhang", DAY), mention("c", "putin xi zhang", DAY)],
        [["a"], ["b"]],
    ),
    "a path of four: its middle fits no end alone": (
        [
            mention("a", "putin xi", DAY),
            mention("b", "putin xi zhang", DAY),
            mention("c", "putin zhang li", DAY),
            mention("d", "putin li", DAY),
        ],
        [["a", "b"], ["c", "d"]],
    ),
    "set aside, but one city": (
        [mention("a", PAIR, DAY, place="Moscow"), mention("b", PAIR, DAY, place="Beijing"), mention("c", PAIR, DAY)],
        [["a"], ["b"]],
    ),
    # rule 9
    "no time, published soon after": (
        [mention("a", PAIR, DAY), mention("b", PAIR, None, published="2023-11-15")],
        [["a", "b"]],
    ),
    "no time, published too late": (
        [mention("a", PAIR, DAY), mention("b", PAIR, None, published="2023-11-16")],
        [["a"], ["b"]],
    ),
    "no time, published before": (
        [mention("a", PAIR, DAY), mention("b", PAIR, None, published="2023-11-07")],
        [["a"], ["b"]],
    ),
    "no time, not full": (
        [mention("a", PAIR, DAY), mention("b", OFFICE, None, published="2023-11-09")],
        [["a"], ["b"]],
    ),
    "no time, two that fit": (
        [mention("a", PAIR, DAY), mention("b", PAIR, NEXT), mention("c", PAIR, None, published="2023-11-10")],
        [["a"], ["b"], ["c"]],
    ),
    "no time, an event of a year": ([mention("a", PAIR, YEAR), mention("b", PAIR, None)], [["a"], ["b"]]),
    "an undated article": ([mention("a", PAIR, DAY), mention("b", PAIR, None, published=None)], [["a"], ["b"]]),
    "two undated articles": (
        [mention("a", PAIR, None, published=None), mention("b", PAIR, None, published=None)],
        [["a"], ["b"]],
    ),
    "twice in one undated article": (
        [mention("a.1", PAIR, None, published=None), mention("a.2", PAIR, None, published=None)],
        [["a.1", "a.2"]],
    ),
    # rule 10
    "a plural mention": ([mention("a", PAIR, DAY), mention("b", PAIR, YEAR, count=2)], [["a"]]),
    # rule 11
    "planned, then it took place": (
        [mention("a", PAIR, DAY), mention("b", PAIR, "2023-11-11", status="planned")],
        [["a", "b"]],
    ),
    "planned for long after": (
        [mention("a", PAIR, DAY), mention("b", PAIR, "2023-11-12", status="planned")],
        [["a"], ["b"]],
    ),
    "planned, one of two": (
        [mention("a", PAIR, DAY), mention("b", PAIR, NEXT), mention("c", PAIR, DAY, status="planned")],
        [["a"], ["b"], ["c"]],
    ),
    "planned and cancelled": (
        [mention("a", PAIR, DAY, status="planned"), mention("b", PAIR, DAY, status="cancelled")],
        [["a", "b"]],
    ),
    "cancelled does not report what took place": (
        [mention("a", PAIR, DAY), mention("b", PAIR, DAY, status="cancelled")],
        [["a"], ["b"]],
    ),
    "denied": (
        [mention("a", PAIR, DAY), mention("b", PAIR, DAY, status="denied"), mention("c", PAIR, DAY, status="denied")],
        [["a"], ["b"], ["c"]],
    ),
    "unconfirmed": ([mention("a", PAIR, DAY), mention("b", PAIR, DAY, status="unconfirmed")], [["a"], ["b"]]),
    # rule 12
    "talks that were a call": (
        [mention("a", PAIR, DAY, type="call"), mention("b", PAIR, DAY, type="talks")],
        [["a", "b"]],
    ),
    "talks at a place were no call": (
        [mention("a", PAIR, DAY, type="call"), mention("b", PAIR, DAY, type="talks", place="Moscow")],
        [["a"], ["b"]],
    ),
    "a meeting was no call": ([mention("a", PAIR, DAY, type="call"), mention("b", PAIR, DAY)], [["a"], ["b"]]),
    "talks join a meeting first": (
        [mention("a", PAIR, DAY, type="call"), mention("b", PAIR, DAY, type="talks"), mention("c", PAIR, DAY)],
        [["a"], ["b", "c"]],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_which_mentions_are_one_event(case: str) -> None:
    mentions, expected = CASES[case]
    resolution = resolve_events(mentions)
    assert partition(resolution) == expected
    assert resolve_events(reversed(mentions)) == resolution


OPEN_LINKS: dict[str, tuple[list[MentionRow], dict[str, int], list[str]]] = {
    "ambiguous": (
        [mention("a", PAIR, DAY), mention("b", PAIR, NEXT), mention("c", PAIR, NOV)],
        {"c": 2},
        ["ambiguous_event"],
    ),
    "set aside": (
        [mention("a", "putin xi", DAY), mention("b", "putin zhang", DAY), mention("c", "putin xi zhang", DAY)],
        {"c": 2},
        ["ambiguous_event"],
    ),
    "plural, all known": (
        [mention("a", PAIR, DAY), mention("b", PAIR, NEXT), mention("c", PAIR, YEAR, count=2)],
        {"c": 2},
        [],
    ),
    "plural, one unknown": (
        [mention("a", PAIR, DAY), mention("c", PAIR, YEAR, count=2)],
        {"c": 1},
        ["fewer_events_than_counted"],
    ),
    "plural, none known": ([mention("c", PAIR, YEAR, count=2)], {}, ["fewer_events_than_counted"]),
    "plural outside its interval": (
        [mention("a", PAIR, DAY), mention("c", PAIR, "2022", count=1)],
        {},
        ["fewer_events_than_counted"],
    ),
}


@pytest.mark.parametrize("case", OPEN_LINKS)
def test_what_stays_an_open_link(case: str) -> None:
    mentions, expected, codes = OPEN_LINKS[case]
    resolution = resolve_events(mentions)
    counts: dict[str, int] = {}
    for link in resolution.may_report:
        counts[link.mention] = counts.get(link.mention, 0) + 1
    assert counts == expected
    assert [issue.code for issue in resolution.issues] == codes
    assert not {link.mention for link in resolution.may_report} & {m for group in partition(resolution) for m in group}


def test_planned_gives_what_took_place_nothing() -> None:
    held = mention("a", PAIR, DAY)
    planned = mention("b", "putin zhang", "2023-11-10", status="planned", place="Moscow")
    alone, both = resolve_events([held]).events[0], resolve_events([held, planned]).events[0]
    assert replace(both, reports=alone.reports) == alone
    assert both.reports[1].reason == "planned"


def test_the_latest_published_decides_between_planned_and_cancelled() -> None:
    planned = mention("a", PAIR, DAY, status="planned", published="2023-11-01")
    cancelled = mention("b", PAIR, DAY, status="cancelled", published="2023-11-05")
    again = mention("c", PAIR, DAY, status="planned", published="2023-11-06")
    assert resolve_events([planned, cancelled]).events[0].status == "cancelled"
    assert resolve_events([planned, cancelled, again]).events[0].status == "planned"


def test_ids_of_equals_differ_and_those_of_the_sharper_do_not_move() -> None:
    held = mention("b", PAIR, DAY)
    (alone,) = resolve_events([held]).events
    others = [mention("a", PAIR, DAY, status=status) for status in ("planned", "cancelled", "denied")]
    for other in others:
        events = resolve_events([held, replace(other, place=where("Moscow"), distinct_from=("b",))]).events
        assert len({event.id for event in events}) == 2
        assert alone.id in {event.id for event in events if event.status == "occurred"}
