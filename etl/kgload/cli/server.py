"""The commands about the set-up: neo4j start, stop, status, open; doctor."""

from __future__ import annotations

import json
from dataclasses import asdict

import typer

from kgload.cli.terminal import Json, say, settings_with

neo4j = typer.Typer(
    help="The local Neo4j server: a real one, started when it is needed.", no_args_is_help=True, rich_markup_mode=None
)


@neo4j.command()
def start() -> None:
    """Start the local server, or say that it runs.

    Example: kgload neo4j start
    """
    from kgload.server import ensure_running

    connection = ensure_running(settings_with(), say)
    say(f"Neo4j is running: {connection.uri}, Browser at {connection.browser_url}")


@neo4j.command()
def stop() -> None:
    """Stop the local server.

    Example: kgload neo4j stop
    """
    from kgload import server

    say("stopped" if server.stop(settings_with(), say) else "it was not running")


@neo4j.command()
def status(json_: Json = False) -> None:
    """Say whether the local server runs, where, and where its password is kept. Exit 3 if it is stopped.

    Example: kgload neo4j status
    """
    from kgload import server

    found = server.status(settings_with())
    if json_:
        typer.echo(json.dumps(asdict(found)))
    elif found.running:
        typer.echo(f"running (process {found.pid}): {found.uri}, Browser at {found.browser_url}")
        typer.echo(f"sign in as neo4j with the password in {found.password_file}")
    else:
        typer.echo(f"stopped; its data are in {found.folder}")
    raise typer.Exit(0 if found.running else 3)


@neo4j.command(name="open")
def open_browser() -> None:
    """Open Neo4j Browser on the local server; print its address and where the password is.

    Example: kgload neo4j open
    """
    from kgload import server

    settings = settings_with()
    typer.echo(server.open_browser(settings, say))
    typer.echo(f"sign in as neo4j with the password in {server.status(settings).password_file}")


def doctor(json_: Json = False) -> None:
    """Check this installation: word lists, English model, queries, Java, disk, Neo4j, what is left to do.

    Exit 3 if Neo4j cannot be reached, 4 if something else is wrong.

    Example: kgload doctor
    """
    from kgload.doctor import examine
    from kgload.query.render import plain

    checks = examine(settings_with(), say)
    if json_:
        typer.echo(json.dumps([{"check": c.name, "ok": c.ok, "detail": c.detail} for c in checks]))
    else:
        for check in checks:
            typer.echo(f"{'ok  ' if check.ok else 'FAIL'}  {check.name}: {plain(check.detail)}")
    raise typer.Exit(max(check.exit_code for check in checks))
