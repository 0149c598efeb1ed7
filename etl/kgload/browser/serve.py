"""Serves guide and style on loopback, as Neo4j Browser asks for them.

Browser's page comes from another port and asks with headers of its own (`pragma`, `cache-control`, `sentry-trace`): the
web browser first asks by OPTIONS whether it may. Browser takes remote content from `localhost` without any setting, but
not from 127.0.0.1.
"""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from kgload.errors import SetupError

LISTEN, HOST = "127.0.0.1", "localhost"
TYPES = {"html": "text/html; charset=utf-8", "grass": "text/plain; charset=utf-8", "zip": "application/zip"}
ALLOWED = {
    "Access-Control-Allow-Origin": "*",  # nothing here is secret: the files are those of the package
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "*",
    "Access-Control-Allow-Private-Network": "true",
}


def guide_server(files: Mapping[str, bytes], port: int) -> ThreadingHTTPServer:
    """A server of these files and nothing else, on loopback; port 0 is any free one. SetupError if it is taken."""

    class Handler(BaseHTTPRequestHandler):
        def do_OPTIONS(self) -> None:  # the library's name
            self._answer(HTTPStatus.NO_CONTENT)

        def do_GET(self) -> None:
            self._send(with_body=True)

        def do_HEAD(self) -> None:
            self._send(with_body=False)

        def _send(self, with_body: bool) -> None:
            name = urlsplit(self.path).path.removeprefix("/")
            content = files.get(name)
            if content is None:
                self._answer(HTTPStatus.NOT_FOUND)
                return
            kind = TYPES.get(name.rpartition(".")[2], "application/octet-stream")
            self._answer(HTTPStatus.OK, {"Content-Type": kind, "Cache-Control": "no-store"}, len(content))
            if with_body:
                self.wfile.write(content)

        def _answer(self, status: HTTPStatus, headers: Mapping[str, str] | None = None, length: int = 0) -> None:
            self.send_response(status)
            for key, value in {**ALLOWED, **(headers or {}), "Content-Length": str(length)}.items():
                self.send_header(key, value)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Nothing: what is asked for here is of no interest."""

    try:
        return ThreadingHTTPServer((LISTEN, port), Handler)
    except OSError as error:
        what = f"port {port} of {LISTEN} cannot be used: {error.strerror}"
        raise SetupError(what, "Choose another: --port") from None
