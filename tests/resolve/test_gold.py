"""The rules on the gold of real articles: the mentions of one event come together, and no others (B³)."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kgload.names import name_key, plain
from kgload.registry import registry
from kgload.resolve.events import resolve_events
from kgload.resolve.records import MentionRow, Party, Where
from kgload.vocabulary import vocabulary
from resolve.mentions import interval, mention

DEV = Path(__file__).parents[3] / "shared" / "dev"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not DEV.is_dir(), reason=f"the gold is not at {DEV}"),
]


def test_mentions_of_one_event_come_together() -> None:
    rows = [row for row in _gold() if row.group == "meeting"]
    resolution = resolve_events(rows)
    found = {r.mention: event.id for event in resolution.events for r in event.reports}
    occurred = [row.id for row in rows if row.status == "occurred"]
    assert len(occurred) > 30
    assert _b_cubed({m: found.get(m, m) for m in occurred}, {m: m.partition("@")[0] for m in occurred}) == (1.0, 1.0)


def _b_cubed(found: dict[str, str], gold: dict[str, str]) -> tuple[float, float]:
    """Precision and recall."""
    clusters, events = _members(found), _members(gold)
    shared = {m: len(clusters[found[m]] & events[gold[m]]) for m in found}
    precision = sum(shared[m] / len(clusters[found[m]]) for m in found) / len(found)
    recall = sum(shared[m] / len(events[gold[m]]) for m in found) / len(found)
    return round(precision, 3), round(recall, 3)


def _members(labels: dict[str, str]) -> dict[str, set[str]]:
    members: dict[str, set[str]] = defaultdict(set)
    for mention_id, label in labels.items():
        members[label].add(mention_id)
    return members


def _gold() -> list[MentionRow]:
    lines = [line for name in ("gold.jsonl", "seeds_gold.jsonl") for line in (DEV / name).read_text().splitlines()]
    articles = [json.loads(line) for line in lines]
    return [
        _mention(event, article, number)
        for article in articles
        for number, event in enumerate(article["events"])
        if event["type"] in vocabulary().types
    ]


def _mention(event: dict[str, Any], article: dict[str, Any], number: int) -> MentionRow:
    start, end = event["date_start"], event["date_end"]
    when = f"{start}..{end}" if end and len(start) == 10 and len(end) == 10 else start
    if start and (interval(when)[0] or date.max) != (interval(start)[0] or date.max):
        when = start
    plural = "two-meetings" in event["id"]
    return mention(
        f"{event['id']}@{article['article']}.{number:02}",
        [_party(person, article["article"]) for person in event["participants"]],
        when,
        type=event["type"],
        status=event["status"],
        article=article["article"],
        published=article.get("published"),
        place=_where(event["place"]),
        start=number,
        count=2 if plural else None,
    )


def _party(person: dict[str, Any], article: str) -> Party:
    country = registry().country_of(person["country"]) if person["country"] else None
    key = name_key(person["name"])
    return Party(f"{article} {key}", "attendee", f"actor:{key}", "person", person["name"], key, country, country)


def _where(place: str | None) -> Where | None:
    if place is None:
        return None
    name, _, country = place.rpartition(", ")
    code = registry().country_of(country)
    return Where(place, name or None, code, "stated", plain(name) if name else None)
