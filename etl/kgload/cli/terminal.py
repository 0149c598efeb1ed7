"""What all commands share: talk to stderr, a bar on a terminal, options that several take, settings."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.text import Text

from kgload.query.render import plain
from kgload.settings import Settings, load_settings

if TYPE_CHECKING:
    from kgload.pipeline.summary import Progress as Report

Paths = Annotated[list[Path], typer.Argument(help="Files or folders.", show_default=False)]
Collection = Annotated[
    str | None, typer.Option(help="Name of the collection; default: the folder's name.", show_default=False)
]
Registry = Annotated[
    list[Path] | None,
    typer.Option("--registry", help="A registry file of your own (may be given again).", show_default=False),
]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]

_talk = Console(stderr=True, highlight=False, soft_wrap=True)


def say(text: str) -> None:
    """One line to stderr: no markup, and nothing from an article that a terminal would obey."""
    _talk.print(Text(plain(text)))


def settings_with(registry: list[Path] | None = None, extractor: str | None = None) -> Settings:
    """The settings in force, with these registry files and this extractor if they are given."""
    return load_settings(registry_files=tuple(registry) if registry else None, extractor=extractor)


@contextmanager
def progress_bar() -> Iterator[Report]:
    """A bar on a terminal, nothing elsewhere."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=_talk, disable=not sys.stderr.isatty(), transient=True) as bar:

        def report(what: str, done: int, total: int | None) -> None:
            shown = bar.tasks[-1] if bar.tasks else None
            if shown is None or shown.description != what:
                for task in bar.task_ids:
                    bar.remove_task(task)
                bar.add_task(what, total=total)
            bar.update(bar.task_ids[-1], completed=done)

        yield report
