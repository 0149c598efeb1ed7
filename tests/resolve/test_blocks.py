"""Resolving what is linked to the marks equals resolving everything."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgload.load.rows import event_blocks
from kgload.resolve.blocks import EventBlock, NameBlock, Year, Years, component, family, parse_block, touched
from kgload.resolve.events import resolve_events
from kgload.resolve.records import Event, MentionRow
from resolve.drawn import mentions


@pytest.mark.parametrize(
    ("identifier", "block"),
    [
        ("event|meeting|2023", EventBlock("meeting", 2023)),
        ("event|call|none", EventBlock("call", None)),
        ("name|person|wang|li", NameBlock("person", "wang|li")),
        ("office|[]", None),
    ],
)
def test_marks_are_read(identifier: str, block: object) -> None:
    assert parse_block(identifier) == block


NEW_YEAR = date(2024, 1, 2)


@pytest.mark.parametrize(
    ("mention", "years"),
    [
        pytest.param((NEW_YEAR, NEW_YEAR, None, "occurred"), {2024}, id="a day"),
        pytest.param((date(2022, 5, 1), NEW_YEAR, None, "occurred"), {2022, 2023, 2024}, id="years"),
        pytest.param((NEW_YEAR, NEW_YEAR, None, "planned"), {2023, 2024}, id="planned: three days around"),
        pytest.param((None, None, NEW_YEAR, "occurred"), {2023, 2024}, id="no time: the week before"),
        pytest.param((None, None, None, "occurred"), {None}, id="no date at all"),
        pytest.param((date.min, date.min, None, "planned"), {1}, id="the calendar's first day"),
    ],
)
def test_the_years_that_a_mention_touches(mention: tuple[date, date, date, str], years: set[Year]) -> None:
    assert touched(*mention) == years  # type: ignore[arg-type]


def _years(row: MentionRow) -> Years:
    return touched(row.earliest, row.latest, row.published, row.status)


def _marked(row: MentionRow) -> set[tuple[str, Year]]:
    """What the loader marks for this mention."""
    parsed = (parse_block(block) for block in event_blocks(row.group, row.earliest, row.latest, row.published))
    return {(block.group, block.year) for block in parsed if isinstance(block, EventBlock)}


class Ledger:
    """Events kept by block, as the graph keeps them: only what is linked to a mark is looked at again."""

    def __init__(self) -> None:
        self.events: dict[str, Event] = {}
        self.links: set[tuple[str, str]] = set()

    def update(self, live: list[MentionRow], marks: set[tuple[str, Year]]) -> None:
        for groups in sorted({family(group) for group, _ in marks}):
            ours = [row for row in live if row.group in groups]
            years = component(
                {year for group, year in marks if group in groups},
                lambda some, ours=ours: [_years(row) for row in ours if _years(row) & some],  # type: ignore[misc]
            )
            self._replace(groups, [row for row in ours if _years(row) & years], years, {row.id for row in live})

    def _replace(self, groups: tuple[str, ...], rows: list[MentionRow], years: Years, live: set[str]) -> None:
        read, resolution = {row.id for row in rows}, resolve_events(rows)
        for event in list(self.events.values()):
            reported = {report.mention for report in event.reports}
            dated = event.earliest and event.latest and touched(event.earliest, event.latest, None, "occurred") & years
            if event.group in groups and (dated or reported & read or not reported & live):
                del self.events[event.id]
        self.events |= {event.id: event for event in resolution.events}
        self.links = {link for link in self.links if link[0] in live - read}
        self.links |= {(link.mention, link.event) for link in resolution.may_report}


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
