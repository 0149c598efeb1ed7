"""The command line: parse, call, print, exit code. Data to stdout, talk to stderr."""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from kgload import __version__
from kgload.cli import ask, browser, jobs, load, server
from kgload.cli.log import say, speak
from kgload.collecting import rarely_collected
from kgload.errors import fault_of

INTERRUPTED = 130

app = typer.Typer(name="kgload", no_args_is_help=True, pretty_exceptions_enable=False, rich_markup_mode=None)
_ARTICLES = (load.extract, load.ingest, load.load, load.bulk, load.forget, load.resolve)
_JOBS = (jobs.run, jobs.runs, jobs.status, jobs.retry)
for command in (*_ARTICLES, *_JOBS, ask.query, ask.explain, ask.export, server.doctor):
    app.command()(command)
app.add_typer(server.neo4j, name="neo4j")
app.add_typer(browser.browser, name="browser")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run, and turn errors into one plain line and an exit code (design.md section 5)."""
    _speak_utf8()
    speak()
    try:
        with rarely_collected():
            app(arguments, prog_name="kgload")
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except Exception as error:
        message, code = fault_of(error)
        say(f"kgload: {message}", "error", exit_code=code)
        sys.exit(code)


def _speak_utf8() -> None:
    """Data are UTF-8 whatever the locale says; a terminal that cannot show a character shows a question mark."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace", encoding=None if stream.isatty() else "utf-8")


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"kgload {__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """News articles in, a Neo4j knowledge graph out, every fact traceable to the sentence that says it."""
