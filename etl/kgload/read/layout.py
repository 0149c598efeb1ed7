"""Says of every block of an article what it is. Nothing is cut: regions only name stretches of the text.

Three zones: the head (up to the first prose), the body, and what follows it (comments, lists of other articles).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from kgload.model import Dateline, Region, RegionKind
from kgload.read import furniture
from kgload.read.dateline import Found, find_dateline, lone_dateline
from kgload.read.dates import settle
from kgload.read.head import name_head
from kgload.read.header import MAX_HEADER, read_header
from kgload.read.page import HEAD_BLOCKS, Page, ends_sentence, is_readable
from kgload.read.record import Block, Facts

_LEAD = re.compile(
    r"(?:here[’']s what (?:you need to|we) know|breaking(?: news)?|just in|editor[’']s note)\s*:\s+(?=\S)",
    re.IGNORECASE,
)
_SPEAKER = re.compile(r"[A-Z][A-Z .'’-]{1,40}:\s")
DATELINE_BLOCKS = 3
BOX_END_WORDS = 15


@dataclass(frozen=True, slots=True)
class Layout:
    """Regions in order, all facts, and the dateline."""

    regions: tuple[Region, ...]
    facts: Facts
    dateline: Dateline | None


def lay_out(text: str, blocks: Sequence[Block], known: Facts) -> Layout:
    """Names the blocks of a text. `known`: the facts stated outside the text; they win over those of the head."""
    page = Page(text, _split_headers(text, blocks), known)
    name_head(page)
    page.facts = page.facts.over(Facts(published=page.facts.updated))  # the one date of a page may be labelled so
    _Body(page).name()
    page.facts = page.facts.over(_stated_below(page))
    if "body" not in page.kinds:
        _name_anything(page)
    published = page.facts.published
    dated = _Datelines(page, date.fromisoformat(published[:10]) if published else None)
    regions = [region for index in range(len(page.blocks)) for region in dated.regions(index)]
    return Layout(tuple(region for region in regions if region.start < region.end), page.facts, dated.dateline)


def _stated_below(page: Page) -> Facts:
    """ "Published: October 27, 2017" below the first paragraph, if the page states one such day; or a day alone right
    below it, where the first paragraph is the standfirst.
    """
    later = (i for i in range(page.start + 1, len(page.blocks)) if page.kinds[i] == "body")
    second = next(later, page.start)
    lines = [(i, page.says[i]) for i in range(len(page.blocks)) if page.kinds[i] == "metadata"]
    stated = [(i, h) for i, line in lines if (h := read_header(line)) and h.facts.published]
    days = (h.facts.published for i, h in stated if h.labelled or page.start < i < second)
    told = {day[:10]: day for day in days if day}
    if len(told) == 1 or page.facts.published:
        return Facts(published=next(iter(told.values()))) if len(told) == 1 else Facts()
    settled = (settle(said, page.text) for said in page.says[: page.start] if len(said) <= MAX_HEADER)
    return Facts(published=next(filter(None, settled), None))


def _split_headers(text: str, blocks: Sequence[Block]) -> list[Block]:
    """ " date 2023-11-09 Title" is two blocks: what is stated, and the title."""
    cut: list[Block] = []
    for index, block in enumerate(blocks):
        line = text[block.start : block.end]
        header = read_header(line) if index < HEAD_BLOCKS and line[:5].lower() == "date " else None
        rest = line[header.end :].lstrip(" |,-") if header else ""
        if header and rest.strip("."):
            cut += [replace(block, end=block.start + header.end), replace(block, start=block.end - len(rest))]
        else:
            cut.append(block)
    return cut


class _Body:
    """Names the blocks that the head has left, in order."""

    def __init__(self, page: Page) -> None:
        named = zip(page.keys, page.kinds, strict=True)
        self._page = page
        self._prose = [index >= page.start and page.is_body(index) for index in range(len(page.blocks))]
        self._total = sum(furniture.words(said) for said, good in zip(page.says, self._prose, strict=True) if good)
        self._seen = {key for key, kind in named if kind in ("title", "subtitle", "caption")}
        self._read = 0
        self._box: Literal["comments", "others"] | None = None
        self._announced = False

    def name(self) -> None:
        page = self._page
        for index, said in enumerate(page.says):
            if page.kinds[index]:
                continue
            if index >= page.start:
                self._open_or_close_box(index)
            if page.blocks[index].kind != "item":
                self._announced = page.start <= HEAD_BLOCKS and (said.endswith(":") or not ends_sentence(said))
            page.kinds[index] = self._kind(index)
            self._read += furniture.words(said) if page.kinds[index] == "body" else 0
            if page.kinds[index] != "repeat":  # of what is seen already, or of what the body will say
                self._seen.add(page.keys[index])

    def _open_or_close_box(self, index: int) -> None:
        """A box holds reader comments, to the end, or a list of other articles, which prose ends."""
        page, said = self._page, self._page.says[index]
        if self._box == "comments":
            return
        opened = furniture.tail(said) if self._read else None
        if opened:
            self._box = "comments" if opened == "comments" and self._read * 2 >= self._total else "others"
        elif (
            self._prose[index]
            and page.blocks[index].kind == "paragraph"
            and (furniture.words(said) >= BOX_END_WORDS or any(self._prose[index + 1 : index + 2]))
        ):
            self._box = None

    def _kind(self, index: int) -> RegionKind:
        page, said, key = self._page, self._page.says[index], self._page.keys[index]
        if key in self._seen and (self._prose[index] or not furniture.is_notice(said)):
            return "repeat"
        if self._box or not key:
            return "boilerplate"
        if index < page.start:
            return self._head_kind(index)
        if self._prose[index]:
            return "body"
        return self._worded_kind(index) or self._short_kind(index)

    def _head_kind(self, index: int) -> RegionKind:
        """In the head, list items as long as sentences are the article's own summary, which the body may repeat."""
        page, said = self._page, self._page.says[index]
        summary = page.is_body(index) or (furniture.words(said) >= 12 and page.start - index <= 6)
        if page.blocks[index].kind != "item" or not summary or furniture.is_notice(said):
            return "boilerplate"
        opening = page.keys[index][:40]
        return "repeat" if any(opening in key for key in page.keys[page.start :]) else "body"

    def _worded_kind(self, index: int) -> RegionKind | None:
        """What a block is by its wording alone."""
        said, author = self._page.says[index], self._page.facts.author
        if furniture.is_caption(said):
            return "caption"
        if furniture.is_notice(said) or not is_readable(said):
            return "boilerplate"
        if furniture.byline(said) or (author and author.casefold() == said.casefold()):
            return "byline"
        return "metadata" if read_header(said) else None

    def _short_kind(self, index: int) -> RegionKind:
        """What a block that is no prose is by where it stands."""
        said, kind = self._page.says[index], self._page.blocks[index].kind
        count, more = furniture.words(said), any(self._prose[index + 1 : index + 6])
        if kind == "paragraph":
            stops = ends_sentence(said) or (count >= 3 and said.endswith((":", "”", '"', ",", ";")))
            body = (count >= 2 and stops) or count >= (15 if more else 25)
        else:
            body = kind == "item" and (count >= 20 or (count >= 3 and (self._announced or ends_sentence(said))))
        if body:
            return "body"
        return "heading" if more and kind != "item" else "boilerplate"


