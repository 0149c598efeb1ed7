from __future__ import annotations

from pathlib import Path

import pytest

from kgload.server.launch import PortTakenError, diagnose
from kgload.server.layout import Layout

# The lines that Neo4j 5.26.30 printed when each fault was made on purpose.
PORT = (
    "Caused by: io.netty.channel.unix.Errors$NativeIoException: bind(..) failed with error(-98): Address already in use"
)
LOCK = (
    "Caused by: org.neo4j.io.locker.FileLockException: Lock file has been locked by another process: "
    "/x/server/data/databases/store_lock. Please ensure no other process is using this database"
)
MEMORY = "Error occurred during initialization of VM\nCould not reserve enough space for 1048576KB object heap"
DISK = "2026-01-01 00:00:00.000+0000 ERROR Failed to start\nCaused by: java.io.IOException: No space left on device"
OTHER = "2026-01-01 00:00:00.000+0000 INFO  Starting...\n2026-01-01 00:00:00.000+0000 ERROR Something new\n\tat a.b.C"


@pytest.mark.parametrize(
    ("log", "words"),
    [
        pytest.param(LOCK, "uses the same folder", id="store-locked"),
        pytest.param(MEMORY, "not enough memory", id="memory"),
        pytest.param(DISK, "the disk is full", id="disk"),
        pytest.param(OTHER, "ERROR Something new", id="unknown"),
        pytest.param("", "no error was logged", id="nothing"),
    ],
)
def test_the_log_says_why_it_did_not_start(tmp_path: Path, log: str, words: str) -> None:
    layout = Layout(tmp_path)
    layout.log.write_text(log, encoding="utf-8")
    fault = diagnose(layout)
    assert words in str(fault)
    assert str(layout.log) in str(fault)


def test_a_port_taken_meanwhile_is_tried_again(tmp_path: Path) -> None:
    Layout(tmp_path).log.write_text(PORT, encoding="utf-8")
    assert isinstance(diagnose(Layout(tmp_path)), PortTakenError)
