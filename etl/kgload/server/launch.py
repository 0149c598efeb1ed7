"""Starts the server's process and waits until it answers; says why when it does not."""

from __future__ import annotations

import os
import subprocess
import time
from pathlib import Path

import psutil

from kgload.errors import SetupError
from kgload.server.disk import REMEDY
from kgload.server.jars import Say
from kgload.server.java import find_java
from kgload.server.layout import (
    Layout,
    last_ports,
    new_password,
    write_admin_arguments,
    write_arguments,
    write_configuration,
)
from kgload.server.process import Record, free_port, listens, write_record
from kgload.server.store import settle

BOLT_PORT, HTTP_PORT = 7687, 7474
START_SECONDS = 180
ENTRY_SECONDS = 60
TRIES = 2
PORT_TAKEN = "Address already in use"
CAUSES = (
    ("No space left on device", "the disk is full", REMEDY),
    (
        "Lock file has been locked by another process",
        "another server, perhaps of another container or machine, uses the same folder",
        "Stop it, or set KGLOAD_HOME to another folder",
    ),
    ("OutOfMemoryError", "there is not enough memory", "Close other programs: the server needs about 1 GB"),
    ("Could not reserve enough space", "there is not enough memory", "Close other programs: it needs about 1 GB"),
)


class PortTakenError(Exception):
    """Another program took the port between our look and the server's."""


def launch(layout: Layout, jars: list[Path], say: Say) -> Record:
    """Configures and starts the server. SetupError if it does not come up."""
    settle(layout)
    java = find_java()
    write_arguments(layout, jars)
    for _ in range(TRIES):
        bolt, http = (_choose_port(port, say) for port in last_ports(layout) or (BOLT_PORT, HTTP_PORT))
        write_configuration(layout, bolt, http)
        _ensure_password(layout, java, jars)
        try:
            return _run(layout, java, bolt, http)
        except PortTakenError:
            say("another program took the port meanwhile: trying others")
    raise SetupError("the local Neo4j found no free port twice", "Run again")


def configured(layout: Layout) -> None:
    """Makes sure that there is a configuration for the admin tool to read."""
    if not layout.configuration.exists():
        write_configuration(layout, BOLT_PORT, HTTP_PORT)


def _choose_port(preferred: int, say: Say) -> int:
    port = free_port(preferred)
    if port != preferred:
        say(f"port {preferred} is taken by another program: the local Neo4j uses {port} instead")
    return port


def _ensure_password(layout: Layout, java: Path, jars: list[Path]) -> None:
    """Neo4j takes the first password from a file that its admin tool writes before the first start."""
    if layout.store.exists():
        if not layout.password.exists():
            raise SetupError(
                f"the password file {layout.password} of the local Neo4j is gone",
                f"Put it back, or delete {layout.folder} and ingest again",
            )
        return
    new_password(layout)
    layout.initial_password.unlink(missing_ok=True)
    run_admin(layout, java, jars, "dbms", "set-initial-password", f"@{layout.password}")


def run_admin(
    layout: Layout,
    java: Path,
    jars: list[Path],
    *command: str,
    timeout: float | None = ENTRY_SECONDS,
    folder: Path | None = None,
) -> str:
    """Runs neo4j-admin in a folder, with the server's configuration; what it printed. SetupError if it fails."""
    write_admin_arguments(layout, jars, *command)
    environment = {**_environment(), "NEO4J_HOME": str(layout.folder), "NEO4J_CONF": str(layout.configuration.parent)}
    done = subprocess.run(
        [java, f"@{layout.admin_arguments}"],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=timeout,
        check=False,
    )
    if done.returncode:
        said = done.stdout.strip()[-400:]
        raise SetupError(f"neo4j-admin {' '.join(command[:2])} failed: {said}", f"See {layout.folder}")
    return done.stdout


def _run(layout: Layout, java: Path, bolt: int, http: int) -> Record:
    with layout.log.open("wb") as log:
        child = subprocess.Popen(
            [java, f"@{layout.arguments}"],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            cwd=layout.folder,
            env=_environment(),
            start_new_session=True,
        )
    process = psutil.Process(child.pid)
    record = Record(child.pid, process.create_time(), bolt, http)
    try:
        write_record(layout, record)
        _wait(layout, child, process, bolt)
    except BaseException:  # a signal to us as well: no server stays behind half started
        child.kill()
        child.wait()
        layout.record.unlink(missing_ok=True)
        raise
    return record


def _wait(layout: Layout, child: subprocess.Popen[bytes], process: psutil.Process, bolt: int) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if child.poll() is not None:
            raise diagnose(layout)
        if "Started." in _log_text(layout) and listens(process, bolt):
            return
        time.sleep(0.1)
    raise SetupError(f"the local Neo4j did not start within {START_SECONDS} s", f"Its log is {layout.log}")


def diagnose(layout: Layout) -> SetupError | PortTakenError:
    """Why the server ended, from its log."""
    text = _log_text(layout)
    if PORT_TAKEN in text:
        return PortTakenError()
    for sign, cause, remedy in CAUSES:
        if sign in text:
            return SetupError(f"the local Neo4j could not start: {cause}", f"{remedy}. Its log is {layout.log}")
    last = next((line for line in reversed(text.splitlines()) if "ERROR" in line), "no error was logged")
    return SetupError(f"the local Neo4j could not start: {last.strip()}", f"Its log is {layout.log}")


def _log_text(layout: Layout) -> str:
    return layout.log.read_text(encoding="utf-8", errors="replace")


def _environment() -> dict[str, str]:
    """Ours without what names a password or would change the server."""
    ours = ("NEO4J_", "KGLOAD_", "CLASSPATH", "JDK_JAVA_OPTIONS")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return {**kept, "LC_ALL": "C.UTF-8"}  # Java reads its argument file, and so our paths, in the locale's encoding
