"""Runs the benchmark and prints its table; exit 1 if a figure falls short."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.speed.bulk import against_ingest
from benchmarks.speed.changes import edits, unchanged
from benchmarks.speed.loading import against_rdflib, against_unwind, elements, memory
from benchmarks.speed.queries import growing
from benchmarks.speed.world import Figure, World, new_world


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    what: str
    wanted: str
    run: Callable[[World], Figure]


ROWS = (
    Row("rdflib", "load, against rdflib-neo4j on the same triples", "≥ 2.0×", against_rdflib),
    Row("unwind", "writing, against hand-written UNWIND/MERGE of the same rows", "≥ 0.85×", against_unwind),
    Row("again", "an unchanged re-run, against the first ingest", "≥ 20×", unchanged),
    Row("edits", "5 % edited and 2 % withdrawn, against a full reload", "≥ 5×", edits),
    Row("elements", "nodes and relationships per mention, with full provenance", "≤ 9", elements),
    Row("bulk", "bulk, against ingest, for each article", "≥ 10×", against_ingest),
    Row("queries", "saved queries as the graph grows", "≤ 2×, < 100 ms", growing),
    Row("memory", "memory of the loader for ten times as many articles", "≤ 1.1×", memory),
)


def main(given: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed", description=__doc__)
    parser.add_argument("--only", action="append", metavar="ROW", help="only this row (may be given again)")
    parser.add_argument("--json", action="store_true", help="one object for each row, as it ends")
    parser.add_argument("--size", type=int, default=2000, help="articles (2000)")
    parser.add_argument("--rounds", type=int, default=5, help="of which the median counts (5)")
    parser.add_argument("--copies", type=int, default=1, help="of the largest graph, in the row of queries (1)")
    options = parser.parse_args(given)
    rows = [row for row in ROWS if not options.only or row.name in options.only]
    table, short = Table("row", "what", "wanted", "measured", "how"), False
    with (
        tempfile.TemporaryDirectory(prefix="kgload-bench-") as folder,
        new_world(Path(folder), options.size, options.rounds, options.copies) as world,
    ):
        for row in rows:
            figure = row.run(world)
            short = short or not figure.held
            mark = "" if figure.held else " ✗"
            table.add_row(row.name, row.what, row.wanted, f"{figure.value:.2f}{mark}", figure.how)
            say(row, figure, options.json)
    if not options.json:
        Console().print(table)
    return int(short)


def say(row: Row, figure: Figure, as_json: bool) -> None:
    if as_json:
        said = {"row": row.name, "what": row.what, "wanted": row.wanted, "measured": round(figure.value, 2)}
        print(json.dumps({**said, "held": figure.held, "how": figure.how}), flush=True)
    else:
        print(f"{row.name}: {figure.value:.2f} (wanted: {row.wanted}), {figure.how}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
