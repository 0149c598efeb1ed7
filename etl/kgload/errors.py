"""What can go wrong, as types.

KgloadError            one plain line for the user: what, where, remedy; never a traceback
├── UsageError         2   the command line, a settings file or a query's parameters
├── UnreachableError   3   Neo4j cannot be reached or will not answer now: try later
├── SetupError         4   this machine or this installation: fix, then run again
│   └── SchemaError        a file of schema/ or cypher/ is wrong: names file, place and remedy
├── LockHeldError     75   another run holds the lock
├── RecordError        1   one article (or RDF graph) is at fault: recorded, counted, the rest goes on
└── StoppedError  130/143  a signal asked us to stop at the next article border
    └── BudgetError    4   what may be spent on a service is spent: what was done stays

Anything else that escapes is our bug: exit 70.
"""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterable

from kgload.model import Stage

_BUG, _RESOURCE = 70, 4
_GRAVITY = (0, 1, 75, 3, 2, 4, 70)  # by how much is left undone, and by whom it can be put right


def worst(codes: Iterable[int]) -> int:
    """The exit code of several parts together: that of the one that fared worst. A signal outweighs all."""
    return max(codes, key=lambda code: _GRAVITY.index(code) if code in _GRAVITY else code, default=0)


def fault_of(error: Exception) -> tuple[str, int]:
    """What ended a command: one line for the user, and the exit code. With KGLOAD_DEBUG what is no error of ours is
    raised again.
    """
    if isinstance(error, KgloadError):
        return str(error), error.exit_code
    if os.environ.get("KGLOAD_DEBUG"):
        raise error
    if isinstance(error, OSError) and error.filename:
        return f"{error.filename}: {error.strerror}", _RESOURCE
    told = f"internal error: {type(error).__name__}: {error}. Report what KGLOAD_DEBUG=1 makes it print"
    return told, _BUG


def near(name: str, known: Iterable[str], otherwise: str) -> str:
    """The remedy for a name that is none of the known ones."""
    found = difflib.get_close_matches(name, list(known), n=1)
    return f"Did you mean {found[0]}?" if found else otherwise


class KgloadError(Exception):
    """Root of all errors that we raise on purpose. `remedy` says what the user can do."""

    exit_code = 70

    def __init__(self, message: str, remedy: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message}. {self.remedy}" if self.remedy else self.message


class UsageError(KgloadError):
    exit_code = 2


class UnreachableError(KgloadError):
    exit_code = 3


class SetupError(KgloadError):
    exit_code = 4


class SchemaError(SetupError):
    """A data file of ours (or of the user's registry) is wrong."""


class LockHeldError(KgloadError):
    exit_code = 75


class RecordError(KgloadError):
    """One article is at fault. `code` is a closed word (`empty`, `binary`, `bad_json`, `shape` …); `place` a line or
    offset.
    """

    exit_code = 1

    def __init__(
        self,
        stage: Stage,
        code: str,
        path: str,
        message: str,
        remedy: str | None = None,
        place: str | None = None,
    ) -> None:
        super().__init__(message, remedy)
        self.stage = stage
        self.code = code
        self.path = path
        self.place = place
        self.args = (stage, code, path, message, remedy, place)  # so that it travels between processes


class StoppedError(KgloadError):
    """Stopped by a signal; `exit_code` is 128 + signal number."""

    def __init__(self, signal_number: int) -> None:
        super().__init__("stopped at an article border")
        self.exit_code = 128 + signal_number


class BudgetError(StoppedError):
    """What may be spent on a service is spent: the run ends at the article border, and what was done stays."""

    def __init__(self, message: str, remedy: str) -> None:
        KgloadError.__init__(self, message, remedy)
        self.exit_code = 4
