"""`kgload forget`: takes an article out, and what only it said."""

from __future__ import annotations

from kgload.database import open_database
from kgload.load.forget import FoundArticle, find_article
from kgload.load.loader import Loader
from kgload.load.lock import RunLock
from kgload.pipeline.history import History
from kgload.pipeline.summary import Say, quiet
from kgload.registry import registry, use_registry
from kgload.resolve import resolve_marked
from kgload.settings import Settings


def forget(name: str, settings: Settings, *, say: Say = quiet) -> FoundArticle:
    """Takes out the article with this id, url or path. UsageError if there is none, LockHeldError as for `ingest`."""
    use_registry(settings.registries)
    with open_database(settings, say) as database:
        article = find_article(database, name)
        with RunLock(database, settings.state_folder, article.collection) as lock:
            loader = Loader(database, lock)
            loader.prepare()
            History(settings.history).keep(database, [article.id])
            found = loader.forget(name)
            resolve_marked(database, registry())
    return found
