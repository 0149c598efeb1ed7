"""The day told last, in paragraphs before: what "a day later", at the head of a paragraph, counts from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from kgload.extract.times import Anchor, TimeExpression, resolve_time
from kgload.model import TimeValue

_WITHIN = frozenset("day morning afternoon evening night".split())
_HOURS = frozenset("hour hours minutes".split())


@dataclass(slots=True)
class Told:
    """`event`: the day of the event told last, or None if a day of something else was told since. `any`: the day told
    last, of whatever; "the same day" may be that of a report, but of no sentence that tells of events of two times.
    """

    event: date | None = None
    any: date | None = None

    def note(self, values: Iterable[object], times: Sequence[TimeValue], anchor: Anchor | None) -> None:
        """A sentence is read: `values` are those of its tokens, `times` those of the events held that it tells."""
        days = list(dict.fromkeys(t.earliest for t in times if t.precision == "day"))
        told = [resolve_time(v, anchor, "past") for v in values if isinstance(v, TimeExpression)]
        others = [t.earliest for t in told if t.precision == "day" and t.earliest not in days]
        if days or others:
            self.event = days[0] if len(days) == 1 and not others else None
            one = len({(t.earliest, t.latest) for t in times if t.earliest}) < 2
            self.any = (days[0] if one else None) if days else others[-1]

    def before(self, expression: TimeExpression) -> date | None:
        return self.any if says_same_day(expression) else self.event


def says_same_day(expression: TimeExpression) -> bool:
    """ "The same day", "that evening", "hours earlier": of what was told last, were it a report."""
    words = expression.text.lower().split()
    return (words[-1] in _WITHIN and bool({"same", "that", "in"} & set(words))) or bool(_HOURS & set(words))
