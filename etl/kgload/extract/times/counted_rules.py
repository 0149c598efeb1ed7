"""Patterns of times counted from the anchor or from another event, and of words about time that name none."""

from __future__ import annotations

import re
from typing import cast

from kgload.extract.times.counted import (
    DayShift,
    FromAnchor,
    FromReference,
    InThatYear,
    MonthShift,
    Vague,
    Weekdays,
    Weekend,
    WeekShift,
)
from kgload.extract.times.dated import Days, Months, WeekOf, Years
from kgload.extract.times.meaning import Meaning, Unit, YearRef
from kgload.extract.times.rules import (
    NOT_MORE,
    Match,
    Rules,
    day,
    half_of,
    is_month,
    month_name,
    named,
    of_year,
    part_of,
    turn_of,
    year_ref,
)
from kgload.extract.times.words import (
    DAYPART,
    DIGITS,
    FULL_WEEKDAY,
    MANY,
    MONTHS,
    NUMBER,
    PART,
    PARTS_OF_DAY,
    SHIFTS,
    TO,
    TURNS,
    UNITS,
    WEEKDAYS,
    YEAR,
    month,
    number,
    weekday,
)

RULES = Rules()


@RULES.add(
    "year shift",
    frozenset({"year"}),
    r"(?:(?P<half>earlier|later)\s+(?:in\s+)?)?(?P<turn>last|this|next)\s+year",
    r"(?P<half>earlier|later)\s+in\s+the\s+year",
)
def _year_shift(m: Match) -> Meaning | None:
    shift = TURNS[named(m, "turn") or "this"]
    return Years(YearRef(shift=shift), YearRef(shift=shift), half_of(m) if shift == 0 else None)


@RULES.add(
    "month shift",
    frozenset({"month"}),
    rf"{PART}?(?P<turn>last|this|next)\s+month",
    r"(?P<half>earlier|later)\s+(?:in\s+)?(?P<turn>this|the)\s+month",
    rf"{PART}(?P<turn>the)\s+month",
)
def _month_shift(m: Match) -> Meaning | None:
    return MonthShift(TURNS[m["turn"].lower()], part_of(m), half_of(m))


@RULES.add(
    "week shift",
    frozenset({"week"}),
    r"(?P<turn>last|this|next)\s+week(?!end)",
    r"(?P<half>earlier|later)\s+(?:in\s+)?(?P<turn>this|the)\s+week(?!end)",
)
def _week_shift(m: Match) -> Meaning | None:
    return WeekShift(TURNS[m["turn"].lower()], half_of(m))


@RULES.add(
    "week of",
    frozenset({"week"}),
    rf"(?:the\s+)?week\s+(?:of|beginning|starting)\s+(?:{FULL_WEEKDAY},?\s+)?{month_name()}\s+{day()}{NOT_MORE}{of_year()}?",
)
@RULES.add(
    "week of",
    frozenset({"week"}),
    rf"(?:the\s+)?week\s+(?:of|beginning|starting)\s+{day()}\s+{month_name()}{of_year()}?",
)
def _week_of(m: Match) -> Meaning | None:
    there = (month(m["m"]), int(m["d"]))
    return WeekOf(Days(there, there, year_ref(m))) if is_month(m, "m") else None


@RULES.add(
    "weekend",
    frozenset({"weekend"}),
    r"(?P<turn>last|this|next|this\s+past|this\s+coming)\s+weekend",
    r"(?:over|at|on|during)\s+the\s+(?:(?P<turn>past|coming)\s+)?weekend",
)
def _weekend(m: Match) -> Meaning | None:
    turn = turn_of(m)
    return Weekend(None if "past" in m[0].lower() or "coming" in m[0].lower() else turn)


EDGE = r"(?:(?:earlier|later|early|late)\s+(?:on\s+)?)?"
WEEK_AFTER = r"(?:,?\s+(?:of\s+)?(?P<week>last|this|next)\s+week)"
NOT_WEEKDAY = re.compile(r"\b(?:Black|Good|Bloody|Ash|Holy|Palm|Easter|Super|Cyber|Casual)\s+$")
PAPERS = re.compile(r"\s+(?:Times|Telegraph|Mirror|Express|Mail|Guardian|Herald|Post|Morning\s+Post|Club)\b")


