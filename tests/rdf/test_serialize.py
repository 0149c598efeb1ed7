"""One set of quads, one sequence of bytes; whatever is written can be read; nothing is fetched."""

from __future__ import annotations

import random
import socket
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat

from kgload.errors import RecordError, UsageError
from kgload.model import Extraction
from kgload.rdf import vocab as v
from kgload.rdf.graph import article_quads
from kgload.rdf.serialize import FORMATS, jsonld, nquads, parse, parse_file, serialize, trig, write_file
from rdf.extractions import BY, HOSTILE, example, extractions

SUFFIXES = list(FORMATS)
QUADS = [
    *article_quads(example(), BY),
    *article_quads(replace(example(), article=replace(example().article, sha256="f" * 64)), BY),
    Quad(NamedNode("urn:kgload:run:1"), v.TYPE, v.ACTIVITY, v.RUNS_GRAPH),
]


@pytest.mark.parametrize("suffix", SUFFIXES)
@settings(max_examples=40, deadline=None)
@given(original=extractions(), seed=st.integers())
def test_what_is_written_is_read_and_no_order_shows(suffix: str, original: Extraction, seed: int) -> None:
    quads = article_quads(original, BY)
    data = serialize(quads, FORMATS[suffix])
    assert set(parse(data, FORMATS[suffix], "x")) == set(quads)
    shuffled = random.Random(seed).sample(quads, len(quads))
    assert serialize([*shuffled, *shuffled[:3]], FORMATS[suffix]) == data


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_several_graphs_keep_apart(suffix: str) -> None:
    data = serialize(QUADS, FORMATS[suffix])
    assert serialize(reversed(QUADS), FORMATS[suffix]) == data
    back = parse(data, FORMATS[suffix], "x")
    assert set(back) == set(QUADS)
    assert serialize(back, FORMATS[suffix]) == data


def test_nquads_are_sorted_and_canonical() -> None:
    hostile = Quad(NamedNode("urn:kgload:a"), v.NAME, Literal(HOSTILE), v.RESOLVED_GRAPH)
    lines = nquads([*QUADS, hostile]).decode().split("\n")
    assert lines.pop() == ""
    assert lines == sorted(set(lines))
    assert len(lines) == len(QUADS) + 1
    assert r"\u0000\u0001\u0007\u001B[31m\r\n\t\u007F" in lines[0]


def test_the_others_are_as_their_names_say() -> None:
    assert trig(QUADS).startswith(b"@prefix ")
    assert b"kg:EventMention" in trig(QUADS)
    assert jsonld(QUADS).startswith(b"[")


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_file_says_its_format_by_its_name(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"export{suffix.upper()}"
    write_file(path, QUADS)
    assert set(parse_file(path)) == set(QUADS)


def test_other_names_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"\.nq, \.trig, \.jsonld"):
        write_file(tmp_path / "export.rdf", QUADS)


BROKEN = {
    "open quote.nq": '<urn:x:a> <urn:x:b> "c .\n',
    "open brace.trig": "<urn:x:g> { <urn:x:a> <urn:x:b> ",
    "relative.trig": "<g> { <a> <b> <c> }",
    "cut.jsonld": '[{"@id": "urn:x:a"',
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_named(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(BROKEN[name], encoding="utf-8")
    with pytest.raises(RecordError) as caught:
        parse_file(tmp_path / name)
    assert caught.value.code == "syntax"
    assert name in str(caught.value)


def test_bytes_that_are_no_utf8_are_refused(tmp_path: Path) -> None:
    (tmp_path / "x.nq").write_bytes(b'<urn:x:a> <urn:x:b> "\xff" .\n')
    with pytest.raises(RecordError):
        parse_file(tmp_path / "x.nq")


def test_an_absent_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match=r"none\.nq: No such file") as caught:
        parse_file(tmp_path / "none.nq")
    assert caught.value.code == "unreadable"


CONTEXTS = {
    "alone": '"%s"',
    "in a list": '[{"kg": "urn:kgload:ns#"}, "%s"]',
    "imported": '{"@version": 1.1, "@import": "%s"}',
    "scoped": '{"kg": {"@id": "urn:kgload:ns#x", "@context": "%s"}}',
}


@pytest.mark.parametrize("case", CONTEXTS)
def test_remote_contexts_are_never_fetched(case: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        asked: list[object] = []
        watch = threading.Thread(target=_accept, args=(server, asked))
        watch.start()
        context = CONTEXTS[case] % f"http://127.0.0.1:{server.getsockname()[1]}/context.jsonld"
        document = f'{{"@context": {context}, "@id": "urn:x:a", "kg": {{"@id": "urn:x:b"}}}}'
        with pytest.raises(RecordError, match="remote"):
            parse(document.encode(), RdfFormat.JSON_LD, "x.jsonld")
        watch.join()
    assert not asked


def _accept(server: socket.socket, asked: list[object]) -> None:
    try:
        asked.append(server.accept())
    except TimeoutError:
        return


def test_a_context_file_is_never_opened(tmp_path: Path) -> None:
    (tmp_path / "context.jsonld").write_text('{"@context": {"kg": "urn:kgload:ns#"}}', encoding="utf-8")
    document = f'{{"@context": "{(tmp_path / "context.jsonld").as_uri()}", "@id": "urn:x:a", "kg": 1}}'
    with pytest.raises(RecordError, match="remote"):
        parse(document.encode(), RdfFormat.JSON_LD, "x.jsonld")
