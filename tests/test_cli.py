"""What other programs rely on: exit codes, what goes to stdout and stderr, and that nobody sees a traceback."""

from __future__ import annotations

import errno
import json
import os
import pty
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from commands import SOURCE, finished, run, started
from kgload.cli import app
from kgload.database import Database
from kgload.errors import (
    KgloadError,
    LockHeldError,
    RecordError,
    SchemaError,
    SetupError,
    StoppedError,
    UnreachableError,
    UsageError,
)
from kgload.settings import Settings

TEXT = "Russian President Vladimir Putin met Chinese Defence Minister Li Shangfu in Moscow on Sunday.\n"
ARTICLE = f"---\ntitle: Putin receives Li\ndate: 2023-04-17\n---\n{TEXT}"


@pytest.fixture
def article(tmp_path: Path) -> Path:
    file = tmp_path / "news" / "putin-li.md"
    file.parent.mkdir()
    file.write_text(ARTICLE)
    return file


@pytest.fixture
def failing(request: pytest.FixtureRequest) -> Iterator[BaseException]:
    """A command `fail` that meets this error."""

    @app.command()
    def fail() -> None:
        raise request.param

    yield request.param
    app.registered_commands.pop()


@pytest.mark.parametrize(
    ("failing", "code"),
    [
        (UsageError("wrong", "Right it"), 2),
        (UnreachableError("wrong", "Right it"), 3),
        (SetupError("wrong", "Right it"), 4),
        (SchemaError("wrong", "Right it"), 4),
        (LockHeldError("wrong", "Right it"), 75),
        (RecordError("read", "empty", "a.txt", "wrong", "Right it"), 1),
        (StoppedError(15), 143),
        (KeyboardInterrupt(), 130),
        (OSError(errno.ENOSPC, "No space left on device", "/full"), 4),
        (ZeroDivisionError("ours"), 70),
    ],
    indirect=["failing"],
    ids=lambda value: type(value).__name__ if isinstance(value, BaseException) else "",
)
def test_every_error_is_a_line_and_a_code(failing: BaseException, code: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KGLOAD_DEBUG", raising=False)
    ended = run("fail")
    assert (ended.code, ended.out) == (code, "")
    assert "Traceback" not in ended.err
    if isinstance(failing, KgloadError):
        assert ended.err == f"kgload: {failing}\n"
    if isinstance(failing, ZeroDivisionError):
        assert "KGLOAD_DEBUG" in ended.err


@pytest.mark.parametrize("failing", [ZeroDivisionError("ours")], indirect=True)
def test_our_bug_can_be_looked_at(failing: BaseException, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KGLOAD_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        run("fail")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["extract", "nowhere"], "nowhere does not exist"),
        (["ingest", "nowhere"], "nowhere does not exist"),
        (["load", "nowhere.nq"], "nowhere.nq does not exist"),
        (["load", "pyproject.toml"], ".nq, .trig, .jsonld"),
        (["export", "graph.xml"], ".nq, .trig, .jsonld"),
        (["extract", "pyproject.toml", "--registry", "nowhere.toml"], "nowhere.toml"),
        (["extract"], "Missing argument"),
        (["extract", "x", "--format", "xml"], "xml"),
        (["ingest", "x", "--workers", "0"], "workers"),
        (["query"], "kgload query --list"),
        (["query", "meeting_between"], "meetings_between"),
        (["query", "meetings_between", "-p", "person"], "person"),
        (["quarry"], "query"),
        (["neo4j", "restart"], "restart"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_usage_errors(arguments: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KGLOAD_HOME", str(tmp_path / "home"))
    (tmp_path / "pyproject.toml").write_text(ARTICLE)
    ended = run(*arguments)
    assert (ended.code in (2, 4), ended.out) == (True, "")
    assert said in ended.err
    assert not (tmp_path / "home").exists()


def test_version_and_help() -> None:
    assert run("--version").out.startswith("kgload ")
    assert "ingest" in run("--help").out
    assert run().code in (0, 2)


@pytest.mark.parametrize("asked", ["--version", "--help"])
def test_an_answer_that_needs_no_settings_is_quick(asked: str) -> None:
    code = "import sys; from kgload.cli import main\ntry: main(sys.argv[1:])\nfinally: print(*sys.modules)"
    environment = {**os.environ, "PYTHONPATH": str(SOURCE)}
    answer = subprocess.check_output([sys.executable, "-c", code, asked], env=environment, text=True)
    needless = {"neo4j", "numpy", "pydantic", "rich", "kgload.pipeline", "kgload.registry"}
    assert not needless & set(answer.splitlines()[-1].split())


def test_data_to_stdout_talk_to_stderr(article: Path) -> None:
    (article.parent / "empty.txt").write_text("")
    ended = run("extract", article.parent)
    (line,) = ended.out.splitlines()
    assert json.loads(line)["article"]["path"] == "putin-li.md"
    assert (ended.code, ended.err) == (1, "rejected: empty.txt is empty. Remove it, or fetch it again\n")


@pytest.mark.neo4j
def test_data_are_utf8_whatever_the_locale(graph: Database, home: Settings, article: Path) -> None:
    article.write_text(ARTICLE.replace("Putin receives Li", "Putin reçoit Li — à Moscou"))
    run("ingest", article)
    asked = ("query", "meetings_between", "-p", "person=Putin", "--format", "json")
    ended = finished(started(*asked, PYTHONIOENCODING="ascii"))
    assert (ended.code, ended.out) == (0, run(*asked).out)
    assert "reçoit" in ended.out


@pytest.mark.parametrize("form", ["nquads", "trig", "jsonld"])
def test_extract_prints_rdf(article: Path, form: str) -> None:
    ended = run("extract", article, "--format", form)
    assert (ended.code, ended.err) == (0, "")
    assert "putin-li.md" in ended.out


def test_extract_lists_the_issues_with_their_words(article: Path) -> None:
    article.write_text("Vladimir Li met Sergei Li in Moscow on Monday. Li left on Tuesday.\n")
    ended = run("extract", article, "--issues")
    (issue,) = map(json.loads, ended.out.splitlines())
    assert list(issue) == ["stage", "code", "message", "article", "path", "start", "end", "text"]
    assert (issue["code"], issue["path"], issue["text"]) == ("ambiguous_name", "putin-li.md", "Li")
    assert article.read_text()[issue["start"] : issue["end"]] == "Li"


@pytest.mark.neo4j
def test_the_summary_as_one_object(graph: Database, home: Settings, article: Path) -> None:
    ended = run("ingest", article, "--json")
    summary = json.loads(ended.out)
    assert (ended.code, ended.err) == (0, "")
    assert {key: summary[key] for key in ("collections", "outcome", "read", "written", "unchanged", "rejected")} == {
        "collections": ["news"],
        "outcome": "done",
        "read": 1,
        "written": 1,
        "unchanged": 0,
        "rejected": [],
    }
    assert summary["run"].startswith("run:")
    assert run("ingest", article).err.startswith("1 articles read, 0 written")


@pytest.mark.neo4j
def test_ask_and_explain(graph: Database, home: Settings, article: Path) -> None:
    run("ingest", article)
    asked = ("query", "meetings_between", "-p", "person=Putin", "-p", "country=China")
    (row,) = [json.loads(line) for line in run(*asked, "--format", "jsonl").out.splitlines()]
    assert (row["earliest"], row["place"]) == ("2023-04-16", "Moscow")
    for identifier in (row["event"], json.loads(run("query", "mentions", "--format", "jsonl").out)["mention"]):
        ended = run("explain", identifier)
        assert (ended.code, TEXT.strip() in ended.out) == (0, True)
    assert json.loads(run("explain", row["event"], "--json").out)["asked"] == row["event"]
    assert run("explain", "event:1nothing").code == 2
    assert "Li Shangfu" in run(*asked, "--format", "csv").out
    assert "Li Shangfu" in run(*asked).out
    assert run("query", "--list").out.count("kgload query") >= 6


@pytest.mark.neo4j
def test_doctor(graph: Database, home: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    ended = run("doctor")
    assert (ended.code, "FAIL" in ended.out) == (0, False), ended.out
    monkeypatch.setenv("NEO4J_URI", "bolt://127.0.0.1:9")
    ended = run("doctor", "--json")
    failed = [check for check in json.loads(ended.out) if not check["ok"]]
    assert (ended.code, [check["check"] for check in failed]) == (3, ["Neo4j"])


@pytest.mark.neo4j
def test_the_local_server(database: Database, neo4j_settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    if neo4j_settings.neo4j_uri:
        pytest.skip("NEO4J_URI is set: there is no local server")
    monkeypatch.setenv("KGLOAD_HOME", str(neo4j_settings.home))
    shown = run("neo4j", "status")
    assert (shown.code, database.uri in shown.out) == (0, True)
    opened = finished(started("neo4j", "open", BROWSER="true"))
    assert opened.code == 0, opened.err
    assert opened.out.startswith("http://127.0.0.1:")
    file = neo4j_settings.server_folder / "password"
    password = file.read_text().strip()
    assert (str(file) in opened.out, password in opened.out + opened.err) == (True, False)
    assert password in finished(started("neo4j", "open", "--show-password", BROWSER="true")).out
    assert json.loads(run("neo4j", "status", "--json").out)["uri"] == database.uri
    assert run("neo4j", "start").code == 0


def test_a_stopped_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KGLOAD_HOME", str(tmp_path / "home"))
    assert run("neo4j", "status").code == 3
    assert (run("neo4j", "stop").code, run("neo4j", "stop").err) == (0, "it was not running\n")


@pytest.mark.neo4j
@pytest.mark.parametrize("colour", [True, False], ids=["colour", "NO_COLOR"])
def test_a_bar_only_on_a_terminal(graph: Database, home: Settings, article: Path, colour: bool) -> None:
    assert "\x1b" not in run("ingest", article).err
    article.write_text(ARTICLE.replace("Sunday", "Monday"))
    environment = {**os.environ, "PYTHONPATH": str(SOURCE), "TERM": "xterm-256color", "COLUMNS": "100"}
    environment |= {} if colour else {"NO_COLOR": "1"}
    shown = _on_a_terminal(["ingest", str(article), "--json"], environment)
    assert "resolving" in shown
    assert ("\x1b[38;" in shown) is colour


def _on_a_terminal(arguments: list[str], environment: dict[str, str]) -> str:
    """What the command says on stderr, if that is a terminal."""
    ours, its = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "kgload", *arguments], env=environment, stdout=subprocess.DEVNULL, stderr=its
    )
    os.close(its)
    said = b""
    while chunk := _read(ours):
        said += chunk
    os.close(ours)
    assert process.wait() == 0
    return said.decode()


def _read(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 4096)
    except OSError:  # the other side has gone
        return b""
