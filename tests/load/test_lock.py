"""One run for each database and collection, on this machine and across machines; a killed run frees it."""

from __future__ import annotations

import os
import platform
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kgload.database import Database
from kgload.errors import LockHeldError, SetupError
from kgload.load.loader import Loader
from kgload.load.lock import RunLock, alone
from load.graph_state import count
from load.versions import RUN, other

pytestmark = pytest.mark.neo4j

HOLD = """
import sys
from filelock import FileLock
lock = FileLock(sys.argv[1])
lock.acquire()
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def prepared(graph: Database) -> Database:
    Loader(graph).prepare()
    return graph


def test_a_second_run_is_refused(prepared: Database, tmp_path: Path) -> None:
    with (
        RunLock(prepared, tmp_path, "demo"),
        pytest.raises(LockHeldError, match="loading the collection 'demo'") as held,
    ):
        RunLock(prepared, tmp_path, "demo").__enter__()
    assert held.value.exit_code == 75


def test_another_collection_is_free(prepared: Database, tmp_path: Path) -> None:
    with RunLock(prepared, tmp_path, "demo"), RunLock(prepared, tmp_path, "second"):
        pass


def test_a_killed_run_frees_it(prepared: Database, tmp_path: Path) -> None:
    with RunLock(prepared, tmp_path, "demo"):
        file = next(tmp_path.glob("*.lock"))
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(LockHeldError):
            RunLock(prepared, tmp_path, "demo").__enter__()
        os.kill(holder.pid, signal.SIGKILL)
        holder.wait()
    with RunLock(prepared, tmp_path, "demo"):
        pass


def test_a_run_that_writes_nothing_leaves_no_lease(prepared: Database, tmp_path: Path) -> None:
    with RunLock(prepared, tmp_path, "demo"):
        assert count(prepared, "Lease") == 0


def test_a_lease_holds_across_machines_while_it_lasts(prepared: Database, tmp_path: Path) -> None:
    with RunLock(prepared, tmp_path / "a", "demo", place="a") as lock:
        Loader(prepared, lock).write([other(1)], RUN)
        with pytest.raises(LockHeldError, match="on a is loading"):
            RunLock(prepared, tmp_path / "b", "demo", place="b").__enter__()
    assert count(prepared, "Lease") == 0
    with RunLock(prepared, tmp_path / "b", "demo", place="b"):
        pass


def test_who_lost_the_lease_cannot_write(prepared: Database, tmp_path: Path) -> None:
    """The slow run of machine a finds its lease run out and taken by b."""
    with RunLock(prepared, tmp_path / "a", "demo", place="a") as slow:
        Loader(prepared, slow).write([other(1)], RUN)
        prepared.execute("MATCH (lease:Lease) SET lease.until = 0")
        with RunLock(prepared, tmp_path / "b", "demo", place="b") as quick:
            Loader(prepared, quick).write([other(2)], RUN)
            with pytest.raises(LockHeldError, match="on another machine"):
                Loader(prepared, slow).write([other(3)], RUN)
    assert count(prepared, "Article") == 2


def test_the_same_machine_takes_over_the_lease_of_a_killed_run(prepared: Database, tmp_path: Path) -> None:
    dead = RunLock(prepared, tmp_path, "demo", place="a").__enter__()
    Loader(prepared, dead).write([other(1)], RUN)
    dead._file.release()  # as the system does when the process dies
    with RunLock(prepared, tmp_path, "demo", place="a") as lock:
        Loader(prepared, lock).write([other(2)], RUN)
    assert (count(prepared, "Article"), count(prepared, "Lease")) == (2, 0)


def test_who_must_be_alone_waits_for_no_run_and_none_begins_meanwhile(prepared: Database, tmp_path: Path) -> None:
    with RunLock(prepared, tmp_path, "demo"), pytest.raises(LockHeldError, match="another run on this machine"):
        alone(tmp_path).__enter__()
    with alone(tmp_path):
        with pytest.raises(LockHeldError, match="another run on this machine") as held:
            RunLock(prepared, tmp_path, "demo").__enter__()
        with pytest.raises(LockHeldError):
            alone(tmp_path).__enter__()
    assert held.value.exit_code == 75
    with RunLock(prepared, tmp_path, "demo"), RunLock(prepared, tmp_path, "second"):
        pass


def test_a_lease_lasts_ten_minutes_from_each_write(prepared: Database, tmp_path: Path) -> None:
    left = "MATCH (lease:Lease) RETURN lease.id AS id, lease.owner AS owner, lease.until - timestamp() AS left"
    with RunLock(prepared, tmp_path, "demo", place="a") as lock:
        for number in (1, 2):
            Loader(prepared, lock).write([other(number)], RUN)
            (lease,) = prepared.read(left)
            assert (lease["id"], lease["owner"]) == ("lease|demo", "a")
            assert 500_000 < lease["left"] <= 600_000
            prepared.execute("MATCH (lease:Lease) SET lease.until = timestamp() + 1000")


@pytest.mark.parametrize("what", [pytest.param("a file", id="a file"), pytest.param("gone", id="a file below")])
def test_a_folder_that_cannot_hold_a_lock(prepared: Database, tmp_path: Path, what: str) -> None:
    (tmp_path / "a file").write_text("")
    folder = tmp_path / "a file" / what if what == "gone" else tmp_path / what
    with pytest.raises(SetupError, match="the lock cannot be made"):
        RunLock(prepared, folder, "demo").__enter__()
    with pytest.raises(SetupError, match="the lock cannot be made"):
        alone(folder).__enter__()


def test_another_folder_of_this_machine_is_another_place(prepared: Database, tmp_path: Path) -> None:
    with RunLock(prepared, tmp_path / "a", "demo") as lock:
        Loader(prepared, lock).write([other(1)], RUN)
        with pytest.raises(LockHeldError, match=re.escape(f"on {platform.node()}:{tmp_path / 'a'} is")):
            RunLock(prepared, tmp_path / "b", "demo").__enter__()
        with RunLock(prepared, tmp_path / "b", "second"):
            pass
