from __future__ import annotations

import stat
import subprocess
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from kgload.server.java import find_java
from kgload.server.layout import (
    HOST,
    Layout,
    last_ports,
    new_password,
    quoted,
    write_admin_arguments,
    write_arguments,
    write_configuration,
)


def test_only_this_user_reads_the_password(tmp_path: Path) -> None:
    layout = Layout(tmp_path)
    first = new_password(layout)
    assert stat.S_IMODE(layout.password.stat().st_mode) == 0o600
    assert layout.password.read_text(encoding="utf-8") == first + "\n"
    assert new_password(layout) != first
    assert len(first) >= 32


def test_the_ports_of_the_last_start_are_known(tmp_path: Path) -> None:
    layout = Layout(tmp_path)
    assert last_ports(layout) is None
    write_configuration(layout, 4001, 4002)
    assert last_ports(layout) == (4001, 4002)


def test_the_server_listens_on_this_machine_only(tmp_path: Path) -> None:
    layout = Layout(tmp_path)
    write_configuration(layout, 4001, 4002)
    text = layout.configuration.read_text(encoding="utf-8")
    addresses = [line.split("=")[1] for line in text.splitlines() if "address=" in line]
    assert set(addresses) == {HOST, f"{HOST}:4001", f"{HOST}:4002"}
    assert "dbms.usage_report.enabled=false" in text
    assert "client.allow_telemetry=false" in text


def test_no_argument_file_holds_the_password(tmp_path: Path) -> None:
    layout = Layout(tmp_path)
    password = new_password(layout)
    write_arguments(layout, [tmp_path / "a.jar"])
    write_admin_arguments(layout, [tmp_path / "a.jar"])
    for file in (layout.arguments, layout.admin_arguments):
        assert password not in file.read_text(encoding="utf-8")


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_quoting_is_undone_by_unquoting(text: str) -> None:
    inner = quoted(text)[1:-1]
    assert inner.replace("\\\\", "\0").replace('\\"', '"').replace("\0", "\\") == text


def test_java_reads_what_was_quoted(tmp_path: Path) -> None:
    value = 'a "b" \\c d\'e # ü 日'
    (tmp_path / "args").write_text(f"{quoted(f'-Dkgload.value={value}')}\n-XshowSettings:properties\n-version\n")
    done = subprocess.run(
        [find_java(), f"@{tmp_path / 'args'}"], env={"LC_ALL": "C.UTF-8"}, capture_output=True, check=True
    )
    assert f"kgload.value = {value}" in done.stderr.decode("utf-8")
