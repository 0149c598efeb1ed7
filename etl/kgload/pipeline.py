"""The stages in order: read, extract, rdf, load, resolve. The only module that knows them all.

    ingest(paths) = for each source: read -> extract -> quads -> shapes -> records -> write; then resolve what was marked, and sweep.

A fault of one article is an entry of the dead letter and the rest goes on; a fault of the set-up or of the connection ends the run, and
the next one finds what is left to do. A signal ends it at the next article border.
"""

from __future__ import annotations

import hashlib
import signal
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from functools import cache
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from types import FrameType
from typing import Any

from kgload import __version__
from kgload.database import Database, open_database
from kgload.errors import RecordError, StoppedError, UsageError
from kgload.extract import extract
from kgload.load.dead_letter import DeadLetter, DeadLetterEntry
from kgload.load.loader import Loader
from kgload.load.lock import RunLock
from kgload.load.rows import ArticleVersion
from kgload.load.runs import Outcome, Run, end_run
from kgload.model import Article, Extraction, ExtractorInfo, Issue
from kgload.rdf.check import validate
from kgload.rdf.graph import article_quads, graph_name
from kgload.rdf.records import article_graphs, extraction, extractor_info
from kgload.rdf.serialize import parse_file
from kgload.read import Source, read_source, sources
from kgload.registry import registry, registry_files, use_registry
from kgload.resolve import resolve_marked
from kgload.resources import data_root
from kgload.settings import Settings

BATCH = 50
Say = Callable[[str], None]
Progress = Callable[[int], None]


@dataclass(slots=True)
class Summary:
    """What a run did, as `--json` prints it. `issues` counts by code; `rejected` lists what went to the dead letter."""

    collection: str
    run: str | None = None
    outcome: str = "done"
    read: int = 0
    written: int = 0
    unchanged: int = 0
    superseded: int = 0
    mentions: int = 0
    blocks: int = 0
    issues: Counter[str] = field(default_factory=Counter)
    rejected: list[dict[str, Any]] = field(default_factory=list)
    dry_run: bool = False

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "issues": dict(sorted(self.issues.items()))}


@cache
def extractor() -> ExtractorInfo:
    """Version and hash of the extractors: their code, their data and the model. A change of any makes articles new again."""
    digest = hashlib.sha256(__version__.encode())
    package = Path(__file__).parent
    code = [path for part in ("extract", "read", "registry") for path in sorted((package / part).rglob("*.py"))] + [
        package / "names.py"
    ]
    data = sorted(p for p in (data_root() / "schema").rglob("*.toml"))
    for path in [*code, *data]:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    for path in registry_files():
        digest.update(path.read_bytes() + b"\0")
    return ExtractorInfo(__version__, digest.hexdigest())


def read_all(paths: Sequence[Path], collection: str | None) -> Iterator[tuple[Source | None, Article | RecordError]]:
    """Every article of the paths in order; what cannot be read comes as the error."""
    for path in paths:
        if not path.exists() and not path.is_symlink():
            raise UsageError(f"{path} does not exist", "Name a file or folder that does")
        for source in sources(path, collection):
            if isinstance(source, RecordError):
                yield None, source
                continue
            for record in read_source(source):
                yield source, record


def newest_versions(records: Iterable[tuple[Source | None, Article | RecordError]]) -> dict[str, tuple[str, str, str]]:
    """For each article of a run the version that wins: the greatest (updated, published, sha256)."""
    best: dict[str, tuple[str, str, str]] = {}
    for _, record in records:
        if isinstance(record, Article):
            best[record.id] = max(best.get(record.id, ("", "", "")), _version_order(record))
    return best


def _version_order(article: Article) -> tuple[str, str, str]:
    return article.updated or "", article.published or "", article.sha256


def extract_all(articles: Iterable[Article], workers: int = 1) -> Iterator[Extraction | RecordError]:
    """Extractions in the order of the articles; workers are processes."""
    if workers <= 1:
        yield from map(_extract_one, articles)
        return
    with ProcessPoolExecutor(
        workers, mp_context=get_context("spawn"), initializer=_start_worker, initargs=(registry_files(),)
    ) as pool:
        articles = iter(articles)
        while chunk := list(islice(articles, 8 * workers)):
            yield from pool.map(_extract_one, chunk, chunksize=2)


