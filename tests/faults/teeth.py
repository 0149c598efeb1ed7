"""T34: do the tests notice when ids, ledger, writer or resolver are wrong? Mutants of them, and how many tests kill.

python -m faults.teeth                      100 mutants, drawn by a seed; exit 1 if fewer than 85 % are killed
python -m faults.teeth --sample 400 --seed 2
python -m faults.teeth --file load/writer.py --sample 0      all of one file
python -m faults.teeth --quick              without the tests that take long: fewer are killed, and sooner

A mutant runs in a process of its own: first the tests that need no server, then, while all pass, those that do.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from types import CodeType, ModuleType

import pytest

import kgload
from faults.mutants import Mutant, mutants
from faults.world import new_world

ENOUGH = 0.85
SOURCE = Path(kgload.__file__).resolve().parent
TESTS = Path(__file__).resolve().parents[1]
MUTATED = ("ids.py", "load", "resolve")
RUN = ("tests/test_ids.py", "tests/load", "tests/resolve")
STAGES = ("not neo4j and not slow", "neo4j and not slow", "slow")
SECONDS = 900  # a mutant that takes longer never ends


def main(given: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m faults.teeth", description=__doc__)
    parser.add_argument("--sample", type=int, default=100, help="how many (0: all)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--file", action="append", metavar="PATH", help="only of this file below kgload/")
    parser.add_argument("--quick", action="store_true", help="without the tests marked slow")
    options = parser.parse_args(given)
    stages = STAGES[:2] if options.quick else STAGES
    drawn = _drawn(options.file or MUTATED, options.sample, options.seed)
    with tempfile.TemporaryDirectory(prefix="kgload-teeth-") as folder, new_world(Path(folder)) as world:
        environment = world.fresh().environment()
        if not _survives(None, stages, environment, Path(folder) / "unchanged"):
            print((Path(folder) / "unchanged").read_text(encoding="utf-8"), file=sys.stderr)
            raise SystemExit("the tests fail without any mutant")
        killed, made = Counter[str](), Counter[str]()
        for mutant in drawn:
            file = str(mutant.file.relative_to(SOURCE))
            survives = _survives(mutant, stages, environment, Path(folder) / "tests")
            made[file] += 1
            killed[file] += not survives
            print(f"{'SURVIVES' if survives else 'killed'} {file}:{mutant.what!r}", flush=True)
    for file in sorted(made):
        print(f"{killed[file]:4}/{made[file]:<4} {file}")
    share = killed.total() / made.total()
    print(f"{killed.total()}/{made.total()} killed: {share:.1%}")
    return int(share < ENOUGH)


def _drawn(names: Sequence[str], size: int, seed: int) -> list[Mutant]:
    found = [file for name in names for file in (sorted((SOURCE / name).rglob("*.py")) or [SOURCE / name])]
    every = [mutant for file in found for mutant in mutants(file)]
    return random.Random(seed).sample(every, min(size, len(every))) if size else every


def _survives(mutant: Mutant | None, stages: Sequence[str], environment: Mapping[str, str], said: Path) -> bool:
    """Do all tests pass with it? What they said is in that file."""
    child = os.fork()
    if child == 0:
        _test(mutant, stages, environment, said)
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return status == 0
        time.sleep(0.05)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return False


def _test(mutant: Mutant | None, stages: Sequence[str], environment: Mapping[str, str], said: Path) -> None:
    """In the child: runs the tests on the changed module, and ends the process. Exit 0: all pass."""
    os.chdir(TESTS.parent)
    os.environ.update(environment)
    with said.open("wb") as stream:
        for standard in (1, 2):
            os.dup2(stream.fileno(), standard)
    for name, module in list(sys.modules.items()):
        if Path(getattr(module, "__file__", None) or "/").is_relative_to(SOURCE.parents[1]):
            del sys.modules[name]  # the tests import all that is ours afresh
    if mutant:
        sys.meta_path.insert(0, _Changed(mutant))
    code = 0
    near = [name for name in RUN if mutant and Path(name).name in mutant.file.parts]
    for stage in stages:
        code = code or pytest.main(["-x", "-q", "-m", stage, *dict.fromkeys([*near, *RUN])])
    sys.stdout.flush()
    os._exit(code)


class _Changed(MetaPathFinder):
    """Finds the mutant in the place of its module."""

    def __init__(self, mutant: Mutant) -> None:
        parts = mutant.file.relative_to(SOURCE.parent).with_suffix("").parts
        self._name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        self._mutant = mutant

    def find_spec(self, name: str, path: object = None, target: ModuleType | None = None) -> ModuleSpec | None:
        if name != self._name:
            return None
        return spec_from_file_location(name, self._mutant.file, loader=_Loader(name, self._mutant))


class _Loader(SourceFileLoader):
    def __init__(self, name: str, mutant: Mutant) -> None:
        super().__init__(name, str(mutant.file))
        self._mutant = mutant

    def get_code(self, fullname: str) -> CodeType:
        return self._mutant.code()


if __name__ == "__main__":
    sys.exit(main())
