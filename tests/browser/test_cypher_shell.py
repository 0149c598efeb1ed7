"""Every saved query gives the same rows by kgload and by Neo4j's own cypher-shell, which read the same files."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from browser.asked import asked
from browser.cypher_shell import Table, run_files, values
from kgload.database import Database
from kgload.query.catalog import catalog, get_query
from kgload.query.run import run_query
from kgload.resources import pictures_folder
from kgload.settings import Settings

pytestmark = pytest.mark.neo4j

PICTURES = "browser/"


@pytest.fixture(scope="module")
def shown(examples: Database, neo4j_settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Table]:
    """What cypher-shell makes of each file. The one that asks for an event is given one that this graph has."""
    folder = tmp_path_factory.mktemp("cypher-shell")
    files = {name: query.file for name, query in catalog().items()}
    files |= {PICTURES + name: query.file for name, query in catalog(pictures_folder()).items()}
    event = examples.read("MATCH (e:Event) RETURN e.id AS id ORDER BY e.sources DESC, e.id LIMIT 1")[0]["id"]
    for name in ("evidence_for_event", PICTURES + "evidence_for_event"):
        files[name] = _with_event(files[name], event, folder / name.replace("/", "-"))
    return run_files(neo4j_settings, files, folder)


def _with_event(file: Path, event: str, copy: Path) -> Path:
    copy.write_text(file.read_text(encoding="utf-8").replace("event:1abc", event), encoding="utf-8")
    return copy


@pytest.mark.parametrize("name", catalog())
def test_same_rows(examples: Database, shown: dict[str, Table], name: str) -> None:
    header, lines = shown[name]
    query = get_query(name)
    given = asked(query, examples)
    expected = [list(row.values()) for row in run_query(examples, query, given).rows]
    assert tuple(header) == (query.columns if lines else ())  # no rows, no header
    assert [values(line) for line in lines] == json.loads(json.dumps(expected, default=_iso))
    assert lines or name == "conflicting_claims"  # the examples agree with each other


def _iso(value: Any) -> str:
    assert isinstance(value, date)
    return value.isoformat()


@pytest.mark.parametrize("name", catalog(pictures_folder()))
def test_pictures_are_read(shown: dict[str, Table], name: str) -> None:
    header, lines = shown[PICTURES + name]
    assert tuple(header) == catalog(pictures_folder())[name].columns
    assert lines
