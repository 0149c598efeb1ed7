"""What `kgload bulk` derives in memory is, to the last property, what resolving makes in the graph."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from kgload.database import Database
from kgload.load.loader import Loader
from kgload.load.rows import ArticleVersion, rows_of
from kgload.registry import load_registry, registry
from kgload.resolve import Derived, Gathered, KnownActors, resolve_marked
from load.graph_state import state
from resolve.articles import RUN, article, said
from resolve.imported import imported
from resolve.seeds import SEEDS
from resolve.test_corrections import ALL, POOL

MIXED = (
    article("m", said("deputy-accent xi", "2023-10-08", place="Kremlin", cites="mod"), published="2023-10-09"),
    article("n", said("deputy-bare CN-minister", "2023-11-08", place="Beijing"), former=("deputy-bare",)),
    article("o", said("li", "2023-03-12", type="appointment"), said("deputy", "2023-03-13", type="dismissal")),
    article("p", said("li", "2023-03-12", type="appointment", status="planned"), said("xi", None, type="dismissal")),
    article("q", said("deputy zhang", "2023-12-01", part_of=(1,)), said("deputy", "2023-12", type="visit", place="CN")),
    article("r", said("xinhua mod", "2023-12-02"), said("US JP KR", "2023-12-02", place="US"), publisher="Xinhua"),
    article("s", said("putin zhang", "2023-11-08", status="planned"), said("putin zhang", "2023-11"), published=None),
    article("u", said("putin CN-body", "2023-11-22"), said("putin bare", "2023-11-23")),
    article("t", said("putin zhang", "2023-11-09"), said("CN-minister JP", "2022-12-30..2024-02-01", type="call")),
)


@pytest.mark.neo4j
@pytest.mark.parametrize(
    ("versions", "corrections"),
    [
        pytest.param([*SEEDS.values(), *MIXED], "", id="without corrections"),
        pytest.param([*ALL, *MIXED], "".join([*POOL[:1], *POOL[4:]]), id="with corrections"),
    ],
)
def test_derived_in_memory_is_what_is_resolved_in_the_graph(
    graph: Database, tmp_path: Path, versions: Sequence[ArticleVersion], corrections: str
) -> None:
    known = registry()
    if corrections:
        file = tmp_path / "mine.toml"
        file.write_text(corrections, encoding="utf-8")
        known = load_registry([file])
    loader = Loader(graph)
    loader.prepare()
    assert not loader.write(versions, RUN).rejected
    issues = resolve_marked(graph, known).issues
    assert imported(versions, known) == state(graph)
    gathered = Gathered(KnownActors(known))
    gathered.take(rows_of(versions))
    derived = Derived(gathered, lambda _, those: those)
    assert sum(len(those) for _, those in derived.tables())
    assert sorted(derived.issues, key=repr) == sorted(issues, key=repr)
    assert any(issue.start for issue in issues)
