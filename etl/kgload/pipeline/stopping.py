"""An orderly end: SIGTERM and SIGINT are remembered, and the run ends at the next article border."""

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
        self._signal: int | None = None

    def ask(self, number: int, frame: FrameType | None = None) -> None:
        """A second signal of the kind ends the process at once."""
        del frame
        self._signal = number
        signal.signal(number, signal.SIG_DFL)

    def check(self) -> None:
        """StoppedError if we were asked."""
        if self._signal is not None:
            raise StoppedError(self._signal)

    def until(self, items: Iterable[T]) -> Iterator[T]:
        """The items, as long as nobody asked."""
        for item in items:
            yield item
            if self._signal is not None:
                return


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
