"""The figures to reach beside those of this run and of the last accepted one, and which misses came and went."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks.scoring import Scored

ACCEPTED = Path(__file__).with_name("accepted.json")


@dataclass(frozen=True, slots=True)
class Target:
    """What `figure` of a set shall be: at least `value`, or at most."""

    what: str
    set: str
    figure: str
    value: float
    at_most: bool = False

    def reached(self, figure: float) -> bool:
        return figure <= self.value if self.at_most else figure >= self.value


MEETINGS = "meeting family, held"
TARGETS = (
    Target(f"{MEETINGS}: strict precision", "dev", "strict_precision", 0.92),
    Target(f"{MEETINGS}: strict recall", "dev", "strict_recall", 0.78),
    Target(f"{MEETINGS}: relaxed precision", "dev", "relaxed_precision", 0.95),
    Target(f"{MEETINGS}: relaxed recall", "dev", "relaxed_recall", 0.87),
    Target("planned, cancelled, denied given as held", "dev", "given_as_held_wrongly", 0, at_most=True),
    Target("planned, cancelled, denied: precision", "dev", "not_held_precision", 0.85),
    Target("planned, cancelled, denied: recall", "dev", "not_held_recall", 0.70),
    Target("planned, cancelled, denied: status right", "dev", "not_held_status_right", 0.95),
    Target("all types but statements, held: strict F1", "dev", "all_types_strict_f1", 0.80),
    Target("office of participants", "dev", "office_accuracy", 0.95),
    Target("day where the text gives it", "dev", "day_accuracy", 0.97),
    Target("events across articles: pair F1", "seeds+dev", "pair_f1", 0.85),
    Target("events across articles: false merges of meetings", "seeds+dev", "false_merges", 0, at_most=True),
    Target("readouts: found with the right day", "readouts", "found_with_day", 0.93),
    Target("readouts: doubled", "readouts", "doubled", 0, at_most=True),
    Target("PETR2, CONSULT country pairs: F1", "petr2", "f1", 0.94),
    Target("PETR2, records without event left empty", "petr2", "left_empty", 12),
    Target("PLOVER, CONSULT among the classes: F1", "plover", "f1", 0.80),
    Target("speed, against nlp.pipe: ratio", "speed", "ratio", 1.0),
    Target("memory, growth after 500 documents: %", "memory", "growth_percent", 5, at_most=True),
    Target("corpus: crashes", "memory", "crashes", 0, at_most=True),
)


def load(file: Path = ACCEPTED) -> dict[str, Any]:
    return dict(json.loads(file.read_text(encoding="utf-8"))) if file.exists() else {"figures": {}, "misses": {}}


def accept(scores: Mapping[str, Scored], file: Path = ACCEPTED) -> None:
    """This run is what later ones are compared with. Sets that were not run keep what was accepted."""
    kept = load(file)
    for name, one in scores.items():
        kept["figures"][name], kept["misses"][name] = one.figures, one.misses
    file.write_text(json.dumps(kept, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def changes(scores: Mapping[str, Scored], accepted: Mapping[str, Any]) -> Iterator[str]:
    """Which ids are no longer missed (+), are missed now (-), or for another reason (~)."""
    for name, one in scores.items():
        if name not in accepted["misses"]:
            continue
        before, now = accepted["misses"][name], one.misses
        yield from (f"+ {name} {key}: was {before[key]}" for key in sorted(before.keys() - now.keys()))
        yield from (f"- {name} {key}: {now[key]}" for key in sorted(now.keys() - before.keys()))
        for key in sorted(key for key in now.keys() & before.keys() if now[key] != before[key]):
            yield f"~ {name} {key}: {before[key]} -> {now[key]}"


def show(scores: Mapping[str, Scored], accepted: Mapping[str, Any], console: Console) -> None:
    table = Table("to reach", "set", "goal", "figure", "", "accepted")
    for target in TARGETS:
        figure = scores[target.set].figures.get(target.figure) if target.set in scores else None
        if figure is None:
            continue
        before = accepted["figures"].get(target.set, {}).get(target.figure)
        goal = f"{'≤' if target.at_most else '≥'} {target.value}"
        short = "" if target.reached(figure) else "short"
        table.add_row(target.what, target.set, goal, str(figure), short, _text(before))
    console.print(table)
    every = Table("all figures", *scores)
    for key in dict.fromkeys(key for one in scores.values() for key in one.figures):
        values = [one.figures.get(key) for one in scores.values()]
        if any(value is not None for value in values):
            every.add_row(key.replace("_", " "), *map(_text, values))
    console.print(every)
    for line in changes(scores, accepted):
        console.print(line, markup=False, highlight=False, soft_wrap=True)


def _text(value: object) -> str:
    return "" if value is None else str(value)
