"""The constraints and indexes of `schema/constraints.cypher`: made, awaited and checked before the first write."""

from __future__ import annotations

import re
from functools import cache

from kgload.database import Database
from kgload.errors import SchemaError, SetupError
from kgload.resources import schema_file

AWAIT_SECONDS = 300

_NAME = re.compile(r"CREATE (?:CONSTRAINT|INDEX) (\w+) IF NOT EXISTS FOR ")
_STANDING = "SHOW INDEXES YIELD name, state WHERE state = 'ONLINE' RETURN name"
_AWAIT = "CALL db.awaitIndexes($seconds)"


@cache
def declared() -> dict[str, str]:
    """Name -> statement, in the order of the file. (A uniqueness constraint and its index share the name.)"""
    file = schema_file("constraints.cypher")
    code = "\n".join(line for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith("//"))
    statements = [" ".join(part.split()) for part in code.split(";") if part.strip()]
    found = {}
    for statement in statements:
        name = _NAME.match(statement)
        if not name:
            raise SchemaError(f"{file}: not a named constraint or index: {statement}", "Name it and add IF NOT EXISTS")
        found[name[1]] = statement
    return found


def missing_constraints(database: Database) -> list[str]:
    """Names of the declared constraints and indexes that are not online, in the order of the file."""
    standing = {row["name"] for row in database.read(_STANDING)}
    return [name for name in declared() if name not in standing]


def ensure_constraints(database: Database) -> list[str]:
    """Makes what is missing and waits until all is online; the names made. SetupError if one cannot stand."""
    made = missing_constraints(database)
    for name in made:
        database.settle(lambda tx, name=name: tx.run(declared()[name]))  # type: ignore[misc]
    if made:
        database.read(_AWAIT, {"seconds": AWAIT_SECONDS})
        require_constraints(database)
    return made


def require_constraints(database: Database) -> None:
    """SetupError naming each missing constraint: kgload does not load without them."""
    if absent := missing_constraints(database):
        what = f"the database lacks the constraints {', '.join(absent)}"
        raise SetupError(what, "Remove what violates them (`kgload doctor` shows it) and run again")
