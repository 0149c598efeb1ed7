"""T14, T16: no room for our own files; a signal."""

from __future__ import annotations

import random
import subprocess
import time
from pathlib import Path

from faults.world import World, held

FILL = 1 << 16


def disk_full(world: World, rounds: int) -> tuple[int, int]:
    """T14. The home lies on a file system without room: exit 4 with a message; with room again, the graph is equal."""
    corpus, good = world.texts(), 0
    for _ in range(rounds):
        trial = world.fresh()
        trial.home.mkdir(parents=True)
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", trial.home], check=True)
        try:
            filled = trial.home / "filled"
            _fill(filled)
            ended = trial.command(corpus.arguments).ended()
            filled.unlink()
            trial.finish(corpus.arguments)
            told = "Traceback" not in ended.err and "pace" in ended.err
            good += held(ended, ends=ended.code == 4, told=told, equal=trial.equal(corpus))
        finally:
            subprocess.run(["umount", trial.home], check=True)
        trial.close()
    return good, rounds


def signalled(world: World, rounds: int, seed: int = 1) -> tuple[int, int]:
    """T16. SIGTERM ends it within ten seconds, at an article border (exit 143; 0 if it was done); again: equal."""
    corpus, random_, good = world.texts(), random.Random(seed), 0
    for _ in range(rounds):
        trial = world.fresh()
        command = trial.command(corpus.arguments)
        time.sleep(random_.uniform(1, 6))
        command.terminate()
        asked = time.monotonic()
        ended = command.ended()
        quick = time.monotonic() - asked < 10
        trial.finish(corpus.arguments)
        good += held(ended, quick=quick, ends=ended.code in (0, 143, -15), equal=trial.equal(corpus))
        trial.close()
    return good, rounds


def _fill(file: Path) -> None:
    """Leaves no room on the file system."""
    with file.open("wb", buffering=0) as stream:
        size = FILL
        while size:
            try:
                stream.write(b"\0" * size)
            except OSError:
                size //= 2
