"""The words of time in English, as pieces of patterns and as numbers."""

from __future__ import annotations

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sept", "sep"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            ("monday", "mon"),
            ("tuesday", "tues", "tue"),
            ("wednesday", "wednes", "wed"),
            ("thursday", "thurs", "thur", "thu"),
            ("friday", "fri"),
            ("saturday", "sat"),
            ("sunday", "sun"),
        )
    )
    for name in names
}
COUNTING = (
    "one two three four five six seven eight nine ten eleven twelve "
    "thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"
)
NUMBERS = {word: number for number, word in enumerate(COUNTING.split(), start=1)} | {"a": 1, "an": 1}
ORDINALS = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "last": 4,
    "final": 4,
    "1st": 1,
    "2nd": 2,
    "3rd": 3,
    "4th": 4,
}
TURNS = {
    "last": -1,
    "past": -1,
    "previous": -1,
    "this": 0,
    "current": 0,
    "the": 0,
    "next": 1,
    "coming": 1,
    "upcoming": 1,
}
# Months of the northern calendar; winter begins in December of the year before ("winter of 2022" may mean either end).
SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (0, 2)}

# Some of the words that the patterns of a rule cannot do without
DIGITS = frozenset("0123456789")
PARTS_OF_DAY = frozenset("morning afternoon evening night".split())
UNITS = frozenset("day week month year".split())
MANY = frozenset("days weeks months years decade decades century centuries".split())
SHIFTS = frozenset("later earlier after before prior afterward afterwards beforehand previously".split())

FULL_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
SHORT_MONTH = r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?"
FULL_WEEKDAY = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
SHORT_WEEKDAY = r"(?:Mon|Tues?|Wed|Thurs?|Thur|Fri|Sat|Sun)\b\.?"
DAY_OF_MONTH = r"(?:[12]\d|3[01]|0?[1-9])"
YEAR = r"(?:1[89]|20)\d\d"
NUMBER = r"(?:\d{1,4}|" + "|".join(sorted(NUMBERS, key=len, reverse=True)) + ")"
DAYPART = r"(?:\s+(?:early\s+|late\s+)?(?:morning|afternoon|evening|night|noon|midday|midnight)\b)"
TO = r"(?:\s*[-–—]\s*|\s+(?:to|through|thru|until|till|and)\s+)"
PART = (
    r"(?:(?P<part>early|mid|late|(?:the\s+)?(?:beginning|start|middle|end)\s+of(?:\s+the)?)(?:\s*-\s*|\s+)(?:in\s+)?)"
)

# A year-like number before one of these counts things: "in the 2000 troops".
COUNTED = (
    r"(?!\s*(?:%|percent|per\s+cent|people|troops|soldiers|men|women|km|kilomet|miles?\b|met(?:re|er)s|tons|tonnes|dollars|euros|"
    r"yuan|rubles|jobs|members|delegates|refugees|deaths|homes|square|feet|hours|days|years?\s+(?:ago|old|later)))"
)


def month(word: str) -> int:
    return MONTHS[word.lower().rstrip(".")]


def weekday(word: str) -> int:
    return WEEKDAYS[word.lower().rstrip(".")]


def number(word: str) -> int:
    return int(word) if word.isdigit() else NUMBERS[word.lower()]
