"""How fast extraction is, what it keeps in memory, and what it says of documents that nobody has marked."""

from __future__ import annotations

import random
import statistics
import tarfile
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil

from benchmarks.scoring import ARTICLES, SHARED
from kgload.errors import RecordError
from kgload.extract import extract
from kgload.extract.text.parse import language
from kgload.model import Article, EventMention, Extraction
from kgload.read import read_path

SEED, ROUNDS, DOCUMENTS, READ_BY_EYE, SETTLED = 4, 3, 200, 40, 500


@contextmanager
def corpus() -> Iterator[list[Path]]:
    """The documents of the corpus, unpacked while they are used, in order."""
    with tempfile.TemporaryDirectory() as folder, tarfile.open(SHARED / "corpus/whitehouse-2021-2022.tar.gz") as packed:
        packed.extractall(folder, filter="data")
        yield sorted(path for path in Path(folder).rglob("*") if path.is_file())


def articles_of(paths: Sequence[Path]) -> list[Article]:
    return [found for path in paths for found in read_path(path) if not isinstance(found, RecordError)]


def speed(rounds: int = ROUNDS) -> dict[str, Any]:
    """Articles a second of our extraction and of the model alone over the same texts, in turns: medians. Processor
    time, so that other work on the machine does not count.
    """
    with corpus() as files:
        sample = random.Random(SEED).sample(files, DOCUMENTS)
        articles = articles_of([*(SHARED / path for path in ARTICLES.values()), *sample])
    texts = [article.text for article in articles]
    ours, pipe = [], []
    extract(articles[0])
    for _ in range(rounds):
        ours.append(seconds(lambda: [extract(article) for article in articles]))
        pipe.append(seconds(lambda: sum(1 for _ in language().pipe(texts))))
    own, model = (len(articles) / statistics.median(times) for times in (ours, pipe))
    return {
        "articles": len(articles),
        "articles_per_second": round(own, 1),
        "nlp_pipe_articles_per_second": round(model, 1),
        "ratio": round(own / model, 2),
    }


def seconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def memory(times: int = 3, documents: int | None = None) -> dict[str, Any]:
    """The corpus, or a sample, read and extracted several times: growth after the first documents, and crashes."""
    process, done, crashes, settled = psutil.Process(), 0, 0, 0
    with corpus() as files:
        chosen = files if documents is None else random.Random(SEED).sample(files, documents)
        for _ in range(times):
            for path in chosen:
                try:
                    for article in articles_of([path]):
                        extract(article)
                except Exception as error:
                    crashes += 1
                    print(f"{path.name}: {type(error).__name__}: {error}")
                done += 1
                if done == SETTLED:
                    settled = process.memory_info().rss
    grown = process.memory_info().rss
    percent = round(100 * (grown - settled) / settled, 1) if settled else None
    return {"documents": done, "megabytes": round(grown / 2**20), "growth_percent": percent, "crashes": crashes}


def read_by_eye() -> Iterator[str]:
    """Documents drawn by a fixed seed, with what is said of them."""
    with corpus() as files:
        for path in random.Random(SEED).sample(files, READ_BY_EYE):
            for article in articles_of([path]):
                found = extract(article)
                yield f"{path.name}: {len(found.events)} events"
                yield from (line for event in found.events for line in told(found, event))


def told(found: Extraction, event: EventMention) -> Iterator[str]:
    when = f"{event.time.earliest or '?'}..{event.time.latest or '?'} ({event.time.text or 'no words'})"
    where = f"{event.place.name or ''} {event.place.country or ''}" if event.place else "nowhere"
    yield f"    {event.type} {event.status}, {when}, {where}"
    for argument in event.arguments:
        actor = found.actor(argument.actor)
        office = f", {actor.office}" if actor.office else ""
        yield f"        {argument.role}: {actor.name or argument.text}{office} ({actor.country or '?'})"
    yield f"        “{event.quote}”"
