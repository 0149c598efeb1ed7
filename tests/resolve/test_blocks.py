"""Resolving what is linked to the marks equals resolving everything."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgload import ids
from kgload.load.rows import event_blocks, gone_blocks
from kgload.resolve.blocks import (
    EventBlock,
    EventMark,
    GoneMention,
    MarkedMention,
    NameBlock,
    Stretch,
    Tie,
    family,
    joined,
    parse_block,
    view,
)
from kgload.resolve.events import resolve_events
from kgload.resolve.linked import Marks, linked
from kgload.resolve.reading import side_of
from kgload.resolve.records import Event, MentionRow
from resolve.drawn import mentions
from resolve.mentions import mention, party


@pytest.mark.parametrize(
    ("identifier", "block"),
    [
        ("event|visit|2023", EventBlock("event|visit|2023", "visit", Stretch(date(2023, 1, 1), date(2023, 12, 31)))),
        ("event|call|2024-02", EventBlock("event|call|2024-02", "call", Stretch(date(2024, 2, 1), date(2024, 2, 29)))),
        ("event|call|0001-01", EventBlock("event|call|0001-01", "call", Stretch(date.min, date(1, 1, 31)))),
        ("event|call|none", EventBlock("event|call|none", "call", None)),
        ("fresh|call|mention:1x", MarkedMention("fresh|call|mention:1x", "call", "mention:1x")),
        ("again|call|mention:1x", MarkedMention("again|call|mention:1x", "call", "mention:1x")),
        ("name|person|wang|li", NameBlock("person", "wang|li")),
        ("office|[]", None),
    ],
)
def test_marks_are_read(identifier: str, block: object) -> None:
    assert parse_block(identifier) == block


DAY = "2024-01-02"


@pytest.mark.parametrize(
    ("when", "published", "status", "days"),
    [
        pytest.param(DAY, None, "occurred", (date(2024, 1, 2), date(2024, 1, 2)), id="a day"),
        pytest.param("2022-05-01..2024-01-02", None, "occurred", (date(2022, 5, 1), date(2024, 1, 2)), id="years"),
        pytest.param(DAY, None, "planned", (date(2023, 12, 30), date(2024, 1, 5)), id="planned: three days around"),
        pytest.param(None, DAY, "occurred", (date(2023, 12, 26), date(2024, 1, 2)), id="no time: the week before"),
        pytest.param(None, None, "occurred", None, id="no date at all"),
        pytest.param("0001-01-01", None, "planned", (date.min, date(1, 1, 4)), id="the calendar's first day"),
    ],
)
def test_the_days_at_which_a_mention_looks(
    when: str | None, published: str | None, status: str, days: tuple[date, date] | None
) -> None:
    row = mention("a.1", "putin xi", when, published=published, status=status)
    assert view(row) == (Stretch(*days) if days else None)


def test_stretches_that_touch_are_one() -> None:
    days = [Stretch(date(2024, 1, n), date(2024, 1, m)) for n, m in ((9, 9), (1, 3), (4, 5), (2, 2))]
    assert joined(days) == [Stretch(date(2024, 1, 1), date(2024, 1, 5)), Stretch(date(2024, 1, 9), date(2024, 1, 9))]


def _gone(row: MentionRow, event: str | None) -> Iterable[str]:
    parties = [[party.role, party.actor, party.country, party.key] for party in row.parties]
    times = {"status": row.status, "earliest": row.earliest, "latest": row.latest}
    return gone_blocks({"group": row.group, **times, "event": event, "parties": parties}, row.published)


@pytest.mark.parametrize(
    ("row", "days", "sides", "named"),
    [
        pytest.param(mention("a", "putin zhang", DAY), (DAY, DAY), "RU CN", "actor:putin actor:zhang", id="a day"),
        pytest.param(mention("a", "putin CN:mayor", DAY), (DAY, DAY), "RU CN", "actor:putin", id="by office"),
        pytest.param(mention("a", "?li putin", DAY), (DAY, DAY), "?li RU", "actor:putin", id="nobody knows who"),
        pytest.param(
            mention("a", "putin", DAY, status="planned"), ("2023-12-30", "2024-01-05"), "RU", "actor:putin",
            id="planned",
        ),
        pytest.param(
            mention("a", "putin", None, published=DAY), ("2023-12-26", DAY), "RU", "actor:putin", id="no time"
        ),
        pytest.param(
            mention("a", [party("xi", "guest"), party("putin", "host")], DAY, type="visit"),
            (DAY, DAY), "CN", "actor:xi", id="who is visited does not count",
        ),
    ],
)  # fmt: skip
def test_a_mention_that_is_gone_left_whom_it_may_have_met(
    row: MentionRow, days: tuple[str, str], sides: str, named: str
) -> None:
    (block,) = _gone(row, "event:1x")
    found = parse_block(block)
    tie = Tie(Stretch(*map(date.fromisoformat, days)), frozenset(sides.split()), frozenset(named.split()))
    assert found == GoneMention(block, row.group, "event:1x", tie)


def test_one_that_had_no_date_met_nobody() -> None:
    (block,) = _gone(mention("a", "putin", None, published=None), None)
    assert parse_block(block) == GoneMention(block, "meeting", None, None)


def test_a_mark_that_no_index_takes_is_those_of_its_time() -> None:
    parties = [replace(party(f"?{n:0100}"), role="attendee") for n in range(40)]
    assert list(_gone(mention("a", parties, DAY), None)) == ["event|meeting|2024-01"]


class There:
    """Mentions as the graph gives them: of some days, some more than asked for."""

    def __init__(self, rows: Iterable[MentionRow]) -> None:
        self.rows = list(rows)

    def near(self, days: Sequence[Stretch]) -> list[MentionRow]:
        return self.rows

    def about(self, ties: Sequence[Tie]) -> list[MentionRow]:
        return [row for row in self.rows if any(_shares(row, tie) for tie in ties)]

    def called(self, mentions: Sequence[str]) -> list[MentionRow]:
        return [row for row in self.rows if row.id in mentions]

    def undated(self) -> list[MentionRow]:
        return [row for row in self.rows if view(row) is None]


def _shares(row: MentionRow, tie: Tie) -> bool:
    days, sides = view(row), {side_of(party) for party in row.parties}
    return bool(days and days.first <= tie.days.last and days.last >= tie.days.first and sides & tie.sides)


@pytest.mark.parametrize(
    "marks",
    [
        pytest.param(["fresh|meeting|a.1"], id="a mention"),
        pytest.param(["again|meeting|b.1", "fresh|meeting|no such"], id="another of its event; one that is not there"),
        pytest.param([*_gone(mention("x", "putin xi", "2023-11-08"), None)], id="one that was there"),
        pytest.param([*_gone(mention("x", "xi putin JP", "2023-11-28"), None)], id="one of more sides"),
    ],
)
def test_other_sides_at_other_days_are_not_read_along(marks: list[str]) -> None:
    """One mark reaches whom it is linked to, and not all of the month."""
    rows = [
        mention("a.1", "putin xi", "2023-11-08"),
        mention("b.1", "putin xi", "2023-11"),
        mention("c.1", "putin xi", "2023-11-28"),
        mention("e.1", "putin xi", "2023-06-01"),
        mention("f.1", "xi", "2023-11-20"),
        mention("g.1", "JP KR", "2023-11-20"),
    ]
    parsed = [block for mark in marks if isinstance(block := parse_block(mark), EventMark)]
    assert sorted(row.id for row in linked(Marks.of(parsed), There(rows))) == ["a.1", "b.1", "c.1", "f.1"]


def test_a_period_is_read_whatever_its_sides() -> None:
    rows = [mention("a", "putin xi", DAY), mention("b", "JP KR", DAY), mention("c", "JP KR", "2023-06-01")]
    marks = Marks((Stretch(date(2024, 1, 1), date(2024, 1, 31)),), False, (), (), ())
    assert sorted(row.id for row in linked(marks, There(rows))) == ["a", "b"]


class Ledger:
    """Events kept as the graph keeps them: only what is linked to a mark is looked at again. Marks may be dealt with
    some at a time, and what comes later may come before the last of them.
    """

    def __init__(self, most: int) -> None:
        self.live: dict[str, MentionRow] = {}
        self.events: dict[str, Event] = {}
        self.links: set[tuple[str, str]] = set()
        self.marks: set[str] = set()
        self.most = most

    def add(self, row: MentionRow, singly: bool) -> None:
        """`singly`: it is marked itself, as what stands in place of something else; else its time is."""
        self.remove(row.id)
        self.live[row.id] = row
        whole = event_blocks(row.group, row.earliest, row.latest, row.published)
        self.marks |= {ids.fresh_block_id(row.group, row.id)} if singly else set(whole)

    def remove(self, mention: str) -> None:
        if row := self.live.pop(mention, None):
            told = [key for key, event in self.events.items() if mention in _reported(event)]
            self.marks |= set(_gone(row, told[0] if told else None))

    def tell_again(self, mention: str) -> None:
        if row := self.live.get(mention):
            self.marks.add(ids.again_block_id(row.group, mention))

    def resolve(self, portions: int | None = None) -> None:
        """All that is marked, or so many portions of it."""
        while self.marks and portions != 0:
            marks = [block for mark in sorted(self.marks) if isinstance(block := parse_block(mark), EventMark)]
            groups = family(marks[0].group)
            some = [mark for mark in marks if mark.group in groups][: self.most]
            self._resolve(groups, some)
            self.marks -= {mark.id for mark in some}
            portions = portions and portions - 1

    def _resolve(self, groups: Iterable[str], some: Sequence[EventMark]) -> None:
        marks = Marks.of(some)
        rows = linked(marks, There(row for row in self.live.values() if row.group in groups))
        read, resolution = {row.id for row in rows}, resolve_events(rows)
        wanted = {event.id for event in resolution.events}
        for event in list(self.events.values()):
            reported = _reported(event) & self.live.keys()
            if reported & read or event.id in wanted or (not reported and _lost(event, marks)):
                del self.events[event.id]
        self.events |= {event.id: event for event in resolution.events}
        self.links = {link for link in self.links if link[0] in self.live.keys() - read and link[1] in self.events}
        self.links |= {(link.mention, link.event) for link in resolution.may_report}
        self.marks -= {f"{what}|{row.group}|{row.id}" for row in rows for what in ("fresh", "again")}


def _reported(event: Event) -> set[str]:
    return {report.mention for report in event.reports}


def _lost(event: Event, marks: Marks) -> bool:
    """The graph would be asked for it, and for nothing else that no mention reports."""
    if event.earliest is None:
        return bool(marks.days or marks.undated or event.id in marks.events)
    return event.id in marks.events or any(days.first <= event.earliest <= days.last for days in marks.days)


EDIT = st.tuples(st.sampled_from(["add", "fresh", "gone", "gone", "again", "some", "all"]), st.integers(0, 15))


@pytest.mark.slow
@settings(max_examples=300, deadline=timedelta(seconds=5))
@given(mentions(most=16), st.lists(EDIT, max_size=24), st.sampled_from([1, 2, 500]))
def test_edits_come_to_what_a_fresh_graph_would_have(
    rows: list[MentionRow], edits: list[tuple[str, int]], most: int
) -> None:
    ledger = Ledger(most)
    for what, number in [*(("add", n) for n in range(len(rows))), ("all", 0), *edits]:
        if number >= len(rows):
            continue
        match what:
            case "add" | "fresh":
                ledger.add(rows[number], what == "fresh")
            case "gone":
                ledger.remove(rows[number].id)
            case "again":
                ledger.tell_again(rows[number].id)
            case _:
                ledger.resolve(None if what == "all" else 1)
    ledger.resolve()
    live = ledger.live
    fresh = resolve_events(live.values())
    assert sorted(ledger.events) == [event.id for event in fresh.events]
    assert ledger.events == {event.id: event for event in fresh.events}
    assert ledger.links == {(link.mention, link.event) for link in fresh.may_report}
