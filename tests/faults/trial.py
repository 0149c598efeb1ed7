"""One mutant on trial: the tests that enter what was changed, in a process of their own.

Which tests those are is seen in a run without a mutant: a test that never enters a function cannot tell what is in it.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from types import CodeType, ModuleType
from typing import Literal, NoReturn

import pytest

import kgload
from faults.mutants import Mutant, watched
from faults.watched import Chosen, Unhurried, Watch

Codes = Mapping[Path, Callable[[], CodeType]]
Verdict = Literal["killed", "hangs", "lives", "no answer"]
SOURCE = Path(kgload.__file__).resolve().parent
TESTS = Path(__file__).resolve().parents[1]
RUN = ("tests/test_ids.py", "tests/load", "tests/resolve")
LEFT_OUT = "--ignore=tests/resolve/test_scale.py"  # seconds are the machine's, and it is busy
CPU_SECONDS = 600  # several times what all tests take, whatever else the machine does: who needs more never ends
WAIT_SECONDS = 2400  # who takes longer on the clock may only wait for a machine that is busy: that is no answer
MEMORY = 6 << 30  # bytes
LOST = 70


@dataclass(frozen=True, slots=True)
class Reach:
    """Of each test the seconds that it takes and the functions that it enters, as [file, first line]; and those that
    run on import.
    """

    seconds: Mapping[str, float]
    entered: Mapping[str, frozenset[tuple[str, int]]]
    imported: frozenset[tuple[str, int]]

    def tests(self, mutant: Mutant) -> list[str]:
        """The tests that can see the change, quickest first."""
        here = (str(mutant.file), mutant.entry or 0)
        every = mutant.entry is None or here in self.imported
        names = [
            name
            for name, entered in self.entered.items()
            if every or here in entered or (mutant.remembered and any(file == here[0] for file, _ in entered))
        ]
        return sorted(names, key=lambda name: (self.seconds[name], name))


@dataclass(frozen=True, slots=True)
class Court:
    """Where tests run: a folder for what they say, and the environment that leads them to the one server."""

    folder: Path
    environment: Mapping[str, str]

    def unchanged(self, files: Iterable[Path], marked: str) -> Reach:
        """Runs the tests of that marker expression without a mutant; of these files it sees which functions each test
        enters. SystemExit if one fails.
        """
        told, watch = self.folder / "reach.json", Watch()
        codes = {file: partial(watched, file, watch.name) for file in files}

        def tests() -> int:
            code = pytest.main(["-q", "-m", marked, LEFT_OUT, *RUN], plugins=[watch, Unhurried()])
            told.write_text(json.dumps([watch.seconds, {name: sorted(of) for name, of in watch.entered.items()}]))
            return code

        if self._status(codes, tests) != 0:
            print(self.said.read_text(encoding="utf-8"), file=sys.stderr)
            raise SystemExit("the tests fail without any mutant")
        seconds, found = json.loads(told.read_text())
        entered = {name: frozenset((file, line) for file, line in of) for name, of in found.items()}
        return Reach(seconds, {name: entered.get(name, frozenset()) for name in seconds}, entered[""])

    def verdict(self, mutant: Mutant, chosen: Sequence[str]) -> tuple[Verdict, str]:
        """What these tests make of it, and which says so."""
        if not chosen:
            return "lives", "no test enters it"
        files, blamed = sorted({name.partition("::")[0] for name in chosen}), self.folder / "blamed"
        blamed.unlink(missing_ok=True)

        def tests() -> int:
            return pytest.main(["-x", "-q", *files], plugins=[Chosen(chosen, blamed), Unhurried()])

        status = self._status({mutant.file: mutant.code}, tests)
        if status is None:
            return "no answer", f"after {WAIT_SECONDS} s"
        if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGXCPU:
            return "hangs", f"after {CPU_SECONDS} s of work"
        if os.waitstatus_to_exitcode(status) == LOST:
            raise SystemExit(f"no trial of {mutant.change}: see what stands before\n{self.said.read_text()}")
        told = blamed.read_text(encoding="utf-8") if blamed.exists() else "it cannot be imported"
        return ("killed", told) if status else ("lives", f"{len(chosen)} tests")

    @property
    def said(self) -> Path:
        return self.folder / "said"

    def _status(self, codes: Codes, tests: Callable[[], int]) -> int | None:
        """The wait status of a child that runs these tests on this code. None if it had to be ended."""
        child = os.fork()
        if child == 0:
            self._run(codes, tests)
        until = time.monotonic() + WAIT_SECONDS
        while time.monotonic() < until:
            ended, status = os.waitpid(child, os.WNOHANG)
            if ended:
                return status
            time.sleep(0.05)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        return None

    def _run(self, codes: Codes, tests: Callable[[], int]) -> NoReturn:
        """In the child: all that is ours is imported afresh, this code in the place of its files'."""
        code = LOST
        try:
            os.chdir(TESTS.parent)
            os.environ.update(self.environment)
            resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 5))
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
            with self.said.open("wb") as stream:
                os.dup2(stream.fileno(), 1)
                os.dup2(stream.fileno(), 2)
            for name, module in list(sys.modules.items()):
                if Path(getattr(module, "__file__", None) or "/").is_relative_to(SOURCE.parents[1]):
                    del sys.modules[name]
            sys.meta_path.insert(0, _Instead(codes))
            code = tests()
            sys.stdout.flush()
        finally:
            os._exit(code)


class _Instead(MetaPathFinder):
    """Finds other code in the place of these files'."""

    def __init__(self, codes: Codes) -> None:
        self._files = {_module(file): file for file in codes}
        self._codes = codes

    def find_spec(self, name: str, path: object = None, target: ModuleType | None = None) -> ModuleSpec | None:
        file = self._files.get(name)
        return spec_from_file_location(name, file, loader=_Loader(name, file, self._codes[file])) if file else None


class _Loader(SourceFileLoader):
    def __init__(self, name: str, file: Path, code: Callable[[], CodeType]) -> None:
        super().__init__(name, str(file))
        self._code = code

    def get_code(self, fullname: str) -> CodeType:
        return self._code()


def _module(file: Path) -> str:
    parts = file.relative_to(SOURCE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
