"""How good is extraction? Scores it on the articles of ../shared with the scorers that lie there, and prints one table.

make evaluate                      seeds and dev against gold, readouts against silver, the public sets of bench
make evaluate ARGS="--misses"      also what was missed or is wrong, one a line, to stderr
make evaluate ARGS="--clusters"    also how well mentions are gathered to events, in a scratch Neo4j
make evaluate ARGS="--set dev"     only that set
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks import bench
from kgload import pipeline
from kgload.database import open_database
from kgload.errors import RecordError
from kgload.query.catalog import get_query
from kgload.query.run import run_query
from kgload.rdf.jsonlines import json_object
from kgload.server import stop
from kgload.settings import load_settings

SHARED = Path(__file__).resolve().parents[3] / "shared"
GOLD = {"seeds": "dev/seeds_gold.jsonl", "dev": "dev/gold.jsonl"}
ARTICLES = {"seeds": "seeds", "dev": "dev/articles", "readouts": "readouts/articles.jsonl"}
BENCH = {"petr2": (bench.petr2_figures, bench.PETR2), "plover": (bench.plover_figures, bench.PLOVER)}
SETS = (*ARTICLES, *BENCH)

Figures = dict[str, Any]
Output = list[dict[str, Any]]


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", choices=SETS, action="append", help="only this one (may be given again)")
    parser.add_argument("--misses", action="store_true", help="list what was missed or is wrong")
    parser.add_argument("--clusters", action="store_true", help="score the resolved events too; needs Neo4j")
    parser.add_argument("--json", action="store_true", help="print one object instead of the table")
    given = parser.parse_args(arguments)
    if not SHARED.is_dir():
        print(f"nothing to evaluate: the articles are not in the repository, and {SHARED} is not here", file=sys.stderr)
        return 0
    figures = evaluate(given.set or SETS, given.misses, given.clusters)
    print(json.dumps(figures)) if given.json else print_table(figures)
    return 0


def evaluate(sets: Iterable[str], misses: bool, clusters: bool) -> dict[str, Figures]:
    """Figures by set, and those of seeds and dev as one graph under "seeds+dev" if clusters are wanted."""
    figures: dict[str, Figures] = {}
    outputs: dict[str, Output] = {}
    for name in sets:
        print(f"== {name}", file=sys.stderr)
        if name in BENCH:
            figures[name] = bench_figures(name, misses)
            continue
        started = time.perf_counter()
        outputs[name] = extracted(SHARED / ARTICLES[name])
        seconds = time.perf_counter() - started
        scored = readout_figures(outputs[name], misses) if name == "readouts" else gold_figures([name], outputs, misses)
        figures[name] = {**scored, "articles_per_second": round(len(outputs[name]) / seconds, 1)}
    if clusters:
        both = {name: outputs.get(name) or extracted(SHARED / ARTICLES[name]) for name in GOLD}
        figures["seeds+dev"] = gold_figures(GOLD, both, misses=False, clusters=resolved_mentions())
    return figures


def extracted(path: Path) -> Output:
    """What `kgload extract` prints for a file or folder; what cannot be read has no output, and counts as missed."""
    return [json_object(found) for found in pipeline.extractions([path]) if not isinstance(found, RecordError)]


def gold_figures(
    names: Iterable[str], outputs: dict[str, Output], misses: bool, clusters: dict[str, str] | None = None
) -> Figures:
    scorer = imported(SHARED / "dev" / "score.py")
    by_file: dict[str, dict[str, Any]] = {}
    gold: list[dict[str, Any]] = []
    for name in names:
        gold += scorer.read_jsonl(SHARED / GOLD[name])
        for item in outputs[name]:  # one file may hold several articles
            by_file.setdefault(Path(item["article"]["path"]).stem, {"events": []})["events"] += item["events"]
    figures, missed = scorer.score(gold, by_file, clusters or {})
    print(*(missed if misses else []), sep="\n", end="\n" if misses else "", file=sys.stderr)
    return dict(figures)


def readout_figures(output: Output, misses: bool) -> Figures:
    """That scorer is a script."""
    folder = SHARED / "readouts"
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".jsonl") as file:
        file.writelines(json.dumps(item) + "\n" for item in output)
        file.flush()
        command = [sys.executable, *map(str, (folder / "score.py", folder / "silver.jsonl", file.name))]
        run = subprocess.run([*command, *(["--misses"] if misses else [])], stdout=subprocess.PIPE, check=True)
    return dict(json.loads(run.stdout))


def bench_figures(name: str, misses: bool) -> Figures:
    score, file = BENCH[name]
    figures, missed = score(SHARED / "bench" / file)
    print(*(missed if misses else []), sep="\n", end="\n" if misses else "", file=sys.stderr)
    return figures


def resolved_mentions() -> dict[str, str]:
    """Mention -> event of a graph of seeds and dev, in a local server that is gone afterwards (NEO4J_URI or not)."""
    with tempfile.TemporaryDirectory() as home:
        settings = load_settings(home=Path(home)).model_copy(update={"neo4j_uri": None})
        try:
            pipeline.ingest([SHARED / ARTICLES[name] for name in GOLD], settings)
            with open_database(settings) as database:
                rows = run_query(database, get_query("mentions"), {}).rows
        finally:
            stop(settings)
    return {row["mention"]: row["event"] for row in rows if row["event"]}


def imported(file: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("shared_scorer", file)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def print_table(figures: dict[str, Figures]) -> None:
    table = Table("figure", *figures)
    for key in dict.fromkeys(key for scored in figures.values() for key in scored):
        values = [scored.get(key) for scored in figures.values()]
        if any(value is not None for value in values):
            table.add_row(key.replace("_", " "), *("" if value is None else str(value) for value in values))
    Console().print(table)


if __name__ == "__main__":
    sys.exit(main())
