"""The local server of one KGLOAD_HOME: started when needed, reused while it runs, stopped on demand."""

from __future__ import annotations

import webbrowser
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
from filelock import BaseFileLock, FileLock, Timeout
from pydantic import SecretStr

from kgload.errors import LockHeldError, SetupError
from kgload.server.disk import check_space, disk_faults
from kgload.server.jars import Say, fetched_jars
from kgload.server.java import find_java
from kgload.server.launch import configured, launch, run_admin
from kgload.server.layout import DATABASE, HOST, Layout
from kgload.server.process import Record, find_process, has_ended, listens, read_record
from kgload.server.store import INCOMING, accept, settle
from kgload.settings import Settings

LOCK_SECONDS = 900  # another process may be fetching the jars over a slow line
STOP_SECONDS = 60
CLOCK_SECONDS = 2  # what a corrected clock may change in a process's start time
USERNAME = "neo4j"


@dataclass(frozen=True, slots=True)
class Connection:
    """What it takes to talk to the local server. `store_id` is what it was at its first start, None before that."""

    uri: str
    username: str
    password: SecretStr
    database: str
    browser_url: str
    pid: int
    store_id: str | None


@dataclass(frozen=True, slots=True)
class Status:
    """`pid`, `uri` and `browser_url` are None while it is stopped."""

    running: bool
    folder: str
    log: str
    password_file: str
    pid: int | None = None
    uri: str | None = None
    browser_url: str | None = None


def silent(_message: str) -> None:
    """For callers that do not want to hear about progress."""


def ensure_running(settings: Settings, say: Say = silent) -> Connection:
    """Starts the local server if it is not running. SetupError says what stands in the way."""
    layout = Layout(settings.server_folder)
    with disk_faults(layout.folder), _locked(layout, say):
        record = _running(layout, say)
        if record is None:
            check_space(layout.folder)
            jars = fetched_jars(settings.jars_cache, say)
            say("starting the local Neo4j")
            record = launch(layout, jars, say)
        return _connection(layout, record)


def stop(settings: Settings, say: Say = silent) -> bool:
    """Stops the local server in good order; False if it was not running."""
    layout = Layout(settings.server_folder)
    if not layout.folder.exists():
        return False
    with disk_faults(layout.folder), _locked(layout, say):
        process = find_process(layout)
        if process:
            _end(process, say)
        layout.record.unlink(missing_ok=True)
        return process is not None


def admin(settings: Settings, *command: str, timeout: float | None = None, say: Say = silent) -> str:
    """Runs neo4j-admin (manual, "Neo4j Admin") on the stopped local server's store; what it printed.

    SetupError if the server runs, or if the command fails.
    """
    layout = Layout(settings.server_folder)
    with disk_faults(layout.folder), _locked(layout, say):
        if find_process(layout):
            raise SetupError("the local Neo4j runs", "Stop it first: kgload neo4j stop")
        settle(layout)
        configured(layout)
        return run_admin(layout, find_java(), fetched_jars(settings.jars_cache, say), *command, timeout=timeout)


def import_store(
    settings: Settings, folder: Path, options: Sequence[str], wanted: Callable[[], None], say: Say = silent
) -> None:
    """Stops the local server, makes a new store of the files in `folder` (manual, "Import") and puts it in the place of
    its own: whole, or not at all. `wanted` is called before that and may raise.

    SetupError if neo4j-admin fails.
    """
    layout = Layout(settings.server_folder)
    command = ("database", "import", "full", INCOMING, "--overwrite-destination=true", *options)
    with disk_faults(layout.folder), _locked(layout, say):
        if process := find_process(layout):
            _end(process, say)
        layout.record.unlink(missing_ok=True)
        settle(layout)
        configured(layout)
        jars = fetched_jars(settings.jars_cache, say)
        run_admin(layout, find_java(), jars, *command, timeout=None, folder=folder)
        wanted()
        accept(layout)


