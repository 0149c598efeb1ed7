"""What a stretch of a block may name (an actor, a place, a gathering), and the pieces that the parser sees."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Doc

from kgload.extract.actors.people import Actor
from kgload.extract.actors.titles import Title
from kgload.extract.text.blocks import Block
from kgload.extract.text.parse import Piece

ReferenceKind = Literal["name", "office", "state", "organization", "group", "pronoun"]


@dataclass(slots=True, eq=False)
class Reference:
    """A noun phrase that names actors: `start:end` in the block with its titles; `core` is the name or head noun alone.

    `actors` is empty until an office or a pronoun is resolved; more than one only for "the two ministers". `owners` are
    the countries and organisations that a group stands for; its `number` is 2 for "officials of the two countries".
    """

    kind: ReferenceKind
    block: int
    start: int
    end: int
    core: tuple[int, int]
    text: str
    actors: tuple[Actor, ...] = ()
    title: Title | None = None
    number: int | None = None
    counterpart: bool = False
    owners: tuple[str | Actor, ...] = ()


def is_unclear(value: object) -> bool:
    """A name that two persons of the article bear; the vice president, whom it does not name."""
    if not isinstance(value, Reference) or value.actors:
        return False
    known = value.title is not None and value.title.function not in (None, "spokesperson")
    return value.kind == "name" or (value.kind == "office" and known)


@dataclass(frozen=True, slots=True)
class PlaceReference:
    """A place in the text: a city, site or country, with its country (ISO alpha-2)."""

    start: int
    end: int
    name: str | None
    country: str | None
    text: str


@dataclass(frozen=True, slots=True)
class ConferenceReference:
    """A named gathering ("the 10th Beijing Xiangshan Forum") and the place that its name gives, if any."""

    start: int
    end: int
    text: str
    place: PlaceReference | None


class Pieces:
    """Pieces of one block; the first to claim a stretch of text keeps it."""

    def __init__(self, block: Block) -> None:
        self.block = block
        self.items: list[Piece] = []

    def free(self, start: int, end: int) -> bool:
        return all(end <= p.start or start >= p.end for p in self.items)

    def add(self, start: int, end: int, word: str, value: object) -> bool:
        if start < end and self.free(start, end):
            self.items.append(Piece(start, end, word, value))
            return True
        return False

    def sorted(self) -> list[Piece]:
        return sorted(self.items, key=lambda p: p.start)


def chars(doc: Doc, start: int, end: int) -> tuple[int, int]:
    return doc[start].idx, doc[end - 1].idx + len(doc[end - 1])
