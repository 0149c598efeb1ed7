"""Runs as wholes: repeated, edited, forgotten, interrupted, refused, and from RDF instead of articles."""

from __future__ import annotations

import importlib.metadata
import json
import os
import signal
import socket
import subprocess
import sys
import time
from ast import Import, ImportFrom, parse, walk
from pathlib import Path
from typing import Any

import psutil
import pytest

from commands import SOURCE, Ended, exported, finished, last_commit, nodes, rejections, run, started, use_home
from disposable import wipe
from kgload.database import Database
from kgload.load.dead_letter import DeadLetter
from kgload.load.lock import RunLock
from kgload.pipeline import extractor_info, ingest
from kgload.pipeline.extracting import CODE, LIBRARIES
from kgload.registry import use_registry
from kgload.resolve import drop_resolved
from kgload.settings import Settings

EXAMPLES = Path(__file__).resolve().parent.parent / "examples" / "articles"
PUTIN_LI = "Russian President Vladimir Putin met Chinese Defence Minister Li Shangfu in Moscow on Sunday."
SHOIGU_LI = "Russian Defence Minister Sergei Shoigu held talks with Chinese Defence Minister Li Shangfu on Tuesday."
OUR_REGISTRY = '[organizations.example-wire]\nname = "Example Wire"\nkind = "agency"\naliases = []\n'

neo4j = pytest.mark.neo4j


def record(number: int, text: str = PUTIN_LI) -> dict[str, Any]:
    return {"url": f"https://example.org/{number}", "published": "2023-04-18", "title": f"No. {number}", "text": text}


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    return folder


def write(folder: Path, *records: dict[str, Any]) -> None:
    (folder / "articles.jsonl").write_text("".join(json.dumps(one) + "\n" for one in records))


def summary_of(ended: Ended) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(ended.out)
    return found


