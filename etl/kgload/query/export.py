"""The whole graph as RDF: one named graph for each article version, one for the resolved layer, one for the runs.

The bytes depend on the graph alone. What differs from run to run is in the runs' graph, which can be left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import Quad

from kgload.database import Database
from kgload.query.article_layer import article_versions
from kgload.query.resolved_layer import resolved_layer, run_records
from kgload.rdf.graph import article_quads
from kgload.rdf.resolved import resolved_quads
from kgload.rdf.runs import run_quads
from kgload.rdf.serialize import format_of, write_file


def export(database: Database, file: Path, runs: bool = True) -> int:
    """Writes the graph in the format that the file's name says (.nq, .trig, .jsonld); the number of quads.

    The file is there whole or not at all. UsageError for another name, SetupError if it cannot be written.
    """
    format_of(file)
    quads = list(graph_quads(database, runs))
    write_file(file, quads)
    return len(quads)


def graph_quads(database: Database, runs: bool = True) -> Iterator[Quad]:
    """All quads of the graph, unsorted."""
    for version in article_versions(database):
        yield from article_quads(version.extraction, version.extractor)
    yield from resolved_quads(resolved_layer(database))
    if runs:
        yield from run_quads(run_records(database))
