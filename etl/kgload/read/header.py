"""Lines of an article's head that state facts: "Published: … | Updated: …", "date 4-Dec-17", "Source: Xinhua"."""

from __future__ import annotations

import re
from typing import NamedTuple

from kgload.read.dates import find_date, parse_date, same_day
from kgload.read.furniture import is_person_like, words
from kgload.read.record import Facts

_LABEL = re.compile(
    r"\b(?:(?P<updated>(?:last )?(?:updated|modified|update|edited)(?: on| at)?|last (?:update|modification))"
    r"|(?:first |date |originally )?(?:published|posted|publish|pubdate|created|released|issued|uploaded)"
    r"(?: on| at| date| time)?"
    r"|(?:publication|release|publish(?:ing)?) (?:date|time)|date(?: published| posted)?|time"
    r"|this (?:story|article|report) is from)\b",
    re.IGNORECASE,
)
_GAP = re.compile(r"[\s:\-–]*")
_OTHER = re.compile(
    r"(?:source|section|category|location|language|id|guid|rss feed|url|link|copyright|photos?|views?|word count"
    r"|reading time|edition|agency)\s*:.*|(?:from:[^.!?]{3,120}\s)?(?:published|posted|updated)\s*:|https?://\S+",
    re.IGNORECASE,
)
_KIND = r"(?:press (?:release|statement)|statement|news|article|speech)"
_DOCUMENT = re.compile(rf"\s*[-–—|]\s*{_KIND}", re.IGNORECASE)
_DOCUMENT_OF = re.compile(rf"(?P<body>[^.]*?)\s[-–—|]\s{_KIND}\s[-–—|]\s", re.IGNORECASE)
_OF_PICTURE = re.compile(r"(?:photos?|copyright)\b", re.IGNORECASE)  # its day is not the article's
_SOURCE = re.compile(
    r"source\s*:\s*(?P<name>[A-Z][\w .'’&-]{1,40}?)(?=\s*(?:[|/•·]|published|updated|editor|\d|$))", re.IGNORECASE
)

_FIELD = re.compile(r"^[A-Z][\w ]{0,20}:[^\n]*\n", re.MULTILINE)  # "From: Ministry of Defence", on a line of its own
_BAR = re.compile(r"[|/•·●]")
_NAME_WORD = re.compile(r"[^a-zß-ÿ].*|by:?|and|in|of|at|the|for|on|with|mins?|read|release|de|al|\S+\.\w{2,4}|[:.-]")
MAX_HEADER = 400


class Header(NamedTuple):
    """The facts of a line, where they end, and whether a date was labelled as what it is."""

    facts: Facts
    end: int
    labelled: bool


def read_header(line: str) -> Header | None:
    """The facts that a line states, if it is a line of the head at all. `end` < len(line) if a title may follow."""
    if len(line) > MAX_HEADER:
        return None
    if value := parse_date(line) or same_day(line):
        return Header(Facts(published=value), len(line), False)
    return _labelled(line) or _unlabelled(line) or _other(line)


def _labelled(line: str) -> Header | None:
    """ "Published: … | Updated: …"; a day before the first label is that of publication."""
    published, updated, before, end = None, None, "", 0
    for label in _LABEL.finditer(line):
        gap = _GAP.match(line, label.end())
        found = find_date(line, gap.end()) if gap else None
        if not found or not gap or words(line[gap.end() : found[1]]) > 1:
            continue
        if not end:
            before = line[: label.start()]
            if first := find_date(before):
                published, before = first[0], f"{before[: first[1]]}|{before[first[2] :]}"
        if label["updated"]:
            updated = updated or found[0]
        else:
            published = published or found[0]
        end = found[2]
    author = _author(before)
    said = words(_FIELD.sub("", before)) - (words(author) if author else 0)
    known = said <= 6 or _names_only(before)
    if end and known and (words(line[end:]) <= 6 or line[:5].lower() == "date "):
        publisher = m["name"].strip() if (m := _SOURCE.search(line)) else None
        return Header(Facts(published=published, updated=updated, author=author, publisher=publisher), end, True)
    return None


def _unlabelled(line: str) -> Header | None:
    """ "Name | City | Agency | March 20, 2023 11:45": names and a day, bars between them, or a day with its time, or
    with the kind of the document ("20.12.2024 - Press release", "Council of the EU - Press release - 22 May 2022").
    """
    found = find_date(line) if words(line) <= 20 else None
    if not found:
        return None
    before, after = line[: found[1]], line[found[2] :]
    parted = _BAR.search(before) or _BAR.search(after)
    timed = "T" in found[0] and words(before) <= 3
    if (not before.strip() and _DOCUMENT.fullmatch(after)) or (
        (of := _DOCUMENT_OF.fullmatch(before)) and _names_only(of["body"]) and not after.strip()
    ):
        return Header(Facts(published=found[0]), len(line), False)
    if (parted or timed) and _names_only(before) and _names_only(after):
        return Header(Facts(published=found[0], author=_author(before) if parted else None), len(line), False)
    return None


def _names_only(text: str) -> bool:
    """Whether no part between bars is more than a few names: no headline, no sentence."""
    parts = [part.split() for part in re.split(r"[|/•·●,()\[\]]|\s[-–—]\s", text)]
    return all(len(part) <= 7 and all(map(_NAME_WORD.fullmatch, part)) for part in parts)


def _author(before: str) -> str | None:
    first = re.split(r"\s*[/|•·,]\s*", before.strip())[0].strip()
    first = re.sub(r"^by:?\s+", "", first, flags=re.IGNORECASE)
    return first if is_person_like(first) else None


def _other(line: str) -> Header | None:
    if not _OTHER.fullmatch(line) or words(line) > 15:
        return None
    m = _SOURCE.match(line)
    found = None if _OF_PICTURE.match(line) else find_date(line)
    facts = Facts(publisher=m["name"].strip() if m else None, published=found[0] if found else None)
    return Header(facts, len(line), False)