def status(settings: Settings) -> Status:
    """What runs now. Starts nothing."""
    layout = Layout(settings.server_folder)
    process, record = find_process(layout) if layout.folder.exists() else None, read_record(layout)
    places = str(layout.folder), str(layout.log), str(layout.password)
    if not process or not record or record.pid != process.pid:
        return Status(process is not None, *places, pid=process.pid if process else None)
    return Status(True, *places, record.pid, _uri(record), _browser_url(record))


def open_browser(settings: Settings, say: Say = silent) -> Connection:
    """Opens Neo4j Browser on the local server, which is started if need be, in the web browser if there is one."""
    connection = ensure_running(settings, say)
    if not webbrowser.open(connection.browser_url):
        say("there is no web browser here to open: use the address in one that reaches this machine")
    return connection


def record_store_id(settings: Settings, store_id: str) -> None:
    """Remembers which store is ours; called once, when the server answered for the first time."""
    layout = Layout(settings.server_folder)
    with disk_faults(layout.folder):
        layout.store_id.write_text(store_id + "\n", encoding="utf-8")


@contextmanager
def _locked(layout: Layout, say: Say) -> Iterator[None]:
    layout.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    lock = FileLock(layout.lock)
    try:
        lock.acquire(timeout=1)
    except Timeout:
        say("waiting for another kgload that is starting or stopping the local Neo4j")
        _wait_for(lock, layout)
    try:
        yield
    finally:
        lock.release()


def _wait_for(lock: BaseFileLock, layout: Layout) -> None:
    try:
        lock.acquire(timeout=LOCK_SECONDS)
    except Timeout:
        raise LockHeldError(
            f"another kgload has been starting or stopping the local Neo4j for {LOCK_SECONDS // 60} minutes",
            f"Wait for it or end it (it holds {layout.lock})",
        ) from None


def _running(layout: Layout, say: Say) -> Record | None:
    """The record of the server that runs, proved to be this one; None if none does."""
    record, process = read_record(layout), find_process(layout)
    if process is None:
        if record:
            say(_stale(record))
            layout.record.unlink(missing_ok=True)
        return None
    if record is None or record.pid != process.pid or not listens(process, record.bolt):
        say(f"process {process.pid} is the local Neo4j, but its record is gone or wrong: it is started anew")
        _end(process, say)
        layout.record.unlink(missing_ok=True)
        return None
    return record


def _stale(record: Record) -> str:
    """Why a record has no server: it ended without `stop`, and its pid may have been given to another program since."""
    try:
        other = psutil.Process(record.pid)
        if abs(other.create_time() - record.created) > CLOCK_SECONDS:
            return (
                f"the record of the local Neo4j is stale: process {record.pid} is another program ({other.name()}) now"
            )
    except psutil.Error:
        pass
    return f"the local Neo4j (process {record.pid}) had ended without being stopped"


def _end(process: psutil.Process, say: Say) -> None:
    try:
        process.terminate()
        if not has_ended(process, STOP_SECONDS):
            say(f"the local Neo4j did not stop within {STOP_SECONDS} s and was killed: it recovers at its next start")
            process.kill()
            has_ended(process, STOP_SECONDS)
    except psutil.NoSuchProcess:
        return
    except psutil.AccessDenied:
        raise SetupError(
            f"process {process.pid} is the local Neo4j of this folder, but belongs to {process.username()}",
            "Stop it as that user, or set KGLOAD_HOME to a folder of your own",
        ) from None


def _connection(layout: Layout, record: Record) -> Connection:
    try:
        password = layout.password.read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        raise SetupError(
            f"the password file {layout.password} of the local Neo4j is gone",
            f"Put it back, or stop the server, delete {layout.folder} and ingest again",
        ) from None
    store_id = layout.store_id.read_text(encoding="utf-8").strip() if layout.store_id.exists() else None
    return Connection(
        _uri(record), USERNAME, SecretStr(password), DATABASE, _browser_url(record), record.pid, store_id or None
    )


def _uri(record: Record) -> str:
    return f"bolt://{HOST}:{record.bolt}"


def _browser_url(record: Record) -> str:
    return f"http://{HOST}:{record.http}/browser/"
