"""What holds for the repository as a whole: who imports whom, how long things are, what no file may name."""

from __future__ import annotations

import ast
import re
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from kgload import errors
from kgload.cli import app
from kgload.query.catalog import get_query
from kgload.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "etl" / "kgload"
MODULES = sorted(PACKAGE.rglob("*.py"))

ROOMS = ("read", "extract", "rdf", "load", "resolve", "query")  # in order: a room knows those before it
TOP = {"model", "ids", "errors", "settings", "resources", "temporary", "vocabulary", "registry", "names", "network"}
# In order: a folder of extract/ knows those before it.
EXTRACT = ("text", "times", "clauses", "actors", "coreference", "mentions", "circumstances", "events")
USES_DATABASE = {"load", "resolve", "query"}
KNOWS_ALL = {"cli", "pipeline", "doctor", "__main__"}

BANNED_NAMES = {"utils", "util", "helpers", "helper", "common", "manager", "handler"}
FILE_LINES, FUNCTION_LINES = 400, 50

# Spelled in two halves, so that this file does not name what no file may name.
REGISTRY_HOSTS = [
    "pypi" + ".org",
    "python" + "hosted.org",
    "maven" + ".org",
    "maven" + ".apache.org",
    "npmjs" + ".",
    "crates" + ".io",
    "golang" + ".org",
    "deb.debian" + ".org",
    "--index" + "-url",
    "--extra" + "-index",
]
MACHINE_PATHS = re.compile(r"(?<![\w./-])/(?:work/(?:main|shared)|root/|home/\w|tmp/venv|opt/wheels)")


def room_of(module: Path) -> str:
    """The first part of a module's name below the package: "read" for read/html.py, "ids" for ids.py."""
    return module.relative_to(PACKAGE).with_suffix("").parts[0]


def imports(module: Path) -> Iterator[str]:
    """Absolute names of all that a module imports, wherever in the file it does so."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def allowed(room: str) -> set[str]:
    """What a room, or a module beside the rooms, may import of our own."""
    if room in ROOMS:
        return TOP | set(ROOMS[: ROOMS.index(room) + 1]) | ({"database"} if room in USES_DATABASE else set())
    beside = {"server": {"server"}, "database": {"server"}, "llm": {"llm", "extract"}, "browser": {"browser", "query"}}
    return TOP | beside.get(room, set())


def tracked() -> list[Path]:
    """The files that are in the repository, or would be after `git add`."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listing = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    return [path for name in listing.stdout.decode().split("\0") if name and (path := ROOT / name).is_file()]


