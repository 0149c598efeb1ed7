"""The parts of an article that are read for events, as blocks with offsets into the stored text.

A block is one title, subtitle or body paragraph. Its `text` has the length of the region, so block offset + `start`
= article offset; only white space (line wraps) and, in headlines set in capitals, letter case are changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from kgload.model import Article

BlockKind = Literal["title", "subtitle", "body"]

_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_QUOTED = re.compile(r"[“\"„«]([^”\"»“]{1,2000})(?:[”\"»]|$)")
_SMALL = frozenset(
    "a an the of in on at to for with and or but as by from after over into up off is are was were be".split()
)


@dataclass(frozen=True, slots=True)
class Block:
    """`quoted` holds the spans inside quotation marks, relative to the block."""

    kind: BlockKind
    start: int
    text: str
    quoted: tuple[tuple[int, int], ...]

    def in_quotes(self, position: int) -> bool:
        return any(start <= position < end for start, end in self.quoted)


def blocks_of(article: Article, known: frozenset[str] = frozenset()) -> list[Block]:
    """The readable blocks in order of the text. `known` are capitalised words that stay so in a headline."""
    regions = [r for r in article.regions if r.kind in ("title", "subtitle", "body")]
    proper = known | _proper_words(article.text[r.start : r.end] for r in regions if r.kind == "body")
    blocks = []
    for region in regions:
        text = re.sub(r"\s", " ", article.text[region.start : region.end])
        if region.kind != "body" or len(text) < 300:
            text = _sentence_case(text, proper)
        kind: BlockKind = "body" if region.kind == "body" else "title" if region.kind == "title" else "subtitle"
        quoted = tuple((m.start(1), m.end(1)) for m in _QUOTED.finditer(text))
        blocks.append(Block(kind, region.start, text, quoted))
    return blocks


def _proper_words(texts: Iterable[str]) -> frozenset[str]:
    """Words written with a capital inside a sentence of running text."""
    found: set[str] = set()
    for text in texts:
        for match in _WORD.finditer(text):
            before = text[: match.start()].rstrip(" \n“\"'‘(")
            if match.group()[0].isupper() and before and before[-1] not in ".!?:;•—–":
                found.add(match.group())
    return frozenset(found)


def _sentence_case(text: str, proper: frozenset[str]) -> str:
    """A headline Set In Capitals, with only its proper names still capital. Other text comes back as it is."""
    words = list(_WORD.finditer(text))
    long = [w.group() for w in words if w.group().lower() not in _SMALL]
    if len(long) < 4 or any(w[0].islower() for w in long):
        return text
    out = list(text)
    for word in words[1:]:
        token = word.group()
        named = token in proper or any(p in proper for p in re.split(r"[-’']", token)) or token.isupper()
        if not named or (token.lower() in _SMALL and not token.isupper()):
            out[word.start()] = token[0].lower()
    return "".join(out)