@RULES.add(
    "weekday",
    WEEKDAYS.keys(),
    rf"{EDGE}(?:(?P<turn>last|this|next|this\s+past|this\s+coming)\s+)?(?P<w>{FULL_WEEKDAY}){DAYPART}?{WEEK_AFTER}?",
    rf"(?P<week>last|this|next)\s+week\s+on\s+(?P<w>{FULL_WEEKDAY}){DAYPART}?",
)
def _weekday(m: Match) -> Meaning | None:
    if NOT_WEEKDAY.search(m.string[: m.start()]) or PAPERS.match(m.string, m.end()):
        return None
    week = TURNS[m["week"].lower()] if named(m, "week") else None
    turn = turn_of(m)
    there = weekday(m["w"])
    return Weekdays(there, there, turn if week is None else None, week)


@RULES.add(
    "weekdays",
    WEEKDAYS.keys(),
    rf"(?:from\s+|between\s+)?(?P<w1>{FULL_WEEKDAY}){TO}(?P<w2>{FULL_WEEKDAY}){DAYPART}?{WEEK_AFTER}?",
)
def _weekdays(m: Match) -> Meaning | None:
    first, last = weekday(m["w1"]), weekday(m["w2"])
    week = TURNS[m["week"].lower()] if named(m, "week") else None
    return Weekdays(first, last, week=week) if first != last else None


DAY_WORDS = {"yesterday": (-1, -1), "tomorrow": (1, 1), "overnight": (-1, 0), "last night": (-1, -1)}


@RULES.add(
    "day word",
    PARTS_OF_DAY | {"today", "yesterday", "tomorrow", "tonight", "overnight"},
    rf"{EDGE}(?P<word>today|yesterday|tomorrow|tonight|overnight){DAYPART}?",
    rf"{EDGE}(?P<word>this)\s+(?:early\s+|late\s+|very\s+)?(?:morning|afternoon|evening)",
    r"(?P<word>last\s+night)",
    r"the\s+(?P<word>day\s+(?:before\s+yesterday|after\s+tomorrow))",
)
def _day_word(m: Match) -> Meaning | None:
    word = " ".join(m["word"].lower().split())
    if word.startswith("day "):
        shift = -2 if "before" in word else 2
        return DayShift(shift, shift)
    if word == "today" and GENERIC_TODAY.match(m.string, m.end()):
        return Vague()
    return DayShift(*DAY_WORDS.get(word, (0, 0)))


# "Today's world" is our age, "today's meeting" is the day's.
GENERIC_TODAY = re.compile(
    r"['’]s\s+(?!(?:\w+\s+){0,3}(?:meeting|talks|summit|call|visit|session|ceremony|event|announcement|conference|statement|vote|"
    r"decision|discussion|forum|dialogue|trip|speech|address|briefing|agreement|signing|exchange|conversation|gathering|launch|strike|attack))",
    re.IGNORECASE,
)


@RULES.add(
    "ago",
    frozenset({"ago"}),
    rf"(?:(?:about|around|some|nearly|almost|roughly|just|over|more\s+than|less\s+than)\s+)?(?P<n>{NUMBER})\s+(?P<u>day|week|month|year|decade|hour|minute)s?\s+ago(?P<today>\s+today)?",
)
def _ago(m: Match) -> Meaning | None:
    unit, count = m["u"].lower(), -number(m["n"])
    if unit in ("hour", "minute"):
        return DayShift(-1, 0) if unit == "minute" or count >= -12 else Vague()
    if unit == "decade":
        return Vague()
    vague = re.match(r"(?:about|around|some|nearly|almost|roughly|over|more|less)\b", m[0], re.IGNORECASE)
    return Vague() if vague and unit != "year" else FromAnchor(count, cast(Unit, unit))


@RULES.add(
    "ahead",
    frozenset({"time", "now", "today"}),
    rf"(?:in\s+)?(?P<n>{NUMBER})\s+(?P<u>day|week|month|year)s?(?:['’]|['’]s)?\s+(?:time|from\s+(?:now|today))",
)
def _ahead(m: Match) -> Meaning | None:
    return FromAnchor(number(m["n"]), cast(Unit, m["u"].lower()))


# "A day before" counts from what was told; "a day before he left" tells when the rest was.
ADVERB = r"(?:after|before|prior)(?=\s*(?:[,.;:)—–]|$)|\s+(?:in|at|with|and|when|where)\b)"


@RULES.add(
    "later",
    SHIFTS,
    rf"(?:(?P<about>about|around|some|nearly|almost|roughly|over|more\s+than|less\s+than)\s+)?(?P<n>{NUMBER})\s+(?P<u>day|week|month|year)s?\s+(?P<way>later|earlier|{ADVERB}|afterwards?|beforehand|previously)(?!\s+than\b)",
)
def _later(m: Match) -> Meaning | None:
    if named(m, "about"):
        return Vague()
    sign = -1 if m["way"].lower() in ("earlier", "before", "beforehand", "previously") else 1
    return FromReference(sign * number(m["n"]), cast(Unit, m["u"].lower()))


