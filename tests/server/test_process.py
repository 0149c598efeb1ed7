from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from kgload.server.layout import HOST, Layout
from kgload.server.process import (
    Record,
    find_process,
    free_port,
    has_ended,
    is_server,
    listens,
    read_record,
    write_record,
)


def test_a_record_comes_back(tmp_path: Path) -> None:
    record = Record(pid=1, created=2.5, bolt=3, http=4)
    write_record(Layout(tmp_path), record)
    assert read_record(Layout(tmp_path)) == record


@pytest.mark.parametrize("text", [None, "", "{", "[]", '{"pid": 1}', '{"pid": 1, "more": 2}', "7"])
def test_a_useless_record_is_none(tmp_path: Path, text: str | None) -> None:
    if text is not None:
        Layout(tmp_path).record.write_text(text, encoding="utf-8")
    assert read_record(Layout(tmp_path)) is None


def test_a_pid_alone_proves_nothing(tmp_path: Path) -> None:
    write_record(Layout(tmp_path), Record(os.getpid(), psutil.Process().create_time(), 1, 2))
    assert find_process(Layout(tmp_path)) is None


def test_a_server_is_found_by_its_command_line(tmp_path: Path) -> None:
    layout = Layout(tmp_path)
    command = [sys.executable, "-c", "import sys; print(flush=True); sys.stdin.read()", f"@{layout.arguments}"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        child.stdout.readline()
        found = find_process(layout)
        assert found is not None
        assert found.pid == child.pid
        assert find_process(Layout(tmp_path / "other")) is None
        child.kill()
        while psutil.Process(child.pid).status() != psutil.STATUS_ZOMBIE:
            pass
        assert not is_server(psutil.Process(child.pid), layout)
        child.wait()


def test_a_server_whose_pid_another_process_had_is_found_as_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """psutil remembers who had a pid. Who is taken for that one cannot be stopped."""
    layout = Layout(tmp_path)
    command = [sys.executable, "-c", "import sys; print(flush=True); sys.stdin.read()", f"@{layout.arguments}"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        child.stdout.readline()
        earlier = psutil.Process(child.pid)
        monkeypatch.setattr(earlier, "_ident", (child.pid, 1.0))
        monkeypatch.setitem(vars(psutil)["_pmap"], child.pid, earlier)
        found = find_process(layout)
        assert found is not None
        assert found.is_running()
        child.kill()


def test_a_taken_port_is_left_alone() -> None:
    with socket.create_server((HOST, 0)) as taken:
        port = taken.getsockname()[1]
        assert free_port(port) != port
        assert listens(psutil.Process(), port)
    assert free_port(port) == port
    assert not listens(psutil.Process(), port)


def test_a_port_taken_on_all_addresses_is_taken() -> None:
    with socket.create_server(("0.0.0.0", 0)) as taken:
        assert free_port(taken.getsockname()[1]) != taken.getsockname()[1]


def test_a_process_has_ended_though_its_parent_does_not_look() -> None:
    code = "import subprocess, sys; print(subprocess.Popen(['sleep', '60']).pid, flush=True); sys.stdin.read()"
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as parent:
        assert parent.stdout
        child = psutil.Process(int(parent.stdout.readline()))
        assert not has_ended(child, 0.5)
        child.terminate()
        assert has_ended(child, 30)
        assert parent.stdin
        parent.stdin.close()


class _JustNow(psutil.Process):
    """Ends between the first look at it and the second."""

    looked = False

    def wait(self, timeout: float | None = None) -> int:
        if not self.looked:
            self.looked = True
            raise psutil.TimeoutExpired(timeout or 0)
        return super().wait(timeout)


def test_our_own_child_leaves_no_zombie() -> None:
    pid = os.spawnlp(os.P_NOWAIT, "true", "true")
    while psutil.Process(pid).status() != psutil.STATUS_ZOMBIE:
        pass
    assert has_ended(_JustNow(pid), 5)
    assert not psutil.pid_exists(pid)
