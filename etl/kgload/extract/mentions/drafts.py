"""An event mention while it is being put together, and the sentence it is read from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from spacy.tokens import Span, Token

from kgload.extract.actors.gazetteer import Gazetteer
from kgload.extract.actors.people import Actor
from kgload.extract.actors.pieces import Reference
from kgload.extract.coreference.meant import Coreference
from kgload.extract.text.parse import ParsedBlock
from kgload.extract.times import Anchor
from kgload.extract.times.told import Told
from kgload.model import UNKNOWN_TIME, PlaceValue, Status, TimeValue
from kgload.vocabulary import vocabulary


@dataclass(frozen=True, slots=True)
class Participant:
    """An actor in an event, its role, and the words (block offsets) that put it there: a name, or an anaphor."""

    actor: Actor
    role: str
    start: int
    end: int
    by_name: bool = True


@dataclass(slots=True, eq=False)
class Draft:
    """An event mention before ids are minted. `token` is its trigger; `same_occasion`: of the day of the news
    (occasion.py); `narrated`: goes on with what was told of this day.
    """

    type: str
    status: Status
    parsed: ParsedBlock
    sentence: Span
    token: Token
    participants: list[Participant]
    rule: str
    time: TimeValue = UNKNOWN_TIME
    place: PlaceValue | None = None
    count: int | None = None
    confidence: float = 0.9
    distinct: bool = False
    same_occasion: bool = False
    narrated: date | None = None
    part_of: list[Draft] = field(default_factory=list)
    distinct_from: list[Draft] = field(default_factory=list)

    @property
    def trigger(self) -> tuple[int, int]:
        """The span of the trigger in the block."""
        return self.parsed.spans[self.token.i]

    @property
    def persons(self) -> list[Actor]:
        return [p.actor for p in self.participants if p.actor.kind == "person"]


@dataclass(frozen=True, slots=True)
class Sentence:
    """What an event extractor sees: one parsed sentence, who is who, and the date to count from."""

    parsed: ParsedBlock
    span: Span
    who: Coreference
    gazetteer: Gazetteer
    anchor: Anchor | None
    told: Told = field(default_factory=Told)

    def tokens(self) -> Iterator[Token]:
        return iter(self.span)

    def noun_at(self, token: Token) -> str:
        """The last word, in small letters, of what stands at a token: "delegation" of "the Russian delegation"."""
        value = self.parsed.values[token.i]
        return (value.text.split()[-1] if isinstance(value, Reference) else token.text).lower()

    def participant(self, token: Token, role: str) -> list[Participant]:
        """The actors that `token` names, in this role; empty if unresolved."""
        start, end = self.parsed.spans[token.i]
        value = self.parsed.values[token.i]
        if isinstance(value, Reference):
            start, end = value.start, value.end
        by_name = value is not None and not (isinstance(value, Reference) and value.kind in ("office", "group"))
        return [Participant(actor, role, start, end, by_name) for actor in self.who.resolve(token)]

    def participants(self, tokens: list[Token], role: str) -> list[Participant]:
        found: list[Participant] = []
        for token in tokens:
            for participant in self.participant(token, role):
                if all(participant.actor is not p.actor for p in found):
                    found.append(participant)
        return found

    def quoted(self, token: Token) -> bool:
        return self.parsed.block.in_quotes(self.parsed.spans[token.i][0])

    def draft(
        self,
        kind: str,
        status: Status,
        trigger: Token,
        participants: list[Participant],
        rule: str,
        confidence: float = 0.9,
    ) -> Draft:
        """A draft of this event type. A role that the type does not list becomes its first ("hosted a call")."""
        roles = vocabulary()[kind].roles
        participants = [p if p.role in roles else replace(p, role=roles[0]) for p in participants]
        return Draft(
            kind,
            status,
            self.parsed,
            self.span,
            trigger,
            participants,
            rule,
            confidence=confidence,
        )


def merge_participants(*lists: list[Participant]) -> list[Participant]:
    """One entry per actor, the first role given; an office-holder's state is dropped where the person stands for it."""
    found: list[Participant] = []
    for participant in (p for each in lists for p in each):
        if all(participant.actor is not p.actor for p in found):
            found.append(participant)
    countries = {p.actor.country for p in found if p.actor.kind == "person" and p.actor.name}
    return [p for p in found if p.actor.kind != "state" or p.actor.country not in countries]
