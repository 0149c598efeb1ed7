"""The rows about what comes later: the same again, edits and withdrawals."""

from __future__ import annotations

import statistics

from benchmarks.generated import Generator
from benchmarks.speed.world import Figure, World, sampled
from kgload import pipeline
from kgload.load.loader import Loader
from kgload.load.runs import Run
from kgload.query.export import graph_quads
from kgload.rdf.serialize import nquads

EDITED, WITHDRAWN = 0.05, 0.02


def unchanged(world: World) -> Figure:
    """Whole commands, start-up included: texts are read and hashed, nothing is parsed or extracted."""
    folder = world.texts()
    first = world.median(lambda: world.kgload("ingest", str(folder)))
    again = world.median(lambda: world.kgload("ingest", str(folder)), lambda: world.kgload("ingest", str(folder)))
    return Figure(first / again, first / again >= 20, f"{again:.1f} s after {first:.1f} s for {world.size:,} texts")


def edits(world: World) -> Figure:
    """Resolving included, on both sides."""
    generator, numbers = Generator(world.size), range(world.size)
    edited = sampled(numbers, EDITED)
    gone = sampled([number for number in numbers if number not in set(edited)], WITHDRAWN)
    left = [number for number in numbers if number not in set(gone)]
    changed = world.written("edited.nq", generator.versions(edited, edition=1))
    state = (generator.version(number, int(number in set(edited))) for number in left)
    final, first = world.written("final.nq", state), world.file(world.size)
    withdrawn = [generator.version(number).article.id for number in gone]

    def correct() -> None:
        Loader(world.database).withdraw(withdrawn, Run.begin("generated"))
        pipeline.load_files([changed], world.settings)

    corrections, reloads = [], []
    for _ in range(world.rounds):  # in turns: a server grows quicker with what it has done
        corrections.append(world.once(correct, lambda: pipeline.load_files([first], world.settings)))
        corrected = _graph(world)
        reloads.append(world.once(lambda: pipeline.load_files([final], world.settings)))
    ours, whole = statistics.median(corrections), statistics.median(reloads)
    wrong, lost = len(corrected - _graph(world)), len(_graph(world) - corrected)
    how = f"{ours:.1f} s for {len(edited)} edits and {len(gone)} withdrawals, {whole:.1f} s for all; "
    how += f"{wrong} facts wrong, {lost} lost"
    return Figure(whole / ours, whole / ours >= 5 and not wrong and not lost, how)


def _graph(world: World) -> set[bytes]:
    return set(nquads(graph_quads(world.database, runs=False)).splitlines())