def meetings(person: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(
        run("query", "meetings_between", "-p", f"person={person}", "--format", "json").out
    )
    return found


@pytest.fixture(scope="module")
def from_articles(database: Database, neo4j_settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """What the graph is after ingesting the examples."""
    wipe(database)
    with pytest.MonkeyPatch.context() as patch:
        use_home(patch, neo4j_settings, tmp_path_factory.mktemp("examples") / "home")
        assert run("ingest", EXAMPLES).code == 0
    return exported(database)


@neo4j
def test_an_edited_article_says_only_what_it_says_now(graph: Database, home: Settings, news: Path) -> None:
    write(news, record(1))
    run("ingest", news)
    (before,) = meetings("Li Shangfu")
    assert (before["earliest"], before["counterparts"][0]["name"]) == ("2023-04-16", "Vladimir Putin")
    write(news, record(1, SHOIGU_LI))
    assert summary_of(run("ingest", news, "--json"))["written"] == 1
    (after,) = meetings("Li Shangfu")
    assert (after["earliest"], after["counterparts"][0]["name"]) == ("2023-04-18", "Sergei Shoigu")
    assert after["sources"][0]["id"] == before["sources"][0]["id"]
    edited = exported(graph)
    wipe(graph)
    run("ingest", news)
    assert exported(graph) == edited


@neo4j
@pytest.mark.parametrize("name", ["https://example.org/2", "articles.jsonl"], ids=["url", "path"])
def test_forget_leaves_what_the_others_say(graph: Database, home: Settings, news: Path, name: str) -> None:
    (news / "other").mkdir()
    write(news / "other", record(1))
    run("ingest", news / "other")
    alone = exported(graph)
    write(news, record(2), *([record(3, SHOIGU_LI)] if name.startswith("http") else []))
    run("ingest", news)
    assert [len(row["sources"]) for row in meetings("Putin")] == [2]
    if name == "articles.jsonl":
        ended = run("forget", name)
        assert (ended.code, "several articles" in ended.err) == (2, True)
        name = "https://example.org/2"
    assert run("forget", name).code == 0
    if meetings("Shoigu"):
        assert run("forget", "https://example.org/3").code == 0
    assert exported(graph) == alone
    assert run("forget", name).code == 2


@neo4j
def test_a_mirror_forgets_what_its_collection_no_longer_has(graph: Database, home: Settings, news: Path) -> None:
    for number in (1, 2, 3):
        (news / f"{number}.json").write_text(json.dumps(record(number, SHOIGU_LI if number == 3 else PUTIN_LI)))
    run("ingest", news)
    (news / "1.json").unlink()
    (news / "2.json").write_text("{broken")
    (news / "3.json").unlink()
    assert summary_of(run("ingest", news, "--json"))["withdrawn"] == 0  # without being asked, nothing is forgotten
    assert summary_of(run("ingest", news, "--mirror", "--dry-run", "--json"))["withdrawn"] == 2
    ended = run("ingest", news, "--mirror", "--json")
    summary = summary_of(ended)
    assert (ended.code, summary["withdrawn"], rejections(summary)) == (1, 2, {("2.json", "bad_json")})
    paths = graph.read("MATCH (article:Article) RETURN article.path AS path")
    assert paths == [{"path": "2.json"}]  # what cannot be read now keeps what it said
    assert meetings("Shoigu") == []
    (news / "2.json").unlink()
    run("ingest", news, "--mirror")
    assert (nodes(graph, "Article"), nodes(graph, "Event"), nodes(graph, "Actor")) == (0, 0, 0)


@neo4j
def test_another_collection_is_no_business_of_a_mirror(graph: Database, home: Settings, news: Path) -> None:
    write(news, record(1))
    run("ingest", news, "--collection", "others")
    write(news, record(2))
    assert summary_of(run("ingest", news, "--mirror", "--json"))["withdrawn"] == 0
    assert nodes(graph, "Article") == 2


@neo4j
def test_a_run_with_nothing_new_loads_no_parser(graph: Database, home: Settings, news: Path) -> None:
    write(news, record(1), record(2, SHOIGU_LI))
    (news / "page.html").write_text(f"<html><body><p>{PUTIN_LI}</p></body></html>")
    run("ingest", news)
    code = "import sys; from kgload.cli import main\ntry: main(sys.argv[1:])\nfinally: print(*sys.modules)"
    again = subprocess.run(
        [sys.executable, "-c", code, "ingest", str(news), "--json"],
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        capture_output=True,
        text=True,
        check=False,
    )
    summary, modules = again.stdout.splitlines()
    assert json.loads(summary)["unchanged"] == 3
    assert not {"spacy", "trafilatura"} & set(modules.split())


@neo4j
def test_what_was_seen_is_only_a_cache(graph: Database, home: Settings, news: Path) -> None:
    write(news, record(1), record(2, SHOIGU_LI))
    (news / "broken.json").write_text("{broken")
    first = summary_of(run("ingest", news, "--json"))
    seen = home.state_folder / "sightings.sqlite"
    assert seen.exists()
    again = summary_of(run("ingest", news, "--json"))
    seen.write_bytes(b"not a database" * 100)
    spoilt = summary_of(run("ingest", news, "--json"))
    assert seen.read_bytes().startswith(b"SQLite")
    seen.unlink()
    missing = summary_of(run("ingest", news, "--json"))
    assert [rejections(s) for s in (first, again, spoilt, missing)] == [{("broken.json", "bad_json")}] * 4
    assert [s["unchanged"] for s in (again, spoilt, missing)] == [2, 2, 2]


@neo4j
def test_resolve_finishes_and_makes_anew(graph: Database, home: Settings, news: Path) -> None:
    write(news, record(1), record(2, SHOIGU_LI))
    run("ingest", news)
    whole = exported(graph)
    assert summary_of(run("resolve", "--json"))["blocks"] == 0
    drop_resolved(graph)
    assert nodes(graph, "Event") == 0
    assert summary_of(run("resolve", "--all", "--json"))["events"] == 2
    assert exported(graph) == whole


class CutOffError(Exception):
    """Stands for whatever ends a run from outside."""


@neo4j
def test_a_run_cut_off_before_resolving_is_finished_by_the_next(graph: Database, home: Settings, news: Path) -> None:
    def cut_off(what: str, done: int, total: int | None) -> None:
        if what.startswith("resolving"):
            raise CutOffError

    write(news, record(1), record(2, SHOIGU_LI))
    with pytest.raises(CutOffError):
        ingest([news], home, progress=cut_off)
    assert (nodes(graph, "Event"), nodes(graph, "Block") > 0) == (0, True)
    assert graph.read("MATCH (run:Run) RETURN run.outcome AS outcome") == [{"outcome": "failed"}]
    assert "blocks wait to be resolved" in run("doctor").out
    summary = summary_of(run("ingest", news, "--json"))
    assert (summary["written"], summary["unchanged"], summary["blocks"] > 0) == (0, 2, True)
    assert (nodes(graph, "Event"), nodes(graph, "Block")) == (2, 0)
    finished_later = exported(graph)
    wipe(graph)
    run("ingest", news)
    assert exported(graph) == finished_later


@neo4j
def test_a_run_that_changes_nothing_writes_nothing(graph: Database, home: Settings, news: Path) -> None:
    write(news, record(1))
    run("ingest", news)
    before = last_commit(graph)
    file = str(news.parent / "graph.nq")
    for arguments in (["ingest", str(news)], ["ingest", str(news), "--dry-run"], ["export", file], ["load", file]):
        assert run(*arguments).code == 0
    assert last_commit(graph) == before


@neo4j
def test_a_correction_needs_no_changed_article_and_is_taken_back(
    graph: Database, home: Settings, news: Path, tmp_path: Path
) -> None:
    mentions = ", ".join(f'{{ article = "https://example.org/{n}", quote = "met Chinese" }}' for n in (1, 2))
    file = tmp_path / "ours.toml"
    file.write_text(f'[[not-same-event]]\nmentions = [{mentions}]\nreason = "one after the other"\n')
    write(news, record(1), record(2))
    run("ingest", news)
    plain = exported(graph)
    try:
        summary = summary_of(run("ingest", news, "--registry", file, "--json"))
        assert (summary["written"], summary["unchanged"], summary["blocks"] > 0) == (0, 2, True)
        assert len(meetings("Putin")) == 2
        before = last_commit(graph)
        assert run("ingest", news, "--registry", file).code == 0
        assert last_commit(graph) == before
    finally:
        use_registry([])
    run("ingest", news)
    assert exported(graph) == plain


@neo4j
def test_a_signal_ends_it_at_an_article_border(graph: Database, home: Settings, news: Path) -> None:
    def interrupt(what: str, done: int, total: int | None) -> None:
        if (what, done) == ("extracting", 10):
            os.kill(os.getpid(), signal.SIGINT)

    write(news, *(record(number) for number in range(40)))
    summary = ingest([news], home, progress=interrupt)
    assert (summary.outcome, summary.exit_code) == ("stopped", 130)
    assert nodes(graph, "Article") == summary.written == 10
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    assert graph.read("MATCH (run:Run) RETURN run.outcome AS outcome") == [{"outcome": "stopped"}]
    assert ingest([news], home).written == 40 - summary.written
    completed = exported(graph)
    wipe(graph)
    ingest([news], home)
    assert exported(graph) == completed


@neo4j
@pytest.mark.slow
def test_sigterm_is_exit_143(graph: Database, home: Settings, news: Path) -> None:
    write(news, *(record(number) for number in range(400)))
    process = started("ingest", news, "--json", "--workers", "2")
    while process.poll() is None and nodes(graph, "Article") == 0:
        time.sleep(0.02)
    process.terminate()
    asked = time.monotonic()
    ended = finished(process)
    assert (ended.code, summary_of(ended)["outcome"]) == (143, "stopped"), ended.err
    assert time.monotonic() - asked < 10
    assert summary_of(ended)["written"] == nodes(graph, "Article") < 400


@pytest.mark.slow
def test_workers_do_not_outlive_a_killed_run(news: Path) -> None:
    write(news, *(record(number) for number in range(1000)))
    process = started("extract", news, "--workers", "2")
    assert process.stdout is not None
    assert process.stdout.readline()
    workers = psutil.Process(process.pid).children(recursive=True)
    process.kill()
    process.communicate()
    assert len(workers) >= 2
    assert psutil.wait_procs(workers, timeout=10)[1] == []


@neo4j
def test_a_second_run_is_told_to_wait(graph: Database, home: Settings, news: Path) -> None:
    write(news, record(1))
    run("ingest", news)
    with RunLock(graph, home.state_folder, "news"):
        for arguments in (["ingest", str(news)], ["forget", "https://example.org/1"]):
            ended = run(*arguments)
            assert (ended.code, "another run" in ended.err) == (75, True)
        assert run("ingest", news, "--collection", "elsewhere").code == 0
    assert run("ingest", news).code == 0


@neo4j
def test_several_folders_are_several_collections(graph: Database, home: Settings, tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_text(PUTIN_LI)
    assert summary_of(run("ingest", tmp_path / "one", tmp_path / "two", "--json"))["collections"] == ["one", "two"]
    together = exported(graph)
    wipe(graph)
    for name in ("two", "one"):
        run("ingest", tmp_path / name)
    assert exported(graph) == together
    with RunLock(graph, home.state_folder, "two"):
        assert run("ingest", tmp_path / "one", tmp_path / "two").code == 75


def test_no_neo4j_is_no_fault_of_an_article(tmp_path: Path, news: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    monkeypatch.setenv("NEO4J_URI", f"bolt://127.0.0.1:{port}")
    monkeypatch.setenv("KGLOAD_HOME", str(tmp_path / "home"))
    (news / "empty.txt").write_text("")
    write(news, record(1))
    ended = run("ingest", news)
    assert (ended.code, "cannot be reached" in ended.err) == (3, True)
    assert DeadLetter(tmp_path / "home" / "dead-letter").entries() == []


@neo4j
def test_a_wrong_password_is_a_fault_of_the_set_up(home: Settings, news: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_PASSWORD", "not the password")
    write(news, record(1))
    ended = run("ingest", news)
    assert (ended.code, "NEO4J_PASSWORD" in ended.err) == (4, True)


@neo4j
@pytest.mark.parametrize(("form", "suffix"), [("nquads", ".nq"), ("trig", ".trig"), ("jsonld", ".jsonld")])
def test_rdf_made_elsewhere_gives_the_same_graph(
    graph: Database, home: Settings, from_articles: bytes, tmp_path: Path, form: str, suffix: str
) -> None:
    file = tmp_path / f"articles{suffix}"
    file.write_text(run("extract", EXAMPLES, "--format", form).out)
    summary = summary_of(run("load", file, "--json"))
    assert (summary["rejected"], summary["written"]) == ([], summary["read"])
    assert exported(graph) == from_articles
    assert summary_of(run("ingest", EXAMPLES, "--json"))["written"] == 0


@neo4j
@pytest.mark.parametrize("suffix", [".nq", ".trig", ".jsonld"])
def test_an_export_can_be_loaded_into_an_empty_database(
    graph: Database, home: Settings, from_articles: bytes, tmp_path: Path, suffix: str
) -> None:
    (tmp_path / "first.nq").write_bytes(from_articles)
    assert run("load", tmp_path / "first.nq").code == 0
    assert run("export", tmp_path / f"again{suffix}").code == 0
    wipe(graph)
    assert run("load", tmp_path / f"again{suffix}").code == 0
    assert exported(graph) == from_articles


@neo4j
def test_a_graph_that_the_shapes_refuse_is_a_dead_letter(graph: Database, home: Settings, news: Path) -> None:
    write(news, record(1), record(2, SHOIGU_LI))
    lines = run("extract", news, "--format", "nquads").out.splitlines()
    bad = next(line for line in lines if "sha256" in line)
    file = news / "articles.nq"
    file.write_text("".join(f"{line}\n" for line in lines if line != bad))
    ended = run("load", file, "--json")
    assert (ended.code, summary_of(ended)["written"]) == (1, 1)
    (entry,) = DeadLetter(home.dead_letter_folder).entries()
    assert (entry.stage, entry.code, entry.retry) == ("rdf", "shape", str(file))
    file.write_text("".join(f"{line}\n" for line in lines))
    assert run("load", file).code == 0
    assert DeadLetter(home.dead_letter_folder).entries() == []


@neo4j
def test_two_versions_in_one_file_of_rdf(graph: Database, home: Settings, news: Path) -> None:
    quads = ""
    for text, published in ((PUTIN_LI, "2023-04-18"), (SHOIGU_LI, "2023-04-19")):
        write(news, {**record(1, text), "published": published})
        quads += run("extract", news, "--format", "nquads").out
    (news / "both.nq").write_text(quads)
    summary = summary_of(run("load", news / "both.nq", "--json"))
    assert (summary["written"], summary["issues"]) == (1, {"superseded": 1})
    assert [row["counterparts"][0]["name"] for row in meetings("Li Shangfu")] == ["Sergei Shoigu"]


@pytest.mark.slow
def test_neither_machine_nor_workers_change_what_is_extracted(tmp_path: Path) -> None:
    environments: list[dict[str, str]] = [
        {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C", "PYTHONUTF8": "0"},
        {"PYTHONHASHSEED": "4711", "TZ": "Pacific/Auckland", "LC_ALL": "tr_TR.UTF-8"},
    ]
    processes = [
        started("extract", EXAMPLES, "--workers", "2", **environments[0]),
        started("extract", EXAMPLES, **environments[1]),
    ]
    endings = [finished(process) for process in processes]
    assert [ended.code for ended in endings] == [0, 0], endings
    assert endings[0].out == endings[1].out == run("extract", EXAMPLES).out
    assert len(endings[0].out) > 10_000


@pytest.mark.slow
@pytest.mark.parametrize("day", ["2001-02-03", "2031-12-31"])
def test_the_day_of_the_run_changes_nothing_that_is_extracted(day: str) -> None:
    command = [sys.executable, "-m", "other_day", day, "extract", str(EXAMPLES)]
    path = os.pathsep.join((str(SOURCE), str(Path(__file__).parent)))
    ended = subprocess.run(command, env={**os.environ, "PYTHONPATH": path}, capture_output=True, check=True)
    assert ended.stdout.decode() == run("extract", EXAMPLES).out


@pytest.mark.slow
def test_a_registry_of_the_users_reaches_workers_and_hash(tmp_path: Path, news: Path) -> None:
    file = tmp_path / "ours.toml"
    file.write_text(OUR_REGISTRY)
    write(news, *(record(number, PUTIN_LI.replace(".", ", Example Wire reported.")) for number in range(2)))
    plain, without = extractor_info(), run("extract", news).out
    try:
        alone = run("extract", news, "--registry", file).out
        assert extractor_info().hash != plain.hash
        assert alone != without
        assert run("extract", news, "--registry", file, "--workers", "2").out == alone
    finally:
        use_registry([])
    assert extractor_info() == plain


def test_the_hash_covers_every_library_that_reading_and_extracting_use() -> None:
    package = SOURCE / "kgload"
    files = [file for name in CODE for file in [*(package / name).rglob("*.py"), package / name] if file.is_file()]
    modules = {
        (node.module or "" if isinstance(node, ImportFrom) else node.names[0].name).partition(".")[0]
        for file in files
        for node in walk(parse(file.read_text(encoding="utf-8")))
        if isinstance(node, Import | ImportFrom)
    }
    distributions = importlib.metadata.packages_distributions()
    used = {distributions[name][0].lower().replace("_", "-") for name in modules - {"kgload"} if name in distributions}
    assert used <= set(LIBRARIES)
