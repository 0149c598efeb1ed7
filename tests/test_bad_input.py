"""What cannot be read, or must not be obeyed: refused with a reason or kept as text, and the rest is loaded."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from commands import SOURCE, Ended, rejections, run
from kgload.database import Database
from kgload.load.dead_letter import DeadLetter
from kgload.model import Extraction
from kgload.rdf.graph import article_quads
from kgload.rdf.serialize import nquads
from kgload.settings import Settings
from rdf.extractions import BY, HOSTILE, example

pytestmark = pytest.mark.neo4j

SOUND = (
    "MOSCOW, April 16 - Russian President Vladimir Putin met Chinese Defence Minister Li Shangfu in the Kremlin on "
    "Sunday.\n\nPublished: 17 April 2023\n"
)
RECORD = {"url": "https://example.org/1", "published": "2023-04-17", "title": "Putin receives Li", "text": SOUND}
CYPHER = "'}) MATCH (n) DETACH DELETE n // `:Admin` $x \\u0027 {id: 1}"
RDF = '" . <urn:evil:s> <urn:evil:p> "o" . } GRAPH <urn:evil:g> { # @prefix x: <urn:x> .'
ESCAPES = "\x1b[31mred\x1b]0;title\x07 \x9b2J \u202egnp.exe [bold]markup[/bold]"


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """A folder with one sound article."""
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "sound.txt").write_text(SOUND)
    return folder


def ingested(folder: Path, *options: str) -> tuple[Ended, dict[str, Any]]:
    ended = run("ingest", folder, "--json", *options)
    return ended, json.loads(ended.out)


def paths(graph: Database) -> list[str]:
    return [row["path"] for row in graph.read("MATCH (a:Article) RETURN a.path AS path ORDER BY path")]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        pytest.param("empty.txt", b"", "empty", id="empty"),
        pytest.param("blank.txt", b" \n\n\t ", "empty", id="white-space"),
        pytest.param("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, "binary", id="binary"),
        pytest.param("table.csv", b"date,who\n2023-04-16,Putin\n", "unsupported", id="wrong-extension"),
        pytest.param("cut.json", json.dumps(RECORD).encode()[:-40], "bad_json", id="truncated-json"),
        pytest.param(
            "noise.txt", b"lorem ipsum dolor sit amet " * 200_000, "no_sentence", id="5-MB-without-a-sentence"
        ),
        pytest.param("symbols.txt", b"*** --- *** 1234567890 ***\n" * 40, "no_text", id="no-letters"),
    ],
)
def test_a_file_that_is_no_article(
    graph: Database, home: Settings, news: Path, name: str, content: bytes, code: str
) -> None:
    (news / name).write_bytes(content)
    ended, summary = ingested(news)
    assert ended.code == 1
    assert {rejected for _, rejected in rejections(summary)} == {code}
    assert paths(graph) == ["sound.txt"]
    (entry,) = DeadLetter(home.dead_letter_folder).entries()
    assert (entry.code, entry.stage, entry.path, entry.retry) == (code, "read", name, str(news / name))
    assert name in entry.message
    assert len(entry.message) > len(name) + 10


def test_a_truncated_line_takes_only_itself(graph: Database, home: Settings, news: Path) -> None:
    lines = [json.dumps(RECORD), json.dumps({**RECORD, "url": "https://example.org/2"})]
    (news / "archive.jsonl").write_text(f"{lines[0]}\n{lines[1][:200]}\n{lines[1]}\n")
    ended, summary = ingested(news)
    assert (ended.code, rejections(summary)) == (1, {("archive.jsonl", "bad_json")})
    assert summary["rejected"][0]["place"] == "line 2"
    assert paths(graph) == ["archive.jsonl", "archive.jsonl", "sound.txt"]


def test_the_right_content_under_a_wrong_name_is_read(graph: Database, home: Settings, news: Path) -> None:
    (news / "page.txt").write_text(f"<!DOCTYPE html><html><body><article><p>{SOUND}</p></article></body></html>")
    ended, _ = ingested(news)
    assert (ended.code, paths(graph)) == (0, ["page.txt", "sound.txt"])


def test_links_that_lead_in_circles_or_nowhere(graph: Database, home: Settings, news: Path) -> None:
    (news / "below").mkdir()
    (news / "below" / "up").symlink_to(news)
    (news / "self").symlink_to(news / "self")
    (news / "gone").symlink_to(news / "nothing.txt")
    ended, summary = ingested(news)
    assert ended.code == 1
    assert rejections(summary) == {("below/up", "link_loop"), ("self", "link_loop"), ("gone", "unreadable")}
    assert paths(graph) == ["sound.txt"]
    assert run("ingest", news / "self").code == 1


def test_a_folder_that_may_not_be_read(graph: Database, home: Settings, news: Path) -> None:
    closed = news / "closed"
    closed.mkdir()
    (closed / "hidden.txt").write_text(SOUND)
    closed.chmod(0)
    try:
        ended = _without_power_to_read_all("ingest", str(news), "--json")
    finally:
        closed.chmod(0o700)
    assert (ended.code, rejections(json.loads(ended.out))) == (1, {("closed", "unreadable")}), ended.err
    assert paths(graph) == ["sound.txt"]


def _without_power_to_read_all(*arguments: str) -> Ended:
    """As a user to whom permissions apply: us, or root without the capabilities that let it read everything."""
    if os.geteuid() != 0:
        return run(*arguments)
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        pytest.skip("runs as root, and there is no setpriv to give up its power to read everything")
    done = subprocess.run(
        [setpriv, "--bounding-set=-dac_override,-dac_read_search", sys.executable, "-m", "kgload", *arguments],
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        capture_output=True,
        text=True,
        check=False,
    )
    return Ended(done.returncode, done.stdout, done.stderr)


def test_two_texts_of_one_article(graph: Database, home: Settings, news: Path) -> None:
    early, late = {**RECORD}, {**RECORD, "updated": "2023-04-18", "title": "Putin receives Li, corrected"}
    (news / "a.json").write_text(json.dumps(late))
    (news / "b.json").write_text(json.dumps(early))
    ended, summary = ingested(news)
    assert (ended.code, summary["read"], summary["written"]) == (0, 3, 2)
    assert summary["issues"] == {"superseded": 1}
    (issue,) = map(json.loads, Path(summary["issues_file"]).read_text().splitlines())
    assert (issue["stage"], issue["path"]) == ("read", "b.json")
    assert "a.json" in issue["message"]
    assert paths(graph) == ["a.json", "sound.txt"]


def test_the_same_article_twice(graph: Database, home: Settings, news: Path) -> None:
    for name in ("b.json", "a.json"):
        (news / name).write_text(json.dumps(RECORD))
    _, summary = ingested(news)
    assert (summary["issues"], paths(graph)) == ({"duplicate": 1}, ["a.json", "sound.txt"])


def test_another_language_is_told(graph: Database, home: Settings, news: Path) -> None:
    text = (
        "Der russische Präsident Wladimir Putin hat am Sonntag den chinesischen Verteidigungsminister getroffen. " * 4
    )
    (news / "deutsch.txt").write_text(text)
    ended, summary = ingested(news)
    assert (ended.code, summary["issues"]["language"]) == (0, 1)


def test_the_dead_letter_is_settled_when_the_fault_is_mended(graph: Database, home: Settings, news: Path) -> None:
    letter = DeadLetter(home.dead_letter_folder)
    (news / "empty.txt").write_text("")
    for _ in range(2):
        assert ingested(news)[0].code == 1
        assert [entry.path for entry in letter.entries()] == ["empty.txt"]
    (news / "empty.txt").write_text(SOUND)
    assert ingested(news)[0].code == 0
    assert letter.entries() == []


def test_a_dry_run_leaves_nothing_behind(graph: Database, home: Settings, news: Path) -> None:
    (news / "empty.txt").write_text("")
    ended, summary = ingested(news, "--dry-run")
    assert (ended.code, summary["written"], rejections(summary)) == (1, 1, {("empty.txt", "empty")})
    assert paths(graph) == []
    assert not DeadLetter(home.dead_letter_folder).entries()


@pytest.mark.parametrize("hostile", [CYPHER, RDF, ESCAPES], ids=["cypher", "rdf", "escapes"])
def test_a_hostile_article_is_text(graph: Database, home: Settings, news: Path, hostile: str) -> None:
    (news / "benign.json").write_text(json.dumps({**RECORD, "publisher": "Example Wire", "author": "Example Wire"}))
    assert ingested(news)[0].code == 0
    before = _names_in_use(graph)
    record = {**RECORD, "url": None, "id": hostile, "title": f"Putin meets Li {hostile}", "publisher": hostile}
    (news / "hostile.json").write_text(json.dumps({**record, "author": hostile, "text": f"{SOUND}\n\n{hostile}"}))
    ended, summary = ingested(news)
    assert (ended.code, summary["written"]) == (0, 1)
    assert _names_in_use(graph) == before
    (said,) = [json.loads(line)["article"] for line in run("extract", news / "hostile.json").out.splitlines()]
    (held,) = graph.read(
        "MATCH (a:Article) WHERE a.path STARTS WITH 'hostile' RETURN a {.title, .publisher, .author} AS held"
    )
    assert held["held"] == {name: said[name] for name in ("title", "publisher", "author")}
    assert hostile.split(maxsplit=1)[0] in said["title"]
    shown = run("query", "meetings_between", "-p", "person=Putin")
    assert not set("\x1b\x07\x9b\u202e") & set(shown.out + shown.err)


def test_hostile_names_are_text(graph: Database, home: Settings, tmp_path: Path) -> None:
    """By RDF, which can say anything of anybody."""
    putin, *others = example().actors
    said = replace(putin, office="President", organization="Kremlin", country=None, function=None)
    _load(tmp_path / "benign.nq", replace(example(), actors=(said, *others)))
    before = _names_in_use(graph)
    names = [f"Person {text}" for text in (CYPHER, RDF, ESCAPES, HOSTILE)]
    for number, name in enumerate(names):
        hostile = replace(said, name=name, office=name, organization=name)
        _load(tmp_path / f"{number}.nq", replace(example(), actors=(hostile, *others)))
        held = graph.read("MATCH (m:ActorMention {name: $name})-[:DENOTES]->(a) RETURN a.name AS name", {"name": name})
        assert held == [{"name": " ".join(name.split())}]
        assert _names_in_use(graph) == before
        assert run("export", tmp_path / "graph.nq").code == 0


def test_a_hostile_file_name_moves_no_terminal(graph: Database, home: Settings, news: Path) -> None:
    (news / "\x1b[2J[red]x.txt").write_text("")
    ended = run("ingest", news)
    assert ended.code == 1
    assert "\x1b" not in ended.err
    assert "[red]x.txt is empty" in ended.err


def _load(file: Path, extraction: Extraction) -> None:
    file.write_bytes(nquads(article_quads(extraction, replace(BY, hash=file.name))))
    ended = run("load", file)
    assert ended.code == 0, ended.err


def _names_in_use(graph: Database) -> dict[str, list[str]]:
    """Labels, relationship types and property keys of the database."""
    asked = {"labels": "label", "relationshipTypes": "relationshipType", "propertyKeys": "propertyKey"}
    return {
        what: [row[column] for row in graph.read(f"CALL db.{what}() YIELD {column} RETURN {column} ORDER BY {column}")]
        for what, column in asked.items()
    }
