"""`kgload doctor`: is everything there that a run needs?"""

from __future__ import annotations

import platform
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kgload.errors import KgloadError
from kgload.settings import Settings

Say = Callable[[str], None]
LEAST_FREE = 500 * 2**20


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the report; `detail` says what was found, or what is wrong and what to do."""

    name: str
    ok: bool
    detail: str


def examine(settings: Settings, say: Say) -> list[Check]:
    """All checks in order. The database is asked last: with no NEO4J_URI the local server is started for it."""
    checks = [
        Check("Python", True, platform.python_version()),
        _try("word lists and registry", _data),
        _try("English model", _model),
        _try("saved queries", _queries),
        _try("disk", lambda: _disk(settings.home)),
    ]
    return [*checks, _try("Neo4j", lambda: _database(settings, say))]


def _try(name: str, look: Callable[[], str]) -> Check:
    try:
        return Check(name, True, look())
    except KgloadError as error:
        return Check(name, False, str(error))
    except (OSError, ImportError) as error:
        return Check(name, False, f"{type(error).__name__}: {error}")


def _data() -> str:
    from kgload.extract.lexicon import status_words
    from kgload.registry import registry
    from kgload.vocabulary import vocabulary

    status_words()
    return f"{len(vocabulary().types)} event types, {len(registry().persons)} persons, {len(registry().countries)} countries"


def _model() -> str:
    from kgload.extract.parse import MODEL, language

    return f"{MODEL} {language().meta['version']}"


def _queries() -> str:
    from kgload.query.catalog import catalog

    return ", ".join(catalog())


def _disk(home: Path) -> str:
    folder = next(p for p in (home, *home.parents) if p.exists())
    free = shutil.disk_usage(folder).free
    if free < LEAST_FREE:
        raise OSError(f"{free // 2**20} MiB free at {folder}: free some space, or set KGLOAD_HOME to a larger disk")
    return f"{free // 2**30} GiB free at {folder}"


def _database(settings: Settings, say: Say) -> str:
    from kgload.database import open_database
    from kgload.load.constraints import missing_constraints

    with open_database(settings, say) as database:
        missing = missing_constraints(database)
        state = (
            "constraints are there"
            if not missing
            else f"{len(missing)} constraints are missing: the next ingest makes them"
        )
        return f"{database.uri}, {database.version}; {state}"
