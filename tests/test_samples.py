"""The samples of docs/jobs, run by the programs that they are for.

Airflow, Dagster and the schemas of Kubernetes are in an environment of their own (`make samples`): KGLOAD_SAMPLES names
its Python, and without it their tests are skipped.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from commands import SOURCE, nodes
from kgload.database import Database
from kgload.settings import Settings

SAMPLES = Path(__file__).resolve().parent.parent / "docs" / "jobs"
MEETING = "Russian President Vladimir Putin met Chinese Defence Minister Li Shangfu in Moscow on Sunday.\n"
PYTHON = os.environ.get("KGLOAD_SAMPLES", "")
neo4j = pytest.mark.neo4j
elsewhere = pytest.mark.skipif(not PYTHON, reason="make samples runs it")  # and no `neo4j`, which CI requires


@pytest.fixture
def place(graph: Database, home: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """$HOME/news with a job and an article, and a `kgload` on the PATH."""
    news, programs = tmp_path / "news", tmp_path / "bin"
    (news / "wire").mkdir(parents=True)
    (news / "wire" / "a.txt").write_text(MEETING)
    (news / "kgload.toml").write_text('[collections.wire]\npaths = ["wire"]\n')
    programs.mkdir()
    (programs / "kgload").write_text(f'#!/bin/sh\nPYTHONPATH={SOURCE} exec {sys.executable} -m kgload "$@"\n')
    (programs / "kgload").chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("KGLOAD_FOLDER", str(news))
    return tmp_path


@neo4j
@pytest.mark.skipif(not shutil.which("flock"), reason="needs flock")
def test_cron(graph: Database, place: Path) -> None:
    (line,) = [text for text in (SAMPLES / "kgload.crontab").read_text().splitlines() if not text.startswith("#")]
    *times, command = line.split(None, 5)
    assert (len(times), "%" in command) == (5, False)  # cron makes a line break of a percent sign
    (place / "news" / "wire" / "empty.txt").write_text("")
    codes = [subprocess.run(["sh", "-c", command], check=False).returncode for _ in range(2)]
    assert (codes, nodes(graph, "Article")) == ([1, 1], 1)
    first, second = map(json.loads, (place / "news" / "runs.jsonl").read_text().splitlines())
    assert (first["collections"][0]["written"], second["collections"][0]["unchanged"]) == (1, 1)
    problems = (place / "news" / "problems.jsonl").read_text().splitlines()
    assert [json.loads(problem)["path"] for problem in problems] == ["empty.txt"] * 2
    held = f'flock "$HOME/news/.lock" sh -c {json.dumps(command)}'
    assert subprocess.run(["sh", "-c", held], check=False).returncode == 75


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="needs systemd-analyze")
def test_systemd(tmp_path: Path) -> None:
    for name in ("kgload.service", "kgload.timer"):
        text = (SAMPLES / name).read_text().replace("/opt/kgload/bin/kgload", sys.executable)
        (tmp_path / name).write_text(text)
    assert _verified(tmp_path) == (0, "")
    (tmp_path / "kgload.timer").write_text(text.replace("OnCalendar=*:0/15", "OnCalendar=sometimes"))
    assert "calendar specification" in _verified(tmp_path)[1]


def _verified(folder: Path) -> tuple[int, str]:
    """What systemd-analyze says about our units (it also tells of others of this machine)."""
    command = ["systemd-analyze", "verify", "--recursive-errors=no", *map(str, sorted(folder.glob("kgload.*")))]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, "".join(line for line in done.stderr.splitlines(keepends=True) if "kgload" in line)


def test_kubernetes_names_what_there_is() -> None:
    config, job = yaml.safe_load_all((SAMPLES / "cronjob.yaml").read_text())
    pod = job["spec"]["jobTemplate"]["spec"]["template"]["spec"]
    (container,) = pod["containers"]
    assert {mount["name"] for mount in container["volumeMounts"]} == {volume["name"] for volume in pod["volumes"]}
    assert job["spec"]["concurrencyPolicy"] == "Forbid"
    assert list(config["data"]) == ["kgload.toml"]


@elsewhere
def test_kubernetes_schema(tmp_path: Path) -> None:
    text = (SAMPLES / "cronjob.yaml").read_text()
    (tmp_path / "wrong.yaml").write_text(text.replace("concurrencyPolicy: Forbid", "concurrencyPolicy: 7"))
    for file, code in ((SAMPLES / "cronjob.yaml", 0), (tmp_path / "wrong.yaml", 1)):
        command = [PYTHON, "-m", "kubernetes_validate", "--strict", str(file)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == code, done.stdout + done.stderr


DAGSTER = """
import importlib.util, sys
spec = importlib.util.spec_from_file_location("sample", sys.argv[1])
sample = importlib.util.module_from_spec(spec)
spec.loader.exec_module(sample)
result = sample.defs.resolve_job_def("kgload").execute_in_process(raise_on_error=False)
written = [m.value for e in result.get_asset_materialization_events() for m in e.materialization.metadata.values()]
print("success" if result.success else "failed", written)
"""


@elsewhere
@pytest.mark.timeout(600)
def test_airflow(graph: Database, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (place / "dags").mkdir()
    shutil.copy(SAMPLES / "airflow_dag.py", place / "dags")
    monkeypatch.setenv("AIRFLOW_HOME", str(place / "airflow"))
    monkeypatch.setenv("AIRFLOW__CORE__DAGS_FOLDER", str(place / "dags"))
    monkeypatch.setenv("AIRFLOW__CORE__LOAD_EXAMPLES", "False")
    for command in ("db migrate", "dags reserialize", "dags test kgload"):
        done = subprocess.run([PYTHON, "-m", "airflow", *command.split()], capture_output=True, text=True, check=True)
    assert "state=success" in done.stdout + done.stderr
    assert nodes(graph, "Article") == 1


@elsewhere
@pytest.mark.timeout(600)
def test_dagster(graph: Database, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DAGSTER_HOME", str(place))
    sample = place / "dagster_asset.py"
    sample.write_text((SAMPLES / sample.name).read_text().replace("delay=120", "delay=0"))
    command = [PYTHON, "-c", DAGSTER, str(sample)]
    said = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "success [1, 1, 0, 0]" in said.stdout, said.stderr
    assert nodes(graph, "Article") == 1
    (place / "news" / "kgload.toml").unlink()  # kgload ends with 2
    assert "failed []" in subprocess.run(command, capture_output=True, text=True, check=True).stdout