def _start_worker(files: tuple[Path, ...]) -> None:
    """Workers leave signals to the main process and read the same registry."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    use_registry(files)


def _extract_one(article: Article) -> Extraction | RecordError:
    try:
        return extract(article)
    except RecursionError as error:
        return RecordError(
            "extract",
            "too_deep",
            article.path,
            f"{article.path}: a sentence is nested too deeply ({error})",
            "Report it",
        )


@contextmanager
def _orderly_stop() -> Iterator[Callable[[], None]]:
    """Within: SIGTERM and SIGINT set a flag, and the given check raises StoppedError at the next article border; a second one kills."""
    received: list[int] = []

    def remember(number: int, frame: FrameType | None) -> None:
        del frame
        received.append(number)
        signal.signal(number, signal.SIG_DFL)

    def check() -> None:
        if received:
            raise StoppedError(received[0])

    previous = {number: signal.signal(number, remember) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield check
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)


def ingest(
    paths: Sequence[Path],
    settings: Settings,
    *,
    collection: str | None = None,
    workers: int = 1,
    dry_run: bool = False,
    say: Say = lambda text: None,
    progress: Progress = lambda count: None,
) -> Summary:
    """Bring the graph to what these articles say. UnreachableError, SetupError, LockHeldError and StoppedError end the run."""
    name = collection or _collection_of(paths)
    summary = Summary(name, dry_run=dry_run)
    with _orderly_stop() as check_stop, open_database(settings, say) as database:
        with RunLock(database, settings.state_folder, name) as lock:
            work = _Ingest(
                database,
                Loader(database, lock),
                Run.begin(name),
                DeadLetter(settings.dead_letter_folder),
                summary,
                check_stop,
                progress,
            )
            work.run_all(paths, collection, workers)
    return summary


def _collection_of(paths: Sequence[Path]) -> str:
    first = paths[0].resolve()
    return (first if first.is_dir() else first.parent).name or "default"


@dataclass(slots=True)
class _Ingest:
    """One run over some paths."""

    database: Database
    loader: Loader
    run: Run
    dead_letter: DeadLetter
    summary: Summary
    check_stop: Callable[[], None]
    progress: Progress
    rejected_paths: set[str] = field(default_factory=set)
    seen_paths: dict[str, Path] = field(default_factory=dict)

    def run_all(self, paths: Sequence[Path], collection: str | None, workers: int) -> None:
        outcome: Outcome = "failed"
        try:
            if not self.summary.dry_run:
                self.loader.prepare()
            winners = newest_versions(read_all(paths, collection))
            self._load(read_all(paths, collection), winners, workers)
            outcome = "rejected" if self.summary.rejected else "done"
        except StoppedError:
            outcome = "stopped"
            raise
        finally:
            self.summary.outcome = outcome
            if not self.summary.dry_run and outcome != "failed":
                self._finish(outcome)

    def _finish(self, outcome: Outcome) -> None:
        """Resolve what is marked (also by an earlier run that was cut off), sweep, complete the run's record and the dead letter."""
        resolved = resolve_marked(self.database, registry())
        self.summary.blocks = resolved.blocks
        self.summary.issues.update(issue.code for issue in resolved.issues)
        if self.summary.written or resolved.blocks:
            self.loader.sweep()
        if self.summary.written:
            self.summary.run = self.run.id
            counts = {
                "written": self.summary.written,
                "unchanged": self.summary.unchanged,
                "rejected": len(self.summary.rejected),
            }
            end_run(self.database, self.run, outcome, counts)
        if outcome != "stopped":
            for path in self.seen_paths:
                self.dead_letter.settle(self.summary.collection, path, self.run.id)

    def _load(
        self,
        records: Iterable[tuple[Source | None, Article | RecordError]],
        winners: dict[str, tuple[str, str, str]],
        workers: int,
    ) -> None:
        wanted = self._wanted(records, winners)
        while batch := list(islice(wanted, BATCH)):
            fresh = self._fresh(batch)
            self._write([e for e in self._extracted(fresh, workers)])
            self.progress(len(batch))
            self.check_stop()

    def _wanted(
        self, records: Iterable[tuple[Source | None, Article | RecordError]], winners: dict[str, tuple[str, str, str]]
    ) -> Iterator[Article]:
        done: set[str] = set()
        for source, record in records:
            if source is not None:
                self.seen_paths[source.path] = source.file
            if isinstance(record, RecordError):
                self._reject(record, source)
                continue
            self.summary.read += 1
            if record.id in done or winners.get(record.id) != _version_order(record):
                self.summary.superseded += 1
                self.summary.issues["superseded"] += 1
                continue
            done.add(record.id)
            yield record

    def _fresh(self, articles: Sequence[Article]) -> list[Article]:
        held = self.loader.ledger(a.id for a in articles)
        fresh = [
            a
            for a in articles
            if (entry := held.get(a.id)) is None or (entry.sha256, entry.extractor_hash) != (a.sha256, extractor().hash)
        ]
        self.summary.unchanged += len(articles) - len(fresh)
        return fresh

    def _extracted(self, articles: Sequence[Article], workers: int) -> Iterator[Extraction]:
        for result in extract_all(articles, workers if len(articles) > 4 else 1):
            if isinstance(result, RecordError):
                self._reject(result, None)
                continue
            self.summary.issues.update(issue.code for issue in result.issues)
            yield result

    def _write(self, extractions: Sequence[Extraction]) -> None:
        versions = []
        for item in checked(extractions):
            if isinstance(item, RecordError):
                self._reject(item, None)
            else:
                versions.append(ArticleVersion(item, extractor()))
                self.summary.mentions += len(item.events)
        if self.summary.dry_run:
            self.summary.written += len(versions)
            return
        result = self.loader.write(versions, self.run)
        self.summary.written += len(result.written)
        self.summary.unchanged += len(result.unchanged)
        for error in result.rejected:
            self._reject(error, None)

    def _reject(self, error: RecordError, source: Source | None) -> None:
        self.summary.rejected.append(
            {
                "path": error.path,
                "stage": error.stage,
                "code": error.code,
                "message": error.message,
                "remedy": error.remedy,
                "place": error.place,
            }
        )
        self.seen_paths.setdefault(error.path, Path(error.path))
        if not self.summary.dry_run:
            file = source.file if source else self.seen_paths.get(error.path, Path(error.path))
            entry = DeadLetterEntry.of(
                error, self.summary.collection, file, self.run.id, source.sha256 if source else None
            )
            self.dead_letter.add(entry)


