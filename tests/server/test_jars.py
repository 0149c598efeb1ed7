"""Fetching jars, from a repository on this machine that can be told to misbehave."""

from __future__ import annotations

import hashlib
import os
import subprocess
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from kgload.errors import SetupError
from kgload.server.disk import disk_faults
from kgload.server.jars import fetched_jars

COORDINATES = ("org.example:alpha:1.0",)
POM = """<project><modelVersion>4.0.0</modelVersion>
<groupId>org.example</groupId><artifactId>{name}</artifactId><version>1.0</version>{rest}</project>"""
NEEDS_BETA = """<dependencies><dependency><groupId>org.example</groupId><artifactId>beta</artifactId>
<version>1.0</version></dependency></dependencies>"""
ALPHA, BETA = ("org/example/alpha/1.0/alpha-1.0.jar", "org/example/beta/1.0/beta-1.0.jar")


@dataclass
class Repository:
    """Two artifacts, alpha needing beta. `broken` maps a path to what is sent in its place."""

    url: str = ""
    files: dict[str, bytes] = field(default_factory=dict)
    broken: dict[str, bytes] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)


@pytest.fixture
def repository() -> Iterator[Repository]:
    repository = Repository()
    for name, rest in (("alpha", NEEDS_BETA), ("beta", "")):
        folder = f"org/example/{name}/1.0/{name}-1.0"
        repository.files[f"{folder}.pom"] = POM.format(name=name, rest=rest).encode()
        repository.files[f"{folder}.jar"] = name.encode() * 50_000

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path.removeprefix("/")
            repository.asked.append(path)
            base = path.removesuffix(".sha1")
            if base not in repository.files:
                self.send_error(404)
                return
            whole = repository.files[base]
            body = hashlib.sha1(whole).hexdigest().encode() if path != base else whole
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(repository.broken.get(path, body))

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        repository.url = f"http://127.0.0.1:{server.server_address[1]}"
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield repository
        server.shutdown()


def fetch(cache: Path, repository: Repository, said: list[str] | None = None) -> list[str]:
    say = said.append if said is not None else lambda _: None
    jars = fetched_jars(cache, say, repository=repository.url, coordinates=COORDINATES)
    assert all(jar.read_bytes() == repository.files[jar.relative_to(cache).as_posix()] for jar in jars)
    return sorted(jar.relative_to(cache).as_posix() for jar in jars)


def test_what_is_needed_is_fetched_once(tmp_path: Path, repository: Repository) -> None:
    assert fetch(tmp_path, repository) == [ALPHA, BETA]
    asked = list(repository.asked)
    assert len(asked) == len(set(asked))
    assert fetch(tmp_path, repository) == [ALPHA, BETA]
    assert repository.asked == asked


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda jar: jar.write_bytes(jar.read_bytes()[:1000]), id="half"),
        pytest.param(lambda jar: jar.write_bytes(b"x" + jar.read_bytes()[1:]), id="one-byte"),
        pytest.param(lambda jar: jar.write_bytes(b""), id="empty"),
        pytest.param(lambda jar: jar.unlink(), id="gone"),
    ],
)
def test_a_damaged_jar_is_named_and_fetched_again(tmp_path: Path, repository: Repository, damage: object) -> None:
    fetch(tmp_path, repository)
    repository.asked.clear()
    assert callable(damage)
    damage(tmp_path / BETA)
    said: list[str] = []
    assert fetch(tmp_path, repository, said) == [ALPHA, BETA]
    assert said == [f"{tmp_path / BETA} is damaged or missing: it is fetched again"]
    assert repository.asked == [BETA, f"{BETA}.sha1"]


@pytest.mark.slow
@pytest.mark.parametrize("sent", [b"half", b"x" * 200_000], ids=["cut-off", "altered"])
def test_a_download_that_goes_wrong_leaves_nothing(tmp_path: Path, repository: Repository, sent: bytes) -> None:
    repository.broken[BETA] = sent
    with pytest.raises(SetupError) as caught:
        fetch(tmp_path, repository)
    assert BETA in caught.value.message
    assert "run again" in (caught.value.remedy or "")
    assert not (tmp_path / BETA).exists()
    assert not list(tmp_path.rglob("*.part"))
    repository.broken.clear()
    assert fetch(tmp_path, repository) == [ALPHA, BETA]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("http://127.0.0.1:1", "Connection refused"),
        ("http://nowhere.invalid", "resolve"),
        (None, "HTTP status 404"),
    ],
    ids=["refused", "no-such-host", "not-there"],
)
def test_a_repository_that_does_not_deliver(
    tmp_path: Path, repository: Repository, url: str | None, words: str
) -> None:
    repository.files.pop(BETA)
    repository.url = url or repository.url
    with pytest.raises(SetupError, match=words) as caught:
        fetch(tmp_path, repository)
    assert "NEO4J_URI" in (caught.value.remedy or "")


@pytest.mark.parametrize("text", ["", "{", '{"jars": []}', '{"coordinates": ["org.example:alpha:1.0"], "jars": [{}]}'])
def test_a_damaged_manifest_is_made_again(tmp_path: Path, repository: Repository, text: str) -> None:
    fetch(tmp_path, repository)
    manifest = next(tmp_path.glob("neo4j-*.json"))
    whole = manifest.read_text(encoding="utf-8")
    manifest.write_text(text, encoding="utf-8")
    assert fetch(tmp_path, repository) == [ALPHA, BETA]
    assert manifest.read_text(encoding="utf-8") == whole


def test_two_at_once_fetch_once(tmp_path: Path, repository: Repository) -> None:
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda _: fetch(tmp_path, repository), range(2)))
    assert answers == [[ALPHA, BETA]] * 2
    assert len(repository.asked) == len(set(repository.asked))


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root may mount a small disk")
def test_a_full_disk_while_fetching(tmp_path: Path, repository: Repository) -> None:
    small = tmp_path / "small"
    small.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", small], check=False)
    if mounted.returncode:
        pytest.skip("this container may not mount")
    try:
        with pytest.raises(SetupError, match="the disk is full"), disk_faults(small):
            fetch(small, repository)
    finally:
        subprocess.run(["umount", small], check=True)
