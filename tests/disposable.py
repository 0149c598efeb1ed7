"""Which database a test may empty: one that carries our mark, which only an empty database is given."""

from __future__ import annotations

from kgload.database import Database

MARK = "KgloadDisposable"
WIPE = f"""
MATCH (mark:{MARK}) WITH count(mark) AS marks WHERE marks > 0
MATCH (n) WHERE NOT n:{MARK}
CALL (n) {{ DETACH DELETE n }} IN TRANSACTIONS OF 2000 ROWS
"""


class NotDisposableError(Exception):
    """The database holds what is not a test's."""


def claim(database: Database) -> None:
    """Marks an empty database as ours to wipe. NotDisposableError if it holds anything and has no mark."""
    found = database.read(f"RETURN EXISTS {{ (:{MARK}) }} AS marked, EXISTS {{ (n) }} AS filled")[0]
    if found["filled"] and not found["marked"]:
        raise NotDisposableError(f"{database.uri} holds data that is not a test's: give the tests an empty Neo4j")
    database.execute(f"MERGE (:{MARK})")


def wipe(database: Database) -> None:
    """Empties a database that carries the mark; deletes nothing in any other. NotDisposableError says so."""
    database.execute(WIPE)
    if count(database):
        raise NotDisposableError(f"{database.uri} is not marked as disposable: nothing was deleted")


def count(database: Database) -> int:
    """How many nodes there are besides the mark."""
    return int(database.read(f"MATCH (n) WHERE NOT n:{MARK} RETURN count(n) AS n")[0]["n"])
