"""The plugin is run by a pytest of its own: only so can its failures be seen."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
MARKED = "import pytest\n@pytest.mark.shared\ndef test_a():\n    pytest.skip('no articles')\ndef test_b():\n    pass\n"
UNMARKED = "import pytest\ndef test_a():\n    pytest.skip('no tmpfs')\ndef test_b():\n    pass\n"
WHOLE_FILE = "import pytest\npytest.skip('no articles', allow_module_level=True)\n"


@pytest.mark.parametrize(
    ("source", "require", "closing"),
    [
        pytest.param(MARKED, "", "1 passed, 1 skipped", id="nothing-required"),
        pytest.param(MARKED, "neo4j,shared", "1 failed, 1 passed", id="marked-and-required"),
        pytest.param(MARKED, "neo4j", "1 passed, 1 skipped", id="another-marker-required"),
        pytest.param(UNMARKED, "shared", "1 passed, 1 skipped", id="unmarked"),
        pytest.param(WHOLE_FILE, "", "1 skipped", id="file-nothing-required"),
        pytest.param(WHOLE_FILE, "shared", "1 error", id="file-required"),
    ],
)
def test_skips(tmp_path: Path, source: str, require: str, closing: str) -> None:
    (tmp_path / "test_it.py").write_text(source)
    (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers =\n    shared\n    neo4j\n")
    environment = {**os.environ, "KGLOAD_REQUIRE": require, "PYTHONPATH": str(TESTS)}
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "required", "-p", "no:cacheprovider", str(tmp_path)],
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert re.search(rf"^{closing} in ", run.stdout, re.MULTILINE), run.stdout
    if require and closing.startswith("1 failed"):
        assert "no articles" in run.stdout
