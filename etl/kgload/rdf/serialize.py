"""Quads to bytes and back, by pyoxigraph. N-Quads is canonical; TriG and JSON-LD are made from the same sorted quads.

The same set of quads gives the same bytes, whatever order it came in. Nothing here opens a network connection or a file
that the caller did not name: a JSON-LD document that asks for a remote context is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path

import pyoxigraph
from pyoxigraph import Quad, RdfFormat

from kgload.errors import RecordError, SetupError, UsageError
from kgload.rdf import vocab as v
from kgload.temporary import write_whole

FORMATS = {".nq": RdfFormat.N_QUADS, ".trig": RdfFormat.TRIG, ".jsonld": RdfFormat.JSON_LD}


def format_of(path: Path) -> RdfFormat:
    """The format that a file's name says. UsageError if it says none of ours."""
    try:
        return FORMATS[path.suffix.lower()]
    except KeyError as error:
        known = ", ".join(FORMATS)
        raise UsageError(f"{path}: the name does not say an RDF format", f"Use one of {known}") from error


def serialize(quads: Iterable[Quad], rdf_format: RdfFormat) -> bytes:
    """UTF-8 bytes; each quad once."""
    if rdf_format == RdfFormat.N_QUADS:
        return nquads(quads)
    ordered = _by_graph(quads)
    prefixes = v.PREFIXES if rdf_format == RdfFormat.TRIG else None
    return _dump(ordered, rdf_format, prefixes)


def nquads(quads: Iterable[Quad]) -> bytes:
    """Canonical N-Quads (RDFC-1.0; there are no blank nodes): one quad a line, in code point order."""
    return b"".join(line + b"\n" for line in sorted(set(as_lines(quads))))


def as_lines(quads: Iterable[Quad]) -> list[bytes]:
    """The line of each quad in N-Quads."""
    return _dump(quads, RdfFormat.N_QUADS).split(b"\n")[:-1]


def trig(quads: Iterable[Quad]) -> bytes:
    return serialize(quads, RdfFormat.TRIG)


def jsonld(quads: Iterable[Quad]) -> bytes:
    return serialize(quads, RdfFormat.JSON_LD)


def write_file(path: Path, quads: Iterable[Quad]) -> None:
    """Writes the format that the file's name says. The file is there whole or not at all (SetupError says why)."""
    content = serialize(quads, format_of(path))
    try:
        write_whole(path, content)
    except OSError as error:
        raise SetupError(f"{path} cannot be written ({error.strerror})", "Name a file in a folder of yours") from error


def parse_file(path: Path) -> list[Quad]:
    """All quads of the file, in its order. Errors as of `quads_of`."""
    return list(quads_of(path))


def quads_of(path: Path) -> Iterator[Quad]:
    """The quads of the file as they are read, in its order.

    UsageError if its name says no format of ours; RecordError (`unreadable`, `syntax`) if it cannot be read as that.
    """
    rdf_format = format_of(path)
    try:
        with path.open("rb"):
            quads = pyoxigraph.parse(path=path, format=rdf_format)
            yield from _told(quads, str(path))
    except OSError as error:
        raise RecordError("rdf", "unreadable", str(path), f"{path}: {error.strerror}") from error


def parse(data: bytes, rdf_format: RdfFormat, path: str) -> list[Quad]:
    """The quads of a document; `path` names it in errors (RecordError, code `syntax`)."""
    return list(_told(pyoxigraph.parse(data, format=rdf_format), path))


def _told(quads: Iterator[Quad], path: str) -> Iterator[Quad]:
    try:
        yield from quads
    except (SyntaxError, ValueError) as error:
        remote = "LoadDocumentCallback" in str(error)
        reason = "it asks for a remote JSON-LD context, which is never fetched" if remote else str(error)
        remedy = "Expand the document first" if remote else "Correct the file"
        line = getattr(error, "lineno", None)
        place = f"line {line}" if line else None
        raise RecordError("rdf", "syntax", path, f"{path}: {reason}", remedy, place=place) from error


def _dump(quads: Iterable[Quad], rdf_format: RdfFormat, prefixes: dict[str, str] | None = None) -> bytes:
    buffer = BytesIO()
    pyoxigraph.serialize(quads, buffer, format=rdf_format, prefixes=prefixes)
    return buffer.getvalue()


def _by_graph(quads: Iterable[Quad]) -> list[Quad]:
    """Each quad once, graph by graph and then as in N-Quads."""
    once = list(dict.fromkeys(quads))
    ordered = sorted(zip(map(_graph_key, once), as_lines(once), once, strict=True), key=lambda row: row[:2])
    return [quad for _, _, quad in ordered]


def _graph_key(quad: Quad) -> str:
    return str(quad.graph_name)
