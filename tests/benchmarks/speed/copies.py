"""A graph of a million events: copies of the graph that `kgload bulk` makes of a smaller collection, in one store.

Resolving holds a collection in memory, and N-Quads of a million articles are 36 GB: so the tables that go to
neo4j-admin are multiplied instead, line by line. Each copy has articles, mentions, events and tenures of its own, and
of persons the half who are in fewer events, with names of their own (three letters go behind each id and name). The
other half, all offices, countries, places and publishers, the extractor and the run are one for all copies: so few
actors are in most events, and the hub is in as many times more as there are copies.

What it is not: an event is reported in its copy only, so none has more mentions than in the smaller graph; days repeat;
nobody is in as many events as would lie between the two halves of persons.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import islice, product
from pathlib import Path
from unittest import mock

from kgload import pipeline, server
from kgload.load.tables import Table
from kgload.resolve.derived_tables import HOLDS, NAME_OF_ACTOR, PARTICIPATED_IN
from kgload.settings import load_settings

ENDINGS = ["".join(letters) for letters in product("vwxyz", repeat=3)]  # letters that no generated name has
PLACE = "\0"  # where a copy's ending comes
BATCH = 10_000  # lines
NAMED = re.compile(
    r"(?P<own>\b(?:article|version|mention|actor-mention|event):\w+|\b\d{7}\.txt)"
    r"|\b(?:actor|tenure):\w+|\b[Nn]umbered \w+|(?<=\")[a-z]+q(?=\")"
)


def multiply(folder: Path, copies: int) -> None:
    """Makes that many of what the tables in this folder hold."""
    own = _own(folder)
    for file in folder.glob("*.csv"):
        whole = file.with_suffix(".whole")
        with file.open(encoding="utf-8") as lines, whole.open("w", encoding="utf-8") as out:
            out.write(next(lines))
            while batch := list(islice(lines, BATCH)):
                out.writelines(_copied(batch, own, copies))
        whole.replace(file)


def _own(folder: Path) -> Collection[str]:
    """Of each copy its own: ids of the persons who are in fewer events, keys of their names, ids of their tenures."""
    events = Counter(row[0] for row in _rows(folder, PARTICIPATED_IN))
    fewer = {actor for actor, _ in events.most_common()[len(events) // 2 :]}
    belonging = (row for table in (NAME_OF_ACTOR, HOLDS) for row in _rows(folder, table))
    return fewer.union(*(row for row in belonging if not fewer.isdisjoint(row)))


def _rows(folder: Path, table: Table) -> Iterator[Sequence[str]]:
    with (folder / table.file).open(encoding="utf-8", newline="") as lines:
        yield from islice(csv.reader(lines), 1, None)


def _copied(batch: Sequence[str], own: Collection[str], copies: int) -> Iterator[str]:
    """Lines that name something of a copy's own, for each copy; the others once."""

    def marked(found: re.Match[str]) -> str:
        return found[0] + PLACE if found["own"] or found[0].lower() in own else found[0]

    lines = [NAMED.sub(marked, line) for line in batch]
    yield "".join(line for line in lines if PLACE not in line)
    several = "".join(line for line in lines if PLACE in line)
    yield from (several.replace(PLACE, ending) for ending in ENDINGS[:copies])


def _bulk(file: Path, copies: int) -> None:
    """`kgload bulk` of a file, its tables multiplied before they are imported."""
    import_store = server.import_store

    def import_copies(settings: object, folder: Path, *others: object) -> None:
        multiply(folder, copies)
        import_store(settings, folder, *others)  # type: ignore[arg-type]

    with mock.patch.object(server, "import_store", import_copies):
        summary = pipeline.bulk([file], load_settings())
    assert not summary.exit_code, summary


if __name__ == "__main__":
    _bulk(Path(sys.argv[1]), int(sys.argv[2]))
