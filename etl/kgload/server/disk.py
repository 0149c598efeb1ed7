"""Turns what the disk says into one plain line."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kgload.errors import SetupError

NEEDED = 100 << 20  # bytes; Neo4j misbehaves long before the last one is gone
FULL = (errno.ENOSPC, errno.EDQUOT)
REMEDY = "Free some space there, or set KGLOAD_HOME and KGLOAD_JARS_CACHE to folders on another disk"


@contextmanager
def disk_faults(folder: Path) -> Iterator[None]:
    """SetupError for a full disk or a folder that may not be written; other OSErrors pass."""
    try:
        yield
    except OSError as error:
        place = error.filename or folder
        if error.errno in FULL:
            raise SetupError(f"the disk is full: {place} could not be written", REMEDY) from None
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EEXIST):
            raise SetupError(f"{place} cannot be used: {error.strerror}", "Correct it, or set KGLOAD_HOME") from None
        raise


def check_space(folder: Path) -> None:
    """SetupError if too little is left for the server to start."""
    free = shutil.disk_usage(folder).free
    if free < NEEDED:
        raise SetupError(f"the disk is full: {free >> 20} MB left at {folder}, Neo4j needs {NEEDED >> 20}", REMEDY)
