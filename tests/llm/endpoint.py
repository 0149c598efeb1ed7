"""A small server that speaks the chat completions protocol over real HTTP, and answers as a test wants it to."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Request(BaseHTTPRequestHandler):
    """What a reply is given: it may answer in any way."""

    protocol_version = "HTTP/1.1"
    fake: FakeEndpoint
    body: dict[str, Any]

    def do_POST(self) -> None:
        self.body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.fake.asked.append({"path": self.path, "headers": headers, "body": self.body})
        replies = self.fake.replies
        (replies.pop(0) if len(replies) > 1 else replies[0])(self)

    def log_message(self, *_: object) -> None:
        pass

    def send(self, status: int, body: bytes, kind: str = "application/json", **headers: str) -> None:
        self.send_response(status)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)


Reply = Callable[[Request], None]


@dataclass
class FakeEndpoint:
    """`asked` is what came in; `replies` are used one after the other, the last one for ever."""

    url: str
    asked: list[dict[str, Any]] = field(default_factory=list)
    replies: list[Reply] = field(default_factory=list)

    def replies_with(self, *replies: Reply) -> None:
        self.replies[:] = replies


def says(content: object, *, tokens: int | None = 100, finish: str = "stop") -> Reply:
    """A completion with this content: as it is, or as JSON."""
    text = content if isinstance(content, str) else json.dumps(content)
    made = {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "choices": [{"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": finish}],
        "usage": {"total_tokens": tokens} if tokens is not None else None,
    }
    return lambda request: request.send(200, json.dumps(made).encode())


def fails(status: int, **headers: str) -> Reply:
    return lambda request: request.send(status, b'{"error": {"message": "no", "type": "x"}}', **headers)


def page(status: int = 200) -> Reply:
    return lambda request: request.send(status, b"<html><body>Sign in</body></html>", "text/html")


def drops(request: Request) -> None:
    """The connection is cut in the middle of the answer."""
    request.send_response(200)
    request.send_header("content-type", "application/json")
    request.send_header("content-length", "1000")
    request.end_headers()
    request.wfile.write(b'{"choices": [')
    request.wfile.flush()
    request.close_connection = True
    request.connection.shutdown(socket.SHUT_RDWR)


@contextmanager
def serving() -> Iterator[FakeEndpoint]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Request)
    server.daemon_threads = True
    fake = FakeEndpoint(f"http://127.0.0.1:{server.server_address[1]}/v1")
    server.RequestHandlerClass = type("Bound", (Request,), {"fake": fake})
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield fake
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
