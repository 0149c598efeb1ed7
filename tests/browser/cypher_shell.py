"""Neo4j's own cypher-shell, from the jars of the local server: reads saved queries' files as they are."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from kgload.server import ensure_running
from kgload.server.jars import fetched_jars
from kgload.server.java import find_java
from kgload.settings import Settings

MAIN = "org.neo4j.shell.Main"
Table = tuple[list[str], list[str]]  # header, and a line for each row

_TOKEN = re.compile(r'"(?:\\.|[^"\\])*"|\d{4}-\d\d-\d\d|-?\d[\d.E+-]*|\w+|[^\w\s]', re.DOTALL)
_WORDS = {"NULL": "null", "TRUE": "true", "FALSE": "false"}


def run_files(settings: Settings, files: Mapping[str, Path], folder: Path) -> dict[str, Table]:
    """Each file's rows, by name; one shell `:source`s them all, a marker between them."""
    script = folder / "all.cypher"
    lines = [line for name, file in files.items() for line in (f"RETURN '{name}' AS marker;", f":source {file}")]
    script.write_text("\n".join(lines) + "\n", encoding="utf-8")
    jars = os.pathsep.join(map(str, fetched_jars(settings.jars_cache, print)))
    java = [str(find_java()), "-XX:TieredStopAtLevel=1", "-Dfile.encoding=UTF-8", "-cp", jars]
    done = subprocess.run(
        [*java, MAIN, "--format", "plain", "--access-mode", "read", "-f", script],
        env={**os.environ, **_login(settings), "LC_ALL": "C.UTF-8"},
        capture_output=True,
        encoding="utf-8",
        timeout=200,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return dict(_tables(done.stdout))


def _tables(printed: str) -> Iterator[tuple[str, Table]]:
    for part in printed.split("marker\n")[1:]:
        name, *lines = part.splitlines()
        header = lines[0].split(", ") if lines else []
        yield json.loads(name), (header, lines[1:])


def values(line: str) -> list[Any]:
    """A row as cypher-shell writes it: Cypher's literals, which but for words, dates and bare keys are JSON's."""
    found: list[Any] = json.loads(f"[{''.join(map(_as_json, _TOKEN.findall(line)))}]", strict=False)
    return found


def _as_json(token: str) -> str:
    bare = token[0].isalpha() or re.fullmatch(r"\d{4}-\d\d-\d\d", token)
    return _WORDS.get(token, f'"{token}"') if bare else token


def _login(settings: Settings) -> dict[str, str]:
    """By the environment: a password on a command line is seen by everybody."""
    if settings.neo4j_uri:
        secret = settings.neo4j_password.get_secret_value() if settings.neo4j_password else ""
        address, user = settings.neo4j_uri, settings.neo4j_username
    else:
        found = ensure_running(settings)
        address, user, secret = found.uri, found.username, found.password.get_secret_value()
    return {"NEO4J_URI": address, "NEO4J_USERNAME": user, "NEO4J_PASSWORD": secret}
