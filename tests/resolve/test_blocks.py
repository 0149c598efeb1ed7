"""Resolving what is linked to the marks equals resolving everything."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgload.load.rows import event_blocks
from kgload.resolve.blocks import EventBlock, NameBlock, Stretch, family, joined, linked, parse_block, view
from kgload.resolve.events import resolve_events
from kgload.resolve.records import Event, MentionRow
from resolve.drawn import mentions
from resolve.mentions import mention


@pytest.mark.parametrize(
    ("identifier", "block"),
    [
        ("event|visit|2023", EventBlock("event|visit|2023", "visit", Stretch(date(2023, 1, 1), date(2023, 12, 31)))),
        ("event|call|2024-02", EventBlock("event|call|2024-02", "call", Stretch(date(2024, 2, 1), date(2024, 2, 29)))),
        ("event|call|0001-01", EventBlock("event|call|0001-01", "call", Stretch(date.min, date(1, 1, 31)))),
        ("event|call|none", EventBlock("event|call|none", "call", None)),
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


def test_other_sides_at_other_days_are_not_read_along() -> None:
    """One marked day reaches whom it is linked to, and not all of the year."""
    rows = [
        mention("a.1", "putin xi", "2023-11-08"),
        mention("b.1", "putin xi", "2023-11"),
        mention("c.1", "putin xi", "2023-11-28"),
        mention("d.1", "shoigu", "2023-11-28"),
        mention("e.1", "putin xi", "2023-06-01"),
        mention("f.1", "xi", "2023-11-20"),
        mention("g.1", "JP KR", "2023-11-20"),
    ]
    day = Stretch(date(2023, 11, 8), date(2023, 11, 8))
    assert sorted(row.id for row in linked([day], lambda _: rows)) == ["a.1", "b.1", "c.1", "d.1", "f.1"]


def _marked(row: MentionRow) -> set[str]:
    """What the loader marks for this mention."""
    return set(event_blocks(row.group, row.earliest, row.latest, row.published))


class Ledger:
    """Events kept by block, as the graph keeps them: only what is linked to a mark is looked at again."""

    def __init__(self) -> None:
        self.events: dict[str, Event] = {}
        self.links: set[tuple[str, str]] = set()

    def update(self, live: list[MentionRow], marks: set[str]) -> None:
        for mark in sorted(marks):
            block = parse_block(mark)
            assert isinstance(block, EventBlock)
            ours = [row for row in live if row.group in family(block.group)]
            if block.reach is None:
                self._replace([row for row in ours if view(row) is None], {row.id for row in live})
            else:
                self._replace(linked([block.reach], lambda _, ours=ours: ours), {row.id for row in live})  # type: ignore[misc]

    def _replace(self, rows: list[MentionRow], live: set[str]) -> None:
        read, resolution = {row.id for row in rows}, resolve_events(rows)
        for event in list(self.events.values()):
            reported = {report.mention for report in event.reports}
            if reported & read or not reported & live:
                del self.events[event.id]
        known = set(self.events)
        self.events |= {event.id: event for event in resolution.events}
        assert known.isdisjoint(event.id for event in resolution.events)
        self.links = {link for link in self.links if link[0] in live - read}
        self.links |= {(link.mention, link.event) for link in resolution.may_report}


@pytest.mark.slow
@settings(max_examples=150, deadline=timedelta(seconds=5))
@given(mentions(most=16), st.lists(st.tuples(st.booleans(), st.integers(0, 15)), max_size=12))
def test_edits_come_to_what_a_fresh_graph_would_have(rows: list[MentionRow], edits: list[tuple[bool, int]]) -> None:
    ledger = Ledger()
    live: dict[str, MentionRow] = {}
    for add, number in [(True, n) for n in range(len(rows))] + edits:
        if number >= len(rows):
            continue
        row = rows[number]
        if add:
            live[row.id] = row
        else:
            live.pop(row.id, None)
        ledger.update(list(live.values()), _marked(row))
    fresh = resolve_events(live.values())
    assert sorted(ledger.events) == [event.id for event in fresh.events]
    assert ledger.events == {event.id: event for event in fresh.events}
    assert ledger.links == {(link.mention, link.event) for link in fresh.may_report}
