"""The word lists of the extractors: complete, disjoint, and a mistake in one is named."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest

from kgload.errors import SchemaError
from kgload.extract.text import lexicon


@pytest.fixture
def schema(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder that the lexicon reads instead of ours, for files with mistakes."""
    monkeypatch.setattr(lexicon, "schema_file", lambda name: tmp_path / name)
    lexicon.status_words.cache_clear()
    lexicon.title_words.cache_clear()
    yield tmp_path
    lexicon.status_words.cache_clear()
    lexicon.title_words.cache_clear()


@pytest.mark.parametrize(
    ("text", "named"),
    [
        pytest.param("[adverb]\nplanned = ['soon']", "[adverb]", id="unknown section"),
        pytest.param("[verbs]\nmaybe = ['meet']", "maybe", id="unknown effect"),
        pytest.param("[verbs]\nplanned = ['plan']\ndenied = ['plan']", "'plan'", id="a word under two effects"),
    ],
)
def test_status_mistake(schema: Path, text: str, named: str) -> None:
    (schema / "status.toml").write_text(text, encoding="utf-8")
    with pytest.raises(SchemaError) as caught:
        lexicon.status_words()
    assert named in str(caught.value)


LISTS = "\n".join(f"{f.name} = []" for f in fields(lexicon.TitleWords) if f.name != "plurals") + "\n[plurals]\n"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        pytest.param(LISTS.replace("no_names = []", ""), "no_names", id="a list is missing"),
        pytest.param(LISTS.replace("ranks = []", "ranks = ['Gen']"), "'Gen'", id="a capital"),
    ],
)
def test_title_mistake(schema: Path, text: str, named: str) -> None:
    (schema / "title_words.toml").write_text(text, encoding="utf-8")
    with pytest.raises(SchemaError) as caught:
        lexicon.title_words()
    assert named in str(caught.value)


def test_ours_load() -> None:
    assert lexicon.status_words().verbs["refuse"] == "denied"
    assert lexicon.title_words().plurals["ministers"] == "minister"
