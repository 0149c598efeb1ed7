"""A run with nothing new over 10,000 known files: under five seconds of a processor, and what only other runs need is
not even loaded.
"""

from __future__ import annotations

import hashlib
import json
import os
import resource
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from commands import SOURCE, last_commit, run
from kgload import ids
from kgload.database import Database
from kgload.pipeline import extractor_info
from kgload.pipeline.sightings import Sightings
from kgload.pipeline.survey import Sighting, list_all
from kgload.settings import Settings

pytestmark = [pytest.mark.neo4j, pytest.mark.slow]

FILES, SECONDS = 10_000, 5
PARSERS = {
    "spacy",
    "trafilatura",
    "dateparser",
    "lxml",
    "markdown_it",
    "yaml",
    "charset_normalizer",
    "kgload.read.formats",
}
WITHOUT = PARSERS | {"rich", "rapidfuzz", "registry read"}
TEXT = "---\ntitle: No. {number}\ndate: 2023-04-17\n---\nThe river rose again on Monday, and the town spoke of it.\n"
CODE = """
import sys
from kgload.cli import main
from kgload.registry import registry
try:
    main(sys.argv[1:])
finally:
    print(*sys.modules, *["registry read"] * ("_index" in vars(registry())), sep=";")
"""


def test_a_run_with_nothing_new(graph: Database, home: Settings, tmp_path: Path) -> None:
    known(graph, home, tmp_path / "news")
    (tmp_path / "kgload.toml").write_text('[collections.news]\npaths = ["news"]\n')
    run("run")  # makes the constraints
    before, commit = processor_seconds(), last_commit(graph)
    again = subprocess.run(
        [sys.executable, "-c", CODE, "run"],
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        capture_output=True,
        text=True,
        check=True,
    )
    took = processor_seconds() - before
    print(f"{took:.1f} s")
    summary, modules = again.stdout.splitlines()
    (done,) = json.loads(summary)["collections"]
    assert (done["read"], done["unchanged"], done["written"], last_commit(graph)) == (FILES, FILES, 0, commit)
    assert not WITHOUT & set(modules.split(";"))
    assert took < SECONDS


def known(graph: Database, home: Settings, folder: Path) -> None:
    """Leaves what an ingest of these files leaves for the next one to see: the ledger, and what was seen in them."""
    folder.mkdir()
    for number in range(FILES):
        (folder / f"{number:05}.txt").write_text(TEXT.format(number=number))
    reader = extractor_info(home).hash
    seen = Sightings(home.state_folder, reader)
    home.state_folder.mkdir(parents=True)
    listed = [source for source, _ in list_all([folder], None)]
    (first,) = (one for _, one in seen.see([(listed[0], None)]))
    seen.keep()
    rows = [(source, (folder / source.path).read_bytes()) for source in listed]
    sightings = [
        Sighting(
            ids.article_id(None, "news", source.path),
            ("", "2023-04-17", hashlib.sha256(data).hexdigest()),
            source.path,
            source,
        )
        for source, data in rows
    ]
    assert sightings[0] == first
    with sqlite3.connect(home.state_folder / "sightings.sqlite") as base:
        base.executemany(
            "INSERT OR REPLACE INTO seen VALUES (?, ?, ?)",
            (
                (
                    reader,
                    json.dumps([s.source.sha256, "news", s.path, None]),
                    json.dumps([(s.article, s.age, s.path)]),
                )
                for s in sightings
            ),
        )
    articles = [{"id": one.article, "sha256": one.sha256} for one in sightings]
    graph.execute(
        "UNWIND $articles AS row CREATE (a:Article {id: row.id}) "
        "SET a.sha256 = row.sha256, a.extractorHash = $reader, a.collection = 'news', a.path = row.id",
        {"articles": articles, "reader": reader},
    )


def processor_seconds() -> float:
    """Of the processes that this one has waited for."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
