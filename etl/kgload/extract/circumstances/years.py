"""The year of a day or month told without one, where the text itself has it: "in 2022, where on 10 June he met"; and in
an article without a date, as told last in the paragraph.
"""

from __future__ import annotations

from datetime import date

from spacy.tokens import Token

from kgload.extract.clauses.frames import clause_verb
from kgload.extract.mentions.drafts import Sentence
from kgload.extract.times import TimeExpression, resolve_time
from kgload.extract.times.dated import ANY_YEAR, Days, Months

_COUNTING = frozenset("first second third fourth fifth sixth another".split())


def year_before(sentence: Sentence, token: Token, value: TimeExpression) -> date | None:
    """The last day of the year that the words before the token give; None if they do not."""
    meaning = value.meaning
    if not isinstance(meaning, Days | Months) or meaning.year != ANY_YEAR or value.bound:
        return None
    if isinstance(meaning, Months) and meaning.turn is not None:
        return None
    for before in reversed(token.doc[: token.i]):
        told = sentence.parsed.values[before.i]
        if not isinstance(told, TimeExpression) or told.kind != "absolute" or told.bound:
            continue
        first = resolve_time(told, None).earliest
        known = first is not None and (sentence.anchor is None or _goes_with(token, before))
        return date(first.year, 12, 31) if first is not None and known else None
    return None


def _goes_with(token: Token, before: Token) -> bool:
    """ "Went there in 2022, where on 10 June he met": a clause of the one that the year is in."""
    verb, above = clause_verb(token), clause_verb(before)
    placed = verb is not None and any(c.lower_ in ("where", "when") for c in verb.children)
    return placed and verb is not None and verb.dep_ in ("relcl", "advcl") and clause_verb(verb) == above


def is_counted_in(trigger: Token, value: TimeExpression) -> bool:
    """ "This is their second meeting this year": the year is what is counted in."""
    counted_in = value.text.lower().startswith("this ") and value.text.lower().endswith(("year", "month", "week"))
    return counted_in and any(c.lower_ in _COUNTING for c in trigger.children if c.i < trigger.i)
