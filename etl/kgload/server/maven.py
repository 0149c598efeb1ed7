"""Fetches files of a Maven repository, each whole or not at all; jgo's resolver says which ones a server needs.

jgo itself writes into the final place and only warns of a wrong checksum. Here each file is written beside its place,
compared with the repository's SHA-1 and only then renamed: a download that was cut off leaves nothing that looks whole.
"""

from __future__ import annotations

import hashlib
import logging
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import requests
from jgo.constants import MAVEN_CENTRAL_URL
from jgo.maven import MavenContext, PythonResolver

TRIES = 3
TIMEOUT = 60  # seconds without a byte

logging.getLogger("jgo").addHandler(logging.NullHandler())  # what it has to say arrives as exceptions


class FetchError(Exception):
    """A file could not be fetched: which, and why."""


class Repository:
    """A remote repository and the folder that mirrors its layout."""

    def __init__(self, cache: Path, url: str | None = None) -> None:
        self.cache = cache
        self.url = (url or MAVEN_CENTRAL_URL).rstrip("/")
        self._session = requests.Session()

    def resolve(self, coordinates: Sequence[str]) -> list[str]:
        """The jars that the coordinates and what they depend on need, as paths below the repository."""
        resolver = _Resolver(self)
        context = MavenContext(resolver=resolver, repo_cache=self.cache, remote_repos={"remote": self.url})
        inputs, others = resolver.resolve([context.create_dependency(text) for text in coordinates])
        return [remote_path(dependency.artifact) for dependency in (*inputs, *others)]

    def fetch(self, path: str) -> Path:
        """The local file of a path, fetched if it is not there yet. FetchError after three tries."""
        target = self.cache / path
        target.parent.mkdir(parents=True, exist_ok=True)
        fault = ""
        for number in range(TRIES):
            if target.exists():
                break
            time.sleep(number / 2)
            try:
                self._download(path, target)
            except requests.RequestException as error:
                fault = _reason(error)
            except FetchError as error:
                fault = str(error)
        if not target.exists():
            raise FetchError(f"{path} from {self.url}: {fault}")
        return target

    def _download(self, path: str, target: Path) -> None:
        partial = target.with_name(f"{target.name}.part")
        digest = hashlib.sha1(usedforsecurity=False)
        try:
            with self._get(path) as answer, partial.open("wb") as file:
                for chunk in answer.iter_content(1 << 16):
                    file.write(chunk)
                    digest.update(chunk)
            if digest.hexdigest() != self._get(f"{path}.sha1").text.split()[0].lower():
                raise FetchError("it arrived damaged (its checksum differs)")
            partial.replace(target)
        finally:
            partial.unlink(missing_ok=True)

    def _get(self, path: str) -> requests.Response:
        answer = self._session.get(f"{self.url}/{path}", stream=True, timeout=TIMEOUT)
        answer.raise_for_status()
        return answer


class _Resolver(PythonResolver):
    """jgo's resolver on our downloads; it asks for POMs only."""

    def __init__(self, repository: Repository) -> None:
        super().__init__()
        self._repository = repository

    def download(self, artifact: Any) -> Path:
        return self._repository.fetch(remote_path(artifact))


def remote_path(artifact: Any) -> str:
    return f"{artifact.component.path_prefix.as_posix()}/{artifact.filename}"


def _reason(error: requests.RequestException) -> str:
    """The innermost cause: requests wraps it in pools and retries."""
    if error.response is not None:
        return f"HTTP status {error.response.status_code}"
    cause: Any = error
    while (inner := getattr(cause, "reason", None) or next(iter(cause.args), None)) and isinstance(inner, Exception):
        cause = inner
    return str(cause).rsplit(": ", 1)[-1] or type(cause).__name__
