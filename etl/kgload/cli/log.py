"""What commands say, to stderr: lines for people, or one JSON object a line for programs."""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING

from kgload.query.render import plain

if TYPE_CHECKING:
    from rich.console import Console

    from kgload.settings import Settings

LEVELS = {"debug": logging.DEBUG, "info": logging.INFO, "warning": logging.WARNING, "error": logging.ERROR}
_log = logging.getLogger("kgload")
_driver = logging.getLogger("neo4j")  # speaks on the level debug only


class _Lines(logging.Handler):
    """Nothing from an article that a terminal would obey; and above the bar, if one is shown."""

    def emit(self, record: logging.LogRecord) -> None:
        line = plain(record.getMessage())
        if sys.stderr.isatty():
            terminal().print(line, markup=False, emoji=False)
        else:
            print(line, file=sys.stderr, flush=True)


class _JsonLines(logging.Handler):
    """`time` (UTC), `level`, `logger`, `message`, and what else is known: `collection`, `path`, `code`, `exit_code`."""

    def emit(self, record: logging.LogRecord) -> None:
        time = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        told = {"time": time, "level": record.levelname.lower(), "logger": record.name, "message": record.getMessage()}
        print(json.dumps(told | getattr(record, "fields", {})), file=sys.stderr, flush=True)


@cache
def terminal() -> Console:
    """Where bars are shown, and lines above them. Who has no terminal needs nothing that draws."""
    from rich.console import Console

    return Console(stderr=True, highlight=False, soft_wrap=True)


def say(text: str, level: str = "info", **fields: object) -> None:
    """One line. `fields` are only in JSON."""
    _log.log(LEVELS[level], "%s", text, extra={"fields": fields})


def speak(form: str = "text", level: str = "info") -> None:
    """From now on: in this form, of this level and above."""
    handler = _JsonLines() if form == "json" else _Lines()
    _log.handlers, _log.propagate = [handler], False
    _log.setLevel(LEVELS[level])
    _driver.handlers = [handler if level == "debug" else logging.NullHandler()]
    _driver.setLevel(LEVELS[level] if level == "debug" else logging.NOTSET)
    _driver.propagate = False


def speak_as(settings: Settings, job: bool = False) -> None:
    """As the settings say. A job without a terminal tells only what went wrong, in JSON."""
    unseen = job and not sys.stderr.isatty()
    form = ("json" if unseen else "text") if settings.log == "auto" else settings.log
    speak(form, settings.log_level or ("warning" if unseen else "info"))


speak()
