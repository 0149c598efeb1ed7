"""What a saved query asks by itself: its `:param` lines, as the user of `kgload query` would type them."""

from __future__ import annotations

from kgload.database import Database
from kgload.query.catalog import SavedQuery


def asked(query: SavedQuery, examples: Database) -> dict[str, str]:
    given = {name: value.removeprefix("date(").rstrip(")").strip("'") for name, value in query.given.items()}
    if "event" in given:
        given["event"] = examples.read("MATCH (e:Event) RETURN e.id AS id ORDER BY e.sources DESC, e.id LIMIT 1")[0][
            "id"
        ]
    return {name: value for name, value in given.items() if value != "null"}