def relative(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("module", MODULES, ids=relative)
def test_imports_point_one_way(module: Path) -> None:
    room = room_of(module)
    ours = {name.split(".")[1] for name in imports(module) if name.startswith("kgload.")}
    wrong = set() if room in KNOWS_ALL else ours - allowed(room) - {"__version__"}
    assert not wrong, f"{relative(module)} imports {sorted(wrong)}"


def test_one_module_imports_the_driver() -> None:
    users = {relative(m) for m in MODULES if any(name.split(".")[0] == "neo4j" for name in imports(m))}
    assert users == {"etl/kgload/database.py"}


def test_one_room_talks_to_models() -> None:
    users = {relative(m) for m in MODULES if any(name.split(".")[0] in ("openai", "httpx2") for name in imports(m))}
    assert users == {"etl/kgload/llm/endpoint.py"}


@pytest.mark.parametrize("folder", EXTRACT)
def test_folders_of_extract_import_from_left_to_right(folder: str) -> None:
    known, room = EXTRACT[: EXTRACT.index(folder) + 1], "kgload.extract."
    for module in (PACKAGE / "extract" / folder).rglob("*.py"):
        ours = {name.removeprefix(room).split(".")[0] for name in imports(module) if name.startswith(room)}
        assert not ours - set(known), relative(module)


def test_ids_are_minted_in_one_place() -> None:
    others = [module for module in MODULES if module != PACKAGE / "ids.py"]
    own = re.compile(r"\buuid\b|\bids\.mint\b|\bimport .*\bmint\b")
    assert [relative(module) for module in others if own.search(module.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize("room", ["read", "extract", "rdf", "resolve"])
def test_pure_rooms_have_no_clock_and_no_chance(room: str) -> None:
    """Pure stages give the same for the same input: the day of the run never matters."""
    clock = r"date\.today|datetime\.(?:now|utcnow|today)|time\.(?:time|localtime|gmtime)"
    calls = re.compile(rf"\b(?:{clock}|random\.\w+)\(")
    found = [
        f"{relative(module)}: {match.group()}"
        for module in (PACKAGE / room).rglob("*.py")
        for match in calls.finditer(module.read_text(encoding="utf-8"))
    ]
    assert not found


def test_names_say_what_a_file_holds() -> None:
    wrong = [relative(p) for p in tracked() if BANNED_NAMES & set(re.split(r"[_.\-]", p.name.lower()))]
    assert not wrong


@pytest.mark.parametrize("module", MODULES, ids=relative)
def test_lengths(module: Path) -> None:
    source = module.read_text(encoding="utf-8")
    assert len(source.splitlines()) <= FILE_LINES
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno:
            assert node.end_lineno - node.lineno < FUNCTION_LINES, f"{node.name} is too long"


def test_no_file_names_a_registry_or_a_path_of_one_machine() -> None:
    found = []
    for path in tracked():
        text = path.read_bytes().decode("utf-8", "replace")
        found += [f"{relative(path)}: {host}" for host in REGISTRY_HOSTS if host in text and path != Path(__file__)]
        found += [f"{relative(path)}: {m.group()}" for m in MACHINE_PATHS.finditer(text) if path.name != "test_repo.py"]
    assert not found


def commands(command: Any, path: tuple[str, ...] = ("kgload",)) -> Iterator[tuple[str, ...]]:
    """The full name of every command of the command line that does something by itself."""
    children = getattr(command, "commands", None)
    if children is None:
        yield path
    else:
        for name, child in children.items():
            yield from commands(child, (*path, name))


@pytest.fixture(scope="module")
def cli() -> set[tuple[str, ...]]:
    return set(commands(get_command(app)))


def test_help_of_every_command_has_an_example(cli: set[tuple[str, ...]]) -> None:
    without = []
    for path in sorted(cli):
        result = CliRunner(env={"COLUMNS": "200", "NO_COLOR": "1"}).invoke(app, [*path[1:], "--help"])
        assert result.exit_code == 0, result.output
        if " ".join(path) not in result.output.partition("Example")[2]:
            without.append(" ".join(path))
    assert not without


def shell_lines(document: Path) -> list[list[str]]:
    """The words of each command in a Markdown file: in its ```sh blocks, and `kgload …` and `make …` in its text."""
    text = document.read_text(encoding="utf-8")
    blocks = re.findall(r"```sh\n(.*?)```", text, re.DOTALL)
    lines = [line.partition("#")[0].strip() for block in blocks for line in block.splitlines()]
    lines += re.findall(r"`((?:kgload|make) [a-z][^`]*)`", text)
    lines += re.findall(r"\.venv/bin/kgload\"? (.+?) >>", text)  # a line of a crontab
    return [shlex.split(line.removeprefix("KGLOAD_HOME=.demo ")) for line in lines if line]


def command_of(words: list[str]) -> Any:
    """The command that is called, and its arguments. Fails if there is none of that name."""
    command: Any = get_command(app)
    rest = words[1:] if words[0] == "kgload" else words
    while children := getattr(command, "commands", None):
        assert rest, words
        if "|" in rest[0]:  # start|stop
            assert set(rest[0].split("|")) <= set(children), words
            return command, []
        assert rest[0] in children, words
        command, rest = children[rest[0]], rest[1:]
    return command, rest


def check_call(words: list[str]) -> None:
    """Fails unless the command, its options, the saved query and its parameters exist."""
    command, rest = command_of(words)
    known = {option for parameter in command.params for option in parameter.opts} | {"--help"}
    assert {word for word in rest if word.startswith("-")} <= known, words
    if command.name == "query" and rest and not rest[0].startswith("-"):
        given = [rest[place + 1].partition("=")[0] for place, word in enumerate(rest) if word == "-p"]
        assert set(given) <= {parameter.name for parameter in get_query(rest[0]).parameters}, words


@pytest.mark.parametrize("document", ["README.md", "examples/README.md", "cypher/README.md", "docs/jobs/README.md"])
def test_commands_in_documents_exist(document: str) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for words in shell_lines(ROOT / document):
        if words[0] == "make":
            assert words[1] in targets, words
        elif words[0] == "kgload" and "NAME" not in words:
            check_call(words)
        elif words[0] == "ingest":
            check_call(["kgload", *words])


def test_documents_tell_every_setting_and_exit_code() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    told = readme + (ROOT / "docs/jobs/README.md").read_text(encoding="utf-8")
    names = {name.upper() if name.startswith("neo4j") else f"KGLOAD_{name.upper()}" for name in Settings.model_fields}
    assert {name for name in names if f"`{name}`" not in told} == set()
    faults = [found for found in vars(errors).values() if isinstance(found, type) and hasattr(found, "exit_code")]
    codes = {str(fault.exit_code) for fault in faults}
    listed = set(re.findall(r"\d+", " ".join(re.findall(r"^\| ([\d, ]+) \|", readme, re.MULTILINE))))
    assert codes <= listed


@pytest.mark.parametrize("document", ["README.md", "examples/README.md", "CHANGELOG.md", "docs/jobs/README.md"])
def test_links_in_documents_lead_somewhere(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    targets = [t for t in re.findall(r"\]\(([^)#]+)", text) if "://" not in t]
    assert [t for t in targets if not (ROOT / document).parent.joinpath(t).exists()] == []


def test_changelog_says_what_is_new() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    entries = text.partition("## Unreleased")[2].partition("\n## ")[0]
    assert re.search(r"^- \S", entries, re.MULTILINE)
