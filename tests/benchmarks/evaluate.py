"""How good is extraction? Scores it on what lies in ../shared, and prints the figures to reach beside what is reached.

make evaluate                      seeds and dev against gold, readouts against silver, the public sets of bench
make evaluate ARGS="--set dev"     only that set (may be given again)
make evaluate ARGS="--misses"      also what was missed or is wrong, by id and in words, to stderr
make evaluate ARGS="--clusters"    also how well mentions are gathered to events, in a scratch Neo4j
make evaluate ARGS="--accept"      later runs are compared with this one (tests/benchmarks/accepted.json)
make evaluate ARGS="--speed"       articles a second against the model alone, and nothing else; so also
make evaluate ARGS="--memory"      the corpus three times in one process: half an hour
make evaluate ARGS="--corpus"      40 documents of the corpus and their events, to be read by eye
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from rich.console import Console

from benchmarks import report, running, scoring
from benchmarks.scoring import ARTICLES, GOLD, SETS, Figures, Scored
from kgload import pipeline
from kgload.database import open_database
from kgload.query.catalog import get_query
from kgload.query.run import run_query
from kgload.server import stop
from kgload.settings import load_settings


def main(arguments: Sequence[str] | None = None) -> int:
    given = _parser().parse_args(arguments)
    if not scoring.SHARED.is_dir():
        print(
            f"nothing to evaluate: the articles are not in the repository, and {scoring.SHARED} is not here",
            file=sys.stderr,
        )
        return 0
    if given.corpus:
        print(*running.read_by_eye(), sep="\n")
        return 0
    scores = _measured(given) or evaluate(given.set or SETS, given.clusters)
    if given.misses:
        print(*_misses(scores), sep="\n", file=sys.stderr)
    if given.json:
        print(json.dumps({name: one.figures for name, one in scores.items()}))
    else:
        report.show(scores, report.load(), Console(width=None if sys.stdout.isatty() else 120))
    if given.accept:
        report.accept(scores)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", choices=SETS, action="append", help="only this one (may be given again)")
    for name, what in (
        ("misses", "list what was missed or is wrong"),
        ("clusters", "score the resolved events too; needs Neo4j"),
        ("accept", "compare later runs with this one"),
        ("speed", "only the speed"),
        ("memory", "only the memory, and crashes"),
        ("corpus", "only documents to read"),
        ("json", "print one object instead of the tables"),
    ):
        parser.add_argument(f"--{name}", action="store_true", help=what)
    return parser


def _measured(given: argparse.Namespace) -> dict[str, Scored]:
    measures: dict[str, Callable[[], Figures]] = {"speed": running.speed, "memory": running.memory}
    return {name: Scored(measure()) for name, measure in measures.items() if getattr(given, name)}


def evaluate(sets: Iterable[str], clusters: bool = False) -> dict[str, Scored]:
    """Scores by set, and those of seeds and dev as one graph under "seeds+dev" if clusters are wanted."""
    scores: dict[str, Scored] = {}
    for name in sets:
        print(f"== {name}", file=sys.stderr)
        scores[name] = scoring.scored(name)
    if clusters:
        outputs = {name: scoring.extracted(scoring.SHARED / ARTICLES[name]) for name in GOLD}
        scores["seeds+dev"] = Scored(scoring.gold_scores(GOLD, outputs, clusters=resolved_mentions()).figures)
    return scores


def _misses(scores: dict[str, Scored]) -> Iterable[str]:
    for name, one in scores.items():
        yield f"== {name}"
        yield from (f"{key}: {reason}" for key, reason in one.misses.items())
        yield from one.told if name in ARTICLES else ()


def resolved_mentions() -> dict[str, str]:
    """Mention -> event of a graph of seeds and dev, in a local server that is gone afterwards (NEO4J_URI or not)."""
    with tempfile.TemporaryDirectory() as home:
        settings = load_settings(home=Path(home)).model_copy(update={"neo4j_uri": None})
        try:
            pipeline.ingest([scoring.SHARED / ARTICLES[name] for name in GOLD], settings)
            with open_database(settings) as database:
                rows = run_query(database, get_query("mentions"), {}).rows
        finally:
            stop(settings)
    return {row["mention"]: row["event"] for row in rows if row["event"]}


if __name__ == "__main__":
    sys.exit(main())
