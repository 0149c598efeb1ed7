from __future__ import annotations

from pathlib import Path

import pytest

from kgload.errors import SetupError
from kgload.server.java import SUPPORTED, find_java, installed, java_version


def fake_java(folder: Path, body: str) -> Path:
    java = folder / "java"
    java.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    java.chmod(0o755)
    return java


def test_a_runtime_comes_with_the_package() -> None:
    assert java_version(find_java()) in SUPPORTED


@pytest.mark.parametrize(
    ("body", "version"),
    [
        pytest.param("""echo 'openjdk version "21.0.8" 2025-07-15 LTS' >&2""", 21, id="21"),
        pytest.param("""echo 'openjdk version "17" 2021-09-14' >&2""", 17, id="17-bare"),
        pytest.param("""echo 'java version "1.8.0_391"' >&2""", 1, id="8"),
        pytest.param("exit 1", None, id="fails"),
        pytest.param("echo nothing of use", None, id="says-nothing"),
    ],
)
def test_the_version_is_asked_of_the_runtime(tmp_path: Path, body: str, version: int | None) -> None:
    assert java_version(fake_java(tmp_path, body)) == version


def test_an_unusable_runtime_is_passed_over(tmp_path: Path) -> None:
    unusable = fake_java(tmp_path, "exit 127")
    assert find_java([unusable, tmp_path / "absent", *installed()]) == find_java()


def test_without_java_the_message_names_what_was_tried(tmp_path: Path) -> None:
    old = fake_java(tmp_path, """echo 'openjdk version "11.0.2"' >&2""")
    with pytest.raises(SetupError) as caught:
        find_java([old, tmp_path / "absent"])
    assert f"{old} (Java 11)" in caught.value.message
    assert "absent (does not run)" in caught.value.message
    assert "JAVA_HOME" in (caught.value.remedy or "")
