"""Saved queries as the graph grows: warm, by degree of the actor that is asked for."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence

from benchmarks.speed.bulk import imported
from benchmarks.speed.world import Figure, World
from kgload.database import Database, Row
from kgload.query.catalog import get_query
from kgload.query.run import run_query

DEGREES = """
MATCH (actor:Person)-[:PARTICIPATED_IN]->(event:Event)
WHERE actor.name IS NOT NULL
WITH actor, count(event) AS events ORDER BY events, actor.id
WITH collect(events) AS degrees
RETURN degrees[size(degrees) / 2] AS few, degrees[size(degrees) * 99 / 100] AS many, degrees[-1] AS hub
"""
OF_DEGREE = """
MATCH (actor:Person)-[:PARTICIPATED_IN]->(event:Event)
WHERE actor.name IS NOT NULL
WITH actor, count(event) AS events
RETURN actor.name AS name, events ORDER BY abs(events - $degree), actor.id LIMIT 1
"""
AN_EVENT = "MATCH (event:Meeting) RETURN event.id AS id LIMIT 1"
EVENTS = "MATCH (event:Event) RETURN count(event) AS n"
TIMES = 40
LARGEST = 55  # times the articles of other rows: 10^5 events, and with ten copies 10^6

Latencies = dict[str, tuple[float, int]]  # seconds and rows
Degrees = Mapping[str, int]


def growing(world: World) -> Figure:
    """The slowest growth of the p95 of any query from the middle size to the largest, for actors in as many events.

    (The largest size's own hub is in more: what it takes is told besides.) The largest may be made of copies.
    """
    events, degrees, before, _ = _measured(world, LARGEST * world.size // 10)
    more, there, after, own = _measured(world, LARGEST * world.size, degrees, world.copies)
    growth = {name: after[name][0] / before[name][0] for name in after}
    worst = max(growth, key=lambda name: growth[name])
    slow = [name for name, (p95, rows) in (after | own).items() if rows < 100 and p95 >= 0.1]
    told = [f"{name} {_ms(before[name])} → {_ms(after[name])} ms, {after[name][1]} rows" for name in sorted(after)]
    told += [f"its own {name} {_ms(found)} ms, {found[1]} rows" for name, found in sorted(own.items())]
    actors = f"actors in {_numbers(degrees)} → {_numbers(there)} of them"
    how = f"{events:,} → {more:,} events (copies: {world.copies}), {actors}, p95: "
    return Figure(growth[worst], growth[worst] <= 2 and not slow, how + "; ".join(told))


def _ms(found: tuple[float, int]) -> str:
    return f"{found[0] * 1000:.0f}"


def _numbers(degrees: Degrees) -> str:
    return ", ".join(f"{events:,}" for events in degrees.values())


def _measured(
    world: World, articles: int, degrees: Degrees | None = None, copies: int = 1
) -> tuple[int, Degrees, Latencies, Latencies]:
    """How many events there are, in how many the actors are (as near as can be to those given, or this graph's own),
    what queries take; and what they take for this graph's own hub if others were given.
    """
    with imported(world, articles, copies) as (database, _):
        number, own = database.read(EVENTS)[0]["n"], database.read(DEGREES)[0]
        actors = {degree: _actor(database, events) for degree, events in (degrees or own).items()}
        _latencies(database, actors)  # a server that has just started is slow at first, whatever is in it
        hub = _latencies(database, {"hub": _actor(database, own["hub"])}) if degrees else {}
        found = _latencies(database, actors)
        found["evidence_for_event"] = _p95(database, "evidence_for_event", _an_event(database))
        return number, {degree: actor["events"] for degree, actor in actors.items()}, found, hub


def _an_event(database: Database) -> Mapping[str, str]:
    return {"event": str(database.read(AN_EVENT)[0]["id"])}


def _actor(database: Database, events: int) -> Row:
    return database.read(OF_DEGREE, {"degree": events})[0]


def _latencies(database: Database, actors: Mapping[str, Row]) -> Latencies:
    found = {}
    for degree, actor in actors.items():
        period = {"from": "2010-01-01", "to": "2010-12-31"}
        asked = {"person": str(actor["name"]), "country": "CN", **period}
        found[f"meetings_between/{degree}"] = _p95(database, "meetings_between", asked)
        asked = {"actor": str(actor["name"]), **period}
        found[f"meetings_of_actor/{degree}"] = _p95(database, "meetings_of_actor", asked)
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