def _name_anything(page: Page) -> None:
    """A note without a full stop is still an article: what is no notice is its body."""
    for index, (kind, said) in enumerate(zip(page.kinds, page.says, strict=True)):
        wordy = furniture.words(said) >= 4 and is_readable(said) and not furniture.is_notice(said)
        if kind in ("boilerplate", "subtitle", "heading") and wordy:
            page.kinds[index] = "body"


class _Datelines:
    """Turns named blocks into regions, taking the first dateline off the paragraph that opens with it."""

    def __init__(self, page: Page, published: date | None) -> None:
        self._page = page
        self._published = published
        self._bodies = 0
        self._transcript = sum(_SPEAKER.match(said) is not None for said in page.says) > 1
        self.dateline: Dateline | None = None

    def regions(self, index: int) -> list[Region]:
        """The regions of one block, in order."""
        page, block, kind = self._page, self._page.blocks[index], self._page.kinds[index] or "boilerplate"
        start, end = block.start, block.end
        if kind == "dateline":
            found = lone_dateline(page.says[index], self._published)
            self.dateline = self.dateline or (found.dateline if found else None)
        if kind == "title" and page.facts.title and page.text.startswith(page.facts.title, start):
            end = start + len(page.facts.title)
        before: list[Region] = []
        if kind == "body":
            self._bodies += 1
            if lead := _LEAD.match(page.text, start, end):
                before.append(_trimmed(page.text, "boilerplate", start, lead.end()))
                start = lead.end()
            if block.kind == "paragraph" and (opening := self._opening(page.text[start:end])):
                before.append(_trimmed(page.text, "dateline", start, start + opening.end))
                start += opening.end
        return [*before, _trimmed(page.text, kind, start, end)]

    def _opening(self, said: str) -> Found | None:
        if self.dateline or self._bodies > DATELINE_BLOCKS:
            return None
        found = find_dateline(said, self._published)
        if found and self._transcript and said[: found.end].rstrip().endswith(":"):
            return None  # "KIRBY: …" names who speaks
        self.dateline = found.dateline if found else None
        return found


def _trimmed(text: str, kind: RegionKind, start: int, end: int) -> Region:
    said = text[start:end]
    return Region(kind, start + len(said) - len(said.lstrip()), end - len(said) + len(said.rstrip()))
