"""The day of what goes on from an event told just before: "he also met", "in the evening", "during the visit", "before
the talks".

The day told last decides, not that of the news: after "met Macron on Tuesday", "he also met Rutte" is of Tuesday. Where
the two differ and the words do not settle it, the day stays unknown.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta

from spacy.tokens import Token

from kgload.extract.actors.people import Actor
from kgload.extract.clauses.frames import governing_preposition, verb_of
from kgload.extract.mentions.drafts import Draft, Sentence
from kgload.extract.text.verbs import is_past, is_verb
from kgload.extract.times import TimeExpression
from kgload.model import UNKNOWN_TIME, TimeValue
from kgload.vocabulary import vocabulary

BACKGROUND = frozenset(
    "last previous previously earlier ago once since former before past prior years months weeks".split()
)
_TALKS = frozenset({"meeting", "ceremony", "call"})
_KNOWN = frozenset("talk talks meeting summit ceremony call negotiation session".split())
_BESIDE = frozenset("before after following to of".split())  # "prior to", "ahead of"
_THEN = frozenset("then afterward afterwards thereafter".split())
_JOURNEY = frozenset("visit trip stay tour".split())
_EDGES = frozenset("sideline margin fringe".split())
_GATHERING = frozenset("summit meeting forum conference gathering event".split())
_LATELY = timedelta(days=10)
_HELD = frozenset("meeting call ceremony conference speech agreement".split())
_SAME_DAY = re.compile(
    r"\b(?:(?:later|earlier) in the day|in the (?:evening|afternoon|morning))\b"
    r"|^\W*(?:prior to|before|after|following) the (?:talks|meeting|summit|ceremony|call),",
    re.IGNORECASE,
)
_DAYS_LONG = re.compile(
    r"\b(?:two|three|four|five|six|several)-day\b|\b(?:opened|began|begins|started|kicked off)\b", re.IGNORECASE
)


def sequel_time(told: Sequence[Draft], draft: Draft, sentence: Sentence, day: TimeValue | None) -> TimeValue | None:
    """The time of a draft that goes on from those told before; unknown, if it is of another than the news day and the
    words do not say which; None for what is no sequel, or comes first. `day`: that of the news.
    """
    if _has_time(sentence):
        return None
    if (visit := _known_visit(told, draft) or _visit_there(told, draft, sentence)) is not None:
        return visit.time
    aside = on_its_sidelines(draft.token)
    if not (goes_on(draft.token) or aside or _says_same_day(sentence)):
        return None
    dated = [d for d in told if d.time.earliest is not None and _may_lead(d) and not _one_sentence(d, draft)]
    if not dated:
        return None
    last = dated[-1]
    here = last.parsed.block is draft.parsed.block
    one = len({(d.time.earliest, d.time.latest) for d in dated if _one_sentence(d, last)}) == 1
    if day is not None and last.time.earliest == last.time.latest == day.earliest:
        return day if here and one and (_shared(last, draft) or aside) else None
    alone = all(d.time == last.time for d in dated)
    if one and _shared(last, draft) and (alone or (here and goes_before(last, draft) and last.time.precision == "day")):
        return last.time
    return UNKNOWN_TIME


def _may_lead(told: Draft) -> bool:
    return told.status == "occurred" and vocabulary().group(told.type) in _HELD and told.parsed.block.kind == "body"


def _one_sentence(told: Draft, draft: Draft) -> bool:
    return told.parsed is draft.parsed and told.sentence.start == draft.sentence.start


def _shared(told: Draft, draft: Draft) -> bool:
    return any(a in draft.persons for a in told.persons)


def _has_time(sentence: Sentence) -> bool:
    return any(isinstance(sentence.parsed.values[t.i], TimeExpression) for t in sentence.tokens())


def goes_on(trigger: Token) -> bool:
    """ "Also met", "also held talks", "held separate talks later": beside or after what was told."""
    verb = verb_of(trigger)
    verbs = [] if verb is None else [verb, verb.head] if verb.dep_ == "conj" and is_verb(verb.head) else [verb]
    return any(c.lower_ == "also" for v in verbs for c in v.children)


def on_its_sidelines(trigger: Token) -> bool:
    """ "On its margins", "on the sidelines of the summit": of the gathering told before."""
    verb = verb_of(trigger)
    edges = [] if verb is None else [p for c in verb.children if c.dep_ == "prep" for p in c.children]
    return any(_is_edge(t) for t in edges if t.lemma_.lower() in _EDGES)


def _is_edge(noun: Token) -> bool:
    of_what = [p for c in noun.children if c.lower_ == "of" for p in c.children]
    its = any(c.lower_ in ("its", "their") for c in noun.children)
    return its or any(w.lower_ in _GATHERING and [c.lower_ for c in w.children] == ["the"] for w in of_what)


def _says_same_day(sentence: Sentence) -> bool:
    start, end = sentence.parsed.sentence_span(sentence.span)
    return _SAME_DAY.search(sentence.parsed.block.text[start:end]) is not None


def of_same_day(sentence: Sentence) -> bool:
    """ "Later in the day", "prior to the talks, Li held …": with no other time told before in the paragraph."""
    if not _says_same_day(sentence):
        return False
    near = [
        t for t in sentence.parsed.doc[: sentence.span.end] if t.lower_ in BACKGROUND - {"before", "prior", "earlier"}
    ]
    times = [v for v in sentence.parsed.values[: sentence.span.end] if isinstance(v, TimeExpression)]
    return not near and all(v.kind in ("reference", "vague") for v in times)


def may_last(sentence: Sentence) -> bool:
    """Did the paragraph tell of a gathering of several days, or of its first?"""
    start, _ = sentence.parsed.sentence_span(sentence.span)
    return _DAYS_LONG.search(sentence.parsed.block.text[:start]) is not None


def _known_visit(told: Sequence[Draft], draft: Draft) -> Draft | None:
    """ "During the visit, he called on B": the one visit of his that was told, if it has a time."""
    verb = verb_of(draft.token)
    during = [] if verb is None else [p for c in verb.children if c.lower_ == "during" for p in c.children]
    if not any(t.lemma_.lower() in _JOURNEY and _is_bare(t) for t in during):
        return None
    own = [d for d in told if d.type == "visit" and d.status == "occurred" and _is_stay(d)]
    own = [d for d in own if any(a in draft.persons for a in _guests(d)) and d.time.earliest is not None]
    return own[-1] if len({d.time for d in own}) == 1 else None


def _visit_there(told: Sequence[Draft], draft: Draft, sentence: Sentence) -> Draft | None:
    """ "Qin visited Germany and Norway from May 8 to 12. In Oslo he met B": the one visit there of the paragraph."""
    place = draft.place
    if place is None or draft.status != "occurred" or any(t.lower_ in BACKGROUND for t in sentence.tokens()):
        return None
    own = [d for d in told if d.type == "visit" and d.parsed is draft.parsed and not _one_sentence(d, draft)]
    own = [d for d in own if any(a in draft.persons for a in _guests(d))]
    if any(d.status != "occurred" or not _is_stay(d) or d.time.earliest is None for d in own):
        return None
    there = [d for d in own if d.place and d.place.country == place.country]
    return there[0] if len(there) == 1 and draft.type in _TALKS | {"talks"} else None


def _is_bare(noun: Token) -> bool:
    """ "The visit", "his two-day stay"; not "his visit to Paris in May"."""
    known = any(c.lower_ in ("the", "his", "her", "their", "this") for c in noun.children)
    return known and not any(c.dep_ in ("prep", "relcl", "acl", "poss") and c.tag_ != "PRP$" for c in noun.children)


def _is_stay(visit: Draft) -> bool:
    """Of a visit, not of arriving, the day is that of what was done there."""
    return visit.rule.partition(":")[2] in _JOURNEY


def _guests(visit: Draft) -> list[Actor]:
    return [p.actor for p in visit.participants if p.role == "guest"]


def put_beside_told(drafts: Sequence[Draft], sentences: Mapping[int, Sentence]) -> None:
    """ "Before the talks, X held a ceremony for Y", "they then took questions": on the day of what was told before."""
    for i, draft in enumerate(drafts):
        if not untimed(draft) or _has_time(sentences[id(draft)]):
            continue
        told = [d for d in drafts[:i] if d.status == "occurred" and _shared(d, draft)]
        act = _act_around(draft)
        if act is not None and (around := [d for d in told if d.parsed is draft.parsed and d.token == act]):
            told = around
        elif _beside_event(draft):
            told = _of_late([d for d in told if _known_as(d, draft)])
        else:
            told = [d for d in told if goes_before(d, draft)] if _next_in_turn(draft) else []
        if told and told[-1].time.precision == "day":
            draft.time = told[-1].time


def _of_late(told: Sequence[Draft]) -> list[Draft]:
    """Without background, "the two, who last met in November, …"."""
    newest = max((d.time.latest for d in told if d.time.latest), default=None)
    return [d for d in told if newest is None or d.time.latest is None or newest - d.time.latest <= _LATELY]


def _act_around(draft: Draft) -> Token | None:
    """ "Welcomed his guest with a ceremony": what the ceremony is part of."""
    preposition = governing_preposition(draft.token)
    around = preposition is not None and preposition.lower_ in ("with", "at") and is_verb(preposition.head)
    return preposition.head if preposition is not None and around and draft.type == "ceremony" else None


def untimed(draft: Draft) -> bool:
    return draft.status == "occurred" and draft.time.earliest is None and draft.count is None


def _known_as(told: Draft, draft: Draft) -> bool:
    """May "the talks" be what was told before?"""
    return vocabulary().group(told.type) in _TALKS and not _one_sentence(told, draft)


def goes_before(told: Draft, draft: Draft) -> bool:
    """Is it told in the sentence before?"""
    return told.parsed is draft.parsed and told.sentence.end == draft.sentence.start


def _beside_event(draft: Draft) -> bool:
    """Does the clause stand "before", "after" or "prior to" an event known already?"""
    verb = verb_of(draft.token)
    others = (t for t in draft.sentence if t.i != draft.token.i)
    return verb is not None and any(_is_known(t) and _stands_beside(t, verb) for t in others)


def _stands_beside(noun: Token, verb: Token) -> bool:
    """ "Before the talks", "before the talks got underway"."""
    preposition = governing_preposition(noun)
    if preposition is not None:
        return preposition.lower_ in _BESIDE and verb in (preposition.head, preposition.head.head)
    clause = noun.head
    marked = any(c.dep_ == "mark" and c.lower_ in _BESIDE for c in clause.children)
    return noun.dep_ in ("nsubj", "nsubjpass") and clause.dep_ == "advcl" and marked and clause.head == verb


def _is_known(noun: Token) -> bool:
    """ "The talks", without a word on whose."""
    known = any(c.lower_ in ("the", "their") for c in noun.children)
    of_whom = any(c.dep_ == "prep" and c.lower_ not in ("in", "at") for c in noun.children)
    return known and noun.lemma_.lower() in _KNOWN and not of_whom


def _next_in_turn(draft: Draft) -> bool:
    verb = verb_of(draft.token)
    return verb is not None and is_past(verb) and any(c.lower_ in _THEN for c in verb.children)
