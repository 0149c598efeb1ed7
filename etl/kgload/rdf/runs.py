"""The runs as one named graph, `urn:kgload:runs`: all that differs between two machines or two days."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import Quad

from kgload.rdf import vocab as v
from kgload.rdf.builder import GraphBuilder


@dataclass(frozen=True, slots=True)
class RunRow:
    """One `:Run` node. Times are ISO 8601 with a zone; `loaded` has the version ids of the articles it wrote."""

    id: str
    started: str
    ended: str | None
    outcome: str
    host: str | None
    process: int | None
    collection: str | None
    kgload: str | None
    written: int | None
    unchanged: int | None
    withdrawn: int | None
    rejected: int | None
    loaded: tuple[str, ...]


def run_quads(runs: Iterable[RunRow]) -> list[Quad]:
    """The quads of `urn:kgload:runs`, each once."""
    b = GraphBuilder(v.RUNS_GRAPH, "the runs")
    for run in runs:
        _run(b, run)
    return list(dict.fromkeys(b.quads))


def _run(b: GraphBuilder, run: RunRow) -> None:
    node = b.node(run.id)
    b.types(node, v.ACTIVITY)
    b.literal(node, v.STARTED_AT, run.started, v.DATE_TIME)
    b.literal(node, v.ENDED_AT, run.ended, v.DATE_TIME)
    b.text(node, v.OUTCOME, run.outcome)
    b.text(node, v.HOST, run.host)
    b.number(node, v.PROCESS, run.process)
    b.text(node, v.COLLECTION, run.collection)
    b.text(node, v.SOFTWARE_VERSION, run.kgload)
    b.number(node, v.WRITTEN, run.written)
    b.number(node, v.UNCHANGED, run.unchanged)
    b.number(node, v.WITHDRAWN, run.withdrawn)
    b.number(node, v.REJECTED, run.rejected)
    for version in run.loaded:
        b.link(node, v.USED, b.node(version))
