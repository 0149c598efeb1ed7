"""The commands that ask the graph: query, explain, export."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kgload.cli.log import say
from kgload.cli.terminal import Json, settings_with
from kgload.errors import UsageError


class RowFormat(StrEnum):
    """How `query` prints rows."""

    table = "table"
    json = "json"
    jsonl = "jsonl"
    csv = "csv"


def query(
    name: Annotated[str | None, typer.Argument(help="A saved query.", show_default=False)] = None,
    parameters: Annotated[
        list[str] | None, typer.Option("-p", "--param", help="key=value (may be given again).", show_default=False)
    ] = None,
    format: Annotated[RowFormat, typer.Option(help="How rows are printed.")] = RowFormat.table,
    list_: Annotated[bool, typer.Option("--list", help="List the saved queries.")] = False,
) -> None:
    """Run a saved query.

    Example: kgload query meetings_between -p person=Shoigu -p country=CN -p from=2023-01-01 -p to=2023-12-31
    """
    from kgload.database import open_database
    from kgload.query.catalog import catalog, get_query
    from kgload.query.parameters import split_assignments
    from kgload.query.render import render
    from kgload.query.run import run_query
    from kgload.registry import use_registry

    if list_:
        rows = [{"name": q.name, "description": q.description, "example": q.example} for q in catalog().values()]
        render(("name", "description", "example"), rows, format.value, sys.stdout)
        return
    if name is None:
        raise UsageError("name a saved query", "`kgload query --list` shows them")
    saved, given, settings = get_query(name), split_assignments(parameters or []), settings_with()
    use_registry(settings.registries)
    with open_database(settings, say) as database:
        result = run_query(database, saved, given)
    render(result.columns, result.rows, format.value, sys.stdout)
    for note in result.notes:
        say(note)


def explain(
    event: Annotated[str, typer.Argument(help="Id of an event, or of a mention.", show_default=False)],
    json_: Json = False,
) -> None:
    """Show the sentences, articles, rules and runs behind an event.

    Example: kgload explain event:14jas32m2zuevtasrbirlck34ia
    """
    from kgload.database import open_database
    from kgload.query.explain import explain as explain_event
    from kgload.query.explain import render_explanation

    with open_database(settings_with(), say) as database:
        found = explain_event(database, event)
    typer.echo(render_explanation(found, as_json=json_))


def export(
    file: Annotated[Path, typer.Argument(help="Where to: .nq, .trig or .jsonld.", show_default=False)],
    no_runs: Annotated[bool, typer.Option("--no-runs", help="Leave out what differs from run to run.")] = False,
) -> None:
    """Write the whole graph as N-Quads, TriG or JSON-LD, sorted and canonical.

    Example: kgload export graph.nq --no-runs
    """
    from kgload.database import open_database
    from kgload.query.export import export as export_graph
    from kgload.rdf.serialize import format_of

    format_of(file)  # a wrong name is told before a server is started
    with open_database(settings_with(), say) as database:
        count = export_graph(database, file, runs=not no_runs)
    say(f"{count} quads written to {file}")
