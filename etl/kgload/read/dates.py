"""Dates as headers and metadata write them, to ISO 8601. Own rules: the libraries guess (9/11/2023, a lone "March"),
and a header date anchors every weekday of the article, so what can be read two ways is not read at all.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone
from typing import Any

_NAMES = (
    "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
    "september sept sep", "october oct", "november nov", "december dec",
)  # fmt: skip
MONTHS = {name: number for number, names in enumerate(_NAMES, start=1) for name in names.split()}
MONTH = "(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_TIME = r"(?P<{0}h>\d{{1,2}})[:.](?P<{0}m>[0-5]\d)(?::(?P<{0}s>[0-5]\d)(?:[.,]\d+)?)?(?:\s*(?P<{0}half>[ap])\.?m\b\.?)?"
_OFFSET = r"(?:\s*\(?(?P<offset>Z\b|UTC|GMT|[+-]\d\d:?\d\d)\)?)?"
_DAY = (
    r"(?:(?P<iso>(?P<iy>\d{4})(?P<sep>[-/.])(?P<im>\d{1,2})(?P=sep)(?P<id>\d{1,2}))"
    rf"|(?P<mdy>(?P<mm>{MONTH})\s*(?P<md>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<my>\d{{4}}))"
    rf"|(?P<dmy>(?P<dd>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?[\s-]+(?P<dm>{MONTH})[\s,-]*(?P<dy>\d{{4}}|(?<=-)\d\d))"
    r"|(?P<num>(?P<n1>\d{1,2})[/.-](?P<n2>\d{1,2})[/.-](?P<ny>\d{4})))(?!\d)"
)
_ZONE = r"(?:[ECMP][SD]?T|GMT|UTC|BST|[IP]ST|CES?T|EES?T|MSK|AE[SD]?T|SGT|HKT|[JK]ST|PKT|WIB|TSI)\b"
_MONTH_FIRST = frozenset("ET EST EDT CT CDT MT MDT PT PST PDT".split())
_DAY_FIRST = frozenset("BST IST CET CEST EET EEST MSK AET AEST AEDT".split())
_DATE = re.compile(
    rf"(?<![\w/.-])(?:{_TIME.format('b')}(?:\s*(?P<zone>{_ZONE}))?\s*(?:,|\||on\b)?\s*)?{_WEEKDAY}{_DAY}"
    rf"(?:(?:T|[\s,|/]+(?:at\s+|-\s+)?|\s+-\s+){_TIME.format('a')}{_OFFSET}(?:\s*(?P<after>{_ZONE}))?)?(?![\d])",
    re.IGNORECASE,
)
_MONTH_DAY = re.compile(
    rf"\b(?P<m>{MONTH})\s(?P<d>\d{{1,2}})\b(?!:)|\b(?P<d2>\d{{1,2}})\s(?P<m2>{MONTH})", re.IGNORECASE
)
_COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)Z?)?")


def _day(m: re.Match[str]) -> date | None:
    if m["iso"]:
        year, month, day = int(m["iy"]), int(m["im"]), int(m["id"])
    elif m["mdy"]:
        year, month, day = int(m["my"]), MONTHS[m["mm"].lower().rstrip(".")], int(m["md"])
    elif m["dmy"]:
        year, month, day = int(m["dy"]), MONTHS[m["dm"].lower().rstrip(".")], int(m["dd"])
        year += 0 if year > 99 else 1900 if year > 69 else 2000
    else:
        first, second, year = int(m["n1"]), int(m["n2"]), int(m["ny"])
        american = _order(m)
        if first <= 12 and second <= 12 and first != second and american is None:
            return None
        day, month = (second, first) if second > 12 or (american and first <= 12) else (first, second)
    try:
        value = date(year, month, day)
    except ValueError:
        return None
    return value if 1900 <= year <= 2100 else None


def _order(m: re.Match[str]) -> bool | None:
    """Whether the month comes first, as the time zone of the clock beside the numbers tells: "02/03/2023 11:06 AM EST";
    None if nothing tells.
    """
    zone = (m["zone"] or m["after"] or "").upper()
    return True if zone in _MONTH_FIRST else False if zone in _DAY_FIRST else None


def _iso(m: re.Match[str]) -> str | None:
    day = _day(m)
    if day is None:
        return None
    for side in ("a", "b"):
        if m[f"{side}h"] is None:
            continue
        hour = int(m[f"{side}h"])
        if half := m[f"{side}half"]:
            hour = hour % 12 + (12 if half.lower() == "p" else 0)
        if hour > 23:
            return day.isoformat()
        moment = datetime(day.year, day.month, day.day, hour, int(m[f"{side}m"]), int(m[f"{side}s"] or 0))  # noqa: DTZ001
        return moment.replace(tzinfo=_zone(m["offset"]) if side == "a" else None).isoformat()
    return day.isoformat()


def _zone(offset: str | None) -> timezone | None:
    if not offset:
        return None
    if offset[0] not in "+-":
        return timezone.utc  # noqa: UP017
    minutes = int(offset[1:3]) * 60 + int(offset[-2:])
    return timezone(timedelta(minutes=-minutes if offset[0] == "-" else minutes)) if minutes < 24 * 60 else None


def find_date(text: str, start: int = 0) -> tuple[str, int, int] | None:
    """The first date that can be read only one way, as ISO 8601, with its span."""
    for m in _DATE.finditer(text, start):
        if value := _iso(m):
            return value, m.start(), m.end()
    return None


def settle(written: str, text: str) -> str | None:
    """A day written in numbers that could be read two ways, where days named in the text lie near only one."""
    for m in _DATE.finditer(written):
        if not m["num"] or _day(m):
            continue
        pair = [_made(m["ny"], m[a], m[b]) for a, b in (("n1", "n2"), ("n2", "n1"))]
        found = ((n["m"] or n["m2"], n["d"] or n["d2"]) for n in _MONTH_DAY.finditer(text))
        named = [(MONTHS[name.lower().rstrip(".")], int(number)) for name, number in found]
        near = [day for day in pair if day and any(_near(day, month, number) for month, number in named)]
        return near[0].isoformat() if len(near) == 1 else None
    return None


def _made(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _near(day: date, month: int, number: int) -> bool:
    """Whether a day of some month lies within a week of a day, in its own year."""
    other = _made(str(day.year), str(month), str(number))
    return other is not None and abs((other - day).days) <= 7


def same_day(line: str) -> str | None:
    """The one day of a line that is nothing but dates: "10/25/2024October 25, 2024"."""
    apart = re.sub(r"(?<=\d{4})(?=[A-Z])", " ", line[:80])
    days = all_days(apart)
    return days.pop() if len(days) == 1 and not _DATE.sub("", apart).strip() else None


def all_days(text: str) -> set[str]:
    """Every day that the text names in a way that can be read only one way, as ISO 8601."""
    return {day.isoformat() for m in _DATE.finditer(text) if (day := _day(m))}


def parse_date(text: str | None) -> str | None:
    """A string that is a date (a date and time, with its offset if given) and no more, else None."""
    text = (text or "").strip()[:80]
    if m := _COMPACT.fullmatch(text):
        text = f"{m[1]}-{m[2]}-{m[3]}" + (f"T{m[4]}:{m[5]}:{m[6]}Z" if m[4] else "")
    found = find_date(text)
    if not found or text[: found[1]].strip() or len(text[found[2] :].strip(" .,()|")) > 6:
        return _in_words(text)  # up to six characters may remain: a zone's name, which is no offset ("IST", "ET")
    return found[0]


def _in_words(text: str) -> str | None:
    """A day, month and year in words, as sites of other languages state it ("8 de noviembre de 2023").

    dateparser reads these. Numbers alone it would guess, and a missing part take from the clock: it is asked neither.
    """
    if not all(re.search(part, text) for part in (r"[^\W\d_]{3}", r"\b(?:19|20)\d\d\b", r"\b\d{1,2}\b")):
        return None
    if _NUMBERS.search(text):
        return None
    import dateparser  # slow to import, and seldom needed

    found = dateparser.parse(text, languages=_LANGUAGES, settings=_WHOLE)
    return found.date().isoformat() if found and 1900 <= found.year <= 2100 else None


_NUMBERS = re.compile(r"\d[/.-]\d{1,2}[/.-]\d")
_LANGUAGES = ["en", "es", "fr", "de", "it", "pt", "ru"]
_WHOLE: Any = {"REQUIRE_PARTS": ["day", "month", "year"], "STRICT_PARSING": True, "TIMEZONE": "UTC"}


_URL_DATE = re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2}|[a-z]{3,9})[/-](\d{1,2})(?:/|$|-)", re.IGNORECASE)


def url_date(url: str | None) -> str | None:
    """The day in a path such as /2023/nov/27/ or /2023/11/27/."""
    if not url or not (m := _URL_DATE.search(url)):
        return None
    month = int(m[2]) if m[2].isdigit() else MONTHS.get(m[2].lower(), 0)
    try:
        return date(int(m[1]), month, int(m[3])).isoformat()
    except ValueError:
        return None
