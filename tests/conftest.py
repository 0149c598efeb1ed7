"""The real Neo4j that tests share: NEO4J_URI if it is set, else a local server in a folder of its own.

`graph` is the one to ask for: a `Database` that holds nothing but the mark that says we may empty it.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from commands import use_home
from disposable import claim, wipe
from kgload.database import Database, open_database
from kgload.server import stop
from kgload.settings import Settings, load_settings

pytest_plugins = ["required"]

# A server that lives for a minute starts in half the time without the optimising compiler.
os.environ.setdefault("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1")


@pytest.fixture(scope="session")
def neo4j_settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """Settings whose `home` is this session's own. Its server is stopped at the end (nothing is, with NEO4J_URI)."""
    settings = load_settings(home=tmp_path_factory.mktemp("kgload-home"))
    yield settings
    if not settings.neo4j_uri:
        stop(settings)
    shutil.rmtree(settings.home, ignore_errors=True)


@pytest.fixture(scope="session")
def database(neo4j_settings: Settings) -> Iterator[Database]:
    """The shared server; what is in it is any other test's. Marked as disposable if it was empty at first sight."""
    with open_database(neo4j_settings) as database:
        claim(database)
        yield database


@pytest.fixture
def graph(database: Database) -> Database:
    """The shared database, empty but for the mark; constraints stay."""
    wipe(database)
    return database


@pytest.fixture
def home(graph: Database, neo4j_settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A home of this test's own and the shared database, empty; commands find both in the environment."""
    return use_home(monkeypatch, neo4j_settings, tmp_path / "home")
