"""Which process is the server of a folder, and which ports are its own.

A pid in a file proves nothing: the machine may have been restarted and the number given to another program. Our server
is the process whose command line names our argument file; the record only says where to look first.
"""

from __future__ import annotations

import json
import socket
import time
from contextlib import suppress
from dataclasses import asdict, dataclass

import psutil

from kgload.server.layout import HOST, Layout
from kgload.temporary import write_whole

STEP = 0.2  # seconds


@dataclass(frozen=True, slots=True)
class Record:
    """What the starting process wrote down. `created` is the process's start time, seconds since 1970."""

    pid: int
    created: float
    bolt: int
    http: int


def read_record(layout: Layout) -> Record | None:
    """The record; None if absent or unreadable, which finding the process by its command line makes good."""
    try:
        return Record(**json.loads(layout.record.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def write_record(layout: Layout, record: Record) -> None:
    write_whole(layout.record, json.dumps(asdict(record)).encode())


def is_server(process: psutil.Process, layout: Layout) -> bool:
    try:
        return f"@{layout.arguments}" in process.cmdline() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.Error:
        return False


def has_ended(process: psutil.Process, seconds: float) -> bool:
    """Whether it ends within this time. (One that another living program started stays a zombie until that looks.)"""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            process.wait(STEP)
        except psutil.TimeoutExpired:
            if not process.is_running():
                return True
            if process.status() == psutil.STATUS_ZOMBIE:
                with suppress(psutil.TimeoutExpired):
                    process.wait(0)  # our own child that ended just now: look, so that its pid goes
                return True
        else:
            return True
    return False


def find_process(layout: Layout) -> psutil.Process | None:
    """The running server of this folder, wherever its pid is written or not."""
    record = read_record(layout)
    if record and psutil.pid_exists(record.pid):
        process = psutil.Process(record.pid)
        if is_server(process, layout):
            return process
    psutil.process_iter.cache_clear()  # it takes a pid that was given anew for the process that had it before
    return next((process for process in psutil.process_iter() if is_server(process, layout)), None)


def listens(process: psutil.Process, port: int) -> bool:
    """Does this very process own the port? (Another one answering there is not ours.)"""
    try:
        connections = process.net_connections(kind="tcp")
    except psutil.Error:
        return False
    return any(c.status == psutil.CONN_LISTEN and c.laddr.port == port for c in connections)


def free_port(preferred: int) -> int:
    """The preferred port if nothing has it, else one that the system says is free."""
    for port in (preferred, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except OSError:
                continue
            found: int = probe.getsockname()[1]
            return found
    raise OSError(f"no free port on {HOST}")
