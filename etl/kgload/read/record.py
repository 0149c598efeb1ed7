"""What passes between the modules of this room: sources, drafts, the facts a source states, blocks of text."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path
from typing import Literal

BlockKind = Literal["paragraph", "item", "heading"]


@dataclass(frozen=True, slots=True)
class Source:
    """One file to read. `path` is POSIX, below the ingested root; `sha256` (hex) is of its bytes when it was listed.
    `publisher` is that of the collection, for articles which name none.
    """

    file: Path
    path: str
    collection: str
    size: int
    sha256: str
    publisher: str | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What a source states about an article, as written. Dates are ISO 8601."""

    url: str | None = None
    title: str | None = None
    subtitle: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: str | None = None
    updated: str | None = None
    language: str | None = None

    def over(self, other: Facts) -> Facts:
        """These facts, with the gaps filled from `other`."""
        return Facts(*(getattr(self, f.name) or getattr(other, f.name) for f in fields(Facts)))


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text that stands on its own: one paragraph, list item or heading. Without its bullet."""

    kind: BlockKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Draft:
    """One article as its container gives it: the text, its blocks, the stated facts and the bytes it came from.

    `fragment` tells apart articles of one file that have no url ("3", or the record's id).
    """

    text: str
    blocks: tuple[Block, ...]
    facts: Facts
    data: bytes
    fragment: str | None = None
    place: str | None = None
