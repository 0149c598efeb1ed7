"""The place and day that wire copy puts before its first sentence: "MOSCOW, Nov. 8 (Xinhua) --"."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from kgload.model import Dateline
from kgload.read.dates import MONTH, MONTHS

_UPPER = r"(?:[A-Z\u00C0-\u00DE][A-Z\u00C0-\u00DE'’.\-]+|OF|DE)"
_CAPS = rf"{_UPPER}(?:\s{_UPPER}){{0,3}}"
_MIXED = r"[A-Z\u00C0-\u00DE][\w'’.\-]+(?:\s(?:(?:of|the|de|al|el)\s)?[A-Z\u00C0-\u00DE][\w'’.\-]+){0,3}"
_DATE = (
    rf"(?P<month>(?i:{MONTH}))\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s(?P<year>\d{{4}}))?"
    rf"|(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\s(?P<month2>(?i:{MONTH}))(?:,?\s(?P<year2>\d{{4}}))?"
)
_AGENCY = r"(?:\((?P<agency>\w[\w .,'’/&:-]{1,40})\)|/(?P<agency2>[A-Z][\w .-]{1,20})/)"
_DASH = r"(?:\.?\s*(?:--+|[—–―]|-(?=\s)|:-?(?=\s))\s*-?\s*)"
_AREA = rf"(?:,\s(?!(?i:{MONTH})\s\d)(?:{_MIXED}|{_CAPS}))"

# Each form needs something that a sentence would not have: an agency in brackets, a date, or capitals and a dash.
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"(?P<place>(?:{_CAPS}|{_MIXED})(?:/(?:{_CAPS}|{_MIXED}))?{_AREA}?)[,.]?\s(?:{_DATE})[,.]?\s{_AGENCY}\.?{_DASH}?\s*",
        rf"(?P<place>(?:{_CAPS}|{_MIXED})(?:/(?:{_CAPS}|{_MIXED}))?{_AREA}?),?\s{_AGENCY}\.?{_DASH}",
        rf"(?P<place>(?:{_CAPS}|{_MIXED}){_AREA}?)[,.]\s(?:{_DATE})\.?{_DASH}",
        rf"(?:{_DATE})\s{_AGENCY}{_DASH}",
        r"\((?:AFP|AP|Bloomberg|CNN|IANS|PTI|Reuters|REUTERS|TASS|UPI|Xinhua)\)\s?(?:--+|[—–-])\s",
        rf"(?P<place>{_CAPS}(?:/{_CAPS})?{_AREA}?){_DASH}",
    )
)
_ALONE = re.compile(rf"(?P<place>(?:{_CAPS}|{_MIXED}){_AREA}?)(?:,\s|,?\s{_AGENCY}{_DASH})(?:{_DATE})\.?")

_NO_PLACE = re.compile(
    r"(?:BREAKING|UPDATED?|EXCLUSIVE|WATCH|LIVE|ANALYSIS|OPINION|VIDEO|PHOTOS?|NEWS|EXPLAINER|FACTBOX|NOTE|CORRECTION|EDITORIAL|"
    r"TIMELINE|FACT|READOUT|MEMORANDUM|SUBJECT|FROM|TO|FOR|QUESTION|ANSWER|THE|MR|MRS|MS|DR|PRESIDENT|VICE|PRIME|MINISTER|SECRETARY|"
    r"GENERAL|GEN|SENATOR|SEN|AMBASSADOR|SPEAKER|CHAIRMAN|DIRECTOR|MODERATOR|HOST|REPORTER|INTERVIEWER|FILE|IMAGE|READ|SEE|ALSO|"
    r"STATEMENT|REMARKS|PRESS|JOINT|WHAT|WHO|WHERE|WHEN|WHY|HOW|NATO|US|UK|EU|UN|UAE|USA|DATE|TIME|TITLE|SOURCE|COMMENT|REVIEW)\b"
)
_SMALL = {"of", "de", "the", "au", "and", "la"}


class Found(NamedTuple):
    """A dateline and where the sentence after it begins."""

    dateline: Dateline
    end: int


def _cased(name: str) -> str:
    """Capitals to ordinary case, word by word: "ST. PETERSBURG" -> "St. Petersburg"; "U.N." stays."""
    words = []
    for index, word in enumerate(name.split()):
        if not word.isupper() or re.fullmatch(r"(?:[A-Z]\.){2,}", word):
            words.append(word)
        else:
            lowered = re.sub(
                r"[^\W\d_]+", lambda m: m[0].lower() if m[0].lower() in _SMALL else m[0].capitalize(), word
            )
            words.append(lowered if index else lowered[:1].upper() + lowered[1:])
    return re.sub(r"(?<=[a-z]{3})\.$", "", " ".join(words))  # "MOSCOW. Aug 2 (Interfax) -"


def _date(m: re.Match[str], published: date | None) -> date | None:
    groups = m.groupdict()
    month = groups.get("month") or groups.get("month2")
    if not month:
        return None
    number, day = MONTHS[month.lower().rstrip(".")], int(groups.get("day") or groups.get("day2") or 0)
    stated = groups.get("year") or groups.get("year2")
    years = [int(stated)] if stated else [published.year, published.year - 1] if published else []
    for year in years:
        try:
            value = date(year, number, day)
        except ValueError:
            continue
        # a story filed before midnight UTC may bear the next day's date in the east
        if stated or (published and (value - published).days <= 1):
            return value
    return None


def _made(m: re.Match[str], published: date | None) -> Found:
    place = m.groupdict().get("place")
    return Found(Dateline(_cased(place) if place else None, _date(m, published)), m.end())


def find_dateline(paragraph: str, published: date | None) -> Found | None:
    """The dateline at the start of a paragraph. Without a year, the day nearest on or before publication."""
    head = paragraph[:160]
    for form in _FORMS:
        m = form.match(head)
        if not m or m.end() >= len(paragraph.rstrip()):
            continue
        place = m.groupdict().get("place")
        if place and (_NO_PLACE.match(place) or len(place) < 3):
            continue
        return _made(m, published)
    return None


def lone_dateline(line: str, published: date | None) -> Found | None:
    """A line that is nothing but place, agency and date: "Moscow, 8 November 2023", "Kigali (AFP) – May 27, 2021"."""
    m = _ALONE.fullmatch(line.strip()) if len(line) < 80 else None
    return _made(m, published) if m and not _NO_PLACE.match(m["place"]) else None
