"""The evaluation runs, says what came and went, and its figures stay above what has been promised."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from benchmarks import evaluate, report, running, scoring
from benchmarks.scoring import Output, Scored
from extract.articles import article
from kgload.extract import extract

PROMISED = [
    pytest.param("dev", "relaxed_precision", 0.85, id="dev: few meetings that were none"),
    pytest.param("readouts", "found_with_day", 0.85, id="readouts: found on the right day"),
    pytest.param("petr2", "left_empty", 12, id="petr2: nothing where nothing is"),
]

needs_shared = pytest.mark.skipif(not scoring.SHARED.is_dir(), reason="../shared is not here")


@pytest.fixture(scope="module")
def scores() -> dict[str, Scored]:
    if not scoring.SHARED.is_dir():
        pytest.skip("../shared is not here")
    return evaluate.evaluate(scoring.SETS)


@pytest.mark.shared
@pytest.mark.slow
@pytest.mark.parametrize(("name", "figure", "least"), PROMISED)
def test_figures(scores: dict[str, Scored], name: str, figure: str, least: float) -> None:
    assert scores[name].figures[figure] >= least


@pytest.mark.shared
@pytest.mark.slow
def test_every_article_has_output(scores: dict[str, Scored]) -> None:
    assert scores["readouts"].figures["with_output"] == scores["readouts"].figures["readouts"]
    assert scores["seeds"].figures["given_as_held_wrongly"] == 0


@pytest.mark.shared
@pytest.mark.slow
def test_all_that_is_scored_has_a_target_or_is_shown(scores: dict[str, Scored]) -> None:
    measured = {"speed", "memory", "seeds+dev"}
    assert {t.set for t in report.TARGETS} <= scores.keys() | measured
    assert all(t.figure in scores[t.set].figures for t in report.TARGETS if t.set not in measured)


@pytest.mark.shared
@needs_shared
def test_misses_have_ids_and_reasons() -> None:
    found = scoring.gold_scores(["seeds"], {"seeds": Output([])})
    assert found.figures["strict_recall"] == 0
    assert set(found.misses.values()) == {"not given"}
    assert any("E-" in key for key in found.misses)
    assert any("missed: " in line for line in found.told)


@pytest.mark.shared
@needs_shared
def test_a_miss_says_what_is_wrong() -> None:
    scorer = scoring.imported(scoring.SHARED / "dev" / "score.py")
    people = [{"name": "Vladimir Putin", "kind": "person"}, {"name": "Xi Jinping", "kind": "person"}]
    gold: dict[str, Any] = {"id": "E-1", "type": "meeting", "status": "planned", "participants": people}
    gold |= {"date_precision": "day", "date_start": "2023-11-08", "date_end": None}
    ours: dict[str, Any] = {"type": "meeting", "status": "occurred", "participants": people[:1]}
    ours |= {"earliest": None, "latest": None, "trigger": {"start": 7}}
    other = {**ours, "type": "exercise", "trigger": {"start": 70}}
    assert scoring.differences(scorer, "a", [gold], {"events": [ours, other]}) == {
        "a E-1 meeting": "planned given as occurred, participants, time",
        "a exercise@70": "occurred, not in the gold",
    }


def test_without_the_articles_it_says_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(scoring, "SHARED", tmp_path / "shared")
    assert evaluate.main([]) == 0
    assert "is not here" in capsys.readouterr().err


def test_what_came_and_went_since_the_accepted_run(tmp_path: Path) -> None:
    file = tmp_path / "accepted.json"
    report.accept({"dev": Scored({"strict_precision": 0.9}, {"a E-1 call": "time", "a E-2 visit": "time"})}, file)
    report.accept({"petr2": Scored({"f1": 0.5})}, file)
    now = {"dev": Scored({"strict_precision": 0.8}, {"a E-2 visit": "not given", "b call@7": "occurred"})}
    assert list(report.changes(now, report.load(file))) == [
        "+ dev a E-1 call: was time",
        "- dev b call@7: occurred",
        "~ dev a E-2 visit: time -> not given",
    ]
    shown = io.StringIO()
    report.show(now, report.load(file), Console(file=shown, width=120))
    row = next(line for line in shown.getvalue().splitlines() if "strict precision" in line)
    assert [cell.strip() for cell in row.split("│")[2:7]] == ["dev", "≥ 0.92", "0.8", "short", "0.9"]


def test_what_is_read_by_eye_has_all_that_is_claimed() -> None:
    found = extract(article("Vladimir Putin met Xi Jinping in Beijing on Monday.", "2023-11-09"))
    lines = [line for event in found.events for line in running.told(found, event)]
    assert lines[0].strip() == "meeting occurred, 2023-11-06..2023-11-06 (Monday), Beijing CN"
    assert lines[-1].strip() == "“Vladimir Putin met Xi Jinping in Beijing on Monday.”"
    assert len(lines) == 4


@pytest.mark.parametrize(("figure", "at_most", "reached"), [(1, False, True), (0.9, False, False), (1, True, True)])
def test_targets_are_bounds(figure: float, at_most: bool, reached: bool) -> None:
    assert report.Target("speed", "speed", "ratio", 1.0, at_most).reached(figure) is reached
