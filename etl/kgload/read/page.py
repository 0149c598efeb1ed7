"""An article while its blocks are being named, and what can be told of one block by itself."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from kgload.model import RegionKind
from kgload.read import furniture
from kgload.read.header import read_header
from kgload.read.record import Block, BlockKind, Facts

_TERMINAL = re.compile(r"[.!?…。][\"'”’»)\]*]*$")
_SENTENCE = re.compile(r"[.!?。][\"'”’)\]]*(?:\s|$)")
_NOT_ALNUM = re.compile(r"[\W_]+")
MAX_SENTENCE = 2000
MAX_KEY = 4000
HEAD_BLOCKS = 12


@dataclass(slots=True)
class Page:
    """`says`, `keys` (for telling repeats) and `kinds` go with `blocks`; `start` is the first block of the body."""

    text: str
    blocks: list[Block]
    facts: Facts
    says: list[str] = field(init=False)
    keys: list[str] = field(init=False)
    kinds: list[RegionKind | None] = field(init=False)
    start: int = field(init=False)

    def __post_init__(self) -> None:
        self.says = [self.text[block.start : block.end] for block in self.blocks]
        self.keys = [same(said) for said in self.says]
        self.kinds = [None] * len(self.blocks)
        prose = [i for i in range(len(self.blocks)) if self.is_body(i) and not self._is_headline(i)]
        paragraphs = (i for i in prose if self.blocks[i].kind == "paragraph")
        self.start = next(paragraphs, prose[0] if prose else len(self.blocks))

    def find(self, kind: RegionKind) -> int | None:
        """The first block of a kind."""
        return self.kinds.index(kind) if kind in self.kinds else None

    def is_body(self, index: int) -> bool:
        """Whether a block is a paragraph by itself: prose, and neither notice nor caption nor header."""
        said = self.says[index]
        if not is_prose(said, self.blocks[index].kind):
            return False
        return not (furniture.is_notice(said) or furniture.is_caption(said) or read_header(said))

    def _is_headline(self, index: int) -> bool:
        """A headline that ends like a sentence: the stated one, a first line that comes again, or one that asks, below
        the trail of a page's sections or the first.
        """
        if self.facts.title and self.keys[index] == same(self.facts.title):
            return True
        if self.facts.title or len(self.blocks) < 2 or furniture.words(self.says[index]) > 14:
            return False
        if not all(map(furniture.is_trail, self.says[:index])):
            return False
        return self.says[index].endswith("?") or (not index and self.keys[0] in self.keys[1:])


def same(text: str) -> str:
    """Letters and digits only, for telling a repeated line."""
    return _NOT_ALNUM.sub("", text[:MAX_KEY].casefold())


def ends_sentence(text: str) -> bool:
    """Whether the text ends as a sentence does."""
    return _TERMINAL.search(text[-40:]) is not None


def has_sentence(text: str) -> bool:
    """Whether a full stop ends something of three words or more, of no more than some 2,000 characters."""
    start = 0
    for m in _SENTENCE.finditer(text):
        if m.start() - start <= MAX_SENTENCE and furniture.words(text[start : m.start()]) >= 3:
            return True
        start = m.end()
    return False


def is_readable(text: str) -> bool:
    """False for a long stretch without a single sentence: data, or noise."""
    return len(text) <= MAX_SENTENCE or has_sentence(text)


def is_prose(text: str, kind: BlockKind = "paragraph") -> bool:
    """Whether a block reads like a paragraph of an article rather than a label or a headline."""
    if kind == "heading" or not is_readable(text):
        return False
    count = furniture.words(text)
    if count >= 8 and ends_sentence(text):
        return True
    return kind == "paragraph" and (count >= 28 or (count >= 12 and text.endswith(":")))
