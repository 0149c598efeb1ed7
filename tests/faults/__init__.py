"""The fault campaign: what happens to a load that is killed, cut off, overtaken, starved or lied to.

python -m faults            the full form, hours long (`make faults`)
python -m faults --short    the short form, which the test suite runs too
python -m faults --only T1  one row

The rows are numbered as in the table of guarantees (docs/guarantees.md). "Equal" is the canonical export, byte for
byte, against the graph of an uninterrupted run.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from faults import edits, fortnight, hostile, killing, limits, network, outages, together
from faults.world import World

Held = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table. `run` takes the world and whether the form is short; how often it held, of how many."""

    name: str
    title: str
    run: Callable[[World, bool], Held]


def _row(name: str, title: str, run: Callable[[World, int], Held], short: int, full: int) -> Row:
    return Row(name, title, lambda world, briefly: run(world, short if briefly else full))


def _every_point(world: World, briefly: bool) -> Held:
    if briefly:
        return killing.killed_at_every_point(world, [world.generated(2)], within=False)
    corpora = [world.generated(2), world.generated(12), world.examples()]
    return killing.killed_at_every_point(world, corpora, within=True)


def _edits(world: World, briefly: bool) -> Held:
    return edits.edited(world, 100, steps=4) if briefly else edits.edited(world, 2_000)


ROWS = (
    _row("T1", "kill -9 at random moments, run again: equal", killing.killed_at_random, 20, 200),
    Row("T2", "dies at every point of every transaction, run again: equal", _every_point),
    _row(
        "T3", "killed again during recovery: equal", lambda w, n: killing.killed_at_random(w, n, kills=2, seed=2), 5, 50
    ),
    _row("T4", "the answer to a commit is lost: each article exactly once", network.lost_answers, 20, 200),
    _row("T5", "bad network of five kinds: no hang, equal", network.bad_network, 2, 20),
    _row("T6", "server restarted in mid-load: ends unaided, equal", lambda w, n: outages.restarted(w, n, False), 2, 20),
    _row("T7", "server killed -9 in mid-load: store sound, equal", lambda w, n: outages.restarted(w, n, True), 2, 20),
    _row("T8", "server gone for good: exit 3, dead letter empty", outages.gone, 2, 20),
    _row("T9", "two ingests at once: equal", lambda w, n: together.at_once(w, n, 2), 5, 50),
    _row("T10", "four ingests at once, orders adverse: equal", lambda w, n: together.at_once(w, n, 4), 5, 50),
    _row("T11", "run again: no write at all", together.again, 10, 10),
    _row("T12", "order, portions, workers, hash seed, time zone, locale: equal", together.elsewhere, 6, 50),
    Row("T13", "edits and withdrawals with crashes (hypothesis): as a clean load", _edits),
    _row("T14", "disk full on our side: exit 4, then equal", limits.disk_full, 1, 10),
    _row("T16", "SIGTERM: ends at an article border, equal", limits.signalled, 3, 50),
    _row("T17", "a second run of the collection: exit 75, nothing written", together.overlapping, 2, 100),
    _row("T24", "hostile strings are text: vocabulary unchanged", hostile.injected, 500, 10_000),
    Row("T25", "values at the edge: stored, or rejected alone", lambda world, _: hostile.at_the_edge(world)),
    Row("T29", "queries that would write are refused", lambda world, _: hostile.refused(world)),
    Row("J1", "two weeks of a scheduled job: exit codes as documented, equal", lambda w, _: fortnight.fortnight(w)),
    _row("J2", "all that is derived made again beside a load: equal", together.remade, 2, 50),
)
