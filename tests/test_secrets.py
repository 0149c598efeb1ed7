"""T27: a password is nowhere to be seen, whatever the command, however it fails, at whatever level it speaks."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import psutil
import pytest
from neo4j import GraphDatabase
from typer.main import get_command

from commands import finished, run, started
from kgload.cli import app
from kgload.database import Database
from kgload.registry import use_registry
from kgload.server import ensure_running
from kgload.settings import Settings

pytestmark = [pytest.mark.neo4j, pytest.mark.slow, pytest.mark.timeout(600)]

CANARY, USER = "canary-7d1f0a", "canary"
ARTICLE = "Russian President Vladimir Putin met Chinese Defence Minister Li Shangfu in Moscow on Sunday.\n"
TOML = '[collections.news]\npaths = ["news"]\n[collections.nowhere]\npaths = ["nowhere"]\n'
COMMANDS = """\
extract news
extract news --format trig
ingest news --json
ingest nowhere
ingest news --registry nowhere.toml
ingest news --extractor llm
load broken.nq
load nowhere.nq
run
run nobody
runs
status
retry
query --list
query mentions
query meetings_between -p person=Putin --format csv
query meetings_between -p nothing=1
explain event:1nothing
export graph.nq
export graph.xml
forget a.txt
forget nothing
resolve --all --json
doctor
neo4j status
neo4j stop
browser export out
bulk news
bulk nowhere
quarry
--version
""".splitlines()
IN_PROCESSES = ("neo4j start", "neo4j open", "browser serve")  # they start what stays


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with an article, a broken one, broken RDF and a job; nothing of ours in the environment."""
    for name in [name for name in os.environ if name.startswith(("NEO4J_", "KGLOAD_"))]:
        monkeypatch.delenv(name)
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.txt").write_text(ARTICLE)
    (tmp_path / "news" / "broken.json").write_text("{broken")
    (tmp_path / "broken.nq").write_text("<a> <b>\n")
    (tmp_path / "kgload.toml").write_text(TOML)
    for name, value in {"HOME": tmp_path / "home", "DEBUG": "1", "LOG_LEVEL": "debug"}.items():
        monkeypatch.setenv(f"KGLOAD_{name}", str(value))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def server(graph: Database, neo4j_settings: Settings) -> Iterator[str]:
    """The address of the server, which knows a user whose password is the canary."""
    if neo4j_settings.neo4j_uri:
        pytest.skip("NEO4J_URI is set: no user is made on a server that is not ours")
    connection = ensure_running(neo4j_settings)
    own = (connection.username, connection.password.get_secret_value())
    with GraphDatabase.driver(connection.uri, auth=own) as driver, driver.session(database="system") as session:
        make = "CREATE OR REPLACE USER canary SET PASSWORD $password CHANGE NOT REQUIRED"
        session.run(make, password=CANARY).consume()
        yield connection.uri
        session.run("DROP USER canary IF EXISTS").consume()
    use_registry([])


def give(source: str, uri: str, place: Path, patch: pytest.MonkeyPatch) -> set[str]:
    """Where the password is said; the files that then hold it."""
    values = {"NEO4J_URI": uri, "NEO4J_USERNAME": USER}
    files: dict[str, str] = {}
    match source:
        case "environment":
            values["NEO4J_PASSWORD"] = CANARY
        case "refused by the server":
            values |= {"NEO4J_USERNAME": "nobody", "NEO4J_PASSWORD": CANARY}
        case "userinfo":
            values["NEO4J_URI"] = uri.replace("://", f"://{USER}:{CANARY}@")
        case ".env":
            files[".env"] = f"NEO4J_PASSWORD={CANARY}\n"
        case "kgload.toml":
            files["kgload.toml"] = f'neo4j_password = "{CANARY}"\n{TOML}'
        case "a file":
            files["secret"] = CANARY
            values["NEO4J_PASSWORD_FILE"] = "secret"
    for name, value in values.items():
        patch.setenv(name, value)
    for name, text in files.items():
        (place / name).write_text(text)
    return set(files)


SOURCES = {
    "environment": {0, 1, 2, 3, 4},
    ".env": {0, 1, 2, 3, 4},
    "kgload.toml": {0, 1, 2, 3, 4},
    "a file": {0, 1, 2, 3, 4},
    "userinfo": {0, 2},
    "refused by the server": {0, 1, 2, 3, 4},
}


@pytest.mark.parametrize(("source", "form"), [("environment", "text"), *((source, "json") for source in SOURCES)])
def test_no_command_shows_it(server: str, place: Path, monkeypatch: pytest.MonkeyPatch, source: str, form: str) -> None:
    files = give(source, server, place, monkeypatch)
    monkeypatch.setenv("KGLOAD_LOG", form)
    said, codes = "", set()
    for line in COMMANDS:
        ended = run(*line.split())
        codes.add(ended.code)
        assert CANARY not in ended.out + ended.err, line
        said += ended.err
    assert codes <= SOURCES[source]
    assert ("HELLO" in said) is (source != "userinfo")  # the driver did speak of what it sends
    assert holding(place) == files  # logs, dead letter, issues, state


def holding(folder: Path) -> set[str]:
    """The files below it that hold the password."""
    found = (file for file in folder.rglob("*") if file.is_file() and CANARY.encode() in file.read_bytes())
    return {file.relative_to(folder).as_posix() for file in found}


def test_no_process_shows_it(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of those that we start: the server, workers, a browser."""
    monkeypatch.setenv("NEO4J_PASSWORD", CANARY)
    monkeypatch.setenv("KGLOAD_LLM_API_KEY", CANARY)
    try:
        shown = set()
        with ThreadPoolExecutor() as reading:
            process = started("ingest", "news", "--workers", "2")
            ingest = reading.submit(process.communicate)
            while not ingest.done():
                shown |= {word for process in psutil.process_iter() for word in words_of(process) if CANARY in word}
                time.sleep(0.2)
        opened = finished(started("neo4j", "open", BROWSER="true"))
        java = [one for one in psutil.process_iter() if str(place) in " ".join(words_of(one)) and "java" in one.name()]
        assert [CANARY in str(one.environ()) for one in java] == [False]
    finally:
        run("neo4j", "stop")
    assert (process.returncode, shown) == (1, set()), ingest.result()
    assert CANARY not in "".join(ingest.result()) + opened.out + opened.err
    assert holding(place) == set()


def words_of(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline()
    except psutil.Error:
        return []


def test_every_command_is_tried() -> None:
    def paths(command: Any, path: str = "") -> Iterator[str]:
        children = getattr(command, "commands", None)
        for name, child in (children or {}).items():
            yield from paths(child, f"{path} {name}".strip())
        if children is None:
            yield path

    tried = (*COMMANDS, *IN_PROCESSES)
    assert [path for path in paths(get_command(app)) if not any(line.startswith(path) for line in tried)] == []
