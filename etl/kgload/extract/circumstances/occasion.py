"""The day that an article is about, for what its sentences tell without a day.

"MOSCOW - Parolin said on Tuesday … Parolin, speaking at a joint news conference with Lavrov, …": the speaking is
that of Tuesday. A mention takes the news day only where the language says that it is the same occasion: it is the
setting of what was said, a progressive, or "also"; never for background ("last year", "had met"), which has its own
time or none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from spacy.tokens import Token

from kgload.extract.actors.pieces import PlaceReference, Reference
from kgload.extract.circumstances.sequel import (
    BACKGROUND,
    goes_before,
    may_last,
    of_same_day,
    on_its_sidelines,
    sequel_time,
    untimed,
)
from kgload.extract.clauses.effects import reports
from kgload.extract.clauses.frames import governing_preposition, subjects, verb_of
from kgload.extract.mentions.drafts import Draft, Sentence
from kgload.extract.text.verbs import is_past, is_verb, says_there
from kgload.extract.times import Anchor, TimeExpression, resolve_time
from kgload.extract.times.words import MONTHS, WEEKDAYS
from kgload.model import Article, TimeValue
from kgload.read.titles import is_official
from kgload.vocabulary import vocabulary

_GROUPS = frozenset("meeting visit call ceremony conference".split())
_PARTS = frozenset({"meeting", "call", "ceremony", "agreement"})
_SETTING = frozenset("in at during on while amid".split())
_NEAR = 2
_LATELY = 30
_AT_SOME_TIME = frozenset("already recently repeatedly often frequently regularly ever never just twice".split())


def news_day(sentences: Iterable[Sentence], anchor: Anchor | None) -> TimeValue | None:
    """The day that the first two sentences of the body give, if it is the anchor's or one of the two before; else
    None.
    """
    if anchor is None:
        return None
    for sentence in sentences:
        for token in sentence.tokens():
            value = sentence.parsed.values[token.i]
            if isinstance(value, TimeExpression) and value.bound is None and value.kind in ("absolute", "anchored"):
                time = resolve_time(value, anchor, "past")
                if time.precision == "day" and time.earliest and 0 <= (anchor.on - time.earliest).days <= _NEAR:
                    return time
    return None


def put_on_release_day(
    article: Article, drafts: Iterable[Draft], first: Sequence[Sentence], anchor: Anchor | None
) -> TimeValue | None:
    """A government's own release that tells what its lead is about without a day ("President Biden spoke with …")
    comes out on the day itself. The day, if this is one and no other day is told there.
    """
    if anchor is None or not first or not is_official(article.url):
        return None
    lead = first[0]
    if any(t.lower_ in BACKGROUND or _of_late(lead, t) for t in lead.tokens()):
        return None
    told = [d for d in drafts if d.sentence == lead.span and _undated(d) and d.token.dep_ == "ROOT"]
    told = [d for d in told if d.token.tag_ == "VBD"]
    day = TimeValue(anchor.on, anchor.on, "day", None, anchor.basis)
    for draft in told:
        draft.time = day
    return day if told else None


def _of_late(sentence: Sentence, token: Token) -> bool:
    """Does this name a time shortly before the day counted from?"""
    value, anchor = sentence.parsed.values[token.i], sentence.anchor
    if not isinstance(value, TimeExpression) or anchor is None:
        return False
    latest = resolve_time(value, anchor, "past").latest
    return latest is not None and 0 < (anchor.on - latest).days <= _LATELY


def put_on_heading_day(article: Article, drafts: Iterable[Draft], anchor: Anchor | None) -> None:
    """A page of a chronicle is headed by a day and tells it in the present: "14 November 2013 / Lavrov arrives …"."""
    if anchor is None or not _headed_by_date(article):
        return
    for draft in drafts:
        verb = verb_of(draft.token)
        present = verb is not None and verb.tag_ in ("VBZ", "VBP", "VB")
        if draft.parsed.block.kind == "title" and present and _undated(draft):
            draft.time = TimeValue(anchor.on, anchor.on, "day", None, anchor.basis)


def put_on_item_day(drafts: Iterable[Draft], sentences: dict[int, Sentence]) -> None:
    """An item of a chronicle begins with its day: "March 16: Cavusoglu visited Uzbekistan and met …"."""
    for draft in drafts:
        sentence = sentences[id(draft)]
        values = draft.parsed.values
        lead = values[0] if values and len(values) > 2 and draft.parsed.doc[1].text == ":" else None
        if not isinstance(lead, TimeExpression) or lead.bound is not None or not untimed(draft):
            continue
        own = [t for t in sentence.tokens() if t.i and isinstance(values[t.i], TimeExpression)]
        verb = verb_of(draft.token)
        before = verb is not None and any(c.dep_ == "aux" and c.lower_ == "had" for c in verb.children)
        if not own and not before and not any(t.lower_ in BACKGROUND for t in sentence.tokens()):
            draft.time = resolve_time(lead, sentence.anchor, "past")


def _headed_by_date(article: Article) -> bool:
    first = article.regions[0] if article.regions else None
    if first is None or first.kind != "metadata":
        return False
    text = article.text[first.start : first.end].lower()
    words = re.findall(r"[a-z]+", text)
    return any(c.isdigit() for c in text) and all(word in MONTHS or word in WEEKDAYS for word in words)


def same_occasion(sentence: Sentence, trigger: Token) -> bool:
    """Does the language put the event on the day of the news?"""
    if of_same_day(sentence):
        return True
    if _of_before(trigger) or _as_was_said(verb_of(trigger)):
        return False
    if any(isinstance(sentence.parsed.values[t.i], TimeExpression) for t in sentence.tokens()):
        return False
    if any(t.lower_ in BACKGROUND for t in sentence.tokens()):
        return False
    if _while_telling(verb_of(trigger)):
        return True
    if is_verb(trigger):
        progressive = trigger.tag_ == "VBG" and trigger.dep_ not in ("pcomp", "csubj")
        return progressive or any(c.lower_ == "also" for c in trigger.children)
    if any(c.dep_ == "poss" and c.tag_ == "PRP$" for c in trigger.children):
        return True
    if trigger.dep_ == "dobj" and reports(trigger.head):
        return True  # "told the Conference on Disarmament"
    preposition = governing_preposition(trigger)
    return preposition is not None and preposition.lower_ in _SETTING and _of_report(sentence, preposition)


def _as_was_said(verb: Token | None) -> bool:
    """ "As Biden emphasized during his visit, trade is safe": on a day of its own."""
    marked = verb is not None and any(c.lower_ == "as" and c.i < verb.i for c in verb.children)
    return verb is not None and marked and verb.dep_ == "advcl" and reports(verb) and not reports(verb.head)


def _while_telling(verb: Token | None) -> bool:
    """ "Said as he opened a meeting with B", "told reporters as the two met"."""
    at_once = verb is not None and any(c.dep_ == "mark" and c.lower_ in ("as", "while") for c in verb.children)
    return verb is not None and at_once and verb.dep_ == "advcl" and is_past(verb) and reports(verb.head)


def narrated(sentence: Sentence, trigger: Token) -> bool:
    """ "He sat down with Kishida and later dined with Kono": a main clause in the simple past goes on with the news, if
    no other time stands before it in its paragraph.
    """
    verb = verb_of(trigger)
    if (
        verb is None
        or _of_before(trigger)
        or sentence.told.any is None
        or (verb != trigger and trigger.dep_ not in ("dobj", "nsubjpass"))
    ):
        return False
    main = verb
    while main.dep_ == "conj" and is_verb(main.head):
        main = main.head
    simple = main.dep_ == "ROOT" and all(v.tag_ in ("VBD", "VBN") and not _perfect(v) for v in {verb, main})
    before = sentence.parsed.values[: sentence.span.start]
    told = [resolve_time(v, sentence.anchor, "past") for v in before if isinstance(v, TimeExpression)]
    return simple and is_past(verb) and all(t.precision == "day" for t in told)


def _of_before(trigger: Token) -> bool:
    """ "Discussed his recent trip"."""
    return any(c.lower_ == "recent" for c in trigger.children)


def _perfect(verb: Token) -> bool:
    return any(c.dep_ in ("aux", "neg") for c in verb.children)


def _of_report(sentence: Sentence, preposition: Token) -> bool:
    head = preposition.head
    if isinstance(sentence.parsed.values[head.i], Reference):
        return True
    progressive = head.tag_ == "VBG"
    return is_verb(head) and (progressive or reports(head))


def put_there(drafts: Sequence[Draft]) -> None:
    """ "Scholz went to Beijing in November. There he met Xi": in the place of the visit, and in its month or year."""
    for i, draft in enumerate(drafts):
        verb = verb_of(draft.token)
        there = verb is not None and says_there(verb)
        if not there or draft.place is not None or draft.type == "visit":
            continue
        told = [d for d in drafts[:i] if d.type == "visit" and d.status == draft.status and goes_before(d, draft)]
        told = [d for d in told if any(a in draft.persons for a in d.persons)]
        if not told:
            continue
        draft.place = told[-1].place
        if draft.time.earliest is None and told[-1].time.precision != "day":
            draft.time = told[-1].time


def put_visit_where_met(drafts: Sequence[Draft]) -> None:
    """ "Held talks in Dhaka with Momen. Jaishankar, who landed on a day-long trip, …": where the visitor is told to be
    otherwise, if that is one country abroad.
    """
    for draft in drafts:
        if draft.type != "visit" or draft.place is not None:
            continue
        guests = [p.actor for p in draft.participants if p.role == "guest"]
        near = [d for d in drafts if d.place is not None and d.place.country and d.status == draft.status]
        near = [d for d in near if any(a in d.persons for a in guests)]
        abroad = [d.place for d in near if d.place and all(a.country not in (None, d.place.country) for a in guests)]
        draft.place = abroad[0] if len({place.country for place in abroad if place}) == 1 else None


def people_of(sentences: Iterable[Sentence]) -> set[int]:
    """Identities of the persons that the sentences name."""
    values = [v for s in sentences for t in s.tokens() if isinstance(v := s.parsed.values[t.i], Reference)]
    return {id(actor) for value in values for actor in value.actors if actor.kind == "person"}


def states_of(sentences: Iterable[Sentence]) -> frozenset[str]:
    """The states that the sentences are about: "North Korea and the United States accused each other on Tuesday"."""
    told = [(s, t) for s in sentences for t in (subjects(s.span.root) if is_verb(s.span.root) else [])]
    values = [s.parsed.values[t.i] for s, t in told]
    return frozenset(v.country for v in values if isinstance(v, PlaceReference) and v.country)


def link_parts(drafts: Sequence[Draft]) -> None:
    """ "Met during his visit to Moscow", "on the sidelines of the forum": a part, where a text says so."""
    for whole in drafts:
        if not _holds_others(whole):
            continue
        for part in drafts:
            same_sentence = part.parsed is whole.parsed and part.sentence.start == whole.sentence.start
            inside = vocabulary().group(part.type) in _PARTS and part.status == whole.status
            if same_sentence and inside and any(a in whole.persons for a in part.persons):
                part.part_of.append(whole)
                if _undated(part):
                    part.time = whole.time  # what is part of it lies within it


def _holds_others(draft: Draft) -> bool:
    if draft.rule == "gathering:sidelines":
        return True
    preposition = governing_preposition(draft.token)
    return draft.type == "visit" and preposition is not None and preposition.lower_ == "during"


def put_on_news_day(
    drafts: Sequence[Draft], sentences: Mapping[int, Sentence], day: TimeValue | None, first: Sequence[Sentence]
) -> None:
    """Give the news day to the mentions that are of it and have somebody of the first sentences in them, or at a
    conference of the states that these are about; and to the lead, if another event is told as "earlier on" that day.
    What goes on from another event has the day of that.
    """
    people, states = people_of(first), states_of(first)
    for i, draft in enumerate(drafts):
        if not _undated(draft):
            continue
        if (time := sequel_time(drafts[:i], draft, sentences[id(draft)], day)) is not None:
            draft.time = time
            continue
        of_lead = not people or any(id(a) in people for a in draft.persons)
        of_lead = of_lead or (draft.type == "conference" and any(a.country in states for a in draft.persons))
        same = (draft.same_occasion and of_lead) or (day is not None and _goes_on(draft, day, first))
        if day is not None and (same or _on_sidelines(draft, sentences[id(draft)], day)):
            draft.time = day
    earlier = [
        d.time for d in drafts if d.time.precision == "day" and (d.time.text or "").lower().startswith("earlier")
    ]
    lead = next((d for d in drafts if d.parsed.block.kind == "body" and _grouped(d)), None)
    if earlier and lead is not None and _undated(lead):
        lead.time = earlier[0]


def put_on_day_told_next(drafts: Sequence[Draft], sentences: Sequence[Sentence], anchor: Anchor | None) -> None:
    """ "The ministers have met in Beijing. Pictures on Thursday showed them": a lead in the perfect is the news of the
    day that the sentences after it name.
    """
    for draft in drafts:
        verb = verb_of(draft.token)
        lead = next(
            (i for i, s in enumerate(sentences[:3]) if draft.parsed is s.parsed and draft.sentence == s.span), None
        )
        said = verb is not None and verb.dep_ == "ccomp" and reports(verb.head)  # "has left, the army said on Monday"
        day = news_day(sentences[lead + (not said) :], anchor) if lead is not None else None
        perfect = verb is not None and any(c.dep_ == "aux" and c.lower_ in ("has", "have") for c in verb.children)
        beside = [] if verb is None else [c for c in verb.children if not is_verb(c)]
        before = any(t.lower_ in BACKGROUND | _AT_SOME_TIME for c in beside for t in (c, *c.children))
        told = verb is not None and (said or verb.dep_ == "ROOT")
        if day is not None and perfect and told and _undated(draft) and not before:
            draft.time = day


def _on_sidelines(draft: Draft, sentence: Sentence, day: TimeValue) -> bool:
    """ "NATO leaders met on Wednesday. On its sidelines A met B": of that day, if it was the only one."""
    on = sentence.anchor.on if sentence.anchor else None
    on_day = draft.narrated == day.earliest and on_its_sidelines(draft.token)
    return on_day and (day.earliest == on or not may_last(sentence))


def _goes_on(draft: Draft, day: TimeValue, first: Sequence[Sentence]) -> bool:
    """Does it go on with the day of the news, of somebody named before?"""
    before = people_of(s for s in first if s.span != draft.sentence)
    return draft.narrated == day.earliest and any(id(a) in before for a in draft.persons)


def _undated(draft: Draft) -> bool:
    return untimed(draft) and _grouped(draft)


def _grouped(draft: Draft) -> bool:
    return vocabulary().group(draft.type) in _GROUPS
