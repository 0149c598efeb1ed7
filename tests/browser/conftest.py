"""The graph of examples/articles, made once for the tests of this folder: they only read."""

from __future__ import annotations

from pathlib import Path

import pytest

from disposable import wipe
from kgload import pipeline
from kgload.database import Database
from kgload.settings import Settings

ARTICLES = Path(__file__).resolve().parents[2] / "examples" / "articles"


@pytest.fixture(scope="module")
def examples(database: Database, neo4j_settings: Settings) -> Database:
    held = database.read("MATCH (article:Article) RETURN DISTINCT article.path AS path")
    if {row["path"] for row in held} != {file.name for file in ARTICLES.iterdir()}:
        wipe(database)
        pipeline.ingest([ARTICLES], neo4j_settings)
    return database
