"""Two weeks of a scheduled job in fourteen runs: articles appear, change, vanish and come broken, the server is away
and restarted, runs are killed, stopped and overlap. At the end the graph is that of a clean load of the final folder.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from faults.command import Command
from faults.world import Round, World
from kgload.load.dead_letter import DeadLetter
from kgload.server import ensure_running, stop

TOML = """
[collections.wire]
paths = ["wire"]
publisher = "Example Wire"
mirror = true
[collections.press]
paths = ["press"]
registry = ["press.toml"]
mirror = true
"""
REGISTRY = """
[organizations.example-press]
name = "Example Press"
kind = "agency"
aliases = []
[[cannot-link]]
actors = [{ name = "Wang Yi" }, "wang-yi"]
reason = "to see that a correction of one collection holds for both"
"""
PEOPLE = (
    ("Russian President Vladimir Putin", "Chinese Defence Minister Li Shangfu"),
    ("Russian Defence Minister Sergei Shoigu", "Chinese Foreign Minister Wang Yi"),
    ("French President Emmanuel Macron", "Chinese President Xi Jinping"),
    ("Indian Prime Minister Narendra Modi", "Russian President Vladimir Putin"),
    ("U.S. Secretary of State Antony Blinken", "Chinese Foreign Minister Wang Yi"),
)
CITIES = ("Moscow", "Beijing", "New Delhi", "Paris")
TEXT = "---\ntitle: Report no. {number}\ndate: 2023-05-{day:02}\n---\n{one} met {other} in {city} on Monday. {agency}\n"
AGENCY = "The two men agreed to meet again, Example Press reported."
WAIT_SECONDS = 120


class Newspaper:
    """The folder of the job; odd numbers are the wire's, even ones the press's."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.broken: set[str] = set()
        for name in ("wire", "press"):
            (folder / name).mkdir(parents=True)
        (folder / "kgload.toml").write_text(TOML)
        (folder / "press.toml").write_text(REGISTRY)

    def publish(self, numbers: Iterable[int], edition: int = 0) -> Newspaper:
        for number in numbers:
            one, other = PEOPLE[number % len(PEOPLE)]
            place, day = CITIES[(number + edition) % len(CITIES)], 1 + number % 28
            text = TEXT.format(number=number, day=day, one=one, other=other, city=place, agency=AGENCY)
            self._file(f"{number}.txt").write_text(text)
        return self

    def withdraw(self, *numbers: int) -> Newspaper:
        for number in numbers:
            self._file(f"{number}.txt").unlink()
        return self

    def spoil(self, *names: str) -> Newspaper:
        """Files that cannot be read come."""
        self.broken |= set(names)
        for name in names:
            self._file(name).write_bytes(b"{broken" if name.endswith("json") else b"")
        return self

    def mend(self, name: str) -> Newspaper:
        """One of them can be read now; or is gone."""
        self.broken.remove(name)
        if name.endswith("json"):
            self._file(name).unlink()
        else:
            one, other = PEOPLE[0]
            self._file(name).write_text(f"{one} met {other} in Moscow on 3 May 2023.\n")
        return self

    def _file(self, name: str) -> Path:
        return self.folder / ("wire" if int(name.partition(".")[0]) % 2 else "press") / name


@dataclass(frozen=True, slots=True)
class Job:
    """The scheduled command, in its folder and its home."""

    world: World
    trial: Round
    folder: Path

    def start(self, *arguments: str) -> Command:
        return self.trial.command(arguments or ("run",), prepare=partial(os.chdir, self.folder))

    def undisturbed(self, *arguments: str) -> list[int]:
        return [self.start(*arguments).ended().code]

    def server_away(self) -> list[int]:
        stop(self.world.server)
        codes = self.undisturbed()
        ensure_running(self.world.server)
        return codes

    def server_restarted(self) -> list[int]:
        command = self._locked()
        stop(self.world.server)
        ensure_running(self.world.server)
        return [command.ended().code]

    def killed(self) -> list[int]:
        """As soon as it has written something."""
        command = self.start()
        _until(lambda: bool(self.world.database.read("MATCH (run:Run {outcome: 'running'}) RETURN 1")), command)
        command.kill()
        return [command.ended().code]

    def stopped(self) -> list[int]:
        command = self._locked()
        command.terminate()
        return [command.ended().code]

    def overlapping(self) -> list[int]:
        """The second comes while the first is at its work."""
        first = self._locked()
        os.kill(first.pid, signal.SIGSTOP)
        second = self.start().ended().code
        os.kill(first.pid, signal.SIGCONT)
        return [second, first.ended().code]

    def _locked(self) -> Command:
        """A run that has its lock."""
        command = self.start()
        _until(lambda: f" {command.pid} " in Path("/proc/locks").read_text(encoding="ascii"), command)
        return command


def _until(reached: Callable[[], bool], command: Command) -> None:
    deadline = time.monotonic() + WAIT_SECONDS
    while command.running and not reached():
        if time.monotonic() > deadline:
            raise TimeoutError("the run never came so far")
        time.sleep(0.01)


Day = tuple[Callable[[Newspaper], Newspaper], Callable[[Job], list[int]], list[set[int]]]

# what happens to the folder, how the run goes, and the exit codes that it may end with
DAYS: tuple[Day, ...] = (
    (lambda paper: paper.publish(range(8)), Job.undisturbed, [{0}]),
    (lambda paper: paper, Job.undisturbed, [{0}]),
    (lambda paper: paper.publish([12, 13]).publish([1, 4], edition=1), Job.undisturbed, [{0}]),
    (lambda paper: paper.spoil("20.json", "21.txt", "22.json"), Job.undisturbed, [{1}]),
    (lambda paper: paper.publish([14]), Job.server_away, [{3}]),
    (lambda paper: paper.withdraw(0, 3).mend("21.txt"), Job.undisturbed, [{1}]),
    (lambda paper: paper.publish(range(30, 36)).publish([5], edition=1), Job.killed, [{-9}]),
    (lambda paper: paper.publish([40, 41]), Job.overlapping, [{75}, {1}]),
    (lambda paper: paper.withdraw(33, 40), lambda job: job.undisturbed("run", "wire"), [{0}]),
    (lambda paper: paper.publish(range(42, 48)), Job.server_restarted, [{1, 3}]),
    (lambda paper: paper.publish([1, 7], edition=2), Job.stopped, [{143}]),
    (lambda paper: paper.mend("22.json"), lambda job: job.undisturbed("retry"), [{1}]),
    (lambda paper: paper.publish(range(52, 56)), lambda job: job.undisturbed("run", "--limit", "2"), [{1}]),
    (lambda paper: paper.withdraw(52, 53).spoil("23.txt"), Job.undisturbed, [{1}]),
)


def fortnight(world: World) -> tuple[int, int]:
    """How many of the days ended as documented, and of: an equal graph, a dead letter of exactly what is broken."""
    trial = world.fresh()
    paper = Newspaper(trial.home / "job")
    job, good = Job(world, trial, paper.folder), 0
    for happens, goes, codes in DAYS:
        happens(paper)
        ended = goes(job)
        good += len(ended) == len(codes) and all(code in allowed for code, allowed in zip(ended, codes, strict=True))
    found, rejected = trial.graph(), _rejected(trial)
    clean = world.fresh()
    Job(world, clean, paper.folder).undisturbed()
    good += found == clean.graph()
    good += rejected == _rejected(clean) == sorted(paper.broken)
    trial.close()
    clean.close()
    return good, len(DAYS) + 2


def _rejected(trial: Round) -> list[str]:
    return sorted(entry.path for entry in DeadLetter(trial.home / "dead-letter").entries())
