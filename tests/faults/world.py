"""What the rows of the campaign share: a server, corpora with the graph that each must come to, commands."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import pytest

from benchmarks.generated import Generator
from commands import Ended, exported, finished, started
from disposable import claim, wipe
from faults.command import Command, Prepare
from kgload import pipeline
from kgload.database import Database, open_database
from kgload.load.rows import ArticleVersion
from kgload.model import Extraction
from kgload.rdf.graph import article_quads
from kgload.rdf.serialize import nquads
from kgload.server import Connection, ensure_running, launch, stop
from kgload.server.process import free_port
from kgload.settings import Settings, load_settings

EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "articles"


@dataclass(frozen=True, slots=True)
class Corpus:
    """A command's arguments, and the graph that they must come to."""

    name: str
    arguments: tuple[str, ...]
    graph: bytes


@dataclass(slots=True)
class World:
    """One local server, emptied for each round, and a fresh state folder for each."""

    folder: Path
    server: Settings
    database: Database
    connection: Connection
    numbers: Iterator[int] = field(default_factory=count)
    _corpora: dict[str, Corpus] = field(default_factory=dict)

    def fresh(self) -> Round:
        """An empty graph and an empty home."""
        wipe(self.database)
        return Round(self, self.folder / f"round-{next(self.numbers)}")

    def corpus(self, name: str, arguments: tuple[str, ...]) -> Corpus:
        """With the graph of an uninterrupted run, which is made once."""
        if name not in self._corpora:
            done = self.fresh()
            done.finish(arguments)
            self._corpora[name] = Corpus(name, arguments, done.graph())
            done.close()
        return self._corpora[name]

    def examples(self) -> Corpus:
        """The articles of examples/, extracted once and handed over as RDF."""
        file = self.folder / "examples.nq"
        if not file.exists():
            by = pipeline.extractor_info()
            found = pipeline.extractions([EXAMPLES], "examples")
            self.write(file.name, (ArticleVersion(one, by) for one in found if isinstance(one, Extraction)))
        return self.corpus("examples", ("load", str(file)))

    def texts(self) -> Corpus:
        """The same as texts: reading and extracting are part of the run."""
        return self.corpus("texts", ("ingest", str(EXAMPLES), "--collection", "examples"))

    def generated(self, articles: int, seed: int = 1) -> Corpus:
        file = self.write(f"generated-{articles}-{seed}.nq", Generator(articles, seed).versions())
        return self.corpus(file.stem, ("load", str(file)))

    def write(self, name: str, versions: Iterable[ArticleVersion]) -> Path:
        """A file of RDF with these article versions."""
        file = self.folder / name
        if not file.exists():
            file.write_bytes(nquads(q for v in versions for q in article_quads(v.extraction, v.extractor)))
        return file


@dataclass(frozen=True, slots=True)
class Round:
    """One try: its home, and commands that find it and the server in their environment."""

    world: World
    home: Path

    def command(self, arguments: tuple[str, ...], uri: str | None = None, prepare: Prepare | None = None) -> Command:
        """Started, not waited for. `uri`: another way to the server (a proxy)."""
        folder = self.world.folder / f"said-{next(self.world.numbers)}"
        return Command(arguments, self.environment(uri), folder, prepare)

    def environment(self, uri: str | None = None) -> dict[str, str]:
        """What leads a command to this home and the world's server (which is not started for it)."""
        server = self.world.connection
        found = {"KGLOAD_HOME": str(self.home), "NEO4J_URI": uri or server.uri}
        return {**found, "NEO4J_PASSWORD": server.password.get_secret_value()}

    def finish(self, arguments: tuple[str, ...], **machine: str) -> None:
        """Runs the command undisturbed; RuntimeError if it does not succeed. `machine`: started by a shell with these
        environment variables.
        """
        if machine:
            ended = finished(started(*arguments, **self.environment(), **machine))
        else:
            ended = self.command(arguments).ended()
        if ended.code:
            raise RuntimeError(f"{' '.join(arguments)}: exit {ended.code}: {ended.err[-500:]}")

    def beside(self, name: str) -> Round:
        """Another home, as another machine would have it, on the same graph."""
        return Round(self.world, self.home / name)

    def graph(self) -> bytes:
        """The canonical export; empty of marks, or the round is not over."""
        left = self.world.database.read("MATCH (block:Block) RETURN count(block) AS n")[0]["n"]
        if left:
            raise RuntimeError(f"{left} blocks are still marked")
        return exported(self.world.database)

    def equal(self, corpus: Corpus) -> bool:
        """Does the graph equal that of an uninterrupted run, with nothing in the dead letter?"""
        return self.graph() == corpus.graph and self.rejected_nothing()

    def rejected_nothing(self) -> bool:
        """Is the dead letter empty?"""
        return not list((self.home / "dead-letter").glob("*.json"))

    def close(self) -> None:
        shutil.rmtree(self.home, ignore_errors=True)


def held(*ended: Ended, **claims: bool) -> bool:
    """Whether all of these claims hold. Which does not is told on stderr, with what the commands said."""
    wrong = [name for name, holds in claims.items() if not holds]
    if wrong:
        said = "; ".join(f"exit {one.code}: {one.err.strip()[-300:]}" for one in ended)
        print(f"does not hold: {', '.join(wrong)} ({said})", file=sys.stderr, flush=True)
    return not wrong


@contextmanager
def new_world(folder: Path) -> Iterator[World]:
    """A world in that folder; its server is stopped at the end. Started again it has the same ports."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("NEO4J_URI", raising=False)
        patch.setattr(launch, "BOLT_PORT", bolt := _unused_port())
        patch.setattr(launch, "HTTP_PORT", _unused_port(bolt))
        settings = load_settings(home=folder / "server")
        try:
            with open_database(settings) as database:
                claim(database)
                yield World(folder, settings, database, ensure_running(settings))
        finally:
            stop(settings)


def _unused_port(*taken: int) -> int:
    """Below those that the system gives to outgoing connections: while the server is away nobody else gets it."""
    first = 20_000 + os.getpid() % 10_000
    return next(port for port in range(first, 32_000) if port not in taken and free_port(port) == port)
