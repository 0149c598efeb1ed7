"""What the scorers of ../shared say of our output: figures, and every miss by id with its reason.

An id of the gold is `article E-123 type`; an event of ours that the gold has not is `article type@start`, where its
trigger stands. Neither holds text of an article, so they may be kept in the repository.
"""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks import bench
from kgload import pipeline
from kgload.errors import RecordError
from kgload.rdf.jsonlines import json_object

SHARED = Path(__file__).resolve().parents[3] / "shared"
GOLD = {"seeds": "dev/seeds_gold.jsonl", "dev": "dev/gold.jsonl"}
ARTICLES = {"seeds": "seeds", "dev": "dev/articles", "readouts": "readouts/articles.jsonl"}
BENCH = {"petr2": (bench.petr2_figures, bench.PETR2), "plover": (bench.plover_figures, bench.PLOVER)}
SETS = (*ARTICLES, *BENCH)

Figures = dict[str, Any]
Event = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Output:
    """What `kgload extract` prints for a set, and of how many words; what cannot be read has no output: missed."""

    articles: list[dict[str, Any]]
    words: int = 0

    @property
    def issues(self) -> Counter[str]:
        return Counter(issue["code"] for article in self.articles for issue in article["issues"])


@dataclass(frozen=True, slots=True)
class Scored:
    """`misses`: id -> reason. `told`: the same in the words of the scorer, with quotes, to be read and not kept."""

    figures: Figures
    misses: dict[str, str] = field(default_factory=dict)
    told: tuple[str, ...] = ()


def scored(name: str, output: Output | None = None) -> Scored:
    if name in BENCH:
        score, file = BENCH[name]
        figures, lines = score(SHARED / "bench" / file)
        return Scored(figures, by_id(lines), tuple(lines))
    output = output or extracted(SHARED / ARTICLES[name])
    result = readout_scores(output) if name == "readouts" else gold_scores([name], {name: output})
    rates = {f"{code}_per_1000_words": round(1000 * n / output.words, 2) for code, n in sorted(output.issues.items())}
    return Scored({**result.figures, **rates}, result.misses, result.told)


def by_id(lines: Iterable[str]) -> dict[str, str]:
    """Lines of `id: reason`, the reasons of one id together."""
    found: dict[str, list[str]] = {}
    for line in lines:
        name, _, reason = line.partition(": ")
        found.setdefault(name, []).append(reason)
    return {name: "; ".join(reasons) for name, reasons in found.items()}


def extracted(path: Path) -> Output:
    found = [one for one in pipeline.extractions([path]) if not isinstance(one, RecordError)]
    return Output([json_object(one) for one in found], sum(len(one.article.text.split()) for one in found))


def gold_scores(names: Iterable[str], outputs: Mapping[str, Output], clusters: dict[str, str] | None = None) -> Scored:
    scorer = imported(SHARED / "dev" / "score.py")
    by_file: dict[str, dict[str, list[Event]]] = {}
    gold: list[dict[str, Any]] = []
    for name in names:
        gold += scorer.read_jsonl(SHARED / GOLD[name])
        for item in outputs[name].articles:  # one file may hold several articles
            by_file.setdefault(Path(item["article"]["path"]).stem, {"events": []})["events"] += item["events"]
    figures, told = scorer.score(gold, by_file, clusters or {})
    if clusters:
        figures["false_merges"] = false_merges(scorer, gold, by_file, clusters)
    misses: dict[str, str] = {}
    for row in gold:
        misses |= differences(scorer, row["article"], row.get("events") or [], by_file.get(row["article"], {}))
    return Scored(dict(figures), misses, tuple(told))


def differences(scorer: Any, article: str, gold: list[Event], given: Mapping[str, list[Event]]) -> dict[str, str]:
    """Every event of the gold but statements that is not given strictly right, and why; and what is given besides."""
    wanted = [e for e in gold if scorer.names(e) and e["type"] != "statement"]
    ours = [e for e in given.get("events", []) if scorer.names(e) and e["type"] in scorer.ANNOTATED]
    right = scorer.assign(wanted, ours, scorer.strict)
    free = [p for j, p in enumerate(ours) if j not in right]
    misses: dict[str, str] = {}
    explained: list[Event] = []
    for i, event in enumerate(wanted):
        if i in right.values():
            continue
        near = [p for p in free if scorer.same_type(event, p) and scorer.matched(event, p)]
        best = min(near, key=lambda p: len(wrong_in(scorer, event, p)), default=None)
        explained += [best] if best else []
        reason = ", ".join(wrong_in(scorer, event, best)) if best else "not given"
        misses[f"{article} {event['id']} {event['type']}"] = reason
    for event in free:
        if event not in explained and not any(scorer.strict(g, event) for g in wanted):
            misses[f"{article} {event['type']}@{event['trigger']['start']}"] = f"{event['status']}, not in the gold"
    return misses


def wrong_in(scorer: Any, gold: Event, given: Event) -> list[str]:
    checks = {
        f"{gold['status']} given as {given['status']}": gold["status"] == given["status"],
        "participants": scorer.people_right(gold, given),
        "time": scorer.time_right(gold, given),
    }
    return [name for name, right in checks.items() if not right]


def false_merges(scorer: Any, gold: list[dict[str, Any]], given: Mapping[str, Any], clusters: dict[str, str]) -> int:
    """Pairs of mentions of the meeting group that are one event of ours and two of the gold."""
    events: dict[str, Counter[str]] = {}
    for row in gold:
        held = [e for e in row.get("events") or [] if e["status"] == "occurred" and scorer.GROUP.get(e["type"])]
        ours = [e for e in given.get(row["article"], {}).get("events", []) if e["status"] == "occurred"]
        for j, i in scorer.assign(held, ours, scorer.relaxed).items():
            if scorer.GROUP.get(ours[j]["type"]) == "meeting" and ours[j]["id"] in clusters:
                events.setdefault(clusters[ours[j]["id"]], Counter())[held[i]["id"]] += 1
    return sum((n.total() * (n.total() - 1) - sum(k * (k - 1) for k in n.values())) // 2 for n in events.values())


def readout_scores(output: Output) -> Scored:
    """That scorer is a script."""
    folder = SHARED / "readouts"
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".jsonl") as file:
        file.writelines(json.dumps(item) + "\n" for item in output.articles)
        file.flush()
        command = [sys.executable, *map(str, (folder / "score.py", folder / "silver.jsonl", file.name)), "--misses"]
        run = subprocess.run(command, capture_output=True, check=True, text=True, encoding="utf-8")
    lines = run.stderr.splitlines()
    misses = {line.removeprefix("no day ").removeprefix("missed ").split()[0]: line[:6].strip() for line in lines}
    return Scored(dict(json.loads(run.stdout)), misses, tuple(lines))


def imported(file: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("shared_scorer", file)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
