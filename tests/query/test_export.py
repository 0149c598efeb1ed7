"""The export is the same bytes whatever the order of loading, and the article graphs in it can be loaded again."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest

from kgload.database import Database
from kgload.errors import SetupError, UsageError
from kgload.load.loader import Loader
from kgload.load.rows import ArticleVersion
from kgload.query.export import export
from kgload.rdf.records import read_graph
from kgload.rdf.serialize import parse_file
from kgload.rdf.statements import statements
from kgload.rdf.streaming import graphs_scattered
from load.versions import LATER, RUN, other

pytestmark = pytest.mark.neo4j

EMPTY = "MATCH (n) WHERE NOT n:KgloadDisposable DETACH DELETE n"


@pytest.fixture
def loader(graph: Database) -> Loader:
    loader = Loader(graph)
    loader.prepare()
    return loader


def test_any_order_gives_the_same_bytes(graph: Database, loader: Loader, tmp_path: Path) -> None:
    found = set()
    for order in permutations(range(3)):
        graph.execute(EMPTY)
        for number in order:
            loader.write([other(number)], RUN if number else LATER)
        export(graph, tmp_path / "graph.nq", runs=False)
        found.add((tmp_path / "graph.nq").read_bytes())
    assert len(found) == 1


def test_an_export_can_be_loaded(graph: Database, loader: Loader, tmp_path: Path) -> None:
    loader.write([other(1), other(2)], RUN)
    file = tmp_path / "graph.trig"
    export(graph, file)
    graph.execute(EMPTY)
    graphs = dict(graphs_scattered(file))
    again = [ArticleVersion(*read_graph(name, statements(quads))) for name, quads in graphs.items()]
    loader.write(again, RUN)
    export(graph, tmp_path / "again.trig")
    assert (tmp_path / "again.trig").read_bytes() == file.read_bytes()


def test_runs_are_a_graph_of_their_own(graph: Database, loader: Loader, tmp_path: Path) -> None:
    loader.write([other(1)], RUN)
    file = tmp_path / "graph.nq"
    with_runs = export(graph, file)
    lines = file.read_text(encoding="utf-8").splitlines()
    assert lines == sorted(lines)
    runs = [line for line in lines if line.endswith("<urn:kgload:runs> .")]
    assert any("run:1test" in line for line in runs)
    assert export(graph, file, runs=False) == with_runs - len(runs)
    assert "run:1test" not in file.read_text(encoding="utf-8")


@pytest.mark.parametrize("suffix", [".nq", ".trig", ".jsonld"])
def test_formats_hold_the_same_quads(graph: Database, loader: Loader, tmp_path: Path, suffix: str) -> None:
    loader.write([other(1)], RUN)
    count = export(graph, tmp_path / f"graph{suffix}")
    assert len(set(parse_file(tmp_path / f"graph{suffix}"))) == count


def test_another_suffix_is_refused(graph: Database, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"\.nq, \.trig, \.jsonld"):
        export(graph, tmp_path / "graph.xml")


def test_a_place_that_cannot_be_written(graph: Database, tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="cannot be written"):
        export(graph, tmp_path / "nowhere" / "graph.nq")
