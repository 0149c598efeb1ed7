"""An orderly end: SIGTERM, SIGINT or a spent budget are remembered, and the run ends at the next article border."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TypeVar

from kgload.errors import StoppedError

T = TypeVar("T")


class Stop:
    """Whether the run was asked to stop."""

    def __init__(self) -> None:
        self._error: StoppedError | None = None

    def ask(self, number: int, frame: FrameType | None = None) -> None:
        """A second signal of the kind ends the process at once."""
        del frame
        self._error = StoppedError(number)
        signal.signal(number, signal.SIG_DFL)

    def check(self) -> None:
        """StoppedError if we were asked."""
        if self._error is not None:
            raise self._error

    def until(self, items: Iterable[T]) -> Iterator[T]:
        """The items, as long as nobody asked, and they do not end the run themselves."""
        try:
            for item in items:
                yield item
                if self._error is not None:
                    return
        except StoppedError as stopped:
            self._error = stopped


@contextmanager
def stopping() -> Iterator[Stop]:
    """Within, signals are remembered. (Only a main thread can receive them; elsewhere nobody asks.)"""
    stop = Stop()
    if threading.current_thread() is not threading.main_thread():
        yield stop
        return
    previous = {number: signal.signal(number, stop.ask) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield stop
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)