@RULES.add(
    "reference",
    UNITS | PARTS_OF_DAY,
    rf"(?:(?:later|earlier|late|early)\s+)?(?:on\s+|in\s+)?(?P<way>that\s+same|the\s+same|the\s+following|"
    rf"the\s+next|the\s+previous|the\s+preceding)\s+(?P<u>day|week|month|year){DAYPART}?",
    r"(?:(?:later|earlier|late|early)\s+)?(?:on\s+|in\s+)?(?P<way>that|that\s+very)\s+(?P<u>day|week|month|year)",
    r"(?P<way>that|the\s+same|the\s+following|the\s+next|the\s+previous)\s+(?P<u>morning|afternoon|evening|night)",
    r"(?:later|earlier)\s+in\s+(?P<way>the)\s+(?P<u>day)",
    rf"(?:on\s+)?the\s+(?P<u>day|week|month|year)\s+(?P<way>{ADVERB})",
)
def _reference(m: Match) -> Meaning | None:
    way, unit = m["way"].lower(), m["u"].lower()
    if unit not in ("day", "week", "month", "year"):
        unit = "day"
    sign = -1 if any(w in way for w in ("previous", "preceding", "before", "prior")) else 1
    count = (
        sign if any(w in way for w in ("following", "next", "previous", "preceding", "before", "after", "prior")) else 0
    )
    return FromReference(count, cast(Unit, unit))


@RULES.add(
    "that year's month",
    MONTHS.keys(),
    rf"(?:{PART}|{day('1')}\s+(?:of\s+)?)?{month_name()}(?:\s+{day('2')})?,?\s+(?:of\s+|in\s+)?(?:the\s+same|that(?:\s+same)?)\s+year",
)
def _month_of_that_year(m: Match) -> Meaning | None:
    if not m["m"][0].isupper():
        return None
    on = named(m, "d1") or named(m, "d2")
    there = (month(m["m"]), int(on or 1))
    return InThatYear(Days(there, there) if on else Months(there[0], there[0], part=part_of(m)))


@RULES.add(
    "hours later",
    SHIFTS,
    rf"(?:(?:just|only|about|some|around|barely|more\s+than)\s+)?(?:(?:a\s+(?:few|couple\s+of)|several|{NUMBER})\s+)?"
    rf"(?:hours?|minutes)\s+(?:later|earlier|{ADVERB}|afterwards?|beforehand|previously)(?!\s+than\b)",
)
def _hours_later(m: Match) -> Meaning | None:
    return FromReference(0, "day")


_VAGUE = (
    MANY
    | DIGITS
    | frozenset("recently currently nowadays soon shortly lately present time future sometime".split())
    | frozenset(f"{name}s" for name in WEEKDAYS)
)


@RULES.add(
    "vague",
    _VAGUE,
    r"(?:in\s+|over\s+|for\s+|during\s+)?(?:the\s+)?(?:recent|coming|past|last|next)\s+(?:(?:several|few|many|\d+|"
    + NUMBER
    + r")\s+)?(?:days|weeks|months|years|decades?|century|centuries)",
    r"(?:a\s+)?(?:few|several|many|couple\s+of|dozen)\s+(?:days|weeks|months|years|decades)"
    rf"(?:\s+(?:ago|later|earlier|{ADVERB}))?",
    rf"(?:days|weeks|months|years|decades|centuries)\s+(?:ago|later|earlier|{ADVERB})",
    r"(?:recently|currently|nowadays|soon|shortly|lately|at\s+present|at\s+this\s+time|at\s+the\s+time|in\s+the\s+(?:near\s+)?future|sometime)",
    r"(?:the\s+)?(?:(?:early|mid|late)[-\s]+)?(?:1[89]|20)\d0['’]?s",
    r"(?:the\s+)?(?:1\d|2[01]|[5-9])th\s+century",
    rf"(?:the\s+)?(?:fiscal\s+(?:year\s+)?|FY\s*)(?:{YEAR}|\d\d)(?:[-/–]\d\d(?:\d\d)?)?",
    rf"(?:on\s+)?(?:{FULL_WEEKDAY})s",
)
def _vague(m: Match) -> Meaning | None:
    return Vague()
