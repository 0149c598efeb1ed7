"""What travels: the requirement files, the wheel, the container files, CI."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
RUNTIME = PROJECT["project"]["dependencies"]
EXTRAS = PROJECT["project"]["optional-dependencies"]
DEVELOPMENT = [*EXTRAS["dev"], *EXTRAS["llm"]]
FILES = ["requirements.txt", "requirements-dev.txt", "requirements-build.txt"]


def pins(file: str) -> dict[str, Requirement]:
    """Name -> pinned requirement of a requirements file whose every entry is on lines joined by backslashes."""
    text = (ROOT / file).read_text(encoding="utf-8").replace("\\\n", " ")
    found = [Requirement(line.partition("--hash")[0]) for line in text.splitlines() if line.strip()]
    return {canonicalize_name(requirement.name): requirement for requirement in found}


@pytest.mark.parametrize("file", FILES)
def test_requirements_are_pinned_and_hashed(file: str) -> None:
    text = (ROOT / file).read_text(encoding="utf-8")
    assert "://" not in text
    for entry in text.replace("\\\n", " ").splitlines():
        assert re.fullmatch(r"[a-z0-9.-]+==[^\s;]+( ; [^-]*[^\s])?\s+(--hash=sha256:[0-9a-f]{64}\s*)+", entry), entry


@pytest.mark.parametrize(
    ("file", "wanted"),
    [
        ("requirements.txt", RUNTIME),
        ("requirements-dev.txt", RUNTIME + DEVELOPMENT),
        ("requirements-build.txt", [*PROJECT["build-system"]["requires"], "pip", "editables"]),
    ],
)
def test_requirements_satisfy_the_project(file: str, wanted: list[str]) -> None:
    pinned = pins(file)
    for requirement in map(Requirement, wanted):
        (pin,) = pinned[canonicalize_name(requirement.name)].specifier
        assert requirement.specifier.contains(pin.version), f"{requirement} but {pin}; run make lock"


def test_extras_are_only_for_those_who_ask() -> None:
    extras = {canonicalize_name(Requirement(wanted).name) for wanted in EXTRAS["llm"]}
    assert extras.isdisjoint(pins("requirements.txt"))


def test_one_version_of_everything() -> None:
    versions: dict[str, set[str]] = {}
    for file in FILES:
        for name, requirement in pins(file).items():
            versions.setdefault(name, set()).add(str(requirement.specifier))
    assert {name: found for name, found in versions.items() if len(found) > 1} == {}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    return next(folder.glob("kgload-*.whl"))


def test_wheel_holds_the_package_its_data_and_nothing_else(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"kgload"}
    for folder in ("schema", "cypher"):
        here = {p.relative_to(ROOT).as_posix() for p in (ROOT / folder).rglob("*") if p.is_file() and p.name[0] != "."}
        assert {f"kgload/_data/{name}" for name in here} <= names
    assert "kgload/py.typed" in names
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names)


def test_installed_wheel_finds_its_data(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path)
    code = (
        "import kgload, json; from kgload.resources import data_root; from kgload.vocabulary import vocabulary;"
        "print(json.dumps([kgload.__file__, str(data_root()), len(vocabulary().types)]))"
    )
    run = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    package, data, types = json.loads(run.stdout)
    assert Path(package).is_relative_to(tmp_path)
    assert Path(data) == tmp_path / "kgload" / "_data"
    assert types >= 17


def compose() -> dict[str, Any]:
    loaded = yaml.safe_load((ROOT / "docker" / "compose.yaml").read_text(encoding="utf-8"))
    assert isinstance(loaded, dict)
    return loaded


def test_compose_is_read_by_old_and_new() -> None:
    """docker-compose 1.29 and docker compose v2 both read a file without `version`; neither all of the other's keys."""
    file = compose()
    assert set(file) == {"x-kgload", "services", "volumes"}
    assert set(file["services"]) == {"neo4j", "kgload", "scheduled"}
    v1_keys = {
        *("image", "build", "environment", "ports", "volumes", "mem_limit", "healthcheck", "restart", "profiles"),
        *("depends_on", "read_only", "tmpfs", "cap_drop", "security_opt", "working_dir", "command"),
        *("entrypoint", "stop_grace_period"),
    }
    for service in file["services"].values():
        assert set(service) <= v1_keys
        named = {v.split(":")[0] for v in service["volumes"] if v[0] not in "./$"}
        assert named <= set(file["volumes"])


def test_compose_waits_for_bolt_and_stays_on_this_machine() -> None:
    services = compose()["services"]
    neo4j, job = services["neo4j"], services["kgload"]
    assert neo4j["image"] == "neo4j:5.26-community"
    assert "7687" in neo4j["healthcheck"]["test"][-1]
    assert all(port.startswith("127.0.0.1:") for port in neo4j["ports"])
    assert job["depends_on"] == {"neo4j": {"condition": "service_healthy"}}
    secrets = [neo4j["environment"]["NEO4J_AUTH"], job["environment"]["NEO4J_PASSWORD"]]
    assert all("${NEO4J_PASSWORD:?" in secret for secret in secrets)
    assert (ROOT / "docker" / job["build"]["context"]).resolve() == ROOT
    assert (ROOT / job["build"]["dockerfile"]).is_file()


def test_image_runs_as_nobody_special_and_carries_no_build_tools() -> None:
    stages = re.split(r"^FROM ", (ROOT / "docker" / "Dockerfile").read_text(encoding="utf-8"), flags=re.MULTILINE)
    head, build, final = stages
    assert "ARG BASE=" in head
    assert build.startswith("${BASE}")
    assert final.startswith("${BASE}")
    assert build.count("--require-hashes") == 2
    assert re.search(r"^USER [1-9]\d*:[1-9]\d*$", final, re.MULTILINE)
    assert not re.search(r"pip install|hatchling|apt", final)


def test_image_copies_only_what_the_build_may_see() -> None:
    ignore = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()
    assert ignore[0] == "*"
    seen = {entry[1:] for entry in ignore if entry.startswith("!")}
    build = (ROOT / "docker" / "Dockerfile").read_text(encoding="utf-8").partition("\nFROM ${BASE}\n")[0]
    copied = {word for line in re.findall(r"^COPY (.+) \S+$", build, re.MULTILINE) for word in line.split()}
    assert copied == seen
    assert all((ROOT / name).exists() for name in copied)


def test_ci_runs_the_tests_and_needs_all_of_them() -> None:
    script = ROOT / ".ci" / "run"
    text = script.read_text(encoding="utf-8")
    assert os.access(script, os.X_OK)
    assert "set -euo pipefail" in text
    assert text.rstrip().endswith("\nmake test")
    markers = {marker.partition(":")[0] for marker in PROJECT["tool"]["pytest"]["ini_options"]["markers"]}
    match = re.search(r"KGLOAD_REQUIRE:-([\w,]+)", text)
    assert match
    assert set(match.group(1).split(",")) <= markers
    for each in (script, script.with_name("engine"), ROOT / "docker" / "standin" / "build"):
        subprocess.run(["bash", "-n", each], check=True)
