"""Event extractors: one file each, each a function from a sentence to drafts."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kgload.extract.drafts import Draft, Sentence
from kgload.extract.events import agreements, ceremonies, conferences, meetings, nominals, statements, visits

EventExtractor = Callable[[Sentence], Iterator[Draft]]

EXTRACTORS: tuple[tuple[str, EventExtractor], ...] = (
    ("meetings", meetings.extract),
    ("nominals", nominals.extract),
    ("visits", visits.extract),
    ("ceremonies", ceremonies.extract),
    ("conferences", conferences.extract),
    ("agreements", agreements.extract),
    ("statements", statements.extract),
)
