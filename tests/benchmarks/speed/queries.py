"""Saved queries as the graph grows: warm, by degree of the actor that is asked for."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence

from benchmarks.speed.bulk import imported
from benchmarks.speed.world import Figure, World
from kgload.database import Database
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
EVENTS = "MATCH (event:Event) RETURN count(event) AS n"
TIMES = 40
LARGEST = 55  # times the articles of other rows: 10^5 events

Latencies = dict[str, tuple[float, int]]  # seconds and rows


def growing(world: World) -> Figure:
    """The slowest growth of the p95 of any query from the middle size to the largest."""
    measured = [_measured(world, LARGEST * world.size // part) for part in (100, 10, 1)]
    (_, before), (_, after) = measured[-2:]
    growth = {name: after[name][0] / before[name][0] for name in after}
    worst = max(growth, key=lambda name: growth[name])
    slow = [name for name, (p95, rows) in after.items() if rows < 100 and p95 >= 0.1]
    told = "; ".join(f"{name} {_steps(name, measured)} ms, {after[name][1]} rows" for name in sorted(after))
    sizes = " → ".join(f"{events:,}" for events, _ in measured)
    return Figure(growth[worst], growth[worst] <= 2 and not slow, f"{sizes} events, p95: {told}")


def _steps(name: str, measured: Sequence[tuple[int, Latencies]]) -> str:
    return " → ".join(f"{found[name][0] * 1000:.0f}" for _, found in measured)


def _measured(world: World, articles: int) -> tuple[int, Latencies]:
    with imported(world, articles) as (database, _):
        return database.read(EVENTS)[0]["n"], _latencies(database)


def _latencies(database: Database) -> Latencies:
    actors: Mapping[str, Mapping[str, object]] = database.read(DEGREES)[0]
    found = {}
    for degree, actor in actors.items():
        period = {"from": "2010-01-01", "to": "2010-12-31"}
        asked = {"person": str(actor["name"]), "country": "CN", **period}
        found[f"meetings_between/{degree}"] = _p95(database, "meetings_between", asked)
        asked = {"actor": str(actor["name"]), **period}
        found[f"meetings_of_actor/{degree}"] = _p95(database, "meetings_of_actor", asked)
    event = {"event": str(database.read(AN_EVENT)[0]["id"])}
    found["evidence_for_event"] = _p95(database, "evidence_for_event", event)
    return found


def _p95(database: Database, name: str, given: Mapping[str, str]) -> tuple[float, int]:
    query, taken, rows = get_query(name), [], 0
    for turn in range(TIMES + 5):
        started = time.perf_counter()
        rows = len(run_query(database, query, given).rows)
        if turn >= 5:
            taken.append(time.perf_counter() - started)
    return _percentile(taken), rows


def _percentile(taken: Sequence[float]) -> float:
    return sorted(taken)[int(len(taken) * 0.95)]
