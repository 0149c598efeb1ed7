"""The life of one local server, in the order of the tests: each goes on where the one before stopped."""

from __future__ import annotations

import fcntl
import os
import shutil
import socket
import stat
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from pathlib import Path

import psutil
import pytest

from kgload.database import open_database
from kgload.errors import SetupError
from kgload.server import Connection, ensure_running, status, stop
from kgload.server.layout import HOST, Layout
from kgload.server.process import Record, read_record, write_record
from kgload.settings import Settings, load_settings

pytestmark = [pytest.mark.neo4j, pytest.mark.slow]

STARTER = """
from kgload.server import ensure_running
from kgload.settings import load_settings
print(ensure_running(load_settings()).pid)
"""


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """A home whose name has all that paths may have."""
    own = load_settings(home=tmp_path_factory.mktemp("kg ü 日 'q' \"d\"")).model_copy(update={"neo4j_uri": None})
    yield own
    stop(own)
    shutil.rmtree(own.home, ignore_errors=True)


@pytest.fixture
def layout(settings: Settings) -> Layout:
    return Layout(settings.server_folder)


@pytest.fixture
def connection(settings: Settings) -> Connection:
    return ensure_running(settings)


def test_nothing_runs_and_asking_starts_nothing(settings: Settings) -> None:
    assert not status(settings).running
    assert not stop(settings)
    assert not settings.server_folder.exists()


def test_two_processes_at_once_get_one_server_that_outlives_them(settings: Settings) -> None:
    path = os.pathsep.join(sys.path)
    environment = {**os.environ, "PYTHONPATH": path, "KGLOAD_HOME": str(settings.home), "NEO4J_PASSWORD": "not-for-it"}
    environment.pop("NEO4J_URI", None)
    command = [sys.executable, "-c", STARTER]
    starters = [subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    pids = {starter.communicate(timeout=120)[0].strip() for starter in starters}
    assert len(pids) == 1
    assert str(status(settings).pid) in pids


def test_a_running_server_is_reused(settings: Settings, connection: Connection) -> None:
    said: list[str] = []
    assert ensure_running(settings, said.append) == connection
    assert said == []
    now = status(settings)
    assert (now.running, now.pid, now.uri, now.browser_url) == (
        True,
        connection.pid,
        connection.uri,
        connection.browser_url,
    )


def test_it_listens_on_this_machine_only(connection: Connection) -> None:
    listening = [c for c in psutil.Process(connection.pid).net_connections("tcp") if c.status == psutil.CONN_LISTEN]
    assert len(listening) == 2
    assert {c.laddr.ip.removeprefix("::ffff:") for c in listening} == {HOST}


def test_its_password_shows_nowhere(connection: Connection, layout: Layout) -> None:
    password = connection.password.get_secret_value()
    process = psutil.Process(connection.pid)
    assert password not in repr(connection)
    assert password not in " ".join(process.cmdline())
    assert not {"NEO4J_PASSWORD", password} & {*process.environ(), *process.environ().values()}
    assert stat.S_IMODE(layout.password.stat().st_mode) == 0o600
    assert stat.S_IMODE(layout.folder.stat().st_mode) == 0o700
    holders = {
        file.name for file in layout.folder.rglob("*") if file.is_file() and password.encode() in file.read_bytes()
    }
    assert holders == {layout.password.name}


def test_neo4j_browser_is_served(connection: Connection) -> None:
    with urllib.request.urlopen(connection.browser_url, timeout=20) as page:
        assert b"Neo4j Browser" in page.read()


def test_the_store_is_remembered_and_another_one_refused(settings: Settings, layout: Layout) -> None:
    with open_database(settings) as database:
        database.execute("CREATE (:Kept {x: 1})")
        assert database.local
        assert layout.store_id.read_text(encoding="utf-8").strip() == database.identity
    with open_database(settings) as again:
        assert again.identity == database.identity
    layout.store_id.write_text("of another store\n", encoding="utf-8")
    try:
        with pytest.raises(SetupError, match="serves another store") as caught, open_database(settings):
            pass
        assert str(layout.store_id) in (caught.value.remedy or "")
    finally:
        layout.store_id.write_text(database.identity + "\n", encoding="utf-8")


def test_a_password_file_that_is_gone_is_named(settings: Settings, layout: Layout) -> None:
    hidden = layout.password.rename(layout.folder / "hidden")
    try:
        with pytest.raises(SetupError, match="password file"):
            ensure_running(settings)
    finally:
        hidden.rename(layout.password)


def test_a_crash_a_stale_record_and_a_taken_port(settings: Settings, layout: Layout, connection: Connection) -> None:
    victim = psutil.Process(connection.pid)
    victim.kill()
    victim.wait(20)
    old = read_record(layout)
    assert old is not None
    write_record(layout, Record(os.getpid(), old.created, old.bolt, old.http))  # the pid is ours by now
    with taken(old.bolt), taken(old.http):
        said: list[str] = []
        new = ensure_running(settings, said.append)
    assert any(f"process {os.getpid()} is" in line and "stale" in line for line in said)
    assert any(f"port {old.bolt} is taken" in line for line in said)
    assert not new.uri.endswith(f":{old.bolt}")
    with open_database(settings) as database:
        assert database.read("MATCH (k:Kept) RETURN k.x AS x") == [{"x": 1}]
        assert database.uri == new.uri


def test_a_server_without_a_record_is_known_by_its_command_line(
    settings: Settings, layout: Layout, connection: Connection
) -> None:
    server = psutil.Process(connection.pid)
    layout.record.unlink()
    now = status(settings)
    assert now.running
    assert now.pid == connection.pid
    assert stop(settings)
    with suppress(psutil.NoSuchProcess):  # where another program started it, it is that one's to look at its end
        assert server.status() == psutil.STATUS_ZOMBIE


def test_it_stops_once(settings: Settings) -> None:
    assert not stop(settings)
    assert not status(settings).running


def test_a_store_that_another_server_holds(settings: Settings, layout: Layout) -> None:
    with (layout.store / "store_lock").open("r+b") as lock:
        fcntl.lockf(lock, fcntl.LOCK_EX)
        with pytest.raises(SetupError, match="uses the same folder"):
            ensure_running(settings)
    assert read_record(layout) is None
    assert not status(settings).running


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root may mount a small disk")
def test_a_full_disk(tmp_path: Path) -> None:
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=20m", "tmpfs", tmp_path], check=False)
    if mounted.returncode:
        pytest.skip("this container may not mount")
    try:
        own = load_settings(home=tmp_path).model_copy(update={"neo4j_uri": None})
        with pytest.raises(SetupError, match="the disk is full") as caught:
            ensure_running(own)
        assert "KGLOAD_HOME" in (caught.value.remedy or "")
        assert not status(own).running
    finally:
        subprocess.run(["umount", tmp_path], check=True)


@contextmanager
def taken(port: int) -> Iterator[None]:
    """Holds a port for as long as the block lasts; another server may have it already, which serves as well."""
    try:
        holder: AbstractContextManager[object] = socket.create_server((HOST, port))
    except OSError:
        holder = nullcontext()
    with holder:
        yield
