"""Where settings come from, and what is said when one is wrong."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import ValidationError

from kgload.errors import UsageError
from kgload.settings import load_settings

FLAG, ENVIRONMENT, ENV_FILE, TOML = ("bolt://flag", "bolt://environment", "bolt://dotenv", "bolt://toml")


@pytest.fixture(autouse=True)
def clean(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A folder without settings files and an environment without our names."""
    for name in list(os.environ):
        if name.upper().startswith(("NEO4J_", "KGLOAD_")):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def test_by_default_the_local_server_is_used() -> None:
    settings = load_settings()
    assert settings.neo4j_uri is None
    assert (settings.neo4j_username, settings.neo4j_database, settings.neo4j_password) == ("neo4j", "neo4j", None)
    assert settings.home.is_absolute()
    assert settings.home.name == "kgload"


def test_the_folders_lie_below_home(tmp_path: Path) -> None:
    settings = load_settings(home="here")
    assert settings.home == tmp_path.resolve() / "here"
    folders = [settings.server_folder, settings.state_folder, settings.dead_letter_folder, settings.cache_folder]
    assert [folder.relative_to(settings.home).as_posix() for folder in folders] == [
        "server",
        "state",
        "dead-letter",
        "cache",
    ]


@pytest.mark.parametrize(
    ("sources", "wins"),
    [
        pytest.param((FLAG, ENVIRONMENT, ENV_FILE, TOML), FLAG, id="flag"),
        pytest.param((None, ENVIRONMENT, ENV_FILE, TOML), ENVIRONMENT, id="environment"),
        pytest.param((None, None, ENV_FILE, TOML), ENV_FILE, id="env-file"),
        pytest.param((None, None, None, TOML), TOML, id="toml"),
        pytest.param((None, "", None, TOML), TOML, id="an-empty-variable-is-none"),
        pytest.param((None, None, None, None), None, id="default"),
    ],
)
def test_the_nearest_source_wins(
    monkeypatch: pytest.MonkeyPatch, sources: tuple[str | None, str | None, str | None, str | None], wins: str | None
) -> None:
    flag, environment, env_file, toml = sources
    if environment is not None:
        monkeypatch.setenv("NEO4J_URI", environment)
    if env_file:
        Path(".env").write_text(f"NEO4J_URI={env_file}\nANOTHER_PROGRAMS=1\n", encoding="utf-8")
    if toml:
        Path("kgload.toml").write_text(f'neo4j_uri = "{toml}"\n', encoding="utf-8")
    assert load_settings(neo4j_uri=flag).neo4j_uri == wins


