"""Copies of the tables that `kgload bulk` imports: whole graphs that meet only in what they share."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.generated import Generator
from benchmarks.speed.copies import ENDINGS, multiply
from kgload.load.rows import rows_of
from kgload.load.tables import ARTICLE_LAYER, Tables, lines
from kgload.registry import registry
from kgload.resolve import Derived, Gathered, KnownActors

COPIES = 3
ONCE = ("Country", "Place", "Office", "Extractor")
EACH = ("Article", "Mention", "ActorMention", "Event")


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tables")
    rows, gathered = rows_of(list(Generator(80).versions())), Gathered(KnownActors(registry()))
    gathered.take(rows)
    with Tables(folder) as tables:
        for kind, those in ARTICLE_LAYER.items():
            for table in those if kind not in ("country", "place") else ():
                tables.write(table, rows[kind])
        for table, text in Derived(gathered, lines).tables():
            tables.add(table, text)
    return folder


@pytest.fixture(scope="module")
def large(small: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("copies")
    for file in small.glob("*.csv"):
        (folder / file.name).write_bytes(file.read_bytes())
    multiply(folder, COPIES)
    return folder


def rows(file: Path) -> list[list[str]]:
    with file.open(encoding="utf-8", newline="") as text:
        return list(csv.reader(text))[1:]


def keys(folder: Path) -> Iterator[str]:
    """Of every node; a name's and a country's are marked as such."""
    for file in folder.glob("*.csv"):
        if "-" not in file.stem:
            yield from (f"{file.stem}:{row[0]}" if file.stem in ("Name", "Country") else row[0] for row in rows(file))


def ends(folder: Path) -> Iterator[tuple[str, str]]:
    for file in folder.glob("*-*.csv"):
        kinds = "Name:" if file.stem.startswith("NAME_OF") else "", "Country:" if file.stem.endswith("country") else ""
        yield from ((kinds[0] + row[0], kinds[1] + row[1]) for row in rows(file))


def ending(key: str) -> str:
    return key[-3:] if key.endswith(tuple(ENDINGS[:COPIES])) else ""


def test_every_node_is_there_once_and_every_relationship_has_its_ends(large: Path) -> None:
    known = Counter(keys(large))
    assert known.most_common(1)[0][1] == 1
    assert not {end for both in ends(large) for end in both} - set(known)


def test_copies_meet_in_what_is_shared_only(small: Path, large: Path) -> None:
    shared = set(keys(small))
    for both in ends(large):
        own = {ending(end) for end in both if end not in shared}
        assert len(own) == 1 or not own


def test_a_copy_is_the_graph_with_other_names(small: Path, large: Path) -> None:
    of_one = Counter(both for both in ends(large) if {ending(end) for end in both} <= {"", ENDINGS[1]})
    renamed = Counter(tuple(end.removesuffix(ENDINGS[1]) for end in both) for both in of_one.elements())
    assert renamed == Counter(ends(small))


def test_the_half_of_persons_in_most_events_is_shared(small: Path, large: Path) -> None:
    events = Counter(row[0] for row in rows(small / "PARTICIPATED_IN-actor-event.csv"))
    more = Counter(row[0] for row in rows(large / "PARTICIPATED_IN-actor-event.csv"))
    hub, number = events.most_common(1)[0]
    assert more[hub] == COPIES * number
    assert len(more) == len(events) // 2 + COPIES * (len(events) - len(events) // 2)


@pytest.mark.parametrize("kind", [*ONCE, *EACH])
def test_what_is_shared_and_what_is_not(kind: str, small: Path, large: Path) -> None:
    number = len(rows(small / f"{kind}.csv"))
    assert number
    assert len(rows(large / f"{kind}.csv")) == number * (1 if kind in ONCE else COPIES)
