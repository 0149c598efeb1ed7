"""Files on their way: a table on disk for what would not fit into memory, a file that is there whole or not at all."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from kgload.errors import SetupError


@contextmanager
def temporary_table(definition: str) -> Iterator[sqlite3.Connection]:
    """The open connection to a database of its own. SetupError if there is no room for it."""
    with tempfile.TemporaryDirectory(prefix="kgload-") as folder:
        table = sqlite3.connect(Path(folder) / "table", isolation_level=None)
        try:
            for statement in ("PRAGMA journal_mode = OFF", "PRAGMA synchronous = OFF", definition):
                table.execute(statement)
            yield table
        except sqlite3.Error as error:
            remedy = "Free space there, or name another folder in TMPDIR"
            raise SetupError(f"{folder}: what was read cannot be kept there ({error})", remedy) from error
        finally:
            table.close()


def write_whole(file: Path, data: bytes) -> None:
    """Puts the file there, or in place of the old one, at once: a reader sees all of it. OSError leaves nothing."""
    part = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        part.write_bytes(data)
        part.replace(file)
    except OSError:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise
