"""The command line: parse, call, print, exit code. Data to stdout, talk to stderr."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.text import Text

from kgload import __version__
from kgload.errors import KgloadError, RecordError, UsageError
from kgload.settings import Settings, load_settings

app = typer.Typer(
    name="kgload",
    help="News articles in, a Neo4j knowledge graph out, every fact traceable to the sentence that says it.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
neo4j_app = typer.Typer(
    help="The local Neo4j server: a real one, started when it is needed.", no_args_is_help=True, rich_markup_mode=None
)
app.add_typer(neo4j_app, name="neo4j")

talk = Console(stderr=True, highlight=False, soft_wrap=True)

Registry = Annotated[
    list[Path] | None, typer.Option("--registry", help="A registry file of your own (may be given again).")
]
Collection = Annotated[str | None, typer.Option(help="Name of the collection; default: the folder's name.")]
Paths = Annotated[list[Path], typer.Argument(help="Files or folders.", show_default=False)]


class ExtractFormat(StrEnum):
    jsonl = "jsonl"
    trig = "trig"
    nquads = "nquads"
    jsonld = "jsonld"


class RowFormat(StrEnum):
    table = "table"
    json = "json"
    jsonl = "jsonl"
    csv = "csv"


def main() -> None:
    """Run, and turn errors into one plain line and an exit code (design.md section 5)."""
    try:
        app()
    except KgloadError as error:
        say(f"kgload: {error}")
        sys.exit(error.exit_code)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:  # ours: say so, and where to look
        if os.environ.get("KGLOAD_DEBUG"):
            raise
        say(
            f"kgload: internal error: {type(error).__name__}: {error}. Run again with KGLOAD_DEBUG=1 and report what it prints"
        )
        sys.exit(70)


def say(text: str) -> None:
    """One line to stderr, without markup and without terminal escapes from the input."""
    from kgload.query.render import plain

    talk.print(Text(plain(text)))


def _settings(registry: list[Path] | None = None, **overrides: Any) -> Settings:
    settings = load_settings(registry_files=tuple(registry) if registry else None, **overrides)
    from kgload.registry import use_registry

    use_registry(settings.registry_files)
    return settings


def _version(value: bool) -> None:
    if value:
        typer.echo(f"kgload {__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """News articles in, a Neo4j knowledge graph out, every fact traceable to the sentence that says it."""


@contextmanager
def _progress(total: int | None, title: str) -> Iterator[Any]:
    """A bar on a terminal, nothing elsewhere."""
    columns = (TextColumn(title), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=talk, disable=not talk.is_terminal, transient=True) as bar:
        task = bar.add_task(title, total=total)
        yield lambda count: bar.advance(task, count)


@app.command()
def extract(
    paths: Paths,
    format: Annotated[ExtractFormat, typer.Option(help="What to print.")] = ExtractFormat.jsonl,
    collection: Collection = None,
    registry: Registry = None,
    workers: Annotated[int, typer.Option(min=1, help="Processes.")] = 1,
) -> None:
    """Print what the articles say, without a database.

    One JSON object per article (schema/extraction.schema.json), or RDF.

    Example: kgload extract news/ --format jsonl > events.jsonl
    """
    _settings(registry)
    from kgload import pipeline
    from kgload.model import Article
    from kgload.rdf.jsonlines import json_line
    from kgload.rdf.serialize import serialize

    rejected = 0
    quads: list[Any] = []
    articles: list[Article] = []

    def readable() -> Iterator[Article]:
        nonlocal rejected
        for _, record in pipeline.read_all(paths, collection):
            if isinstance(record, RecordError):
                rejected += 1
                say(f"rejected: {record}")
            else:
                yield record

    del articles
    for result in pipeline.extract_all(readable(), workers):
        if isinstance(result, RecordError):
            rejected += 1
            say(f"rejected: {result}")
        elif format is ExtractFormat.jsonl:
            typer.echo(json_line(result))
        else:
            quads += pipeline.article_quads(result, pipeline.extractor())
    if format is not ExtractFormat.jsonl:
        sys.stdout.buffer.write(serialize(quads, format.value))
    raise typer.Exit(1 if rejected else 0)


@app.command()
def ingest(
    paths: Paths,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be written, write nothing.")] = False,
    json_: Annotated[bool, typer.Option("--json", help="Print one summary object.")] = False,
    workers: Annotated[int, typer.Option(min=1, help="Processes that extract.")] = 1,
    collection: Collection = None,
    registry: Registry = None,
) -> None:
    """Bring the graph to what these articles say.

    The same again writes nothing; an edited article takes back what it no longer says.

    Example: kgload ingest news/ --workers 2
    """
    settings = _settings(registry)
    from kgload import pipeline

    with _progress(None, "articles") as advance:
        summary = pipeline.ingest(
            paths, settings, collection=collection, workers=workers, dry_run=dry_run, say=say, progress=advance
        )
    _report(summary, json_)


def _report(summary: Any, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(summary.as_json(), ensure_ascii=False))
    else:
        for entry in summary.rejected:
            say(f"rejected: {entry['message']}. {entry['remedy'] or ''}".rstrip())
        verb = "would be written" if summary.dry_run else "written"
        say(
            f"{summary.read} articles read, {summary.written} {verb} ({summary.mentions} event mentions), "
            f"{summary.unchanged} unchanged, {len(summary.rejected)} rejected, {sum(summary.issues.values())} issues"
        )
    raise typer.Exit(1 if summary.rejected else 0)


@app.command()
def load(
    files: Paths, json_: Annotated[bool, typer.Option("--json", help="Print one summary object.")] = False
) -> None:
    """Load RDF made elsewhere: TriG, N-Quads or JSON-LD that passes schema/shapes.ttl.

    Example: kgload extract news/ --format nquads > news.nq && kgload load news.nq
    """
    settings = _settings()
    from kgload import pipeline

    _report(pipeline.load_files(files, settings, say=say), json_)


@app.command()
def query(
    name: Annotated[str | None, typer.Argument(help="A saved query.", show_default=False)] = None,
    parameters: Annotated[
        list[str] | None, typer.Option("-p", "--param", help="key=value (may be given again).")
    ] = None,
    format: Annotated[RowFormat, typer.Option(help="How rows are printed.")] = RowFormat.table,
    list_: Annotated[bool, typer.Option("--list", help="List the saved queries.")] = False,
) -> None:
    """Run a saved query.

    Example: kgload query meetings_between -p person=Shoigu -p country=CN -p from=2023-01-01 -p to=2023-12-31
    """
    from kgload.query.catalog import catalog, get_query
    from kgload.query.render import render

    if list_:
        rows = [{"name": q.name, "description": q.description, "example": q.example} for q in catalog().values()]
        render(("name", "description", "example"), rows, format.value, sys.stdout)
        return
    if name is None:
        raise UsageError("name a saved query", "kgload query --list shows them")
    from kgload.query.parameters import split_assignments

    saved, given = get_query(name), split_assignments(parameters or [])
    settings = _settings()
    from kgload.database import open_database
    from kgload.query.run import run_query

    with open_database(settings, say) as database:
        result = run_query(database, saved, given)
    render(result.columns, result.rows, format.value, sys.stdout)
    for note in result.notes:
        say(note)


@app.command()
def explain(
    event: Annotated[str, typer.Argument(help="Id of an event, or of a mention.", show_default=False)],
    json_: Annotated[bool, typer.Option("--json", help="Print one object.")] = False,
) -> None:
    """Show the sentences, articles, rules and runs behind an event.

    Example: kgload explain event:1abc…
    """
    settings = _settings()
    from kgload.database import open_database
    from kgload.query.explain import explain as explain_event
    from kgload.query.explain import render_explanation

    with open_database(settings, say) as database:
        found = explain_event(database, event)
    typer.echo(render_explanation(found, as_json=json_))


@app.command()
def export(
    file: Annotated[Path, typer.Argument(help="Where to: .nq, .trig or .jsonld.", show_default=False)],
    no_runs: Annotated[bool, typer.Option("--no-runs", help="Leave out what differs from run to run.")] = False,
) -> None:
    """Write the whole graph as N-Quads, TriG or JSON-LD, sorted and canonical.

    Example: kgload export graph.nq --no-runs
    """
    settings = _settings()
    from kgload.database import open_database
    from kgload.query.export import export as export_graph

    with open_database(settings, say) as database:
        count = export_graph(database, file, runs=not no_runs)
    say(f"{count} quads written to {file}")


@app.command()
def forget(article: Annotated[str, typer.Argument(help="Id, url or path of an article.", show_default=False)]) -> None:
    """Take an article out of the graph, with all that only it said.

    Example: kgload forget https://example.org/news/1
    """
    settings = _settings()
    from kgload import pipeline

    found = pipeline.forget(article, settings, say=say)
    say(f"forgotten: {found}")


@neo4j_app.command()
def start() -> None:
    """Start the local server, or say that it runs.

    Example: kgload neo4j start
    """
    from kgload.server.local import ensure_running

    connection = ensure_running(_settings(), say)
    say(f"Neo4j is running: {connection.uri}, Browser at {connection.browser_url}")


@neo4j_app.command()
def stop() -> None:
    """Stop the local server.

    Example: kgload neo4j stop
    """
    from kgload.server.local import stop as stop_server

    say("stopped" if stop_server(_settings(), say) else "it was not running")


@neo4j_app.command()
def status(json_: Annotated[bool, typer.Option("--json", help="Print one object.")] = False) -> None:
    """Say whether the local server runs, where, and where its password is kept. Exit 3 if it is stopped.

    Example: kgload neo4j status
    """
    from dataclasses import asdict

    from kgload.server.local import status as server_status

    found = server_status(_settings())
    if json_:
        typer.echo(json.dumps(asdict(found)))
    elif found.running:
        say(f"running (process {found.pid}): {found.uri}, Browser at {found.browser_url}")
        say(f"sign in as neo4j with the password in {found.password_file}")
    else:
        say(f"stopped. Its data are in {found.folder}")
    raise typer.Exit(0 if found.running else 3)


@neo4j_app.command(name="open")
def open_browser() -> None:
    """Open Neo4j Browser on the local server.

    Example: kgload neo4j open
    """
    from kgload.server.local import open_browser as open_page

    say(open_page(_settings(), say))


@app.command()
def doctor(json_: Annotated[bool, typer.Option("--json", help="Print one object.")] = False) -> None:
    """Check this installation: Python, model, schema, Java, disk, Neo4j, constraints. Exit 4 if something is wrong.

    Example: kgload doctor
    """
    settings = _settings()
    from kgload.doctor import examine

    checks = examine(settings, say)
    if json_:
        typer.echo(json.dumps([{"check": c.name, "ok": c.ok, "detail": c.detail} for c in checks]))
    else:
        for check in checks:
            say(f"{'ok  ' if check.ok else 'FAIL'}  {check.name}: {check.detail}")
    raise typer.Exit(0 if all(c.ok for c in checks) else 4)
