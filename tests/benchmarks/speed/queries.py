"""Saved queries as the graph grows: warm, by degree of the actor that is asked for."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence

from benchmarks.speed.world import Figure, World
from kgload import pipeline
from kgload.query.catalog import get_query
from kgload.query.run import run_query

DEGREES = """
MATCH (actor:Person)-[:PARTICIPATED_IN]->(event:Event)
WHERE actor.name IS NOT NULL
WITH actor, count(event) AS events ORDER BY events, actor.id
WITH collect({name: actor.name, country: actor.country, events: events}) AS actors
RETURN actors[size(actors) / 2] AS few, actors[size(actors) * 99 / 100] AS many, actors[-1] AS hub
"""
AN_EVENT = "MATCH (event:Meeting) RETURN event.id AS id LIMIT 1"
TIMES = 40


def growing(world: World) -> Figure:
    """The slowest growth of the p95 of any query from 10^4 events to ten times as many."""
    small, large = (_latencies(world, articles) for articles in (11_000, 110_000))
    growth = {name: large[name][0] / small[name][0] for name in small}
    worst = max(growth, key=lambda name: growth[name])
    slow = [name for name, (p95, rows) in large.items() if rows < 100 and p95 >= 0.1]
    told = ", ".join(f"{name} {small[name][0] * 1000:.0f} → {large[name][0] * 1000:.0f} ms" for name in sorted(small))
    return Figure(growth[worst], growth[worst] <= 2 and not slow, f"from 10^4 to 10^5 events, p95: {told}")


def _latencies(world: World, articles: int) -> dict[str, tuple[float, int]]:
    world.empty()
    pipeline.load_files([world.file(articles)], world.settings)
    actors: Mapping[str, Mapping[str, object]] = world.database.read(DEGREES)[0]
    found = {}
    for degree, actor in actors.items():
        period = {"from": "2010-01-01", "to": "2010-12-31"}
        asked = {"person": str(actor["name"]), "country": "CN", **period}
        found[f"meetings_between/{degree}"] = _p95(world, "meetings_between", asked)
        asked = {"actor": str(actor["name"]), **period}
        found[f"meetings_of_actor/{degree}"] = _p95(world, "meetings_of_actor", asked)
    event = {"event": str(world.database.read(AN_EVENT)[0]["id"])}
    found["evidence_for_event"] = _p95(world, "evidence_for_event", event)
    return found


def _p95(world: World, name: str, given: Mapping[str, str]) -> tuple[float, int]:
    query, taken, rows = get_query(name), [], 0
    for turn in range(TIMES + 5):
        started = time.perf_counter()
        rows = len(run_query(world.database, query, given).rows)
        if turn >= 5:
            taken.append(time.perf_counter() - started)
    return _percentile(taken), rows


def _percentile(taken: Sequence[float]) -> float:
    return sorted(taken)[int(len(taken) * 0.95)]
