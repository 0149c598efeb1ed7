"""The files of one local server, and what they hold: configuration, password, command line."""

from __future__ import annotations

import os
import re
import secrets
from dataclasses import dataclass
from pathlib import Path

HOST = "127.0.0.1"
DATABASE = "neo4j"  # Community has one
MAIN_CLASS = "org.neo4j.server.CommunityEntryPoint"
ADMIN_CLASS = "org.neo4j.cli.AdminTool"
OPENED = ("java.nio", "java.io", "sun.nio.ch", "java.lang", "java.util.concurrent")

CONFIGURATION = """\
# Written by kgload at every start: changes here are lost.
server.default_listen_address={host}
server.bolt.listen_address={host}:{bolt}
server.bolt.advertised_address={host}:{bolt}
server.http.listen_address={host}:{http}
server.http.advertised_address={host}:{http}
server.https.enabled=false
server.memory.pagecache.size=128m
dbms.security.auth_enabled=true
dbms.security.allow_csv_import_from_file_urls=false
dbms.usage_report.enabled=false
client.allow_telemetry=false
server.bolt.connection_keep_alive=10s
internal.server.bolt.thread_pool_shutdown_wait_time=0s
db.tx_log.preallocate=false
db.tx_log.rotation.retention_policy=1 files
"""


@dataclass(frozen=True, slots=True)
class Layout:
    """Paths below the server's folder."""

    folder: Path

    @property
    def configuration(self) -> Path:
        return self.folder / "conf" / "neo4j.conf"

    @property
    def password(self) -> Path:
        return self.folder / "password"

    @property
    def arguments(self) -> Path:
        """Java's argument file: its path on a command line is how we know our own server."""
        return self.folder / "java.args"

    @property
    def admin_arguments(self) -> Path:
        return self.folder / "admin.args"

    @property
    def log(self) -> Path:
        return self.folder / "console.log"

    @property
    def record(self) -> Path:
        return self.folder / "server.json"

    @property
    def store_id(self) -> Path:
        return self.folder / "store-id"

    @property
    def lock(self) -> Path:
        return self.folder / "server.lock"

    @property
    def store(self) -> Path:
        return self.folder / "data" / "databases"

    @property
    def incoming(self) -> Path:
        """While it is there, a new store is taking the place of the old one."""
        return self.folder / "incoming"

    @property
    def initial_password(self) -> Path:
        """Where neo4j-admin leaves the first password for the server's first start."""
        return self.folder / "data" / "dbms" / "auth.ini"


def last_ports(layout: Layout) -> tuple[int, int] | None:
    """The Bolt and HTTP ports of the last start, if there was one: addresses that clients remember stay as they are."""
    text = layout.configuration.read_text(encoding="utf-8") if layout.configuration.exists() else ""
    ports = [int(port) for port in re.findall(r"^server\.(?:bolt|http)\.listen_address=\S*:(\d+)$", text, re.MULTILINE)]
    return (ports[0], ports[1]) if len(ports) == 2 else None


def write_configuration(layout: Layout, bolt: int, http: int) -> None:
    layout.configuration.parent.mkdir(parents=True, exist_ok=True)
    layout.configuration.write_text(CONFIGURATION.format(host=HOST, bolt=bolt, http=http), encoding="utf-8")


def write_arguments(layout: Layout, jars: list[Path]) -> None:
    """The command line as a file: 225 jars would fill a screen of `ps`."""
    lines = [
        "-Xms128m",
        "-Xmx1g",
        "-XX:+UseSerialGC",
        "-XX:+ExitOnOutOfMemoryError",
        "-Dfile.encoding=UTF-8",
        *(f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in OPENED),
        _class_path(jars),
        MAIN_CLASS,
        "--console-mode",
        quoted(f"--home-dir={layout.folder}"),
        quoted(f"--config-dir={layout.configuration.parent}"),
    ]
    layout.arguments.write_text("\n".join(lines) + "\n", encoding="utf-8")


def write_admin_arguments(layout: Layout, jars: list[Path], *command: str) -> None:
    """The admin tool reads an `@file` in place of an argument: the password never shows on a command line."""
    lines = [_class_path(jars), ADMIN_CLASS, *map(quoted, command)]
    layout.admin_arguments.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _class_path(jars: list[Path]) -> str:
    return f"-cp {quoted(os.pathsep.join(map(str, jars)))}"


def quoted(text: str) -> str:
    """One argument in a Java argument file."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def new_password(layout: Layout) -> str:
    """A new password in a file that only this user can read (hexadecimal: it must not look like an option)."""
    password = secrets.token_hex(24)
    layout.password.unlink(missing_ok=True)
    descriptor = os.open(layout.password, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(password + "\n")
    return password
