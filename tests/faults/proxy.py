"""A Bolt proxy that does to the line what networks do.

lose_commit   lets each n-th COMMIT through and cuts the line before its answer
reset         resets the connection (RST) after some bytes
half_open     after some bytes nothing is forwarded any more, and nobody is told
slow          each piece arrives 100 ms late: 200 ms there and back
thin          16 kB a second
cut           ends the connection in the middle of a message
"""

from __future__ import annotations

import random
import socket
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Literal

COMMIT = b"\x00\x02\xb0\x12\x00\x00"  # one chunk: structure without fields, signature COMMIT
LATE, RATE = 0.1, 16_000
Kind = Literal["lose_commit", "reset", "half_open", "slow", "thin", "cut"]


class Proxy:
    """Forwards one connection after another. Only the first `bad` connections are treated badly (commits: are cut)."""

    def __init__(self, host: str, port: int, kind: Kind, bad: int = 1, seed: int = 1) -> None:
        self._server = (host, port)
        self._kind = kind
        self._bad = bad
        self._random = random.Random(seed)
        self._lock = threading.Lock()
        self.faults = 0

    def serve(self, listener: socket.socket) -> None:
        while True:
            try:
                client, _ = listener.accept()
            except OSError:  # closed: it is over
                return
            try:
                upstream = socket.create_connection(self._server)
            except OSError:
                client.close()
                continue
            _Line(self, client, upstream).start()

    def claims(self) -> bool:
        """May one more fault be made?"""
        with self._lock:
            if self._bad == 0:
                return False
            self._bad -= 1
            self.faults += 1
            return True

    @property
    def kind(self) -> Kind:
        return self._kind

    def patience(self) -> int:
        """Bytes of the client that pass before the line goes bad."""
        return self._random.choice((400, 3_000, 12_000, 40_000))


class _Line:
    """One connection and its server's."""

    def __init__(self, proxy: Proxy, client: socket.socket, upstream: socket.socket) -> None:
        for side in (client, upstream):
            side.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # no delays but those we make
        self._proxy, self._client, self._upstream = proxy, client, upstream
        self._left = proxy.patience()
        self._muted = threading.Event()
        self._committing = threading.Event()

    def start(self) -> None:
        threading.Thread(target=self._outward, daemon=True).start()
        threading.Thread(target=self._inward, daemon=True).start()

    def _outward(self) -> None:
        while data := _receive(self._client):
            data = self._spoiled(data)
            if data and not self._muted.is_set():
                with suppress(OSError):
                    self._upstream.sendall(data)
        if not self._muted.is_set():
            _close(self._upstream)

    def _inward(self) -> None:
        while data := _receive(self._upstream):
            if self._committing.is_set():
                break
            if self._muted.is_set():
                continue
            self._wait(data)
            with suppress(OSError):
                self._client.sendall(data)
        if not self._muted.is_set():
            _close(self._client)

    def _spoiled(self, data: bytes) -> bytes:
        kind = self._proxy.kind
        if kind == "lose_commit":
            if COMMIT in data and self._proxy.claims():
                self._committing.set()
            return data
        self._wait(data)
        self._left -= len(data)
        if kind in ("slow", "thin") or self._left > 0 or self._muted.is_set() or not self._proxy.claims():
            return data
        return self._broken(kind, data)

    def _broken(self, kind: Kind, data: bytes) -> bytes:
        self._muted.set()
        if kind == "reset":
            for side in (self._client, self._upstream):
                # linger 0: RST; shut down first, or a thread that reads it keeps the line open
                side.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                _close(side)
        elif kind == "cut":
            with suppress(OSError):
                self._upstream.sendall(data[: len(data) // 2])
            _close(self._upstream)
            _close(self._client)
        return b""

    def _wait(self, data: bytes) -> None:
        if self._proxy.kind == "slow":
            time.sleep(LATE)
        elif self._proxy.kind == "thin":
            time.sleep(len(data) / RATE)


@contextmanager
def proxy(host: str, port: int, kind: Kind, bad: int = 1, seed: int = 1) -> Iterator[tuple[str, Proxy]]:
    """The URI of a proxy in front of a Bolt server, and the proxy."""
    made = Proxy(host, port, kind, bad, seed)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=made.serve, args=(listener,), daemon=True).start()
        yield f"bolt://127.0.0.1:{listener.getsockname()[1]}", made


def _receive(side: socket.socket) -> bytes:
    try:
        return side.recv(1 << 16)
    except OSError:  # the other side has gone
        return b""


def _close(side: socket.socket) -> None:
    with suppress(OSError):
        side.shutdown(socket.SHUT_RDWR)
    side.close()
