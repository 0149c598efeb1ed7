from __future__ import annotations

import errno
from pathlib import Path

import pytest

from kgload.errors import SetupError
from kgload.server.disk import NEEDED, check_space, disk_faults


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_is_named(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="the disk is full"), disk_faults(tmp_path):
        Path("/dev/full").write_text("x", encoding="utf-8")


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EDQUOT, "the disk is full"),
        (errno.EACCES, "cannot be used: Permission denied"),
        (errno.EROFS, "cannot be used: Read-only file system"),
    ],
    ids=["full", "quota", "permission", "read-only"],
)
def test_what_the_disk_says_in_one_line(tmp_path: Path, number: int, words: str) -> None:
    import os

    with pytest.raises(SetupError, match=words) as caught, disk_faults(tmp_path):
        raise OSError(number, os.strerror(number), str(tmp_path / "file"))
    assert str(tmp_path / "file") in caught.value.message
    assert "KGLOAD_HOME" in (caught.value.remedy or "")


def test_a_folder_below_a_file_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(SetupError, match="cannot be used"), disk_faults(tmp_path):
        (tmp_path / "file" / "folder").mkdir()


def test_another_fault_is_ours_to_see(tmp_path: Path) -> None:
    with pytest.raises(BrokenPipeError), disk_faults(tmp_path):
        raise BrokenPipeError(errno.EPIPE, "broken")


def test_there_is_room_here(tmp_path: Path) -> None:
    check_space(tmp_path)
    assert NEEDED > 50 << 20
