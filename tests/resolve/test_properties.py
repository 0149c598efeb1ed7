"""What must hold for every set of mentions."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgload.resolve.events import resolve_events
from kgload.resolve.reading import Reading, read
from kgload.resolve.records import MentionRow, Resolution
from resolve.drawn import mentions

pytestmark = pytest.mark.slow
MANY = settings(max_examples=400, deadline=timedelta(seconds=2))


@MANY
@given(mentions(), st.randoms(use_true_random=False))
def test_the_order_of_the_mentions_never_matters(rows: list[MentionRow], random: st.DataObject) -> None:
    shuffled = list(rows)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert resolve_events(shuffled) == resolve_events(rows)


@MANY
@given(mentions())
def test_every_mention_reports_one_event_or_is_an_open_link_or_plural(rows: list[MentionRow]) -> None:
    resolution = resolve_events(rows)
    reports = [report.mention for event in resolution.events for report in event.reports]
    assert len(reports) == len(set(reports))
    assert not set(reports) & {link.mention for link in resolution.may_report}
    silent = {row.id for row in rows} - set(reports) - {link.mention for link in resolution.may_report}
    assert silent <= {row.id for row in rows if row.count is not None}
    assert len({event.id for event in resolution.events}) == len(resolution.events)


def steps(rows: list[MentionRow]) -> list[Reading]:
    return sorted((r for r in read(rows) if r.row.status == "occurred" and r.row.count is None), key=lambda r: r.step)


def seen(resolution: Resolution, ids: set[str]) -> set[tuple[str, frozenset[str]]]:
    """The events that these mentions report, each with those of its mentions."""
    events = ((event.id, frozenset(report.mention for report in event.reports) & ids) for event in resolution.events)
    return {(event, known) for event, known in events if known}


@MANY
@given(mentions(most=18, statuses=["occurred"]), st.integers(0, 18))
def test_a_vaguer_mention_never_changes_what_sharper_ones_made(rows: list[MentionRow], cut: int) -> None:
    """Taking away all mentions from some step on leaves the events of sharper ones as they were: ids and members."""
    ordered = steps(rows)
    border = ordered[min(cut, len(ordered) - 1)].step if ordered else (True, 0)
    sharper = [r.row for r in ordered if r.step < border]
    known = {row.id for row in sharper}
    singular = [r.row for r in ordered]
    assert seen(resolve_events(sharper), known) == seen(resolve_events(singular), known)


@MANY
@given(mentions())
def test_what_did_not_occur_never_changes_what_did(rows: list[MentionRow]) -> None:
    occurred = [row for row in rows if row.status == "occurred"]
    known = {row.id for row in occurred}
    assert seen(resolve_events(occurred), known) == seen(resolve_events(rows), known)


@MANY
@given(mentions())
def test_an_event_is_as_sharp_as_its_sharpest_full_mention(rows: list[MentionRow]) -> None:
    by_id = {row.id: row for row in rows}
    for event in resolve_events(rows).events:
        intervals = {(by_id[r.mention].earliest, by_id[r.mention].latest) for r in event.reports}
        assert (event.earliest, event.latest) in intervals
        assert (event.earliest is None) == (event.precision == "unknown")
