"""The head of an article: its title, standfirst, byline, and the lines that state facts."""

from __future__ import annotations

from kgload.read import furniture
from kgload.read.dateline import lone_dateline
from kgload.read.header import read_header
from kgload.read.page import HEAD_BLOCKS, Page, same
from kgload.read.record import Facts
from kgload.read.titles import clean_title

MAX_TITLE_WORDS = 45
MAX_TITLE = 300


def name_head(page: Page) -> None:
    """Names the blocks of the head, and adds the facts that they state."""
    _name_title(page)
    _name_facts(page)
    _name_subtitle(page)


def _name_title(page: Page) -> None:
    title = page.facts.title
    index = _find_title(page, same(title)) if title else _guess_title(page)
    if index is None:
        return
    page.kinds[index] = "title"
    if not title:
        title, publisher = clean_title(" ".join(page.says[index].split()))
        page.facts = page.facts.over(Facts(title=title, publisher=publisher))
    page.keys[index] = same(title)


def _find_title(page: Page, title: str) -> int | None:
    """The stated title; near the start the site's name may stand behind it."""
    near = (i for i, key in enumerate(page.keys) if key == title or (i < HEAD_BLOCKS and key.startswith(title)))
    return next(near, None) if title else None


def _guess_title(page: Page) -> int | None:
    """The first line that could be one; below the menus of a page, the one that stands twice, or nearest the body."""
    possible = [i for i in range(page.start) if _could_be_title(page, i)]
    if len(page.blocks) < 2 or not possible:
        return None
    headings = [i for i in possible if page.blocks[i].kind == "heading"]
    if headings or possible[0] == 0 or page.start <= HEAD_BLOCKS:
        return (headings or possible)[0]
    again = [i for i in possible if furniture.words(page.says[i]) >= 4 and page.keys[i] in page.keys[:i]]
    return again[0] if again else possible[-1]


_NO_TITLE = (furniture.is_notice, furniture.is_caption, furniture.is_trail, furniture.is_masthead)


def _could_be_title(page: Page, index: int) -> bool:
    said = page.says[index]
    if not 3 <= furniture.words(said) <= MAX_TITLE_WORDS or len(said) > MAX_TITLE or page.blocks[index].kind == "item":
        return False
    return not any(told(said) for told in (*_NO_TITLE, read_header, furniture.byline))


def _name_facts(page: Page) -> None:
    """On a page that opens with its menus, an unlabelled date counts only below the last line that gives the title."""
    title = page.find("title")
    key = page.keys[title] if title is not None else None
    anchor = max((i for i in range(page.start) if page.keys[i] == key), default=-1)
    stated = Facts()
    for index in range(page.start):
        said = page.says[index]
        if page.kinds[index]:
            continue
        if header := read_header(said):
            page.kinds[index] = "metadata"
            if header.labelled or index > anchor or page.start <= HEAD_BLOCKS:
                stated = stated.over(header.facts)
        elif author := furniture.byline(said):
            page.kinds[index] = "byline"
            stated = stated.over(Facts(author=author))
        elif index > anchor and lone_dateline(said, None):
            page.kinds[index] = "dateline"
        elif furniture.is_caption(said):
            page.kinds[index] = "caption"
    page.facts = page.facts.over(stated)


def _name_subtitle(page: Page) -> None:
    """The standfirst: the stated one, else a line of some words right under the title (and its byline and date)."""
    title = page.find("title")
    if title is None:
        return
    free = [i for i in range(title + 1, len(page.blocks)) if page.kinds[i] is None]
    if page.facts.subtitle:
        key = same(page.facts.subtitle)
        if free and page.keys[free[0]] == key:
            page.kinds[free[0]] = "subtitle"
        return
    near = [i for i in free if i < page.start and not furniture.is_notice(page.says[i])]
    if not near or len(near) > 6 or near[0] - title > 4 or page.blocks[near[0]].kind == "item":
        return
    said = page.says[near[0]]
    if furniture.words(said) >= 5 and not said.endswith(":") and page.keys[near[0]] != page.keys[title]:
        page.kinds[near[0]] = "subtitle"
