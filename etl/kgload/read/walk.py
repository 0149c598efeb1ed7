"""Lists the files of a path in sorted order, with the hash of their bytes, without parsing them."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from kgload.errors import RecordError
from kgload.read.record import Source

MAX_FILE_BYTES = 256 * 1024 * 1024
PIECE = 64 * 1024


def shown(name: str) -> str:
    """A file name as text: bytes that are not UTF-8 are written out."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def collection_of(path: Path) -> str:
    """The default collection: the name of the folder, or of the one that holds the file."""
    root = path if path.is_dir() else path.parent
    return shown(root.resolve().name) or "default"


def sources(path: Path, collection: str | None = None) -> Iterator[Source | RecordError]:
    """Every file of a file or folder, depth first in sorted order. What cannot be listed is given as a RecordError.

    Files and folders whose names begin with a dot are passed over, unless named themselves.
    """
    yield from sources_at(path, "" if path.is_dir() else shown(path.name), collection or collection_of(path))


def sources_at(file: Path, path: str, collection: str) -> Iterator[Source | RecordError]:
    """The same for a file or folder that has this path below what was ingested."""
    if file.is_dir():
        yield from _folder(file, path, collection, frozenset())
    else:
        yield _file(file, path, collection)


def _folder(
    folder: Path, prefix: str, collection: str, above: frozenset[tuple[int, int]]
) -> Iterator[Source | RecordError]:
    try:
        status = folder.stat()
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield _refused(error, prefix or shown(folder.name))
        return
    identity = (status.st_dev, status.st_ino)
    if identity in above:
        where = prefix or shown(folder.name)
        yield RecordError("read", "link_loop", where, f"{where} is a link to a folder that holds it", "Remove the link")
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        below = f"{prefix}/{shown(entry.name)}" if prefix else shown(entry.name)
        if _is_folder(entry):
            yield from _folder(folder / entry.name, below, collection, above | {identity})
        else:
            yield _file(folder / entry.name, below, collection)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False  # reading it as a file will say what is wrong


def _file(file: Path, path: str, collection: str) -> Source | RecordError:
    try:
        status = file.stat()
        if not stat.S_ISREG(status.st_mode):
            return RecordError(
                "read", "unsupported", path, f"{path} is not a regular file", "Remove it from the folder"
            )
        if status.st_size == 0:
            return RecordError("read", "empty", path, f"{path} is empty", "Remove it, or fetch it again")
        if status.st_size > MAX_FILE_BYTES:
            size = status.st_size // 2**20
            return RecordError(
                "read", "too_large", path, f"{path} has {size} MiB, the limit is 256 MiB", "Split the file"
            )
        digest = _digest(file)
    except OSError as error:
        return _refused(error, path)
    return Source(file, path, collection, status.st_size, digest)


def _digest(file: Path) -> str:
    """SHA-256 (hex), piece by piece. (`hashlib.file_digest` clears a large buffer for every file, small or not.)"""
    digest = hashlib.sha256()
    with file.open("rb", buffering=0) as stream:
        while piece := stream.read(PIECE):
            digest.update(piece)
    return digest.hexdigest()


def _refused(error: OSError, path: str) -> RecordError:
    if error.errno == errno.ELOOP:
        return RecordError(
            "read", "link_loop", path, f"{path} is a symbolic link that leads back to itself", "Remove the link"
        )
    if isinstance(error, PermissionError):
        return RecordError(
            "read", "unreadable", path, f"{path} may not be read: permission denied", "Grant read permission"
        )
    if isinstance(error, FileNotFoundError):
        return RecordError(
            "read", "unreadable", path, f"{path} does not exist", "Check the name, or where the link points"
        )
    return RecordError(
        "read", "unreadable", path, f"{path} cannot be read: {error.strerror or error}", "Check the disk and the name"
    )
