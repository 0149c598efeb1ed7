"""The container engine of this machine, if there is one, and what the tests run on it."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import docker
import pytest
from docker.errors import DockerException, ImageNotFound

ROOT = Path(__file__).resolve().parents[2]
NEO4J, KGLOAD = "neo4j:5.26-community", "kgload"
REMEDIES = {NEO4J: f"docker pull {NEO4J}", KGLOAD: f"docker build -f docker/Dockerfile -t {KGLOAD} ."}


def engine_with(*images: str) -> docker.DockerClient:
    """The engine. Skips the test, saying what is missing, where none answers or has not all of the images."""
    try:
        client = docker.from_env(timeout=300)
        client.ping()
    except DockerException as error:
        pytest.skip(f"no container engine answers here ({type(error).__name__})")
    for image in images:
        try:
            client.images.get(image)
        except ImageNotFound:
            pytest.skip(f"the image {image} is not here: {REMEDIES[image]}")
    return client


def compose_command() -> list[str]:
    """`docker compose`, or docker-compose of the first generation."""
    second = ["docker", "compose"]
    if shutil.which("docker") and not subprocess.run([*second, "version"], capture_output=True, check=False).returncode:
        return second
    if shutil.which("docker-compose"):
        return ["docker-compose"]
    pytest.skip("neither docker compose nor docker-compose is installed")


class Compose:
    """docker/compose.yaml as a project of its own."""

    def __init__(self, project: str, **environment: str) -> None:
        self._command = [*compose_command(), "--file", str(ROOT / "docker" / "compose.yaml"), "--project-name", project]
        self._environment = {**os.environ, **environment}

    def __call__(self, *arguments: str, timeout: float = 600) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*self._command, *arguments],
            env=self._environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=timeout,
            check=False,
        )

    def ok(self, *arguments: str) -> str:
        """What the command printed as data. Fails the test, with all that it said, if the command fails."""
        done = self(*arguments)
        assert done.returncode == 0, f"{arguments}: {done.returncode}\n{done.stdout}\n{done.stderr}"
        return done.stdout
