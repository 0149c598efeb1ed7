"""Time expressions: the case table, and what must hold for any anchor."""

from __future__ import annotations

import tomllib
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import dateparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgload.extract.times import RULES, Anchor, Direction, Interval, TimeExpression, cues_of, find_times, resolve_time
from kgload.model import TimeValue

TABLE = Path(__file__).parents[1] / "cases" / "times.toml"
CASES: list[dict[str, Any]] = tomllib.loads(TABLE.read_text(encoding="utf-8"))["cases"]
DAYS = st.dates(date(1990, 1, 1), date(2040, 12, 31))
MARKED = [c["text"].partition("«")[2].partition("»")[0] for c in CASES if c["expected"] != "none"]


def anchor_of(case: dict[str, Any]) -> Anchor | None:
    if "dateline" in case:
        return Anchor(date.fromisoformat(case["dateline"]), "dateline")
    return Anchor(date.fromisoformat(case["published"]), "published") if "published" in case else None


def the_marked(case: dict[str, Any]) -> list[TimeExpression]:
    """The expressions found that share a character with the marked words."""
    before, _, rest = case["text"].partition("«")
    marked, _, after = rest.partition("»")
    start, end = len(before), len(before) + len(marked)
    return [e for e in find_times(before + marked + after) if e.start < end and start < e.end]


def shown(value: TimeValue) -> str:
    return "unknown" if value.earliest is None else f"{value.earliest}..{value.latest} {value.precision}"


@pytest.mark.parametrize("case", CASES, ids=[c["id"] for c in CASES])
def test_case(case: dict[str, Any]) -> None:
    found = the_marked(case)
    if case["expected"] == "none":
        assert found == [], case["reason"]
        return
    assert len(found) == 1, case["reason"]
    on = date.fromisoformat(case["reference"]) if "reference" in case else None
    reference = Interval(on, on, "day") if on else None
    value = resolve_time(found[0], anchor_of(case), case.get("direction", "past"), reference)
    assert shown(value) == case["expected"], case["reason"]
    assert value.text == found[0].text


def test_whatever_a_rule_fits_has_one_of_its_cues() -> None:
    """The cues only save time: the rules that a text has no cue of would find nothing in it."""
    for text in (case["text"].replace("«", "").replace("»", "") for case in CASES):
        silent = [rule for rule in RULES if rule.cues.isdisjoint(cues_of(text))]
        assert not [(rule.name, text) for rule in silent if rule.pattern.search(text)]


def test_the_table_is_large_and_a_third_of_it_refuses() -> None:
    refused = [c for c in CASES if c["expected"] in ("unknown", "none")]
    assert len(CASES) >= 120
    assert len(refused) * 3 >= len(CASES)
    assert len({c["id"] for c in CASES}) == len(CASES)


def one(text: str) -> TimeExpression:
    (found,) = find_times(text)
    return found


@pytest.mark.parametrize(
    ("text", "kind", "bound"),
    [
        ("on Nov. 8, 2023", "absolute", None),
        ("on Wednesday", "anchored", None),
        ("the following day", "reference", None),
        ("in recent years", "vague", None),
        ("since March 2021", "absolute", "since"),
        ("prior to the summer of 2021", "absolute", "prior to"),
        ("after Monday's talks", "anchored", None),
    ],
)
def test_kind_and_bound(text: str, kind: str, bound: str | None) -> None:
    found = one(text)
    assert (found.kind, found.bound) == (kind, bound)


def test_positions_count_from_the_offset_and_hold_the_text() -> None:
    text = "They met on Nov. 8 in Moscow and on Thursday in Minsk."
    found = find_times(text, offset=100)
    assert [(e.text, text[e.start - 100 : e.end - 100]) for e in found] == [
        ("Nov. 8", "Nov. 8"),
        ("Thursday", "Thursday"),
    ]


