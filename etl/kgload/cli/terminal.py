"""What all commands share: a bar on a terminal, options that several take, settings."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kgload.cli.log import speak_as, terminal

if TYPE_CHECKING:
    from kgload.pipeline.summary import Progress as Report
    from kgload.settings import Settings

Paths = Annotated[list[Path], typer.Argument(help="Files or folders.", show_default=False)]
Collection = Annotated[
    str | None, typer.Option(help="Name of the collection; default: the folder's name.", show_default=False)
]
Registry = Annotated[
    list[Path] | None,
    typer.Option("--registry", help="A registry file of your own (may be given again).", show_default=False),
]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]

Workers = Annotated[int, typer.Option(min=1, help="Processes that extract.")]
Mirror = Annotated[bool, typer.Option("--mirror", help="Also forget what the collection no longer has.")]
Since = Annotated[
    datetime | None,
    typer.Option(formats=["%Y-%m-%d"], help="Only new articles of this day or later (or undated).", show_default=False),
]
Limit = Annotated[
    int | None, typer.Option(min=1, help="At most so many new articles; the next run goes on.", show_default=False)
]


def settings_with(registry: list[Path] | None = None, extractor: str | None = None, *, job: bool = False) -> Settings:
    """The settings in force, with these registry files and this extractor if they are given. From now on the command
    speaks as they say; `job`: it is for a scheduler.
    """
    from kgload.settings import load_settings

    settings = load_settings(registry_files=tuple(registry) if registry else None, extractor=extractor)
    speak_as(settings, job)
    return settings


@contextmanager
def progress_bar() -> Iterator[Report]:
    """A bar on a terminal, nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda what, done, total: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=terminal(), transient=True) as bar:

        def report(what: str, done: int, total: int | None) -> None:
            shown = bar.tasks[-1] if bar.tasks else None
            if shown is None or shown.description != what:
                for task in bar.task_ids:
                    bar.remove_task(task)
                bar.add_task(what, total=total)
            bar.update(bar.task_ids[-1], completed=done)

        yield report