def checked(extractions: Sequence[Extraction]) -> Iterator[Extraction | RecordError]:
    """Each extraction as RDF says it, if the shapes let it pass; else the error."""
    graphs = {}
    for one in extractions:
        try:
            graphs[graph_name(one.article)] = (one.article.path, article_quads(one, extractor()))
        except RecordError as error:
            yield error
    faults = validate({name: quads for name, (_, quads) in graphs.items()})
    for name, (path, quads) in graphs.items():
        fault = faults.get(name)
        if fault is not None:
            yield RecordError("rdf", "shape", path, fault.message, fault.remedy, fault.place)
        else:
            yield extraction(name, quads)


def load_files(files: Sequence[Path], settings: Settings, *, say: Say = lambda text: None) -> Summary:
    """`kgload load`: article graphs made elsewhere (TriG, N-Quads, JSON-LD), checked against the shapes, written and resolved."""
    summary = Summary(_collection_of(files))
    with open_database(settings, say) as database, RunLock(database, settings.state_folder, summary.collection) as lock:
        loader, run, letter = (
            Loader(database, lock),
            Run.begin(summary.collection),
            DeadLetter(settings.dead_letter_folder),
        )
        loader.prepare()
        for file in files:
            versions = []
            for item in _graphs_of(file):
                if isinstance(item, RecordError):
                    summary.rejected.append(
                        {
                            "path": item.path,
                            "stage": item.stage,
                            "code": item.code,
                            "message": item.message,
                            "remedy": item.remedy,
                            "place": item.place,
                        }
                    )
                    letter.add(DeadLetterEntry.of(item, summary.collection, file, run.id))
                else:
                    versions.append(item)
            result = loader.write(versions, run)
            summary.read += len(versions)
            summary.written += len(result.written)
            summary.unchanged += len(result.unchanged)
        resolved = resolve_marked(database, registry())
        summary.blocks = resolved.blocks
        if summary.written or resolved.blocks:
            loader.sweep()
        summary.outcome = "rejected" if summary.rejected else "done"
        if summary.written:
            summary.run = run.id
            end_run(
                database,
                run,
                "rejected" if summary.rejected else "done",
                {"written": summary.written, "unchanged": summary.unchanged, "rejected": len(summary.rejected)},
            )
    return summary


def _graphs_of(file: Path) -> Iterator[ArticleVersion | RecordError]:
    try:
        graphs = article_graphs(parse_file(file), str(file))
    except RecordError as error:
        yield error
        return
    faults = validate(graphs)
    for name, quads in graphs.items():
        if name in faults:
            yield faults[name]
            continue
        try:
            yield ArticleVersion(extraction(name, quads), extractor_info(name, quads))
        except RecordError as error:
            yield error


def issues_of(results: Iterable[Extraction | RecordError]) -> Iterator[Issue]:
    """All issue records of some extractions."""
    for result in results:
        if isinstance(result, Extraction):
            yield from result.issues


def forget(name: str, settings: Settings, *, say: Say = lambda text: None) -> str:
    """`kgload forget`: takes out an article (id, url or path) and what only it said; gives the article's path."""
    with open_database(settings, say) as database:
        loader = Loader(database)
        loader.prepare()
        found = loader.forget(name)
        resolve_marked(database, registry())
        loader.sweep()
    return found.path
