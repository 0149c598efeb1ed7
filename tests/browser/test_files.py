"""The files for Neo4j Browser: what is in the zip, what the style knows, what the guide runs."""

from __future__ import annotations

import html
import io
import re
import zipfile
from pathlib import Path

import pytest

from browser.asked import asked
from commands import run
from kgload.browser import GUIDE, STYLE, browser_files
from kgload.browser.files import FAVOURITES, guide, parameters
from kgload.database import Database
from kgload.query.catalog import catalog
from kgload.query.run import run_query
from kgload.resources import pictures_folder
from kgload.vocabulary import vocabulary


def favourites() -> dict[str, str]:
    archive = zipfile.ZipFile(io.BytesIO(browser_files()[FAVOURITES]))
    return {name: archive.read(name).decode() for name in archive.namelist()}


def test_every_saved_query_is_a_favourite_in_its_folder() -> None:
    rows = {f"kgload/{name}.cypher" for name in catalog()}
    pictures = {f"kgload pictures/{name}.cypher" for name in catalog(pictures_folder())}
    assert favourites().keys() == rows | pictures | {"kgload/parameters.cypher"}


def test_a_favourite_is_one_statement_under_its_title() -> None:
    """Browser names it after the first line, and shows rows for a single statement only."""
    texts = favourites()
    for query in catalog().values():
        text = texts[f"kgload/{query.name}.cypher"]
        assert text.startswith(f"// {query.title}\n")
        assert text.rstrip().endswith(f"{query.statement};")
        assert not re.search(r"^:", text, re.MULTILINE)


def test_the_first_favourite_sets_every_parameter() -> None:
    lines = favourites()["kgload/parameters.cypher"].splitlines()
    needed = {name for query in catalog().values() for name in query.given}
    assert {line.split()[1] for line in lines if line.startswith(":param")} == needed
    assert ":param person => 'Shoigu';" in lines
    assert ":param actor => 'Zhang Youxia';" in lines  # as the one that needs it says, not null


def test_every_file_ends_its_parameter_lines() -> None:
    """cypher-shell does without, Browser does not."""
    for query in [*catalog().values(), *catalog(pictures_folder()).values()]:
        assert all(line.endswith(";") for line in query.text.splitlines() if line.startswith(":"))


def test_the_same_files_twice() -> None:
    assert browser_files() == browser_files()


def test_style_knows_every_label() -> None:
    style = browser_files()[STYLE].decode()
    styled = re.findall(r"^node\.(\w+) \{", style, re.MULTILINE)
    wanted = {*vocabulary().labels.values(), "Person", "Organization", "Place", "Country", "Office"}
    assert wanted | {"Mention", "ActorMention", "Article", "Run", "Extractor", "Name"} == set(styled)
    # Of two styled labels of a node Browser does not take the sharper one: what all events share has no style.
    assert style.count("{") - style.count('"{') == style.count("}") - style.count('}"')


def runnable() -> list[str]:
    found = re.findall(r'<pre class="[^"]*\brunnable">(.*?)</pre>', guide(), re.DOTALL)
    return [html.unescape(text) for text in found]


def test_guide_is_what_browser_takes() -> None:
    text = guide()
    assert "{{" not in text
    assert text.count("<slide") == text.count("</slide>") == 6
    assert not re.search(r"<script|\son\w+=", text)  # Browser would cut them out


@pytest.mark.neo4j
def test_every_statement_of_the_guide_gives_rows(examples: Database) -> None:
    """In their order, with the parameters that were set on the way."""
    queries = {query.statement + ";": query for query in [*catalog().values(), *catalog(pictures_folder()).values()]}
    empty = []
    for text in runnable():
        if not text.startswith(":param"):
            query = queries.get(text)
            found = len(run_query(examples, query, asked(query, examples)).rows) if query else len(examples.read(text))
            empty += [] if found else [query.name if query else text]
    assert {*empty} <= {"conflicting_claims"}  # the examples do not contradict each other


def test_set_before_it_is_asked() -> None:
    set_before = ""
    statements = {query.statement + ";": query for query in catalog().values()}
    for text in runnable():
        if text in statements:
            assert set_before == parameters([statements[text]])
        set_before = text


def test_export(tmp_path: Path) -> None:
    ended = run("browser", "export", tmp_path / "new" / "folder")
    assert ended.code == 0, ended.err
    written = {Path(line).name: Path(line).read_bytes() for line in ended.out.splitlines()}
    assert written == browser_files()
    assert set(written) == {FAVOURITES, STYLE, GUIDE}
