"""Guide and style over HTTP on loopback: the answers that Neo4j Browser's page needs."""

from __future__ import annotations

import signal
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator

import pytest

from commands import started
from kgload.browser import GUIDE, STYLE, browser_files, guide_server
from kgload.errors import SetupError

FILES = {GUIDE: b"<slide/>", STYLE: b"node {}"}


@pytest.fixture
def address() -> Iterator[str]:
    with guide_server(FILES, 0) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def asked(method: str, url: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    request = urllib.request.Request(url, method=method, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, dict(answer.headers), answer.read()
    except urllib.error.HTTPError as error:
        return error.code, dict(error.headers), b""


def test_preflight(address: str) -> None:
    """What Browser 5.24 sends; the first two by itself, the third since it watches its own speed."""
    wanted = "cache-control,pragma,sentry-trace"
    status, headers, _ = asked("OPTIONS", f"{address}/{GUIDE}", **{"Access-Control-Request-Headers": wanted})
    assert (status, headers["Access-Control-Allow-Origin"], headers["Access-Control-Allow-Headers"]) == (204, "*", "*")
    assert "GET" in headers["Access-Control-Allow-Methods"]


@pytest.mark.parametrize(("name", "kind"), [(GUIDE, "text/html"), (STYLE, "text/plain")])
def test_files(address: str, name: str, kind: str) -> None:
    status, headers, body = asked("GET", f"{address}/{name}?_=1")
    assert (status, body, headers["Access-Control-Allow-Origin"]) == (200, FILES[name], "*")
    assert headers["Content-Type"].startswith(kind)
    status, headers, body = asked("HEAD", f"{address}/{name}")
    assert (status, headers["Content-Length"], body) == (200, str(len(FILES[name])), b"")


@pytest.mark.parametrize("path", ["/", "/nothing", "/../pyproject.toml", "/%2e%2e/etc/passwd"])
def test_nothing_else(address: str, path: str) -> None:
    assert asked("GET", address + path)[0] == 404


def test_a_port_that_is_taken(address: str) -> None:
    with pytest.raises(SetupError, match="--port"):
        guide_server(FILES, int(address.rpartition(":")[2]))


def test_the_command_prints_what_to_type_and_ends_with_ctrl_c() -> None:
    process = started("browser", "serve", "--port", "0", PYTHONUNBUFFERED="1")
    assert process.stdout
    play, style = process.stdout.readline(), process.stdout.readline()
    url = play.removeprefix(":play ").strip()
    assert url.startswith("http://localhost:")
    assert style == f":style {url.replace(GUIDE, STYLE)}\n"
    assert asked("GET", url)[2] == browser_files()[GUIDE]
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=20)
    assert (process.returncode, "Traceback" in err) == (130, False)
