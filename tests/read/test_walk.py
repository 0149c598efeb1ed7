import hashlib
import os
from pathlib import Path

import pytest

from kgload.errors import RecordError
from kgload.read import sources
from kgload.read.walk import MAX_FILE_BYTES


def listed(path: Path, collection: str | None = None) -> list[tuple[str, str]]:
    """(path, code of the error or "ok") of all that is listed."""
    return [(s.path, s.code if isinstance(s, RecordError) else "ok") for s in sources(path, collection)]


def test_a_folder_in_sorted_order_with_posix_paths(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/b.txt", ".hidden.txt", ".git/config"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(name)
    assert listed(tmp_path) == [("a/b.txt", "ok"), ("a/z.txt", "ok"), ("b.txt", "ok")]


def test_names_collection_and_hash(tmp_path: Path) -> None:
    folder = tmp_path / "wires"
    folder.mkdir()
    (folder / "a.txt").write_bytes(b"Some bytes.")
    for path, collection, expected in (
        (folder, None, "wires"),
        (folder / "a.txt", None, "wires"),
        (folder, "other", "other"),
    ):
        (source,) = sources(path, collection)
        assert not isinstance(source, RecordError)
        assert (source.path, source.collection, source.size) == ("a.txt", expected, 11)
        assert source.sha256 == hashlib.sha256(b"Some bytes.").hexdigest()


def test_what_cannot_be_read_has_a_reason_and_the_rest_goes_on(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    (tmp_path / "fine.txt").write_text("Fine.")
    (tmp_path / "self").symlink_to(tmp_path / "self")
    (tmp_path / "nowhere").symlink_to(tmp_path / "missing")
    (tmp_path / "up").symlink_to(tmp_path, target_is_directory=True)
    os.mkfifo(tmp_path / "pipe")
    with (tmp_path / "vast.txt").open("wb") as vast:
        vast.truncate(MAX_FILE_BYTES + 1)
    assert listed(tmp_path) == [
        ("empty.txt", "empty"),
        ("fine.txt", "ok"),
        ("nowhere", "unreadable"),
        ("pipe", "unsupported"),
        ("self", "link_loop"),
        ("up", "link_loop"),
        ("vast.txt", "too_large"),
    ]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_no_permission(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0)
    (tmp_path / "secret.txt").write_text("x")
    (tmp_path / "secret.txt").chmod(0)
    assert listed(tmp_path) == [("closed", "unreadable"), ("secret.txt", "unreadable")]


def test_a_missing_path_is_an_error_not_an_exception(tmp_path: Path) -> None:
    assert listed(tmp_path / "gone") == [("gone", "unreadable")]


def test_a_name_that_is_no_utf8(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text("Text.")
    assert listed(tmp_path) == [("caf\\xe9.txt", "ok")]


def test_the_same_folder_twice_is_no_loop(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a.txt").write_text("Text.")
    (tmp_path / "alias").symlink_to(tmp_path / "real", target_is_directory=True)
    assert listed(tmp_path) == [("alias/a.txt", "ok"), ("real/a.txt", "ok")]
