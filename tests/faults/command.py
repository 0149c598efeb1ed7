"""`kgload ARGUMENTS` as a process of its own that starts in a tenth of a second, so that it can be killed often.

The process is forked from one that has imported kgload and opened nothing; it is as real as one that a shell starts.
"""

from __future__ import annotations

import io
import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable, Mapping
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from commands import Ended
from kgload.cli import main

Prepare = Callable[[], None]
_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(["faults.command", "kgload.pipeline", "kgload.extract.article"])


class Command:
    """A running command. `prepare` (a function of a module) runs in it first: where it sets its traps."""

    def __init__(
        self, arguments: tuple[str, ...], environment: Mapping[str, str], folder: Path, prepare: Prepare | None
    ) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._out, self._err = folder / "out", folder / "err"
        self.started = time.monotonic()
        self._process: ForkServerProcess = _FORKS.Process(
            target=_run, args=(arguments, dict(environment), self._out, self._err, prepare)
        )
        self._process.start()

    @property
    def pid(self) -> int:
        assert self._process.pid
        return self._process.pid

    @property
    def running(self) -> bool:
        return self._process.is_alive()

    def kill(self) -> None:
        self._process.kill()

    def pause(self) -> None:
        os.kill(self.pid, signal.SIGSTOP)

    def resume(self) -> None:
        os.kill(self.pid, signal.SIGCONT)

    def terminate(self) -> None:
        self._process.terminate()

    def ended(self, timeout: float = 300) -> Ended:
        """Waits for its end. TimeoutError, and it is killed, if it does not come."""
        self._process.join(timeout)
        if self._process.exitcode is None:
            self._process.kill()
            self._process.join()
            raise TimeoutError(f"no end within {timeout} s: {self._err.read_text(encoding='utf-8')}")
        texts = (file.read_text(encoding="utf-8") if file.exists() else "" for file in (self._out, self._err))
        return Ended(self._process.exitcode, *texts)


def _run(
    arguments: tuple[str, ...], environment: Mapping[str, str], out: Path, err: Path, prepare: Prepare | None
) -> None:
    os.environ.update(environment)
    sys.stdout = io.TextIOWrapper(out.open("wb"), encoding="utf-8", write_through=True)
    sys.stderr = io.TextIOWrapper(err.open("wb"), encoding="utf-8", write_through=True)
    if prepare:
        prepare()
    main(arguments)
