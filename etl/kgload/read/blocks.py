"""Cuts running text into blocks: paragraphs, list items, headings.

Some files wrap lines hard at some 72 columns, some give each paragraph one line; either may leave out the blank lines.
A plain file is wrapped if its line ends are forced: the next word would not have fitted. In Markdown a line end is a
space, but people also paste paragraphs of one line each: lines longer than anybody wraps at stay apart.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from kgload.read.furniture import byline
from kgload.read.header import read_header
from kgload.read.record import Block

_BULLET = re.compile(r"[ \t]*(?:[-*+•▪◦·●■►]|\(?\d{1,2}[.)])[ \t]+(?=\S)")
_RULE = re.compile(r"[\s\-*_=~•·.+|>#\\]*")
_BREAK = re.compile(r"\n[ \t]*\n")
# One for one, so that offsets into the source hold: no-break and other fixed spaces, lone surrogates, NUL.
_PLAIN = {
    ord(c): " "
    for c in "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
}
_PLAIN |= dict.fromkeys(range(0xD800, 0xE000), "\ufffd") | {0: "\ufffd"}
_PLAIN |= dict.fromkeys(map(ord, "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"), "\n")

MAX_COLUMNS = 130
MIN_COLUMNS = 45
SURE_LINES = 3

Line = tuple[int, int]


def plain(text: str) -> str:
    """Text of the same length with ordinary spaces and newlines, and nothing that UTF-8 cannot hold."""
    return text.translate(_PLAIN)


def plain_blocks(text: str, record: bool = False) -> tuple[str, tuple[Block, ...]]:
    """Blocks of plain text, and the text with soft line ends turned into spaces (same length).

    `record`: the text of a record, which seldom holds the title: lines count as wrapped unless they are short.
    """
    chunks: list[Block] = []
    start = 0
    for m in [*_BREAK.finditer(text), None]:
        chunks.append(Block("paragraph", start, m.start() if m else len(text)))
        start = m.end() - 1 if m else start
    rows = [_lines(text, chunk) for chunk in chunks]
    return _unwrap(text, chunks, rows, MIN_COLUMNS if record else _columns(text, rows))


def markdown_blocks(text: str, chunks: Sequence[Block]) -> tuple[str, tuple[Block, ...]]:
    """The same for the chunks of a Markdown file."""
    return _unwrap(text, chunks, [_lines(text, chunk) for chunk in chunks], 0)


def _unwrap(
    text: str, chunks: Sequence[Block], rows: list[list[Line]], width: int | None
) -> tuple[str, tuple[Block, ...]]:
    """Splits chunks at real line ends, joins soft ones. `width` None: nothing is wrapped; 0: all that may be."""
    blocks: list[Block] = []
    joints: list[int] = []
    for chunk, lines in zip(chunks, rows, strict=True):
        too_long = width in (0, MIN_COLUMNS) and any(end - start > MAX_COLUMNS for start, end in lines)
        for group in _groups(text, lines, None if too_long else width):
            joints += [end for _, end in group[:-1]]
            block = _block(text, chunk, group)
            if block:
                blocks.append(block)
    letters = list(text)
    for joint in joints:
        at = text.index("\n", joint)
        letters[at] = " "
    return "".join(letters), tuple(blocks)


def _lines(text: str, chunk: Block) -> list[Line]:
    """The chunk's lines that say something, without the white space at their ends."""
    lines: list[Line] = []
    start = chunk.start
    while start < chunk.end:
        end = text.find("\n", start, chunk.end)
        end = chunk.end if end < 0 else end
        line = text[start:end]
        if line.strip():
            lines.append((start + len(line) - len(line.lstrip()), start + len(line.rstrip())))
        start = end + 1
    return lines


def _forced(text: str, line: Line, following: Line, width: int) -> bool:
    word = text[following[0] : following[1]].split(maxsplit=1)[0]
    return line[1] - line[0] + 1 + len(word) > width


def _columns(text: str, rows: list[list[Line]]) -> int | None:
    """The width at which the file wraps its lines, None if it does not."""
    pairs = [
        (line, following)
        for lines in rows
        for line, following in pairwise(lines)
        if not _BULLET.match(text, following[0]) or len(lines) > 6
    ]
    lengths = sorted(line[1] - line[0] for line, _ in pairs)
    if not lengths:
        return None
    width = lengths[min(len(lengths) - 1, int(len(lengths) * 0.98))]
    if not MIN_COLUMNS <= width <= MAX_COLUMNS:
        return None
    forced = sum(_forced(text, line, following, width) for line, following in pairs)
    if len(pairs) < SURE_LINES:
        first = next((lines[0] for lines in rows if lines), None)
        return width if all(_runs_on(text, line, following, line == first) for line, following in pairs) else None
    return width if forced >= 0.6 * len(pairs) else None


def _runs_on(text: str, line: Line, following: Line, first: bool) -> bool:
    """A line end inside a sentence: lower case goes on, or there is no full stop (and it is no title)."""
    return text[following[0]].islower() or (not first and text[line[1] - 1] not in '.!?:”"')


def _groups(text: str, lines: list[Line], width: int | None) -> list[list[Line]]:
    groups: list[list[Line]] = []
    for line in lines:
        previous = groups[-1][-1] if groups else None
        if previous and _joins(text, previous, line, width):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _joins(text: str, line: Line, following: Line, width: int | None) -> bool:
    last = text[line[1] - 1]
    if text.count("\n", line[1], following[0]) > 1 or _BULLET.match(text, following[0]):
        return False
    if _RULE.fullmatch(text, *following):
        return False
    if any(read_header(text[start:end]) for start, end in (line, following)) or byline(
        text[following[0] : following[1]]
    ):
        return False
    if width is None:
        return text[following[0]].islower() and last not in '.!?:;”"' and line[1] - line[0] >= MIN_COLUMNS
    length = line[1] - line[0]
    open_end = text[following[0]].islower() or last not in '.!?:;”"'
    return _forced(text, line, following, width) or (open_end and length > 0.6 * width)


def _block(text: str, chunk: Block, group: list[Line]) -> Block | None:
    start, end = group[0][0], group[-1][1]
    if _RULE.fullmatch(text, start, end):
        return None
    bullet = _BULLET.match(text, start, end) if chunk.kind != "heading" else None
    if bullet:
        return Block("item", bullet.end(), end)
    return Block(chunk.kind, start, end)
