"""The commands that change the graph, and extract: extract, ingest, load, bulk, forget, resolve."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from kgload.cli.log import say
from kgload.cli.terminal import (
    Collection,
    Json,
    Limit,
    Mirror,
    Paths,
    Registry,
    Since,
    Workers,
    progress_bar,
    settings_with,
)
from kgload.errors import RecordError

if TYPE_CHECKING:
    from kgload.model import Extraction
    from kgload.pipeline import Summary
    from kgload.settings import Settings


class ExtractorName(StrEnum):
    """Who extracts: our rules, or a model of the user's own."""

    rules = "rules"
    llm = "llm"


Extractor = Annotated[
    ExtractorName | None,
    typer.Option(help="The rules, or a model at an endpoint of your own (default: rules).", show_default=False),
]


class ExtractFormat(StrEnum):
    """What `extract` can print."""

    jsonl = "jsonl"
    trig = "trig"
    nquads = "nquads"
    jsonld = "jsonld"


def extract(
    paths: Paths,
    format: Annotated[ExtractFormat, typer.Option(help="What to print.")] = ExtractFormat.jsonl,
    collection: Collection = None,
    registry: Registry = None,
    workers: Workers = 1,
    extractor: Extractor = None,
    issues: Annotated[
        bool, typer.Option("--issues", help="Print what could not be read with certainty, and where, instead.")
    ] = False,
) -> None:
    """Print what the articles say, without a database.

    One JSON object per article (schema/extraction.schema.json), or RDF. JSON Lines and N-Quads come as they are made;
    TriG and JSON-LD, which are one document, at the end. With --issues: one JSON object per issue.

    Example: kgload extract news/ --format jsonl > events.jsonl
    """
    from kgload.pipeline import extractions
    from kgload.registry import use_registry

    settings = settings_with(registry, extractor)
    use_registry(settings.registries)
    faults: list[RecordError] = []

    def sound() -> Iterator[Extraction]:
        for found in extractions(paths, collection, workers, settings):
            if isinstance(found, RecordError):
                faults.append(found)
                say(f"rejected: {found}", "warning")
            else:
                yield found

    if issues:
        _print_issues(sound())
    elif format is ExtractFormat.jsonl:
        _print_lines(sound())
    else:
        faults += _print_rdf(sound(), format, settings)
    raise typer.Exit(1 if faults else 0)


def _print_lines(found: Iterator[Extraction]) -> None:
    from kgload.rdf.jsonlines import json_line

    for one in found:
        typer.echo(json_line(one))


def _print_issues(found: Iterator[Extraction]) -> None:
    from kgload.rdf.jsonlines import issue_lines

    for one in found:
        for line in issue_lines(one):
            typer.echo(line)


def _print_rdf(found: Iterator[Extraction], form: ExtractFormat, settings: Settings) -> list[RecordError]:
    from pyoxigraph import Quad, RdfFormat

    from kgload.pipeline import extractor_info
    from kgload.rdf.graph import article_quads
    from kgload.rdf.serialize import nquads, serialize

    by, faults, kept = extractor_info(settings), list[RecordError](), list[Quad]()
    for one in found:
        try:
            quads = article_quads(one, by)
        except RecordError as error:
            faults.append(error)
            say(f"rejected: {error}", "warning")
            continue
        if form is ExtractFormat.nquads:
            sys.stdout.buffer.write(nquads(quads))
        else:
            kept += quads
    if form is not ExtractFormat.nquads:
        rdf_format = RdfFormat.TRIG if form is ExtractFormat.trig else RdfFormat.JSON_LD
        sys.stdout.buffer.write(serialize(kept, rdf_format))
    sys.stdout.buffer.flush()
    return faults


def ingest(
    paths: Paths,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be written, write nothing.")] = False,
    mirror: Mirror = False,
    since: Since = None,
    limit: Limit = None,
    json_: Json = False,
    workers: Workers = 1,
    collection: Collection = None,
    registry: Registry = None,
    extractor: Extractor = None,
) -> None:
    """Bring the graph to what these articles say.

    The same again writes nothing; an edited article takes back what it no longer says.

    Example: kgload ingest news/ --workers 2
    """
    from kgload import pipeline

    settings = settings_with(registry, extractor)
    with progress_bar() as progress:
        summary = pipeline.ingest(
            paths,
            settings,
            collection=collection,
            workers=workers,
            dry_run=dry_run,
            wanted=pipeline.Wanted.of(since, limit, mirror),
            say=say,
            progress=progress,
        )
    _report(summary, json_)


