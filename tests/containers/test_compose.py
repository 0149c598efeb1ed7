"""docker/compose.yaml as its head says to use it, from nothing to an answered question, and the scheduled job."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from socket import socket
from typing import Any

import pytest

from containers.engine import KGLOAD, NEO4J, ROOT, Compose, engine_with

pytestmark = [pytest.mark.container, pytest.mark.timeout(1200)]

EXAMPLES = ROOT / "examples" / "articles"
FIGURE = 90  # seconds from nothing to the answer
QUESTION = ("person=Shoigu", "country=CN", "from=2023-01-01", "to=2023-12-31")
LATER = "11-singapore-refusal.txt"  # one article, which is there only when the scheduled job runs
COLLECTION = '[collections.articles]\npaths = "/articles"\nevery = "1h"\n'


def free_port() -> str:
    with closing(socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        return str(taken.getsockname()[1])


@pytest.fixture(scope="module")
def password() -> str:
    return secrets.token_hex(16)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The examples but one, as a folder of the user's."""
    target = tmp_path_factory.mktemp("compose") / "articles"
    return Path(shutil.copytree(EXAMPLES, target, ignore=shutil.ignore_patterns(LATER)))


@pytest.fixture(scope="module")
def compose(folder: Path, password: str) -> Iterator[Compose]:
    engine_with(NEO4J, KGLOAD)
    (folder.parent / "kgload.toml").write_text(COLLECTION, encoding="utf-8")
    project = Compose(
        f"kgload-test-{secrets.token_hex(4)}",
        NEO4J_PASSWORD=password,
        KGLOAD_ARTICLES=str(folder),
        KGLOAD_TOML=str(folder.parent / "kgload.toml"),
        BOLT_PORT=free_port(),
        HTTP_PORT=free_port(),
    )
    yield project
    project("--profile", "scheduled", "down", "--volumes", "--remove-orphans")


@pytest.fixture(scope="module")
def answered(compose: Compose) -> tuple[float, dict[str, Any], list[dict[str, Any]]]:
    """How long it took to the answer (0 on a machine with other work); the summary of the ingest; the rows."""
    idle = os.getloadavg()[0] < (os.cpu_count() or 1)
    start = time.monotonic()
    summary = compose.ok("run", "--rm", "kgload", "ingest", "/articles", "--json")
    asked = [word for value in QUESTION for word in ("-p", value)]
    rows = compose.ok("run", "--rm", "kgload", "query", "meetings_between", *asked, "--format", "json")
    return (time.monotonic() - start) * idle, json.loads(summary), json.loads(rows)


def test_from_nothing_to_an_answered_question(answered: tuple[float, dict[str, Any], list[dict[str, Any]]]) -> None:
    seconds, summary, rows = answered
    assert summary["written"] == 17
    assert [row["earliest"] for row in rows] == ["2023-04-18", "2023-04-21", "2023-08-15", "2023-10-30", "2023-11-08"]
    assert seconds < FIGURE


def test_the_job_loads_what_is_new_and_stops_in_good_order(answered: object, compose: Compose, folder: Path) -> None:
    shutil.copy(EXAMPLES / LATER, folder)
    compose.ok("--profile", "scheduled", "up", "-d", "scheduled")
    done = next(run for run in ended_runs(compose) if run["collections"])
    assert [one["written"] for one in done["collections"]] == [1]
    status = json.loads(compose.ok("exec", "-T", "scheduled", "kgload", "status", "--json"))
    assert [one["articles"] for one in status["collections"]] == [18]
    start = time.monotonic()
    compose.ok("--profile", "scheduled", "stop", "scheduled")
    assert time.monotonic() - start < 60  # it heard the signal: nobody had to kill it


def ended_runs(compose: Compose) -> Iterator[dict[str, Any]]:
    """What each run of the scheduled job prints."""
    seen, deadline = 0, time.monotonic() + 300
    while time.monotonic() < deadline:
        logged = compose.ok("--profile", "scheduled", "logs", "--no-color", "--no-log-prefix", "scheduled")
        runs = [line for line in logged.splitlines() if line.startswith("{")]
        yield from map(json.loads, runs[seen:])
        seen = len(runs)
        time.sleep(1)


def test_no_password_is_told(answered: object, compose: Compose, password: str) -> None:
    """Neither on the command line of a process, nor in what a container says or how it is checked."""
    told = compose.ok("--profile", "scheduled", "top") + compose.ok("--profile", "scheduled", "logs")
    told += json.dumps(engine_with(NEO4J).api.inspect_container(compose.ok("ps", "-q", "neo4j").strip())["State"])
    assert "CommunityEntryPoint" in told
    assert password not in told
