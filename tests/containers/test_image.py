"""The image of docker/Dockerfile, run as compose.yaml does: no root, no capabilities, only its home can be written."""

from __future__ import annotations

import json
import tomllib
from typing import Any

import pytest

from containers.engine import KGLOAD, ROOT, engine_with

pytestmark = [pytest.mark.container, pytest.mark.timeout(600)]

BUILD_TOOLS = ("pip", "pip3", "gcc", "cc", "c++", "make", "git", "hatchling")
LIMITS = {"read_only": True, "tmpfs": {"/tmp": ""}, "cap_drop": ["ALL"], "network_mode": "none"}
ARTICLES = {str(ROOT / "examples" / "articles"): {"bind": "/articles", "mode": "ro"}}


def output(*command: str, **options: Any) -> str:
    """What a container of the image prints on stdout. Fails the test if the command fails."""
    container = engine_with(KGLOAD).containers.create(KGLOAD, list(command), **LIMITS | options)
    try:
        container.start()
        assert container.wait()["StatusCode"] == 0, container.logs().decode()
        return container.logs(stderr=False).decode().strip()  # type: ignore[no-any-return]
    finally:
        container.remove(v=True, force=True)


def shell(script: str) -> list[str]:
    return output("-c", f"{script}; true", entrypoint="sh").splitlines()


def test_it_is_kgload() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert output("--version") == f"kgload {version}"


def test_it_reads_articles_without_a_network() -> None:
    read = json.loads(output("extract", "/articles/03-two-meetings.txt", volumes=ARTICLES))
    assert "meeting" in {event["type"] for event in read["events"]}


def test_its_user_is_not_root_and_owns_its_home_only() -> None:
    assert shell("id -u; find / -xdev -not -path '/proc/*' -user 10001 2> /dev/null") == ["10001", "/var/lib/kgload"]


def test_nothing_that_builds_is_in_it() -> None:
    assert shell(f"for tool in {' '.join(BUILD_TOOLS)}; do command -v $tool; done") == []
    assert shell("ls -d /src /build /dist 2> /dev/null") == []
    assert shell("python -m pip 2>&1 | grep -o 'No module named pip'") == ["No module named pip"]