def load(files: Paths, json_: Json = False, registry: Registry = None) -> None:
    """Load RDF made elsewhere: N-Quads, TriG or JSON-LD that passes schema/shapes.ttl.

    Example: kgload extract news/ --format nquads > news.nq && kgload load news.nq
    """
    from kgload import pipeline

    with progress_bar() as progress:
        summary = pipeline.load_files(files, settings_with(registry), say=say, progress=progress)
    _report(summary, json_)


def bulk(files: Paths, json_: Json = False, registry: Registry = None) -> None:
    """Load RDF made elsewhere into the local server's empty database: as load does, and many times faster.

    The server is stopped, its store made anew, and the server started again. news.nq is what
    kgload extract news/ --format nquads printed.

    Example: kgload bulk news.nq
    """
    from kgload import pipeline

    with progress_bar() as progress:
        summary = pipeline.bulk(files, settings_with(registry), say=say, progress=progress)
    _report(summary, json_)


def forget(
    article: Annotated[str, typer.Argument(help="Id, url or path of an article.", show_default=False)],
    registry: Registry = None,
) -> None:
    """Take an article out of the graph, with all that only it said.

    Example: kgload forget https://example.org/news/1
    """
    from kgload import pipeline

    found = pipeline.forget(article, settings_with(registry), say=say)
    say(f"forgotten: {found.path} ({found.id})")


def resolve(
    all_: Annotated[bool, typer.Option("--all", help="Drop all that is derived, and make it again.")] = False,
    json_: Json = False,
    registry: Registry = None,
) -> None:
    """Finish what a run that was cut off left unresolved; apply a changed registry.

    Each ingest does it too: this is for when there is nothing to ingest.

    Example: kgload resolve --registry corrections.toml
    """
    from kgload import pipeline

    with progress_bar() as progress:
        found = pipeline.resolve(settings_with(registry), anew=all_, say=say, progress=progress)
    for issue in found.issues:
        say(f"{issue.code}: {issue.message}")
    if json_:
        typer.echo(json.dumps({"blocks": found.blocks, "events": found.events, "issues": len(found.issues)}))
    else:
        say(f"{found.blocks} blocks resolved to {found.events} events")


def _report(summary: Summary, as_json: bool) -> None:
    """The summary, and its exit code."""
    if as_json:
        typer.echo(json.dumps(summary.as_json()))
    else:
        tell(summary)
    raise typer.Exit(summary.exit_code)


def tell(summary: Summary, collection: str | None = None) -> None:
    """What a run did, in lines; `collection` stands before each."""
    of = {"collection": collection} if collection else {}
    name = f"{collection}: " if collection else ""
    for entry in summary.rejected:
        reason = ". ".join(filter(None, (entry["message"], entry["remedy"])))
        say(f"{name}rejected: {reason}", "warning", **of, **{key: entry[key] for key in ("path", "stage", "code")})
    for line in _lines(summary):
        say(name + line, **of)


def _lines(summary: Summary) -> Iterator[str]:
    if summary.issues:
        counted = ", ".join(f"{number} {code}" for code, number in sorted(summary.issues.items()))
        yield f"issues: {counted}{f'; see {summary.issues_file}' if summary.issues_file else ''}"
    written = f"{summary.written} {'would be ' if summary.dry_run else ''}written ({summary.mentions} event mentions)"
    rejected = len(summary.rejected)
    withdrawn = f", {summary.withdrawn} withdrawn" if summary.withdrawn else ""
    withdrawn += f", {summary.left} left for another run" if summary.left else ""
    yield f"{summary.read} articles read, {written}, {summary.unchanged} unchanged{withdrawn}, {rejected} rejected"
    if summary.outcome == "stopped":
        yield f"{summary.stopped}; run again to go on from there"
