"""What a model may answer: closed types, statuses and roles, and words of the article. Anything else is refused."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Annotated, Any, Literal, Self, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from kgload.model import ActorKind, Status
from kgload.vocabulary import vocabulary

MOST_EVENTS = 200
STATUSES = get_args(Status)


class WrongAnswerError(Exception):
    """The answer as a whole cannot be read; says why."""


def _known_type(name: str) -> str:
    if name not in vocabulary().types:
        raise ValueError(f"the type {name[:40]!r} is not in the closed list")
    return name


Words = Annotated[str, Field(min_length=1, max_length=300)]


class _Closed(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Party(_Closed):
    """A participant: the words of the quote that put it there, and its full name and office as the article has them."""

    text: Words
    role: Words
    kind: ActorKind
    name: Words | None = None
    office: Words | None = None


class Told(_Closed):
    """One event as the model points at it. All texts are words of the article."""

    type: Annotated[Words, AfterValidator(_known_type)]
    status: Literal["occurred", "planned", "cancelled", "denied", "unconfirmed"]
    quote: Annotated[str, Field(min_length=8, max_length=4000)]
    trigger: Words
    time: Words | None = None
    place: Words | None = None
    participants: Annotated[tuple[Party, ...], Field(min_length=1, max_length=40, strict=False)]

    @model_validator(mode="after")
    def _roles_of_the_type(self) -> Self:
        roles = vocabulary()[self.type].roles
        if wrong := [party.role for party in self.participants if party.role not in roles]:
            raise ValueError(f"{wrong[0][:40]!r} is no role of {self.type}")
        return self


def read_answer(content: str) -> Iterator[Told | str]:
    """The events of an answer, and for each that is refused why. WrongAnswerError if it is no answer at all."""
    try:
        data: Any = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise WrongAnswerError("it is not JSON") from error
    if not isinstance(data, dict) or not isinstance(data.get("events"), list):
        raise WrongAnswerError("it has no list of events")
    events = data["events"]
    if len(events) > MOST_EVENTS:
        raise WrongAnswerError(f"it has {len(events)} events; at most {MOST_EVENTS} are taken")
    return (_event(event) for event in events)


def _event(event: Any) -> Told | str:
    try:
        return Told.model_validate(event)
    except ValidationError as error:
        fault = error.errors(include_input=False, include_url=False)[0]
        where = ".".join(str(part) for part in fault["loc"])
        return f"{where}: {fault['msg']}" if where else fault["msg"]
