"""Resolving stays far from quadratic: 5,000 mentions of one block in a few seconds."""

from __future__ import annotations

import random
import time
from dataclasses import replace

import pytest

from kgload.resolve.events import resolve_events
from kgload.resolve.records import MentionRow
from resolve.mentions import mention, party

DAYS = [f"2023-{month:02}-{day:02}" for month in range(1, 13) for day in range(1, 29)]
VAGUE = ["2023", *(f"2023-{month:02}" for month in range(1, 13)), None]


def busy_pair(size: int) -> list[MentionRow]:
    """Two people who meet all year, reported by many articles, a fifth of them vaguely."""
    draw = random.Random(1)
    whens = [draw.choice(VAGUE) if draw.random() < 0.2 else draw.choice(DAYS) for _ in range(size)]
    return [mention(f"a{n}.1", "putin xi", when, published="2023-11-20") for n, when in enumerate(whens)]


def crowds(size: int) -> list[MentionRow]:
    """Delegations of changing people between two countries, within one month."""
    draw = random.Random(2)
    people = [party("putin", actor=f"actor:ru{n}", key=f"ru{n}") for n in range(40)]
    guests = [replace(p, actor=f"actor:cn{n}", country="CN") for n, p in enumerate(people)]
    days = DAYS[:28]
    return [
        mention(f"a{n}.1", [*draw.sample(people, 2), *draw.sample(guests, 2)], draw.choice(days)) for n in range(size)
    ]


def one_day(size: int) -> list[MentionRow]:
    """One summit of one day, everybody reporting another few of its people."""
    return [replace(row, earliest=crowds(1)[0].earliest, latest=crowds(1)[0].earliest) for row in crowds(size)]


@pytest.mark.slow
@pytest.mark.parametrize("make", [busy_pair, crowds, one_day])
def test_five_thousand_mentions_take_seconds(make: object) -> None:
    rows = make(5000)  # type: ignore[operator]
    start = time.process_time()
    resolve_events(rows)
    assert time.process_time() - start < 6
