"""Processes that work for this one: they know the same registry, leave signals to it and do not outlive it."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from kgload.collecting import collect_rarely
from kgload.errors import SetupError
from kgload.registry import registry_files, use_registry

S = TypeVar("S")
T = TypeVar("T")
MOST, AHEAD = 8, 2


def workers_at_hand() -> int:
    """As many as there are processors, within reason."""
    return min(MOST, os.cpu_count() or 1)


@contextmanager
def pool_of(workers: int, ahead: int) -> Iterator[Callable[[Callable[[S], T], Iterable[S]], Iterator[T]]]:
    """A function that maps another one over items, in their order; `ahead` of them at most wait for each worker.

    SetupError if a process dies.
    """
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(workers, context, initializer=_start, initargs=(registry_files(),))

    def each(work: Callable[[S], T], items: Iterable[S]) -> Iterator[T]:
        waiting: deque[Future[T]] = deque()
        for item in items:
            waiting.append(pool.submit(work, item))
            if len(waiting) >= workers * ahead:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()

    try:
        yield each
    except BrokenProcessPool as error:
        raise SetupError("a worker process has died", "It may lack memory: use fewer --workers") from error
    finally:
        pool.shutdown(cancel_futures=True)


def _start(files: tuple[Path, ...]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    collect_rarely()
    use_registry(files)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
    os._exit(1)
