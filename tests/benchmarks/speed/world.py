"""What the rows share: a server of their own, generated files, rounds."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.generated import Generator
from disposable import claim, wipe
from kgload.database import Database, open_database
from kgload.load.loader import Loader
from kgload.load.rows import ArticleVersion
from kgload.rdf.graph import article_quads
from kgload.rdf.serialize import nquads
from kgload.server import ensure_running, stop
from kgload.settings import Settings, load_settings


@dataclass(frozen=True, slots=True)
class Figure:
    """What a row measured: the number that counts, whether it is good enough, how it came about."""

    value: float
    held: bool
    how: str


@dataclass(frozen=True, slots=True)
class World:
    folder: Path
    settings: Settings
    database: Database
    size: int
    rounds: int
    copies: int

    def empty(self) -> None:
        wipe(self.database)

    def file(self, articles: int) -> Path:
        """Generated graphs, one after the other, as `kgload extract` writes them."""
        return self.written(f"{articles}.nq", Generator(articles).versions())

    def texts(self) -> Path:
        """The articles of this world as text files."""
        folder = self.folder / "texts"
        if not folder.exists():
            folder.mkdir()
            for version in Generator(self.size).versions():
                (folder / version.article.path).write_text(version.article.text, encoding="utf-8")
        return folder

    def written(self, name: str, versions: Iterator[ArticleVersion]) -> Path:
        file = self.folder / name
        if not file.exists():
            with file.open("wb") as stream:
                for version in versions:
                    stream.write(nquads(article_quads(version.extraction, version.extractor)))
        return file

    def median(self, work: Callable[[], object], prepare: Callable[[], object] | None = None) -> float:
        """Seconds. `prepare` comes before each round, on an empty database."""
        return statistics.median(self.once(work, prepare) for _ in range(self.rounds))

    def once(self, work: Callable[[], object], prepare: Callable[[], object] | None = None) -> float:
        """Seconds of one round, on a database that is empty but for what `prepare` does."""
        self.empty()
        if prepare:
            prepare()
        started = time.perf_counter()
        work()
        return time.perf_counter() - started

    def kgload(self, *arguments: str, home: Path | None = None) -> None:
        """The command as users start it."""
        self.python("-m", "kgload", *arguments, home=home)

    def python(self, *arguments: str, home: Path | None = None) -> int:
        """Another process of ours; the most memory that it had, in bytes."""
        with (self.folder / "said.txt").open("w+", encoding="utf-8") as said:
            environment = {name: value for name, value in os.environ.items() if not name.startswith("NEO4J_")}
            environment |= {"KGLOAD_HOME": str(home or self.settings.home), "PYTHONPATH": os.pathsep.join(sys.path)}
            child = subprocess.Popen([sys.executable, *arguments], env=environment, stdout=said, stderr=said)
            _, status, used = os.wait4(child.pid, 0)
            child.returncode = os.waitstatus_to_exitcode(status)
            if child.returncode:
                said.seek(0)
                raise RuntimeError(f"{' '.join(arguments)} ended with {child.returncode}: {said.read()[-1000:]}")
        return used.ru_maxrss * 1024


@contextmanager
def new_world(folder: Path, size: int, rounds: int, copies: int) -> Iterator[World]:
    settings = load_settings(home=folder / "home")
    if settings.neo4j_uri:
        raise SystemExit("the benchmark empties its database: it runs on a server of its own. Unset NEO4J_URI")
    ensure_running(settings)
    try:
        with open_database(settings) as database:
            claim(database)
            Loader(database).prepare()
            yield World(folder, settings, database, size, rounds, copies)
    finally:
        stop(settings)


def per_second(number: int, seconds: float) -> str:
    return f"{number / seconds:,.0f}/s"


def quads_in(file: Path) -> int:
    with file.open("rb") as stream:
        return sum(1 for _ in stream)


def sampled(numbers: Sequence[int], share: float) -> list[int]:
    """That share of them, spread evenly."""
    step = max(1, round(1 / share))
    return list(numbers[::step])
