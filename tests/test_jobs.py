"""`kgload run`, `runs`, `status`, `retry`: what schedulers and monitoring rely on."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from commands import Ended, exported, finished, last_commit, nodes, run, started
from disposable import wipe
from kgload.database import Database
from kgload.errors import worst
from kgload.load.dead_letter import DeadLetter
from kgload.load.lock import RunLock
from kgload.pipeline.last_runs import LastRun, LastRuns
from kgload.registry import use_registry
from kgload.settings import Settings, load_settings

MEETING = "Russian President Vladimir Putin met {} in Moscow on Sunday.\n"
LI, WANG = MEETING.format("Chinese Defence Minister Li Shangfu"), MEETING.format("Chinese Foreign Minister Wang Yi")
TOML = """
[collections.wire]
paths = ["wire"]
publisher = "Example Wire"
every = "1h"
[collections.press]
paths = ["press"]
mirror = true
"""
neo4j = pytest.mark.neo4j


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the job: two collections of an article each."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "kgload.toml").write_text(TOML)
    write(tmp_path / "wire" / "li.txt", LI)
    write(tmp_path / "press" / "wang.txt", WANG)
    return tmp_path


def write(file: Path, text: str, day: str = "2023-04-17") -> None:
    file.parent.mkdir(exist_ok=True)
    file.write_text(f"---\ndate: {day}\n---\n{text}" if text else "")


def job(*arguments: str) -> tuple[int, dict[str, Any], dict[str, Any]]:
    """Exit code, the object on stdout, its collections by name."""
    ended = run("run", *arguments)
    told = json.loads(ended.out)
    assert told["exit_code"] == ended.code
    return ended.code, told, {one["collection"]: one for one in told["collections"]}


def status() -> tuple[int, dict[str, dict[str, Any]]]:
    ended = run("status", "--json")
    return ended.code, {one["collection"]: one for one in json.loads(ended.out)["collections"]}


def broken() -> list[str]:
    return [entry.path for entry in DeadLetter(load_settings().dead_letter_folder).entries()]


def logged(ended: Ended) -> list[dict[str, Any]]:
    return [json.loads(line) for line in ended.err.splitlines()]


@neo4j
def test_a_run_ingests_what_is_due(graph: Database, home: Settings, place: Path) -> None:
    code, told, of = job()
    assert (code, list(of), told["not_due"]) == (0, ["wire", "press"], [])
    assert {name: (one["outcome"], one["written"]) for name, one in of.items()} == {
        "wire": ("done", 1),
        "press": ("done", 1),
    }
    before = last_commit(graph)
    code, told, of = job()  # wire is due in an hour
    assert (code, list(of), told["not_due"], of["press"]["unchanged"]) == (0, ["press"], ["wire"], 1)
    code, told, of = job("wire")  # but whoever is named runs
    assert (code, list(of), of["wire"]["unchanged"]) == (0, ["wire"], 1)
    assert last_commit(graph) == before


@neo4j
def test_the_publisher_of_a_collection(graph: Database, home: Settings, place: Path) -> None:
    def publishers() -> dict[str, str | None]:
        query = "MATCH (a:Article) RETURN a.path AS path, a.publisher AS publisher"
        return {row["path"]: row["publisher"] for row in graph.read(query)}

    (place / "wire" / "own.json").write_text(json.dumps({"title": "T", "text": LI, "publisher": "Xinhua"}))
    job()
    assert publishers() == {"li.txt": "Example Wire", "own.json": "Xinhua", "wang.txt": None}
    (place / "kgload.toml").write_text(TOML.replace("Example Wire", "Another Wire"))
    assert job("wire")[2]["wire"]["written"] == 1  # only what took its publisher from there is another version
    assert publishers()["li.txt"] == "Another Wire"


@neo4j
def test_the_order_of_collections_changes_nothing(graph: Database, home: Settings, place: Path) -> None:
    (place / "ours.toml").write_text(
        '[[cannot-link]]\nactors = [{ name = "Li Shangfu" }, "li-shangfu"]\nreason = "another"\n'
    )
    (place / "kgload.toml").write_text(TOML + 'registry = ["ours.toml"]\n')
    try:
        job("wire")
        job("press")
        one = exported(graph)
        wipe(graph)
        job("press")
        job("wire")
        assert exported(graph) == one
        before = last_commit(graph)
        job("press")
        run("ingest", "wire")  # and so with the other commands
        assert last_commit(graph) == before
    finally:
        use_registry([])


@neo4j
def test_since_and_limit_leave_the_rest_for_later(graph: Database, home: Settings, place: Path) -> None:
    for number in range(4):
        write(place / "wire" / f"{number}.txt", LI, f"2024-01-0{number + 1}")
    write(place / "wire" / "5.txt", "")
    _, _, of = job("wire", "--since", "2024-01-02", "--limit", "2")
    assert (of["wire"]["written"], of["wire"]["left"], of["wire"]["exit_code"]) == (2, 3, 1)
    _, _, of = job("wire", "--since", "2024-01-02")
    assert (of["wire"]["written"], of["wire"]["unchanged"], of["wire"]["left"]) == (1, 2, 2)
    _, _, of = job("wire")
    assert (of["wire"]["written"], of["wire"]["left"], nodes(graph, "Article")) == (2, 0, 5)
    assert run("run", "--since", "yesterday").code == 2


@neo4j
def test_a_mirror_forgets_but_not_what_is_not_mounted(graph: Database, home: Settings, place: Path) -> None:
    write(place / "press" / "li.txt", LI)
    job("press")
    (place / "press" / "li.txt").unlink()
    assert job("press")[2]["press"]["withdrawn"] == 1
    (place / "press" / "wang.txt").unlink()
    code, _, of = job("press")
    assert (code, nodes(graph, "Article"), "would forget" in of["press"]["message"]) == (4, 1, True)
    assert [row["withdrawn"] for row in json.loads(run("runs", "--format", "json").out)] == [1, 0]


@neo4j
def test_one_that_fails_does_not_hold_up_the_others(graph: Database, home: Settings, place: Path) -> None:
    (place / "wire").rename(place / "elsewhere")
    write(place / "press" / "empty.txt", "")
    ended = run("run")
    told = {one["collection"]: one for one in json.loads(ended.out)["collections"]}
    assert (ended.code, told["wire"]["exit_code"], told["press"]["exit_code"]) == (2, 2, 1)
    assert "wire does not exist" in told["wire"]["message"]
    lines = [(line["level"], line["collection"], line.get("code")) for line in logged(ended)]
    assert lines == [("error", "wire", None), ("warning", "press", "empty")]
    code, of = status()
    assert (code, of["wire"]["last_outcome"], of["press"]["rejected"]) == (4, "failed", 1)  # wire never had a turn
    assert of["wire"]["overdue"]


@neo4j
def test_a_second_run_leaves_the_record_to_the_first(graph: Database, home: Settings, place: Path) -> None:
    with RunLock(graph, home.state_folder, "wire"):
        code, _, of = job()
    assert (code, of["wire"]["exit_code"], of["press"]["exit_code"]) == (75, 75, 0)
    assert status()[1]["wire"]["last_run"] is None


def test_no_neo4j(tmp_path: Path, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_URI", "bolt://127.0.0.1:9")
    monkeypatch.setenv("KGLOAD_HOME", str(tmp_path / "home"))
    code, told, of = job()
    assert (code, list(of), told["not_run"], broken()) == (3, ["wire"], ["press"], [])
    code, of = status()
    assert (code, of["wire"]["last_outcome"], of["wire"]["articles"]) == (4, "failed", None)
    (place / "kgload.toml").write_text(TOML.replace('every = "1h"', ""))
    ended = run("status")
    assert (ended.code, "cannot be reached" in ended.err, "wire" in ended.out) == (3, True, True)


@pytest.mark.parametrize(
    ("toml", "arguments", "said"),
    [
        pytest.param("", [], "describes no collection", id="no-collection"),
        pytest.param(TOML, ["wires"], "Did you mean wire?", id="misspelt"),
        pytest.param(TOML.replace("paths", "pahts"), [], "Did you mean paths?", id="wrong-key"),
    ],
)
def test_what_is_said_of_a_wrong_call(place: Path, toml: str, arguments: list[str], said: str) -> None:
    (place / "kgload.toml").write_text(toml)
    ended = run("run", *arguments)
    assert (ended.code, ended.out, said in ended.err) == (2, "", True)


@neo4j
def test_retry_reads_again_what_was_rejected(graph: Database, home: Settings, place: Path) -> None:
    (place / "wire" / "deep").mkdir()
    records = [{"id": 1, "text": LI}, {"id": 2, "text": "2 0 2 4"}]
    (place / "wire" / "deep" / "a#b.jsonl").write_text("".join(json.dumps(one) + "\n" for one in records))
    for name in ("empty.txt", "gone.txt", "still.txt"):
        write(place / "wire" / name, "")
    job()
    assert len(broken()) == 4
    write(place / "wire" / "empty.txt", WANG)
    (place / "wire" / "gone.txt").unlink()
    records[1]["text"] = WANG
    (place / "wire" / "deep" / "a#b.jsonl").write_text("".join(json.dumps(one) + "\n" for one in records))
    write(place / "wire" / "new.txt", LI)
    ended = run("retry")
    (told,) = json.loads(ended.out)["runs"]
    assert (ended.code, told["collections"], told["written"], broken()) == (1, ["wire"], 2, ["still.txt"])
    whole = exported(graph)
    assert job("wire")[2]["wire"]["written"] == 1  # new.txt was none of its business
    (place / "wire" / "new.txt").unlink()
    wipe(graph)
    job("wire", "press")
    assert exported(graph) == whole  # the same articles under the same ids, with their publisher
    (place / "wire" / "still.txt").unlink()
    assert (job("wire")[0], broken()) == (0, [])  # a run settles what is gone as well
    assert json.loads(run("retry").out) == {"exit_code": 0, "runs": []}


@neo4j
def test_retry_of_rdf(graph: Database, home: Settings, place: Path) -> None:
    quads = run("extract", "wire", "--format", "nquads").out
    file = place / "articles.nq"
    file.write_text(quads.replace("sha256", "sha255"))
    assert (run("load", file).code, len(broken())) == (1, 1)
    file.write_text(quads)
    assert (run("retry").code, broken(), nodes(graph, "Article")) == (0, [], 1)


@neo4j
def test_status_and_runs(graph: Database, home: Settings, place: Path) -> None:
    code, of = status()
    assert (code, of["wire"]["overdue"], of["press"]["last_success"]) == (4, True, None)
    job()
    run("ingest", "press", "--collection", "by hand")
    code, of = status()
    assert (code, list(of)) == (0, ["wire", "press", "by hand"])
    wire = of["wire"]
    assert (wire["articles"], wire["newest"], wire["rejected"], wire["due"]) == (1, "2023-04-17", 0, False)
    assert wire["newest_age_days"] == (datetime.now(UTC).date() - datetime(2023, 4, 17).date()).days
    assert wire["last_success"] <= wire["last_run"] <= datetime.now(UTC).isoformat()
    (_, started_, last) = reversed(rows := json.loads(run("runs", "--format", "json").out))
    assert [row["collection"] for row in rows] == ["by hand", "press", "wire"]
    assert (last["outcome"], last["written"], started_["run"].startswith("run:")) == ("done", 1, True)
    table = run("status")
    assert (table.code, "2023-04-17" in table.out, "by hand" in table.out) == (0, True, True)


@neo4j
def test_a_run_that_was_cut_off_says_so(graph: Database, home: Settings, place: Path) -> None:
    job()
    graph.execute("MATCH (run:Run) SET run.outcome = 'running' REMOVE run.ended")
    assert {row["outcome"] for row in json.loads(run("runs", "--format", "json").out)} == {"cut off"}


@neo4j
def test_metrics(graph: Database, home: Settings, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KGLOAD_METRICS_FILE", str(place / "kgload.prom"))
    write(place / "wire" / "empty.txt", "")
    begun = datetime.now(UTC).timestamp()
    job()
    (place / "wire").rename(place / "elsewhere")
    job("wire")
    lines = (place / "kgload.prom").read_text().splitlines()
    found = {name: float(value) for name, _, value in (line.rpartition(" ") for line in lines if line[0] != "#")}
    assert found['kgload_last_run_articles{collection="press",result="written"}'] == 1
    assert found['kgload_last_run_exit_code{collection="wire"}'] == 2
    assert found['kgload_dead_letter_entries{collection="wire"}'] == 1
    assert begun <= found['kgload_last_success_timestamp_seconds{collection="wire"}'] <= datetime.now(UTC).timestamp()
    assert 0 < found['kgload_last_run_duration_seconds{collection="press"}'] < 60
    assert [file.name for file in place.iterdir() if "prom" in file.name] == ["kgload.prom"]
    monkeypatch.setenv("KGLOAD_METRICS_FILE", str(place / "nowhere" / "kgload.prom"))
    ended = run("run", "press")
    assert (ended.code, "metrics_file" in ended.err) == (4, True)


@neo4j
@pytest.mark.parametrize("form", ["auto", "text", "json"])
def test_logs(graph: Database, home: Settings, place: Path, monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    write(place / "wire" / "empty.txt", "")
    monkeypatch.setenv("KGLOAD_LOG", form)
    job_, ingest = run("run", "wire"), run("ingest", "wire", "--json")
    if form == "text":
        assert job_.err == "wire: rejected: empty.txt is empty. Remove it, or fetch it again\n"
    else:
        (line,) = logged(job_)
        assert (line["level"], line["path"], line["code"]) == ("warning", "empty.txt", "empty")
        assert datetime.fromisoformat(line["time"]).utcoffset() == timedelta(0)
    if form == "json":
        monkeypatch.setenv("KGLOAD_LOG_LEVEL", "debug")
        assert {line["logger"].partition(".")[0] for line in logged(run("ingest", "wire"))} == {"kgload", "neo4j"}
    assert json.loads(ingest.out)["unchanged"] == 1


@neo4j
def test_quiet_where_nobody_looks(graph: Database, home: Settings, place: Path) -> None:
    ended = finished(started("run"))
    assert (ended.code, ended.err, len(ended.out.splitlines())) == (0, "", 1)


NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("ago", "due", "overdue"),
    [
        pytest.param(None, True, True, id="never"),
        pytest.param(timedelta(minutes=50), False, False, id="not-yet"),
        pytest.param(timedelta(minutes=59, seconds=58), True, False, id="a-scheduler-a-moment-early"),
        pytest.param(timedelta(minutes=119), True, False, id="due"),
        pytest.param(timedelta(minutes=121), True, True, id="missed-a-turn"),
        pytest.param(-timedelta(days=1), True, False, id="a-clock-that-was-wrong"),
    ],
)
def test_due(place: Path, ago: timedelta | None, due: bool, overdue: bool) -> None:
    last_runs = LastRuns(load_settings(home=place / "home"))
    if ago is not None:
        began = (NOON - ago).isoformat()
        last_runs.keep(LastRun("wire", began, began, "failed", 4, None, began))
    assert (last_runs.due("wire", NOON), last_runs.overdue("wire", NOON)) == (due, overdue)
    assert (last_runs.due("press", NOON), last_runs.overdue("press", NOON)) == (True, False)


def test_a_spoilt_record_is_none(place: Path) -> None:
    settings = load_settings(home=place / "home")
    last_runs = LastRuns(settings)
    last_runs.keep(LastRun("wire", "x", "y", "done", 0, None, "x"))
    (file,) = (settings.state_folder / "collections").iterdir()
    for text in ("", "[]", '{"collection": 1}', "\x00"):
        file.write_text(text)
        assert last_runs.of("wire") is None


@pytest.mark.parametrize(
    ("codes", "code"),
    [([], 0), ([0, 1], 1), ([1, 75, 0], 75), ([75, 3], 3), ([3, 2], 2), ([2, 4], 4), ([4, 70], 70), ([70, 143], 143)],
)
def test_the_worst_exit_code(codes: list[int], code: int) -> None:
    assert worst(codes) == worst(reversed(codes)) == code
