"""The jars of the local Neo4j: fetched once, checked at every start.

The manifest (size and SHA-1 of each jar) is written last. A jar that differs from it is deleted and fetched again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock

from kgload.errors import SetupError
from kgload.temporary import write_whole

if TYPE_CHECKING:
    from kgload.server.maven import Repository

NEO4J_VERSION = "5.26.30"
COORDINATES = (
    f"org.neo4j:neo4j:{NEO4J_VERSION}",
    f"org.neo4j.app:neo4j-server:{NEO4J_VERSION}",
    f"org.neo4j:neo4j-import-tool:{NEO4J_VERSION}",
    f"org.neo4j:cypher-shell:{NEO4J_VERSION}",
    "org.neo4j.client:neo4j-browser:5.24.0",
)
PARALLEL = 6
STEP = 50  # files between two words of progress
REMEDY = (
    "Check the network (a proxy goes into HTTPS_PROXY) and run again: what has arrived is kept. "
    "Or set NEO4J_URI to a Neo4j that is already there"
)

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Jar:
    path: str  # below the cache, with "/"
    sha1: str
    size: int


def fetched_jars(
    cache: Path, say: Say, *, repository: str | None = None, coordinates: Sequence[str] = COORDINATES
) -> list[Path]:
    """Every jar of the server, whole, in class path order. `repository` is a URL that stands in for Maven Central.

    SetupError if they cannot be fetched."""
    jars = _manifest(cache, coordinates)
    if not jars or _damaged(cache, jars):
        cache.mkdir(parents=True, exist_ok=True)
        with FileLock(cache / ".lock"):
            jars = _complete(cache, repository, coordinates, say)
    return [cache / jar.path for jar in jars]


def _complete(cache: Path, url: str | None, coordinates: Sequence[str], say: Say) -> list[Jar]:
    from kgload.server.maven import FetchError, Repository  # its libraries take long to import

    repository = Repository(cache, url)
    jars = _manifest(cache, coordinates)  # again: another process may have been faster
    if jars and not (damaged := _damaged(cache, jars)):
        return jars
    if jars:
        for jar in damaged:
            say(f"{cache / jar.path} is damaged or missing: it is fetched again")
            (cache / jar.path).unlink(missing_ok=True)
    else:
        say(f"fetching Neo4j {NEO4J_VERSION} (about 160 MB, once) into {cache}")
    try:
        paths = [jar.path for jar in jars] or repository.resolve(coordinates)
        _fetch(repository, [path for path in paths if not (cache / path).exists()], say)
    except FetchError as error:
        raise SetupError(f"Neo4j {NEO4J_VERSION} cannot be fetched: {error}", REMEDY) from None
    found = [Jar(path, _sha1(cache / path), (cache / path).stat().st_size) for path in paths]
    _write_manifest(cache, coordinates, found)
    return found


def _fetch(repository: Repository, paths: list[str], say: Say) -> None:
    with ThreadPoolExecutor(PARALLEL) as pool:
        for number, _ in enumerate(pool.map(repository.fetch, paths), start=1):
            if number % STEP == 0:
                say(f"fetching Neo4j {NEO4J_VERSION}: {number} of {len(paths)} files")


def _manifest_file(cache: Path) -> Path:
    return cache / f"neo4j-{NEO4J_VERSION}.json"


def _manifest(cache: Path, coordinates: Sequence[str]) -> list[Jar]:
    """The jars as they were fetched; empty if they never were, or for other coordinates."""
    try:
        data = json.loads(_manifest_file(cache).read_text(encoding="utf-8"))
        return [Jar(**jar) for jar in data["jars"]] if data["coordinates"] == list(coordinates) else []
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return []


def _write_manifest(cache: Path, coordinates: Sequence[str], jars: list[Jar]) -> None:
    text = json.dumps({"coordinates": list(coordinates), "jars": [asdict(jar) for jar in jars]}, indent=1)
    write_whole(_manifest_file(cache), text.encode())


def _damaged(cache: Path, jars: list[Jar]) -> list[Jar]:
    """A third of a second for all 160 MB: cheaper than one puzzling start."""
    return [jar for jar in jars if not _whole(cache / jar.path, jar)]


def _whole(path: Path, jar: Jar) -> bool:
    return path.is_file() and path.stat().st_size == jar.size and _sha1(path) == jar.sha1


def _sha1(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.sha1(usedforsecurity=False)).hexdigest()
