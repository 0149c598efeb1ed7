"""Event extractors: one file each, each a function from a sentence to drafts."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kgload.extract.events import (
    agreements,
    ceremonies,
    conferences,
    deliveries,
    exercises,
    meetings,
    nominals,
    sanctions,
    speeches,
    statements,
    summonses,
    tenures,
    visits,
)
from kgload.extract.mentions.drafts import Draft, Sentence

EventExtractor = Callable[[Sentence], Iterator[Draft]]

EXTRACTORS: tuple[tuple[str, EventExtractor], ...] = (
    ("meetings", meetings.extract),
    ("nominals", nominals.extract),
    ("visits", visits.extract),
    ("ceremonies", ceremonies.extract),
    ("conferences", conferences.extract),
    ("agreements", agreements.extract),
    ("exercises", exercises.extract),
    ("speeches", speeches.extract),
    ("tenures", tenures.extract),
    ("sanctions", sanctions.extract),
    ("deliveries", deliveries.extract),
    ("summonses", summonses.extract),
    ("statements", statements.extract),
)
