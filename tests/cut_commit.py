"""A Bolt proxy that lets a COMMIT through and cuts the line before its answer."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

COMMIT = b"\x00\x02\xb0\x12\x00\x00"  # one chunk: structure without fields, signature COMMIT


@contextmanager
def cutting_proxy(host: str, port: int) -> Iterator[str]:
    """The URI of a proxy in front of a Bolt server."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=_accept, args=(listener, host, port), daemon=True).start()
        yield f"bolt://127.0.0.1:{listener.getsockname()[1]}"


def _accept(listener: socket.socket, host: str, port: int) -> None:
    while True:
        try:
            client, _ = listener.accept()
        except OSError:  # closed: the test is over
            return
        upstream = socket.create_connection((host, port))
        committing = threading.Event()
        threading.Thread(target=_forward, args=(client, upstream, committing), daemon=True).start()
        threading.Thread(target=_answer, args=(upstream, client, committing), daemon=True).start()


def _forward(client: socket.socket, upstream: socket.socket, committing: threading.Event) -> None:
    while data := _receive(client):
        if COMMIT in data:
            committing.set()
        upstream.sendall(data)
    upstream.close()


def _answer(upstream: socket.socket, client: socket.socket, committing: threading.Event) -> None:
    while (data := _receive(upstream)) and not committing.is_set():
        client.sendall(data)
    client.shutdown(socket.SHUT_RDWR)


def _receive(side: socket.socket) -> bytes:
    try:
        return side.recv(1 << 16)
    except OSError:  # the other side has gone
        return b""
