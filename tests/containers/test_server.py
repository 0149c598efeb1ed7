"""Loading and asking on Neo4j's image, as testcontainers starts it: the tests of both rooms once more."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator

import pytest

from containers.engine import NEO4J, ROOT, engine_with

pytestmark = [pytest.mark.container, pytest.mark.timeout(1500)]


@pytest.fixture(scope="module")
def server() -> Iterator[dict[str, str]]:
    """A server in a container, as the environment that leads to it."""
    engine_with(NEO4J)
    os.environ.setdefault("TESTCONTAINERS_RYUK_DISABLED", "true")  # its image may be out of reach; we remove our own
    from testcontainers.community.neo4j import Neo4jContainer

    container = Neo4jContainer(NEO4J, username="neo4j", password="only-for-tests")
    container.with_env("JAVA_TOOL_OPTIONS", os.environ.get("JAVA_TOOL_OPTIONS", ""))
    with container:
        yield {"NEO4J_URI": container.get_connection_url(), "NEO4J_PASSWORD": container.password}


def test_loading_and_asking(server: dict[str, str]) -> None:
    plain = ["-o", "addopts=", "-p", "no:cacheprovider", "-q"]
    command = [sys.executable, "-m", "pytest", *plain, "-m", "neo4j", "tests/load", "tests/query"]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=os.environ | server | {"KGLOAD_REQUIRE": "neo4j", "PYTEST_ADDOPTS": ""},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout[-8000:]
    passed = re.search(r"(\d+) passed", done.stdout)
    assert passed is not None
    assert int(passed.group(1)) > 100, done.stdout[-8000:]