def test_our_own_names_begin_with_kgload(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("KGLOAD_HOME", str(tmp_path / "a"))
    monkeypatch.setenv("KGLOAD_JARS_CACHE", str(tmp_path / "b"))
    monkeypatch.setenv("KGLOAD_REGISTRY_FILES", os.pathsep.join(["c.toml", "d.toml"]))
    monkeypatch.setenv("KGLOAD_INSECURE", "true")
    settings = load_settings()
    assert (settings.home.name, settings.jars_cache.name) == ("a", "b")
    assert settings.registry_files == (Path("c.toml"), Path("d.toml"))
    assert settings.insecure


def test_a_list_in_toml() -> None:
    Path("kgload.toml").write_text('registry_files = ["c.toml"]\ninsecure = true\n', encoding="utf-8")
    settings = load_settings()
    assert settings.registry_files == (Path("c.toml"),)
    assert settings.insecure


def test_a_password_comes_from_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("secret").write_text(" s3cret \n", encoding="utf-8")
    monkeypatch.setenv("NEO4J_PASSWORD_FILE", "secret")
    password = load_settings().neo4j_password
    assert password is not None
    assert password.get_secret_value() == "s3cret"
    monkeypatch.setenv("NEO4J_PASSWORD", "plain")
    password = load_settings().neo4j_password
    assert password is not None
    assert password.get_secret_value() == "plain"


def test_a_password_file_that_is_absent_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_PASSWORD_FILE", "absent-file")
    with pytest.raises(UsageError, match="absent-file"):
        load_settings()


def test_a_password_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_PASSWORD", "canary")
    settings = load_settings()
    assert "canary" not in repr(settings) + str(settings) + settings.model_dump_json()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param('neo4j_uri = "bolt://x', "at end of document", id="not-toml"),
        pytest.param("\n\n= 1", "line 3", id="not-toml-line-3"),
        pytest.param('neo4j_url = "bolt://x"', "Did you mean neo4j_uri", id="misspelt"),
        pytest.param("[kgload]\nx = 1", "no setting named 'kgload'", id="unknown"),
        pytest.param('neo4j_uri = "http://x"', "must look like neo4j://HOST", id="scheme"),
        pytest.param('neo4j_uri = "x:7687"', "must look like neo4j://HOST", id="no-scheme"),
        pytest.param('neo4j_uri = "bolt://me:pw@x"', "must not hold a name or password", id="userinfo"),
        pytest.param("neo4j_uri = 7", "neo4j_uri in", id="type"),
        pytest.param('insecure = "perhaps"', "insecure in", id="bool"),
        pytest.param("home = []", "home in", id="path"),
        pytest.param('neo4j_database = ""', "neo4j_database in", id="empty"),
        pytest.param("collections = 3", "collections in", id="collections-no-table"),
        pytest.param("[collections.a]", "collections.a.paths in", id="collection-without-paths"),
        pytest.param("[collections.a]\npaths = []", "collections.a.paths in", id="collection-with-no-path"),
        pytest.param('[collections.a]\npath = "x"', "'collections.a.path'. Did you mean", id="collection-misspelt"),
        pytest.param('[collections.a]\npaths = "x"\nevery = "1w"', "like 15m, 6h or 1d", id="every-of-no-unit"),
        pytest.param('[collections.a]\npaths = "x"\nevery = "0h"', "collections.a.every in", id="every-nothing"),
        pytest.param('[collections."a/b"]\npaths = "x"', "collections.a/b", id="collection-name"),
        pytest.param('log_level = "loud"', "log_level in", id="choice"),
    ],
)
def test_a_wrong_file_is_named_with_place_and_remedy(text: str, words: str) -> None:
    Path("kgload.toml").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        load_settings()
    assert "kgload.toml" in caught.value.message
    assert words in str(caught.value)
    assert caught.value.remedy
    assert "pw" not in str(caught.value).replace("password", "")


def test_bytes_that_are_no_text_are_named() -> None:
    Path("kgload.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(UsageError, match=r"kgload\.toml"):
        load_settings()


def test_a_wrong_value_is_traced_to_its_source(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UsageError, match="the command line"):
        load_settings(neo4j_uri="x")
    Path(".env").write_text("NEO4J_URI=x\n", encoding="utf-8")
    with pytest.raises(UsageError, match=r"\.env \(NEO4J_URI\)"):
        load_settings()
    monkeypatch.setenv("KGLOAD_INSECURE", "perhaps")
    with pytest.raises(UsageError, match=r"the environment \(KGLOAD_INSECURE\)"):
        load_settings(neo4j_uri="bolt://x")


def test_an_override_that_does_not_exist_is_our_bug() -> None:
    with pytest.raises(TypeError, match="no such setting: url"):
        load_settings(url="bolt://x")


def test_collections() -> None:
    text = """
registry_files = ["ours.toml"]
[collections.wire]
paths = "/data/wire"
publisher = "Example Wire"
every = "90m"
registry = ["wire.toml", "ours.toml"]
[collections."press releases"]
paths = ["/data/a", "/data/b"]
registry = "press.toml"
mirror = true
"""
    Path("kgload.toml").write_text(text, encoding="utf-8")
    settings = load_settings()
    wire, press = settings.collections.values()
    assert (wire.paths, wire.every, wire.mirror) == ((Path("/data/wire"),), timedelta(minutes=90), False)
    assert (press.paths, press.every, press.mirror) == ((Path("/data/a"), Path("/data/b")), None, True)
    assert settings.registries == tuple(map(Path, ("ours.toml", "wire.toml", "press.toml")))
    assert settings.publishers == {"wire": "Example Wire"}


def test_settings_do_not_change() -> None:
    settings = load_settings()
    with pytest.raises(ValidationError):
        settings.home = Path("elsewhere")
