"""`kgload doctor`: is everything there that a run needs, and did earlier runs leave anything to do?"""

from __future__ import annotations

import platform
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kgload.database import open_database
from kgload.errors import KgloadError
from kgload.extract.text.parse import MODEL, language
from kgload.load.constraints import missing_constraints
from kgload.load.dead_letter import DeadLetter
from kgload.query.catalog import catalog
from kgload.registry import registry, use_registry
from kgload.server.java import find_java
from kgload.settings import Settings
from kgload.vocabulary import vocabulary

Say = Callable[[str], None]
LEAST_FREE = 500 * 2**20
FAULT = 4


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the report; `detail` says what was found, or what is wrong and what to do."""

    name: str
    exit_code: int
    detail: str

    @property
    def ok(self) -> bool:
        return self.exit_code == 0


def examine(settings: Settings, say: Say) -> list[Check]:
    """All checks in order. The database is asked last: with no NEO4J_URI the local server is started for it."""
    looks: dict[str, Callable[[], str]] = {
        "Python": platform.python_version,
        "word lists and registry": lambda: _data(settings),
        "English model": lambda: f"{MODEL} {language().meta['version']}",
        "saved queries": lambda: ", ".join(catalog()),
        "disk": lambda: _disk(settings.home),
        "dead letter": lambda: _dead_letter(settings.dead_letter_folder),
        "Java": lambda: "not needed: NEO4J_URI is set" if settings.neo4j_uri else str(find_java()),
        "Neo4j": lambda: _database(settings, say),
    }
    return [_check(name, look) for name, look in looks.items()]


def _check(name: str, look: Callable[[], str]) -> Check:
    try:
        return Check(name, 0, look())
    except KgloadError as error:
        return Check(name, error.exit_code, str(error))
    except (OSError, ImportError) as error:
        return Check(name, FAULT, f"{type(error).__name__}: {error}")


def _data(settings: Settings) -> str:
    use_registry(settings.registries)
    found = registry()
    return f"{len(vocabulary().types)} event types, {len(found.persons)} persons, {len(found.countries)} countries"


def _disk(home: Path) -> str:
    folder = next(p for p in (home, *home.parents) if p.exists())
    free = shutil.disk_usage(folder).free
    if free < LEAST_FREE:
        raise OSError(f"{free // 2**20} MiB free at {folder}: free some space, or set KGLOAD_HOME to a larger disk")
    return f"{free // 2**30} GiB free at {folder}"


def _dead_letter(folder: Path) -> str:
    number = len(DeadLetter(folder).entries())
    return f"{number} rejected sources, with their reasons, in {folder}" if number else "empty"


def _database(settings: Settings, say: Say) -> str:
    with open_database(settings, say) as database:
        missing = missing_constraints(database)
        marks = database.read("MATCH (block:Block) RETURN count(block) AS n")[0]["n"]
    left = [
        *([f"{len(missing)} constraints are missing: the next ingest makes them"] if missing else []),
        *([f"{marks} blocks wait to be resolved: the next ingest does it"] if marks else []),
    ]
    return "; ".join([f"{database.uri}, {database.version}", *(left or ["nothing is left to do"])])
