"""Finds schema/ and cypher/: beside etl/ in a checkout, inside the package in an installed wheel."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from kgload.errors import SetupError


@cache
def data_root() -> Path:
    """The folder that holds `schema/` and `cypher/`."""
    here = Path(__file__).resolve().parent
    for root in (here / "_data", here.parent.parent):
        if (root / "schema" / "event_types.toml").is_file():
            return root
    raise SetupError("the data folders schema/ and cypher/ are missing from this installation", "Install kgload again")


def schema_file(*parts: str) -> Path:
    return data_root().joinpath("schema", *parts)


def cypher_folder() -> Path:
    return data_root() / "cypher"


def pictures_folder() -> Path:
    """The forms of saved queries that give paths, and what else Neo4j Browser is given."""
    return cypher_folder() / "browser"
