"""The command line under test: in this process, which is quick, or in one of its own, where that is the point."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import kgload
from kgload.cli import main
from kgload.database import Database
from kgload.query.export import graph_quads
from kgload.rdf.serialize import nquads
from kgload.server import ensure_running
from kgload.settings import Settings, load_settings

SOURCE = Path(kgload.__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended: its exit code, data and talk."""

    code: int
    out: str
    err: str


def run(*arguments: str | Path) -> Ended:
    """Runs `kgload ARGUMENTS` in this process."""
    out, err = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err), pytest.raises(SystemExit) as ended:
        main([str(argument) for argument in arguments])
    buffer = out.buffer
    assert isinstance(buffer, io.BytesIO)
    return Ended(int(ended.value.code or 0), buffer.getvalue().decode(), err.getvalue())


def started(*arguments: str | Path, **environment: str) -> subprocess.Popen[str]:
    """Starts `kgload ARGUMENTS` as a process with pipes, in this process's environment and these variables."""
    return subprocess.Popen(
        [sys.executable, "-m", "kgload", *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": str(SOURCE), **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


def finished(process: subprocess.Popen[str]) -> Ended:
    out, err = process.communicate(timeout=120)
    return Ended(process.returncode, out, err)


def use_home(monkeypatch: pytest.MonkeyPatch, server: Settings, home: Path) -> Settings:
    """From now on commands use this home and, by its address, the server of the tests."""
    values = {"KGLOAD_HOME": str(home)}
    if not server.neo4j_uri:
        found = ensure_running(server)
        values |= {"NEO4J_URI": found.uri, "NEO4J_PASSWORD": found.password.get_secret_value()}
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(home.parent)
    return load_settings()


def exported(database: Database, runs: bool = False) -> bytes:
    """The graph as canonical N-Quads."""
    return nquads(graph_quads(database, runs))


def last_commit(database: Database) -> frozenset[str]:
    """Differs as soon as any transaction has changed anything in the database."""
    with database._driver.session(database=database.name) as session:
        session.run("RETURN 1").consume()
        return frozenset(session.last_bookmarks().raw_values)


def nodes(database: Database, label: str) -> int:
    return int(database.read(f"MATCH (n:{label}) RETURN count(n) AS n")[0]["n"])


def rejections(summary: dict[str, Any]) -> set[tuple[str, str]]:
    """(path, code) of each article that a run rejected."""
    return {(entry["path"], entry["code"]) for entry in summary["rejected"]}
