"""The evaluation runs, and its figures stay above what has been promised."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks import evaluate

PROMISED = [
    pytest.param("dev", "relaxed_precision", 0.85, id="dev: few meetings that were none"),
    pytest.param("readouts", "found_with_day", 0.6, id="readouts: found on the right day"),
]


@pytest.fixture(scope="module")
def figures() -> dict[str, dict[str, Any]]:
    if not evaluate.SHARED.is_dir():
        pytest.skip("../shared is not here")
    return evaluate.evaluate(["seeds", "dev", "readouts"], misses=False, clusters=False)


@pytest.mark.shared
@pytest.mark.slow
@pytest.mark.parametrize(("name", "figure", "least"), PROMISED)
def test_figures(figures: dict[str, dict[str, Any]], name: str, figure: str, least: float) -> None:
    assert figures[name][figure] >= least


@pytest.mark.shared
@pytest.mark.slow
def test_every_article_has_output(figures: dict[str, dict[str, Any]]) -> None:
    assert figures["readouts"]["with_output"] == figures["readouts"]["readouts"]
    assert figures["seeds"]["given_as_held_wrongly"] == 0


@pytest.mark.shared
def test_misses_are_listed(capfd: pytest.CaptureFixture[str]) -> None:
    if not evaluate.SHARED.is_dir():
        pytest.skip("../shared is not here")
    assert evaluate.gold_figures(["seeds"], {"seeds": []}, misses=True)["strict_recall"] == 0
    assert "missed: " in capfd.readouterr().err


def test_without_the_articles_it_says_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(evaluate, "SHARED", tmp_path / "shared")
    assert evaluate.main([]) == 0
    assert "is not here" in capsys.readouterr().err


def test_table_has_a_row_for_each_figure(capsys: pytest.CaptureFixture[str]) -> None:
    evaluate.print_table({"seeds": {"strict_f1": 0.5, "b_cubed_f1": None}, "readouts": {"found": 0.9}})
    shown = capsys.readouterr().out
    assert "strict f1" in shown
    assert "b cubed" not in shown
    assert json.dumps(0.9) in shown
