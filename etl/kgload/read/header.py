"""Lines of an article's head that state facts: "Published: … | Updated: …", "date 4-Dec-17", "Source: Xinhua"."""

from __future__ import annotations

import re
from typing import NamedTuple

from kgload.read.dates import find_date, parse_date
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
    r"|reading time|edition|agency)\s*:.*|https?://\S+",
    re.IGNORECASE,
)
_OF_PICTURE = re.compile(r"(?:photos?|copyright)\b", re.IGNORECASE)  # its day is not the article's
_SOURCE = re.compile(
    r"source\s*:\s*(?P<name>[A-Z][\w .'’&-]{1,40}?)(?=\s*(?:[|/•·]|published|updated|editor|\d|$))", re.IGNORECASE
)


class Header(NamedTuple):
    """The facts of a line, where they end, and whether a date was labelled as what it is."""

    facts: Facts
    end: int
    labelled: bool


def read_header(line: str) -> Header | None:
    """The facts that a line states, if it is a line of the head at all. `end` < len(line) if a title may follow."""
    if len(line) > 400:
        return None
    if value := parse_date(line):
        return Header(Facts(published=value), len(line), False)
    published, updated, author, end, said = None, None, None, 0, 0
    for label in _LABEL.finditer(line):
        gap = _GAP.match(line, label.end())
        found = find_date(line, gap.end()) if gap else None
        if not found or not gap or words(line[gap.end() : found[1]]) > 1:
            continue
        if not end:
            author = _author(line[: label.start()])
            said = words(line[: label.start()]) - (words(author) if author else 0)
        if label["updated"]:
            updated = updated or found[0]
        else:
            published = published or found[0]
        end = found[2]
    if end and said <= 6 and (words(line[end:]) <= 6 or line[:5].lower() == "date "):
        publisher = m["name"].strip() if (m := _SOURCE.search(line)) else None
        return Header(Facts(published=published, updated=updated, author=author, publisher=publisher), end, True)
    return _other(line)


def _author(before: str) -> str | None:
    first = re.split(r"\s*[/|•·,]\s*", before.strip())[0]
    first = re.sub(r"^by:?\s+", "", first, flags=re.IGNORECASE)
    return first if is_person_like(first) else None


def _other(line: str) -> Header | None:
    if not _OTHER.fullmatch(line) or words(line) > 15:
        return None
    m = _SOURCE.match(line)
    found = None if _OF_PICTURE.match(line) else find_date(line)
    facts = Facts(publisher=m["name"].strip() if m else None, published=found[0] if found else None)
    return Header(facts, len(line), False)
