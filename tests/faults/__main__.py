"""Runs the campaign and prints its table; exit 1 if a row falls short."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from faults import ROWS, Row
from faults.world import new_world


def main(given: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m faults", description=__doc__)
    parser.add_argument("--short", action="store_true", help="the form that the test suite runs")
    parser.add_argument("--only", action="append", metavar="ROW", help="only this row (may be given again)")
    parser.add_argument("--json", action="store_true", help="one object for each row, as it ends")
    options = parser.parse_args(given)
    rows = [row for row in ROWS if not options.only or row.name in options.only]
    table, short = Table("test", "what happens", "held", "seconds"), False
    with tempfile.TemporaryDirectory(prefix="kgload-faults-") as folder, new_world(Path(folder)) as world:
        for row in rows:
            started = time.monotonic()
            held, tried = row.run(world, options.short)
            took = round(time.monotonic() - started)
            short = short or held < tried
            table.add_row(row.name, row.title, f"{held}/{tried}", str(took))
            say(row, held, tried, took, options.json)
    if not options.json:
        Console().print(table)
    return int(short)


def say(row: Row, held: int, tried: int, took: int, as_json: bool) -> None:
    if as_json:
        print(json.dumps({"test": row.name, "what": row.title, "held": held, "of": tried, "seconds": took}), flush=True)
    else:
        print(f"{row.name}: {held}/{tried} in {took} s", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
