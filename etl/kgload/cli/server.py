"""The commands about the set-up: neo4j start, stop, status, open; doctor."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Annotated

import typer

from kgload.cli.log import say
from kgload.cli.terminal import Json, settings_with

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
def open_browser(
    show_password: Annotated[bool, typer.Option("--show-password", help="Print the password as well.")] = False,
) -> None:
    """Open Neo4j Browser on the local server; print its address and how to sign in.

    Example: kgload neo4j open
    """
    from kgload import server

    settings = settings_with()
    connection = server.open_browser(settings, say)
    typer.echo(connection.browser_url)
    if show_password:
        secret = connection.password.get_secret_value()
        typer.echo(f"sign in to {connection.uri} as {connection.username} with the password {secret}")
    else:
        kept = server.status(settings).password_file
        typer.echo(f"sign in to {connection.uri} as {connection.username} with the password in {kept}")
    say("kgload browser export and kgload browser serve bring the saved queries, a style and a guide")


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
