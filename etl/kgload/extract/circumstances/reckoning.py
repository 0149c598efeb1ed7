"""What a time like "the following day", "hours later" or "in June of that year" counts from: the time told before."""

from __future__ import annotations

from spacy.tokens import Token

from kgload.extract.clauses.effects import dates_itself
from kgload.extract.clauses.frames import clause_verb
from kgload.extract.clauses.status import status_of
from kgload.extract.mentions.drafts import Sentence
from kgload.extract.text.verbs import is_verb
from kgload.extract.times import Interval, TimeExpression, resolve_time
from kgload.extract.times.told import says_same_day
from kgload.model import UNKNOWN_TIME, TimeValue

_COMING = frozenset("come follow take happen".split())
_KNOWN = frozenset("the this his her their".split())
_EVENTS = frozenset("trip visit meeting talk summit call conversation encounter session".split())


def told_before(sentence: Sentence, token: Token) -> Interval | None:
    """What "the following day" counts from: the last day of an event told before in the paragraph; for "later that
    year", the time told last.
    """
    value = sentence.parsed.values[token.i]
    if not isinstance(value, TimeExpression) or value.kind != "reference":
        return None
    silent = True  # no time in the paragraph before it
    for before in reversed(token.doc[: token.i]):
        told = sentence.parsed.values[before.i]
        verb = clause_verb(before)
        if not isinstance(told, TimeExpression):
            continue
        aside = _aside(verb) if says_same_day(value) else _in_passing(verb)
        if told.bound or (aside and before.i < sentence.span.start):
            continue
        silent = False
        reported = before.i < sentence.span.start and verb is not None and dates_itself(verb)
        if reported and not says_same_day(value):
            continue  # only in one sentence with it: "said on Friday … a day earlier"
        to_come = verb is not None and status_of(verb) in ("planned", "cancelled")
        time = resolve_time(told, sentence.anchor, "future" if to_come else "past", told_before(sentence, before))
        if time.earliest is None or time.latest is None:
            continue
        if time.precision in ("day", *_inside(value)):
            return Interval(time.earliest, time.latest, time.precision)
        return None
    day = sentence.told.before(value) if silent else None
    return Interval(day, day, "day") if day else None


def of_known_event(sentence: Sentence, verb: Token) -> TimeValue:
    """ "The trip came three days after he met B": the day of the trip, told before."""
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    if subject is None or verb.lemma_.lower() not in _COMING or subject.lemma_.lower() not in _EVENTS:
        return UNKNOWN_TIME
    day = sentence.told.event if any(c.lower_ in _KNOWN for c in subject.children) else None
    return TimeValue(day, day, "day") if day else UNKNOWN_TIME


def _aside(verb: Token | None) -> bool:
    """ "No prime minister had been there since Brown in 2007": not where the telling stands."""
    words = [] if verb is None else [t for c in verb.children for t in (c, *c.children)]
    return any(t.lower_ == "no" or t.dep_ == "neg" for t in words)


def _in_passing(verb: Token | None) -> bool:
    """ "Zelensky, who had arrived on Thursday, met B. A day before …": the main clause goes on behind it."""
    subject = verb.head if verb is not None and verb.dep_ == "relcl" else None
    return subject is not None and subject.dep_ in ("nsubj", "nsubjpass") and is_verb(subject.head)


def _inside(reference: TimeExpression) -> tuple[str, ...]:
    """Intervals to count from: "that year", "the following month" after "in May 2019"."""
    words = reference.text.lower().split()
    if "months" in words or "month" in words:
        return ("month", "part-of-month") if {"that", "same"} & set(words) else ("month",)
    known = words[-1] == "year" and {"that", "same"} & set(words)
    return ("month", "part-of-month", "quarter", "year") if known else ()
