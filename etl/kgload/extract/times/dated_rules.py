"""Patterns of dates, months, years and their parts."""

from __future__ import annotations

import re

from kgload.extract.times.counted import Vague
from kgload.extract.times.dated import Days, Months, Numeric, Stretch, Years
from kgload.extract.times.meaning import Meaning, YearRef
from kgload.extract.times.rules import (
    NOT_MORE,
    Match,
    Rules,
    day,
    is_month,
    month_name,
    named,
    of_year,
    part_of,
    turn_of,
    year_ref,
)
from kgload.extract.times.words import (
    COUNTED,
    DAY_OF_MONTH,
    DAYPART,
    DIGITS,
    FULL_MONTH,
    FULL_WEEKDAY,
    MONTHS,
    ORDINALS,
    PART,
    SEASONS,
    SHORT_WEEKDAY,
    TO,
    YEAR,
    month,
)

RULES = Rules()

WEEKDAY_BEFORE = rf"(?:(?:{FULL_WEEKDAY}|{SHORT_WEEKDAY}){DAYPART}?,?\s+(?:the\s+)?)?"
# Days that name what happened on them, in whatever year.
NAMED_DAYS = re.compile(
    r"(?:September|Sept?\.?)\s+11(?:th)?(?:,?\s+\w+)?\s+(?:terror|attack|hijack)|"
    r"(?:January|Jan\.?)\s+6(?:th)?\s+(?:attack|riot|insurrection|committee|commission)|"
    r"(?:October|Oct\.?)\s+7(?:th)?\s+(?:attack|massacre|assault|terror|hamas)|July\s+4(?:th)?\s+(?:holiday|parade)",
    re.IGNORECASE,
)


def any_year(m: Match) -> YearRef:
    """The year of a range, which stands after its end, or after both."""
    last = year_ref(m, "2")
    return last if last != YearRef() else year_ref(m)


@RULES.add(
    "day",
    MONTHS.keys(),
    rf"{WEEKDAY_BEFORE}{month_name()}\s+(?:the\s+)?{day()}{NOT_MORE}{of_year()}?",
    rf"{WEEKDAY_BEFORE}(?:the\s+)?{day()}\s+(?:of\s+)?{month_name()}{of_year()}?",
)
def _day(m: Match) -> Meaning | None:
    if not is_month(m, "m"):
        return None
    if NAMED_DAYS.match(m.string, m.start("m")) and not named(m, "y"):
        return Vague()
    there = (month(m["m"]), int(m["d"]))
    return Days(there, there, year_ref(m))


@RULES.add(
    "iso", DIGITS, rf"(?P<y>{YEAR})[-/](?P<m>0[1-9]|1[0-2])[-/](?P<d>0[1-9]|[12]\d|3[01])(?:[T ]\d\d:\d\d(?::\d\d)?Z?)?"
)
@RULES.add("dotted", DIGITS, rf"(?P<d>{DAY_OF_MONTH})\.(?P<m>0?[1-9]|1[0-2])\.(?P<y>{YEAR})")
def _digits(m: Match) -> Meaning | None:
    there = (int(m["m"]), int(m["d"]))
    return Days(there, there, YearRef(int(m["y"])))


@RULES.add("numeric", DIGITS, rf"(?P<a>\d\d?)/(?P<b>\d\d?)/(?P<y>{YEAR})")
def _slashes(m: Match) -> Meaning | None:
    """ "13/11/2023" is plain; "11/08/2023" is a day only where the locale is known."""
    a, b, year = int(m["a"]), int(m["b"]), YearRef(int(m["y"]))
    if a > 12 >= b >= 1:
        return Days((b, a), (b, a), year)
    if b > 12 >= a >= 1 or a == b:
        return Days((a, b), (a, b), year)
    return Numeric((a, b), int(m["y"])) if 1 <= a <= 12 and 1 <= b <= 12 else None


@RULES.add(
    "days",
    MONTHS.keys(),
    rf"(?:from\s+|between\s+)?{WEEKDAY_BEFORE}{month_name()}\s+{day('1')}{TO}(?:the\s+)?{day('2')}{NOT_MORE}{of_year()}?",
    rf"(?:from\s+|between\s+)?(?:the\s+)?{day('1')}{TO}(?:the\s+)?{day('2')}\s+(?:of\s+)?{month_name()}{of_year()}?",
)
def _days(m: Match) -> Meaning | None:
    first, last, number_ = int(m["d1"]), int(m["d2"]), month(m["m"])
    return Days((number_, first), (number_, last), year_ref(m)) if first < last and is_month(m, "m") else None


