"""T34: do the tests notice when ids, ledger, writer or resolver are wrong? Mutants of them, and how many tests kill.

python -m faults.teeth                      100 mutants, drawn by a seed; exit 1 if fewer than 85 % are killed
python -m faults.teeth --sample 400 --seed 2
python -m faults.teeth --file load/writer.py --sample 0      all of one file
python -m faults.teeth --quick              without the tests that take long: fewer are killed, and sooner

A mutant is killed if a test fails that passes without it, or if it never ends. One that cannot be told from the
original is listed in equal.toml with the reason, and left out of the share.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import tomllib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from faults.mutants import Mutant, mutants
from faults.trial import SOURCE, Court, Reach
from faults.world import new_world

ENOUGH = 0.85
MUTATED = ("ids.py", "load", "resolve")
EQUAL = Path(__file__).with_name("equal.toml")
Name = tuple[str, str, str, int]  # file, function, change, rank among those that look alike


def main(given: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m faults.teeth", description=__doc__)
    parser.add_argument("--sample", type=int, default=100, help="how many (0: all)")
    parser.add_argument("--seed", type=int, nargs="+", default=[1], help="a sample for each")
    parser.add_argument("--file", action="append", metavar="PATH", help="only of this file below kgload/")
    parser.add_argument("--quick", action="store_true", help="without the tests marked slow")
    options = parser.parse_args(given)
    with tempfile.TemporaryDirectory(prefix="kgload-teeth-") as folder, new_world(Path(folder)) as world:
        court = Court(Path(folder), world.fresh().environment())
        reach = court.unchanged(files(MUTATED), "not slow" if options.quick else "")
        shares = [_tried(_drawn(options.file or MUTATED, options.sample, seed), court, reach) for seed in options.seed]
    return int(min(shares) < ENOUGH)


def _tried(drawn: Sequence[Mutant], court: Court, reach: Reach) -> float:
    """Says what becomes of each; gives the share of the killed."""
    met: dict[str, Counter[str]] = defaultdict(Counter)
    reasons = equal()
    for mutant in drawn:
        same = reasons.get(name(mutant))
        verdict, why = ("equal", same) if same else court.verdict(mutant, reach.tests(mutant))
        met[_file(mutant)][verdict] += 1
        print(
            f"{verdict:9} {_file(mutant)}:{mutant.line} {mutant.where} {mutant.rank}: {mutant.change!r} [{why}]",
            flush=True,
        )
    return _told(met)


def every(names: Sequence[str] = MUTATED) -> list[Mutant]:
    """All mutants of these files and folders below kgload/."""
    return [mutant for file in files(names) for mutant in mutants(file)]


def files(names: Sequence[str]) -> list[Path]:
    return [file for name in names for file in (sorted((SOURCE / name).rglob("*.py")) or [SOURCE / name])]


def equal() -> Mapping[Name, str]:
    """The mutants that nobody can tell from the original, and why."""
    listed = tomllib.loads(EQUAL.read_text(encoding="utf-8"))["equal"]
    return {(one["file"], one["function"], one["change"], one.get("rank", 0)): one["reason"] for one in listed}


def name(mutant: Mutant) -> Name:
    return _file(mutant), mutant.where, mutant.change, mutant.rank


def _file(mutant: Mutant) -> str:
    return str(mutant.file.relative_to(SOURCE))


def _drawn(names: Sequence[str], size: int, seed: int) -> list[Mutant]:
    found = every(names)
    return random.Random(seed).sample(found, min(size, len(found))) if size else found


def _told(met: Mapping[str, Counter[str]]) -> float:
    """Prints the table; gives the share of the killed."""
    total = Counter[str]()
    for file, counts in sorted(met.items()):
        print(f"{_killed(counts):4}/{counts.total() - counts['equal']:<4} {file}")
        total += counts
    made = total.total() - total["equal"]
    share = _killed(total) / made if made else 1.0
    print(f"{_killed(total)}/{made} killed: {share:.1%} ({total['hangs']} of them never end; {total['no answer']} gave")
    print(f"no answer in time and count as alive; {total['equal']} equal to the original are left out)")
    return share


def _killed(counts: Counter[str]) -> int:
    return counts["killed"] + counts["hangs"]


if __name__ == "__main__":
    sys.exit(main())
