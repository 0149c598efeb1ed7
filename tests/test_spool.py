"""Several processes read of a large file what one reads of it, whatever the file is like."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from benchmarks.generated import Generator
from kgload.load.rows import ArticleVersion
from kgload.model import Issue
from kgload.pipeline import spool
from kgload.rdf.graph import article_quads
from kgload.rdf.serialize import nquads
from kgload.rdf.streaming import graphs_in, pieces

GRAPHS = [nquads(article_quads(version.extraction, version.extractor)) for version in Generator(12).versions()]
TOGETHER = b"".join(GRAPHS)
FILES = {
    "as extract writes it": TOGETHER,
    "sorted otherwise": b"".join(sorted(TOGETHER.splitlines(keepends=True))),
    "one graph in two places": GRAPHS[0][:2000].rpartition(b"\n")[0] + b"\n" + b"".join(GRAPHS[1:]) + GRAPHS[0],
    "comments and blank lines": b"\n# and\n\n".join(GRAPHS) + b"# end\n",
    "a graph that is refused": TOGETHER.replace(b'"0.9"^^', b'"2.9"^^', 1),
    "a line that is none": b"".join(GRAPHS[:6]) + b"<a> <b>\n" + b"".join(GRAPHS[6:]),
}


def held(file: Path) -> tuple[list[tuple[ArticleVersion, Sequence[Issue]]], list[str]]:
    with spool.spooled([file], spool.as_read) as found:
        return [(version, issues) for _, version, issues in found.winners()], [str(error) for _, error in found.faults]


@pytest.mark.parametrize("name", FILES)
def test_processes_read_what_one_does(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "x.nq"
    file.write_bytes(FILES[name])
    alone = held(file)
    monkeypatch.setattr(spool, "LARGE", 0)
    monkeypatch.setattr(spool, "workers_at_hand", lambda: 2)
    assert held(file) == alone
    assert len(alone[0]) == {"a graph that is refused": 11, "a line that is none": 0, "a quad in no graph": 0}.get(
        name, 12
    )


@pytest.mark.parametrize("size", [1, 1000, 40_000, 1 << 20])
def test_a_piece_has_whole_graphs(size: int, tmp_path: Path) -> None:
    file = tmp_path / "x.nq"
    file.write_bytes(TOGETHER)
    found = list(pieces(file, size))
    assert b"".join(found) == TOGETHER
    assert sum(len(list(graphs_in(piece, file))) for piece in found) == len(GRAPHS)