def test_the_anchor_is_named_only_where_it_was_used() -> None:
    anchor = Anchor(date(2023, 11, 9), "dateline")
    assert resolve_time(one("on Wednesday"), anchor, "past").anchor == "dateline"
    assert resolve_time(one("in June 2021"), anchor, "past").anchor is None
    assert resolve_time(one("in recent years"), anchor, "past").anchor is None


def test_the_locale_settles_a_date_of_numbers() -> None:
    found = one("on 11/08/2023")
    assert resolve_time(found, None, day_first=True).earliest == date(2023, 8, 11)
    assert resolve_time(found, None, day_first=False).earliest == date(2023, 11, 8)
    assert resolve_time(found, None).earliest is None


def test_this_week_without_a_direction_is_the_whole_week() -> None:
    value = resolve_time(one("this week"), Anchor(date(2023, 11, 8), "published"), "none")
    assert shown(value) == "2023-11-06..2023-11-12 range"


@given(st.sampled_from(MARKED), DAYS, st.sampled_from(["past", "future", "none"]), DAYS)
def test_bounds_are_in_order_and_found_text_is_the_text(
    text: str, day: date, direction: Direction, reference: date
) -> None:
    for found in find_times(text):
        assert text[found.start : found.end] == found.text
        value = resolve_time(found, Anchor(day, "published"), direction, Interval(reference, reference, "day"))
        assert (value.earliest is None) == (value.precision == "unknown")
        assert value.earliest is None or (value.latest is not None and value.earliest <= value.latest)


@given(st.sampled_from(MARKED), DAYS, st.integers(0, 800))
def test_a_later_anchor_never_gives_an_earlier_time(text: str, day: date, later: int) -> None:
    for found in find_times(text):
        first = resolve_time(found, Anchor(day, "published"), "past")
        second = resolve_time(found, Anchor(day + timedelta(later), "published"), "past")
        if first.earliest and second.earliest and first.latest and second.latest:
            assert first.earliest <= second.earliest
            assert first.latest <= second.latest


@given(st.sampled_from(MARKED), DAYS)
def test_without_an_anchor_only_full_dates_resolve(text: str, reference: date) -> None:
    for found in find_times(text):
        value = resolve_time(found, None, "past")
        assert value.earliest is None or found.kind == "absolute"
        assert resolve_time(found, None, "past", Interval(reference, reference, "day")).anchor is None


@given(st.text(max_size=200))
def test_any_text_is_read_without_an_error(text: str) -> None:
    taken = [(e.start, e.end) for e in find_times(text)]
    assert taken == sorted(taken)
    assert all(a[1] <= b[0] for a, b in pairwise(taken))


@pytest.mark.parametrize("text", ["November 19, 1985", "19 November 1985", "Nov. 8, 2023", "2023-11-08", "8 Nov 2023"])
def test_dateparser_agrees_on_full_dates(text: str) -> None:
    parsed = dateparser.parse(text, languages=["en"])
    assert parsed is not None
    assert resolve_time(one(text), None).earliest == parsed.date()


@pytest.mark.parametrize(
    ("text", "ours"),
    [
        ("Thursday", "2023-11-09..2023-11-09 day"),
        ("late October", "2023-10-21..2023-10-31 part-of-month"),
        ("this August", "2023-08-01..2023-08-31 month"),
        ("Earlier on Wednesday", "2023-11-08..2023-11-08 day"),
        ("Nov. 21-23", "2022-11-21..2022-11-23 range"),
    ],
)
def test_where_dateparser_is_wrong_and_our_rules_are_needed(text: str, ours: str) -> None:
    day = date(2023, 11, 9)
    base = datetime(2023, 11, 9)
    parsed = dateparser.parse(text, languages=["en"], settings={"RELATIVE_BASE": base, "PREFER_DATES_FROM": "past"})
    value = resolve_time(one(text), Anchor(day, "published"), "past")
    assert shown(value) == ours
    assert parsed is None or parsed.date() != value.earliest
