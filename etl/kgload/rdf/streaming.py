"""The article graphs of a file one by one: no file is held in memory whole.

Where the quads of each graph lie together, as `kgload extract` writes them, a graph is given when the next one begins.
A file that is sorted otherwise (an export) goes through a temporary table on disk.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from pathlib import Path

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat

from kgload.errors import RecordError
from kgload.rdf import vocab as v
from kgload.rdf.serialize import as_lines, parse, quads_of
from kgload.temporary import temporary_table

BATCH = 10_000
PIECE = 1 << 19  # bytes: some fifteen articles; four times as much is not read faster and takes 20 MB more

_DERIVED = (v.RESOLVED_GRAPH, v.RUNS_GRAPH)

Graph = tuple[NamedNode, list[Quad]]


class ScatteredError(Exception):
    """A graph goes on after another one began: what was given of it before is not all of it."""


def graphs_together(path: Path) -> Iterator[Graph]:
    """The quads of each article version's graph. The resolved and runs' graphs are derived: left out.

    ScatteredError if a graph comes twice. RecordError if the file cannot be read, or if quads stand in no graph or in
    one without an IRI.
    """
    return _together(_in_graphs(quads_of(path), path))


def pieces(path: Path, size: int = PIECE) -> Iterator[bytes]:
    """A file of N-Quads in pieces of some bytes, each of whole graphs if the quads of each lie together."""
    with path.open("rb") as file:
        rest = b""
        while block := file.read(size):
            block = rest + block + file.readline()
            cut = _last_graph(block)
            if cut:
                yield block[:cut]
            rest = block[cut:]
        if rest:
            yield rest


def graphs_in(piece: bytes, path: Path) -> Iterator[Graph]:
    """The graphs of a piece of a file. Errors as of `graphs_together`; their places are those in the piece."""
    return _together(_in_graphs(parse(piece, RdfFormat.N_QUADS, str(path)), path))


def _last_graph(block: bytes) -> int:
    """Where the lines of the last graph begin."""
    end, last = len(block), None
    while end:
        start = block.rfind(b"\n", 0, end - 1) + 1
        name = block[start:end].rstrip(b" \t\r\n.").rpartition(b" ")[2]
        if last not in (None, name):
            break
        end, last = start, name
    return end


def _together(quads: Iterable[tuple[NamedNode, Quad]]) -> Iterator[Graph]:
    done: set[NamedNode] = set()
    for name, rows in groupby(quads, lambda row: row[0]):
        if name in _DERIVED:
            continue
        if name in done:
            raise ScatteredError
        done.add(name)
        yield name, [quad for _, quad in rows]


def graphs_scattered(path: Path) -> Iterator[Graph]:
    """The same for quads in any order, in the order of the graphs' names.

    (No pyoxigraph store: it would make other literals of some, `xsd:integer` of `xsd:nonNegativeInteger`.)
    """
    with temporary_table("CREATE TABLE quad (graph TEXT, line BLOB)") as table:
        quads = _in_graphs(quads_of(path), path)
        while batch := list(islice(quads, BATCH)):
            lines = as_lines(quad for _, quad in batch)
            found = [(name.value, line) for (name, _), line in zip(batch, lines, strict=True)]
            table.executemany("INSERT INTO quad VALUES (?, ?)", found)
        table.execute("CREATE INDEX by_graph ON quad (graph)")
        sorted_ = table.execute("SELECT graph, line FROM quad ORDER BY graph, rowid")
        for graph, rows in groupby(sorted_, lambda row: row[0]):
            name = NamedNode(graph)
            if name not in _DERIVED:
                yield name, parse(b"\n".join(line for _, line in rows), RdfFormat.N_QUADS, str(path))


def _in_graphs(quads: Iterable[Quad], path: Path) -> Iterator[tuple[NamedNode, Quad]]:
    for quad in quads:
        name = quad.graph_name
        if not isinstance(name, NamedNode):
            where = "the default graph" if isinstance(name, DefaultGraph) else f"the blank graph {name}"
            message = f"{path}: {where} holds {quad.subject} {quad.predicate}"
            remedy = "Put each article version into the graph named by its IRI"
            raise RecordError("rdf", "no_graph", str(path), message, remedy)
        yield name, quad