@RULES.add(
    "days",
    MONTHS.keys(),
    rf"(?:from\s+|between\s+)?{WEEKDAY_BEFORE}{month_name('1')}\s+{day('1')}{of_year()}?{TO}"
    rf"{WEEKDAY_BEFORE}{month_name('2')}\s+{day('2')}{NOT_MORE}{of_year('2')}?",
    rf"(?:from\s+|between\s+)?{WEEKDAY_BEFORE}{day('1')}\s+(?:of\s+)?{month_name('1')}{of_year()}?{TO}"
    rf"{WEEKDAY_BEFORE}{day('2')}\s+(?:of\s+)?{month_name('2')}{of_year('2')}?",
)
def _days_across(m: Match) -> Meaning | None:
    if not is_month(m, "m1", "m2"):
        return None
    first, last = (month(m["m1"]), int(m["d1"])), (month(m["m2"]), int(m["d2"]))
    start, end = year_ref(m), year_ref(m, "2")
    if start.year and end.year and start.year + (first > last) != end.year:
        return None
    return Days(first, last, any_year(m))


# A bare month stands after one of these; May, March, April, June and August are also verbs, names or adjectives.
MONTH_CUE = re.compile(
    r"(?:\b(?:in|since|by|until|till|of|during|for|from|to|through|throughout|before|after|between|around|about|last|this|next|"
    r"and|or|the|a|an|its|his|her|their|our|previous|every|on)|['’]s|[-–—(/,])\s*$",
    re.IGNORECASE,
)
SURE_CUE = re.compile(
    r"\b(?:in|since|by|until|till|during|from|through|throughout|before|after|between|(?:beginning|end|start|middle|month|half|week)\s+of"
    r"|(?:planned|scheduled|rescheduled|slated|due|set|expected|arranged|postponed)\s+(?:for|to))\s+$",
    re.IGNORECASE,
)
NAME_LIKE = {"may", "march", "april", "june", "august", "jan", "mar"}


@RULES.add(
    "month",
    MONTHS.keys(),
    rf"{PART}?(?:(?P<turn>last|this|next|this\s+past|this\s+coming)\s+)?{month_name()}{of_year()}?",
)
def _month(m: Match) -> Meaning | None:
    word, before = m["m"].rstrip("."), m.string[: m.start()]
    dated = bool(named(m, "y") or named(m, "ys"))
    if not m["m"][0].isupper():
        return None
    if not (dated or named(m, "turn") or named(m, "part")):
        abbreviated = word.lower() not in FULL_MONTH.lower().split("|")
        cue = SURE_CUE if word.lower() in NAME_LIKE or abbreviated else MONTH_CUE
        if not cue.search(before):
            return None
        if word.lower() in NAME_LIKE and re.match(r"\s+[A-Z][a-z]", m.string[m.end() :]):
            return None  # "from June Smith"
    return Months(month(word), month(word), year_ref(m), part_of(m), turn_of(m))


@RULES.add(
    "months",
    MONTHS.keys(),
    rf"(?:from\s+|between\s+)?{month_name('1')}{of_year()}?{TO}{month_name('2')}(?!\s+\d\d?\b){of_year('2')}?",
)
def _months(m: Match) -> Meaning | None:
    if not is_month(m, "m1", "m2") or not (m["m1"][0].isupper() and m["m2"][0].isupper()):
        return None
    first, last = month(m["m1"]), month(m["m2"])
    start, end = year_ref(m), year_ref(m, "2")
    if start.year and end.year:
        return Stretch(first, last + 12 * (end.year - start.year), "range", start)
    return Months(first, last, any_year(m)) if first != last else None


@RULES.add("years", DIGITS, rf"(?:from\s+|between\s+)?(?P<y>{YEAR})(?:{TO})(?P<y2>{YEAR}|\d\d){COUNTED}(?![-/]\d)")
def _years(m: Match) -> Meaning | None:
    first = int(m["y"])
    last = int(m["y2"]) if len(m["y2"]) == 4 else first - first % 100 + int(m["y2"])
    short_ok = len(m["y2"]) == 4 or re.search(r"\d\s*[-–]\s*\d\d$", m[0])
    return Years(YearRef(first), YearRef(last)) if first < last and short_ok else None


