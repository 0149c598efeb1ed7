"""The hand-made graph, built once for all tests of a file: queries only read."""

from __future__ import annotations

import pytest

from kgload.database import Database
from query.world import build


@pytest.fixture(scope="module")
def world(database: Database) -> Database:
    """`database` has seen to it that this server is a test's."""
    database.execute("MATCH (n) WHERE NOT n:KgloadDisposable DETACH DELETE n")
    build(database)
    database.execute("CALL db.prepareForReplanning()")  # or plans made on an empty, or unsampled, graph stand
    return database
