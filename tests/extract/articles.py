"""Short articles for tests of the extractors: one paragraph, with the dates and regions that reading would give."""

from __future__ import annotations

import hashlib
from datetime import date

from kgload import ids
from kgload.model import Article, Dateline, Region, RegionKind


def article(
    text: str,
    published: str | None = None,
    *,
    dateline: tuple[str, str | None] | None = None,
    title: str | None = None,
    kind: RegionKind = "body",
) -> Article:
    """An article of regions of that kind, split at blank lines, and a title before them if one is given."""
    parts: list[tuple[RegionKind, str]] = [("title", title)] if title else []
    parts += [(kind, paragraph) for paragraph in text.split("\n\n")]
    regions, stored = [], ""
    for region, part in parts:
        stored += "\n\n" if stored else ""
        regions.append(Region(region, len(stored), len(stored) + len(part)))
        stored += part
    sha256 = hashlib.sha256(stored.encode()).hexdigest()
    line = Dateline(dateline[0], date.fromisoformat(dateline[1]) if dateline[1] else None) if dateline else None
    return Article(
        id=ids.article_id(None, "cases", sha256),
        url=None,
        path="case.txt",
        collection="cases",
        title=title,
        publisher=None,
        author=None,
        published=published,
        updated=None,
        dateline=line,
        language="en",
        sha256=sha256,
        text=stored,
        regions=tuple(regions),
    )
