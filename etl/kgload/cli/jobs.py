"""The commands for schedulers and those who watch them: run, runs, status, retry."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kgload.cli.ask import RowFormat
from kgload.cli.load import tell
from kgload.cli.log import say
from kgload.cli.terminal import Json, Limit, Mirror, Since, Workers, progress_bar, settings_with

if TYPE_CHECKING:
    from kgload.pipeline.jobs import CollectionRun

STATUS_COLUMNS = ("collection", "articles", "newest", "last_success", "last_run", "last_outcome", "rejected", "state")


def run(
    names: Annotated[list[str] | None, typer.Argument(help="Collections, due or not.", show_default=False)] = None,
    mirror: Mirror = False,
    since: Since = None,
    limit: Limit = None,
    workers: Workers = 1,
    json_: Json = False,
) -> None:
    """Ingest the collections of kgload.toml that are due. For cron, systemd and their like.

    Without a terminal it is quiet: one JSON object on stdout, and on stderr, as JSON lines, only what went wrong. The
    exit code is the worst of the collections'.

    Example: kgload run
    """
    from kgload import pipeline

    settings = settings_with(job=True)
    wanted = pipeline.Wanted.of(since, limit, mirror)
    with progress_bar() as progress:
        done = pipeline.run(settings, names or (), workers=workers, wanted=wanted, say=say, progress=progress)
    for one in done.collections:
        _tell(one)
    if not done.collections:
        say("nothing is due")
    _print_json(json_, done.as_json())
    raise typer.Exit(done.exit_code)


def _tell(one: CollectionRun) -> None:
    tell(one.summary, one.collection)
    if one.message and one.summary.outcome == "failed":
        say(f"{one.collection}: {one.message}", "error", collection=one.collection, exit_code=one.exit_code)


def runs(
    limit: Annotated[int, typer.Option(min=1, help="How many, the latest first.")] = 20,
    format: Annotated[RowFormat, typer.Option(help="How rows are printed.")] = RowFormat.table,
) -> None:
    """List the runs that changed the graph, the latest first.

    Example: kgload runs --limit 5
    """
    from kgload.database import open_database
    from kgload.query.holdings import RUN_COLUMNS
    from kgload.query.holdings import runs as runs_of
    from kgload.query.render import render

    with open_database(settings_with(), say) as database:
        rows = runs_of(database, limit)
    render(RUN_COLUMNS, rows, format.value, sys.stdout)


def status(json_: Json = False) -> None:
    """Say how each collection stands: how many articles, how old the newest is, what was loaded when, what failed.

    Exit 0: all is well; 1: rejected articles wait in the dead letter; 3: Neo4j cannot be reached, now or in the last
    run; 4: a set-up fault, or a collection has missed its turn; else as the last run.

    Example: kgload status
    """
    from kgload import pipeline
    from kgload.query.render import render

    found = pipeline.status(settings_with(), say=say)
    if json_:
        typer.echo(json.dumps(found.as_json()))
    else:
        render(STATUS_COLUMNS, map(_row, found.as_json()["collections"]), "table", sys.stdout)
    if found.fault:
        say(f"kgload: {found.fault[0]}", "error", exit_code=found.fault[1])
    raise typer.Exit(found.exit_code)


def _row(told: dict[str, Any]) -> dict[str, Any]:
    """As a person reads it."""
    age = told["newest_age_days"]
    newest = f"{told['newest']} ({age} {'day' if age == 1 else 'days'} old)" if told["newest"] else None
    times = {key: told[key] and told[key][:16].replace("T", " ") for key in ("last_success", "last_run")}
    state = "overdue" if told["overdue"] else "due" if told["due"] else None
    return told | times | {"newest": newest, "state": state}


def retry(workers: Workers = 1, json_: Json = False) -> None:
    """Read again what was rejected. What succeeds now leaves the dead letter.

    Example: kgload retry
    """
    from kgload import pipeline

    settings = settings_with(job=True)
    with progress_bar() as progress:
        done, code = pipeline.retry(settings, workers=workers, say=say, progress=progress)
    for summary in done:
        tell(summary, ", ".join(summary.collections))
    if not done:
        say("the dead letter is empty")
    _print_json(json_, {"exit_code": code, "runs": [summary.as_json() for summary in done]})
    raise typer.Exit(code)


def _print_json(wanted: bool, told: dict[str, Any]) -> None:
    """Nobody reads JSON on a terminal, unless asked for."""
    if wanted or not sys.stdout.isatty():
        typer.echo(json.dumps(told))
