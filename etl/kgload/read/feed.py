"""Feed-like notes: "## Title", lines such as "- https://…" and "- date published: …", text; a file may hold many."""

from __future__ import annotations

import re

from kgload.read.dates import parse_date
from kgload.read.markup import resolve
from kgload.read.record import Draft, Facts

_SECTION = re.compile(r"^#{1,4} +(?P<title>\S.*)\n+(?P<list>(?:[ \t]*[-*] +\S.*(?:\n|\Z)){1,12})", re.MULTILINE)
_URL = re.compile(r"(?:\[[^\]\n]*\]\((?P<link>https?://[^\s)]+)\)|<?(?P<bare>https?://[^\s>]+)>?)")
_ITEM = re.compile(r"[ \t]*[-*] +(?:(?P<key>[A-Za-z][A-Za-z _-]{1,24}?)\s*:\s+)?(?P<value>\S.*)")
_SOURCE = re.compile(
    r"^#+ *Source *: *(?P<name>.+?)(?:, *URL *: *(?P<url>\S+?))?(?:, *language *: *(?P<language>[\w-]+))?\s*$",
    re.MULTILINE | re.IGNORECASE,
)
MAX_ABOUT = 3
_TAGLINE = re.compile(r"\s+(?:[-–—|:])\s+.*")


def is_feed(text: str) -> bool:
    """Whether the file opens with a section that states its url or date (some lines about the file may come before)."""
    first = _SECTION.search(text[:100_000])
    if not first or not _stated(first["list"]) or text.lstrip().startswith("---"):
        return False
    return (
        sum(not line.startswith("#") and line.strip() != "" for line in text[: first.start()].splitlines()) <= MAX_ABOUT
    )


def _stated(items: str) -> Facts | None:
    """The facts of a section's list; None if it is an ordinary list."""
    facts = Facts()
    found = False
    for line in items.splitlines():
        m = _ITEM.match(line)
        if not m:
            continue
        key, value = (m["key"] or "").lower(), m["value"].strip()
        url = _URL.fullmatch(value)
        if url and key in ("", "url", "link", "source url"):
            facts, found = facts.over(Facts(url=url["link"] or url["bare"])), True
        elif key in ("date published", "published", "date", "pubdate", "published at") and (when := parse_date(value)):
            facts, found = facts.over(Facts(published=when)), True
        elif key in ("date updated", "updated", "modified", "date modified") and (when := parse_date(value)):
            facts, found = facts.over(Facts(updated=when)), True
        elif key in ("author", "authors", "creator", "by"):
            facts = facts.over(Facts(author=value))
        elif key in ("publisher", "source", "outlet") and not url:
            facts = facts.over(Facts(publisher=value))
    return facts if found else None


def feed_drafts(text: str, data: bytes) -> list[Draft]:
    """One draft per section that states its url or date. A file with one section is that article, bytes and all."""
    sections = [(m, facts) for m in _SECTION.finditer(text) if (facts := _stated(m["list"]))]
    common = _file_facts(text[: sections[0][0].start()])
    drafts: list[Draft] = []
    for index, (m, facts) in enumerate(sections):
        end = sections[index + 1][0].start() if index + 1 < len(sections) else len(text)
        whole = text[m.start() : end]
        title = resolve(m["title"])[0]
        said, blocks = resolve(f"# {m['title']}\n\n{text[m.end() : end]}")
        own = data if len(sections) == 1 else whole.encode("utf-8", "replace")
        number = str(index + 1) if len(sections) > 1 else None
        line = text.count("\n", 0, m.start()) + 1
        drafts.append(Draft(said, blocks, facts.over(Facts(title=title)).over(common), own, number, f"line {line}"))
    return drafts


def _file_facts(head: str) -> Facts:
    m = _SOURCE.search(head)
    if not m:
        return Facts()
    return Facts(publisher=_TAGLINE.sub("", m["name"]).strip() or None, language=m["language"])
