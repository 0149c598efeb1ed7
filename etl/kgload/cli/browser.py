"""The commands for Neo4j Browser: browser export, browser serve."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kgload.cli.log import say

PORT = 7480

browser = typer.Typer(
    help="What Neo4j Browser can be given: saved queries, a style, a guide.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@browser.command()
def export(
    folder: Annotated[Path, typer.Argument(metavar="[DIR]", help="Where to.", show_default=False)] = Path(),
) -> None:
    """Write a zip of all saved queries, a style and a guide. Drop the zip, then the style, on Browser's window.

    Example: kgload browser export ~/kgload-browser
    """
    from kgload.browser import export_files

    for path in export_files(folder):
        typer.echo(path)


@browser.command()
def serve(
    port: Annotated[int, typer.Option(min=0, max=65535, help="Where to listen; 0 is any free port.")] = PORT,
) -> None:
    """Serve guide and style on this machine, and print what to type in Browser. Ends with Ctrl-C.

    Example: kgload browser serve
    """
    from kgload.browser import GUIDE, HOST, STYLE, browser_files, guide_server

    with guide_server(browser_files(), port) as server:
        base = f"http://{HOST}:{server.server_address[1]}"
        typer.echo(f":play {base}/{GUIDE}")
        typer.echo(f":style {base}/{STYLE}")
        say("type these in Neo4j Browser (kgload neo4j open); Ctrl-C ends the serving")
        server.serve_forever()