YEAR_CUE = re.compile(
    r"(?:\b(?:in|since|during|of|by|until|till|before|after|from|through|throughout|the|year|for|around|about|its|their|his|her|"
    r"early|mid|late|upcoming|coming|to|and|a)|['’]s|[(/])\s*$",
    re.IGNORECASE,
)


@RULES.add(
    "year", DIGITS, rf"(?:(?:the\s+)?year\s+)?(?P<y>{YEAR}){COUNTED}(?![,.]\d|[-/]\d|-year|s\b|['’]s\b\s*\w*s\b)"
)
def _year(m: Match) -> Meaning | None:
    """A bare number of four digits is a year after a word that years follow."""
    before = m.string[: m.start()]
    if not (YEAR_CUE.search(before) or m[0][0] in "yYtT") or re.search(
        r"(?:fiscal|FY)\s*(?:year\s+)?$", before, re.IGNORECASE
    ):
        return None
    return Years(YearRef(int(m["y"])), YearRef(int(m["y"])))


THIRDS = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}
ANY_YEAR = rf"(?:(?P<y>{YEAR})(?!\d)|(?P<ys>last|this|next)\s+year|the\s+year(?!\s*{YEAR}))"


@RULES.add(
    "part of year",
    frozenset({"early", "mid", "late", "beginning", "start", "middle", "end"}),
    rf"{PART}(?:the\s+year\s+)?{ANY_YEAR}",
)
def _part_of_year(m: Match) -> Meaning | None:
    if (part := part_of(m)) is None or (
        re.match("(?:early|mid|late)", m[0], re.IGNORECASE) and m[0].lower().endswith("the year")
    ):
        return None
    return Stretch(*THIRDS[part], "range", running(m))


@RULES.add(
    "quarter",
    frozenset({"quarter"}),
    rf"(?:the\s+)?(?P<nth>first|second|third|fourth|last|final|[1-4](?:st|nd|rd|th))\s+quarter(?:(?:\s+of)?\s+{ANY_YEAR})?",
)
@RULES.add("quarter", frozenset({"q"}), rf"Q(?P<nth>[1-4])(?:\s+(?:of\s+)?{ANY_YEAR})?")
def _quarter(m: Match) -> Meaning | None:
    nth = ORDINALS.get(m["nth"].lower()) or int(m["nth"][0])
    year = year_ref(m) if not m[0].lower().endswith("the year") else YearRef(shift=0)
    return Stretch(3 * nth - 2, 3 * nth, "quarter", year)


@RULES.add(
    "half",
    frozenset({"half", "h"}),
    rf"(?:the\s+)?(?P<nth>first|second|latter|1st|2nd)\s+half\s+of\s+{ANY_YEAR}",
    rf"H(?P<nth>[12])\s+(?:of\s+)?(?P<y>{YEAR})",
)
def _half(m: Match) -> Meaning | None:
    return Stretch(*((1, 6) if m["nth"].lower() in ("first", "1", "1st") else (7, 12)), "range", running(m))


@RULES.add(
    "season",
    SEASONS.keys(),
    r"(?:(?:early|mid|late)[-\s]+)?(?P<turn>last|this|next|this\s+past|this\s+coming)\s+(?P<s>spring|summer|autumn|fall|winter)",
    rf"(?:(?:in\s+)?the\s+)?(?P<s>spring|summer|autumn|fall|winter)\s+(?:of\s+|in\s+)?(?:(?P<y>{YEAR})|(?P<ys>last|this|next)\s+year)",
    r"(?<=in\sthe\s)(?P<s>spring|summer|autumn|winter)",
)
def _season(m: Match) -> Meaning | None:
    """Winter of a year reaches from its January's winter to its December's: the words do not say which."""
    season, year = SEASONS[m["s"].lower()], year_ref(m)
    if m["s"].lower() == "winter" and year != YearRef():
        season = (0, 14)
    return Stretch(*season, "range", year, turn_of(m))


def running(m: Match) -> YearRef:
    """ "The end of the year" is this year's."""
    found = year_ref(m)
    return found if found != YearRef() else YearRef(shift=0)
