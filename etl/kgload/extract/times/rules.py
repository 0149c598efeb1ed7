"""A rule is a pattern and a function from its match to a meaning, or to None: not a time after all."""

from __future__ import annotations

import re
from collections.abc import Callable, Set
from dataclasses import dataclass
from typing import cast

from kgload.extract.times.meaning import Half, Meaning, Part, YearRef
from kgload.extract.times.words import DAY_OF_MONTH, FULL_MONTH, SHORT_MONTH, TURNS, YEAR

Match = re.Match[str]
Builder = Callable[[Match], Meaning | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """`build` gives None where the pattern fits but the words are no time. Whatever fits has one of `cues` in it: a
    word in small letters, or a digit.
    """

    name: str
    pattern: re.Pattern[str]
    build: Builder
    cues: Set[str]


class Rules(list[Rule]):
    """The rules of one module, in the order in which they stand."""

    def add(self, name: str, cues: Set[str], *patterns: str) -> Callable[[Builder], Builder]:
        """Registers a builder for patterns; all are case-insensitive and start and end at the border of a word."""

        def register(build: Builder) -> Builder:
            compiled = (re.compile(rf"(?<![\w$€£]){p}(?!\w)", re.IGNORECASE) for p in patterns)
            self.extend(Rule(name, pattern, build, cues) for pattern in compiled)
            return build

        return register


def named(m: Match, group: str) -> str | None:
    """A group's words in lower case; None if the pattern has no such group or it took no part."""
    value = m.groupdict().get(group)
    return value.lower() if value else None


def day(n: str = "") -> str:
    return rf"(?P<d{n}>{DAY_OF_MONTH})(?:st|nd|rd|th)?"


def month_name(n: str = "") -> str:
    return rf"(?P<m{n}>{FULL_MONTH}|{SHORT_MONTH})"


def of_year(n: str = "") -> str:
    return rf"(?:,?\s+(?:of\s+)?(?:(?P<y{n}>{YEAR})(?!\d)|(?P<ys{n}>last|this|next)\s+year))"


# What must not follow "Nov. 8": more digits, an hour, a unit.
NOT_MORE = r"(?!\d|:\d|,\d{3}|\s*(?:[ap]\.?m\b|%|o.clock))"
PART_WORDS: dict[str, Part] = {"early": "early", "mid": "mid", "late": "late", "end": "late", "middle": "mid"}


def year_ref(m: Match, n: str = "") -> YearRef:
    if year := named(m, f"y{n}"):
        return YearRef(int(year))
    if shift := named(m, f"ys{n}"):
        return YearRef(shift=TURNS[shift])
    return YearRef()


def is_month(m: Match, *groups: str) -> bool:
    """A month is written with a capital ("may", "march" are verbs), unless a year settles it."""
    dated = any(m.groupdict().get(g) for g in ("y", "y2"))
    return all(m[g][0].isupper() or (dated and m[g].lower() not in ("may", "mar")) for g in groups)


def part_of(m: Match) -> Part | None:
    words = named(m, "part")
    if not words:
        return None
    return next((part for word, part in PART_WORDS.items() if word in words), "early")


def turn_of(m: Match) -> int | None:
    words = named(m, "turn")
    return TURNS.get(words.split()[-1]) if words else None


def half_of(m: Match) -> Half | None:
    return cast("Half | None", named(m, "half"))
