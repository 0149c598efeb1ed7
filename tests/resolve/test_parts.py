"""Resolving part by part equals resolving everything."""

from __future__ import annotations

from datetime import timedelta
from itertools import chain

import pytest
from hypothesis import given, settings

from kgload.resolve.events import resolve_events
from kgload.resolve.parts import parts
from kgload.resolve.records import MentionRow
from resolve.drawn import mentions
from resolve.mentions import mention

XI = ("putin xi", "2023-11-08")


@pytest.mark.parametrize(
    ("others", "apart"),
    [
        pytest.param([("putin xi", "2023-11-09")], 1, id="the same year"),
        pytest.param([("putin xi", "2022-11-08")], 2, id="another year"),
        pytest.param(
            [("putin xi", "2022-11-08"), ("putin xi", "2022-11-01..2023-02-01")], 1, id="years that one mention links"
        ),
        pytest.param([("putin biden", "2023-11-08")], 2, id="other sides"),
        pytest.param([("putin biden", "2023-11-08"), ("putin", "2023")], 1, id="a side that two share"),
        pytest.param([("putin biden", "2023-11-08"), ("putin", "2022")], 3, id="a side that two share, another year"),
        pytest.param(
            [("putin ?zhang", "2023-11-08"), ("putin JP:minister", "2023-11-08")], 1, id="the same people named"
        ),
        pytest.param([("putin biden", None)], 2, id="another article without a time"),
        pytest.param([("", "2023-11-08")], 2, id="nobody"),
    ],
)
def test_what_may_meet_is_in_one_part(others: list[tuple[str, str | None]], apart: int) -> None:
    rows = [mention(f"{n}.1", who, when, published="2023-11-10") for n, (who, when) in enumerate([XI, *others])]
    found = list(parts(rows, 1))
    assert sorted(chain(*found), key=rows.index) == rows
    assert len(found) == apart
    assert list(map(len, parts(rows, 100))) == [len(rows)]


def test_groups_are_apart_but_for_calls_and_meetings() -> None:
    kinds = ("meeting", "call", "talks", "visit")
    rows = [mention(f"{kind}.1", *XI, type=kind) for kind in kinds]
    assert sorted(sorted(row.type for row in part) for part in parts(rows, 1)) == [
        ["call", "meeting", "talks"],
        ["visit"],
    ]


def test_who_is_told_apart_is_in_one_part() -> None:
    rows = [mention("a.1", *XI), mention("a.2", "JP KR", "2020-01-01", distinct_from=("a.1",))]
    assert len(list(parts(rows, 1))) == 1


@settings(max_examples=300, deadline=timedelta(seconds=5))
@given(mentions(most=16))
def test_parts_come_to_what_all_comes_to(rows: list[MentionRow]) -> None:
    rows = list({row.id: row for row in rows}.values())
    whole, made = resolve_events(rows), [resolve_events(part) for part in parts(rows, 1)]
    assert sorted(chain(*(one.events for one in made)), key=lambda event: event.id) == list(whole.events)
    assert sorted(chain(*(one.may_report for one in made)), key=repr) == sorted(whole.may_report, key=repr)
    assert sorted(chain(*(one.issues for one in made)), key=repr) == sorted(whole.issues, key=repr)
