"""Two runs at once: what one marks while the other resolves the same block is not lost."""

from __future__ import annotations

from collections.abc import Iterable
from threading import Thread

import pytest

from kgload.database import Database, Transaction
from kgload.load.loader import Loader
from kgload.registry import registry
from kgload.resolve import drop_resolved, graph_events, graph_names, marks, resolve_all, resolve_marked
from load.graph_state import state
from resolve.articles import RUN, article, said

pytestmark = pytest.mark.neo4j


@pytest.mark.parametrize("module", [graph_names, graph_events], ids=["names", "events"])
def test_a_mark_made_while_its_block_is_resolved_is_not_lost(
    graph: Database, monkeypatch: pytest.MonkeyPatch, module: object
) -> None:
    loader = Loader(graph)
    loader.prepare()
    loader.write([article("a", said("putin xi", "2023-11-08"))], RUN)
    beside = Thread(target=loader.write, args=([article("b", said("putin xi", "2023-11-08", place="Moscow"))], RUN))

    def clear_late(tx: Transaction, blocks: Iterable[str]) -> None:
        if beside.ident is None:
            beside.start()
            beside.join(3)  # it has read what it resolves; now the other run wants to write
        marks.clear(tx, blocks)

    monkeypatch.setattr(module, "clear", clear_late)
    resolve_marked(graph, registry())
    beside.join()
    resolve_marked(graph, registry())
    resolved = state(graph)
    drop_resolved(graph)
    resolve_all(graph, registry())
    assert resolved == state(graph)


def test_what_is_derived_is_dropped_in_turn_with_who_writes(graph: Database) -> None:
    loader = Loader(graph)
    loader.prepare()
    loader.write([article("a", said("putin xi", "2023-11-08"))], RUN)
    resolve_marked(graph, registry())
    before = state(graph)
    beside = Thread(target=drop_resolved, args=(graph,))

    def hold(tx: Transaction) -> None:
        tx.take_turn()
        beside.start()
        beside.join(1)
        assert beside.is_alive()
        assert state(graph) == before

    graph.write(hold)
    beside.join()
    assert graph.read("MATCH (event:Event) RETURN event") == []
