"""Mentions of one article that speak of one event, put in step: a headline and "the meeting" take the day that the
lead gives.

Nothing is merged here across articles (that is resolve's work), and no time is invented: an undated mention takes
over time and place only where exactly one dated event of the article fits. Of several undated mentions that fit
each other the fullest is kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from spacy.tokens import Token

from kgload.extract.actors.people import Actor
from kgload.extract.clauses.frames import clause_verb, verb_of
from kgload.extract.mentions.drafts import Draft, merge_participants
from kgload.extract.text.verbs import is_finite, is_past, is_verb
from kgload.model import PlaceValue, TimeValue
from kgload.vocabulary import vocabulary

_LOOSE = frozenset("discussion conversation exchange dialogue consultation talk speak consult".split())
_LATELY = 30
_KIND_ORDER = {"body": 0, "subtitle": 1, "title": 2}


def fuse(drafts: Sequence[Draft], on: date | None) -> list[Draft]:
    """The drafts of an article in order, fused. `on`: the day that it counts from."""
    kept = [d for d in drafts if d.participants and not _is_label(d)]
    kept = [d for d in kept if not _goes_on(d, kept)]
    kept = [d for d in kept if not (_is_announced(d, kept) or _is_purpose(d, kept))]
    _read_back(kept)
    inherit_times(kept, on)
    kept = _without_called_off(_with_guests(kept))
    return [d for d in _without_echoes(kept) if not _is_process(d)]


def _is_process(draft: Draft) -> bool:
    """ "The talks between London and Brussels": of states, on no day and in no place, they may go on for years."""
    of_states = all(p.actor.kind == "state" for p in draft.participants) and draft.rule.startswith("noun:")
    nowhere = draft.time.earliest is None and draft.place is None and draft.status == "occurred"
    verb = clause_verb(draft.token)
    held = draft.token.dep_ == "dobj" and verb is not None and is_past(verb)
    return of_states and nowhere and not held and _group(draft) == "meeting"


def _with_guests(drafts: Sequence[Draft]) -> list[Draft]:
    """ "Xi will host a parade on Wednesday", "Kim will also attend the parade on Wednesday": one ceremony; who is told
    to be there later joins those told first.
    """
    kept: list[Draft] = []
    for draft in drafts:
        whole = next((d for d in kept if _same_ceremony(d, draft)), None)
        if whole is None:
            kept.append(draft)
            continue
        whole.participants = merge_participants(whole.participants, draft.participants)
        whole.place = whole.place or draft.place
    return kept


def _same_ceremony(told: Draft, draft: Draft) -> bool:
    if (told.type, draft.type) != ("ceremony", "ceremony") or (told.rule, told.status) != (draft.rule, draft.status):
        return False
    again = any(c.lower_ in ("the", "this") for c in draft.token.children)
    one_day = told.time.precision == "day" and told.time.earliest == draft.time.earliest
    return again and one_day and _places_agree(told.place, draft.place)


def _read_back(drafts: Sequence[Draft]) -> None:
    """ "Blinken meets Wang on Thursday" above a text in which they met on Thursday: the headline was not to come."""
    told_below = [d for d in drafts if d.status == "occurred" and d.parsed.block.kind == "body"]
    for draft in drafts:
        if draft.status == "planned" and draft.parsed.block.kind != "body" and draft.time.precision == "day":
            held = [d for d in told_below if _group(d) == _group(draft) and _covered(draft, d)]
            held = [d for d in held if _places_agree(d.place, draft.place)]
            if told := [d for d in held if _whole_weeks(d.time, draft.time)]:
                draft.status, draft.time = "occurred", told[0].time


def _whole_weeks(one: TimeValue, other: TimeValue) -> bool:
    """The same day, or the same weekday a week before."""
    if one.precision != "day" or one.earliest is None or other.earliest is None:
        return False
    return (other.earliest - one.earliest).days in (0, 7)


def _without_called_off(drafts: Sequence[Draft]) -> list[Draft]:
    """ "The two were to meet on Tuesday", where the article tells that this was called off or denied: one event, of
    which the plan gives the day.
    """
    kept = list(drafts)
    for plan in [d for d in drafts if d.status == "planned" and _once(d.token)]:
        off = [d for d in drafts if d.status in ("cancelled", "denied") and _plan_of(plan, d)]
        if len(off) == 1:
            if off[0].time.earliest is None:
                off[0].time = plan.time
            off[0].place = off[0].place or plan.place
            kept.remove(plan)
    return kept


def _once(trigger: Token) -> bool:
    """Is the plan told in the past: "was due to meet", "had planned a visit"?"""
    verb = verb_of(trigger)
    while verb is not None and not is_finite(verb):
        verb = clause_verb(verb)
    return verb is not None and is_past(verb)


def _plan_of(plan: Draft, off: Draft) -> bool:
    same_time = plan.time.earliest == off.time.earliest or None in (plan.time.earliest, off.time.earliest)
    return (
        _group(plan) == _group(off)
        and same_time
        and _places_agree(plan.place, off.place)
        and _people(plan) == _people(off)
    )


def inherit_times(drafts: Sequence[Draft], on: date | None) -> None:
    """Give undated mentions the time and place of the one dated event of the article that they fit."""
    for draft in drafts:
        if draft.time.earliest is None and draft.count is None:
            _take_over(draft, [d for d in drafts if d is not draft and d.count is None], on)


def _group(draft: Draft) -> str:
    return vocabulary().group(draft.type)


def _is_label(draft: Draft) -> bool:
    """A headline without a verb ("Statement on the Meeting Between A and B") names an event and tells nothing."""
    return draft.parsed.block.kind != "body" and not any(is_verb(t) for t in draft.sentence)


def _goes_on(draft: Draft, others: Sequence[Draft]) -> bool:
    """ "The two leaders had a broad discussion", "they also talked about": a meeting or call already told goes on."""
    if not _is_loose(draft) or _group(draft) not in ("meeting", "call") or any(p.by_name for p in draft.participants):
        return False
    told = [d for d in others if d is not draft and _group(d) in ("meeting", "call")]
    if draft.time.earliest is not None:  # the day of the news, which it was given
        told = [d for d in told if d.time == draft.time and d.time.text and d.sentence != draft.sentence]
    told = [d for d in told if not _is_loose(d) or any(p.by_name for p in d.participants)]
    return any(_people(draft) <= _people(d) for d in told)


def _is_announced(draft: Draft, others: Sequence[Draft]) -> bool:
    """ "Will travel to Tokyo in May. She is traveling to Tokyo to attend …": the journey to come, told again."""
    present = draft.token.tag_ == "VBG" and any(c.lower_ in ("is", "are") for c in draft.token.children)
    if (draft.type, draft.status) != ("visit", "occurred") or draft.time.earliest is not None or not present:
        return False
    to_come = [d for d in others if d.type == "visit" and d.status == "planned"]
    return any(_people(draft) <= _people(d) and _places_agree(draft.place, d.place) for d in to_come)


def _is_purpose(draft: Draft, others: Sequence[Draft]) -> bool:
    """ "Traveled to Brasilia for meetings with officials. He met with Rocha": what for, before what came of it."""
    verb = clause_verb(draft.token)
    travelled = verb is not None and is_past(verb) and verb.lemma_.lower() in vocabulary()["visit"].verbs
    if draft.status != "planned" or _group(draft) != "meeting" or draft.time.earliest is not None or not travelled:
        return False
    held = [d for d in others if d.status == "occurred" and _group(d) == "meeting" and d.sentence != draft.sentence]
    return any(id(a) in _people(d) for d in held for a in draft.persons)


def _is_loose(draft: Draft) -> bool:
    return draft.rule.partition(":")[2] in _LOOSE


def _people(draft: Draft) -> frozenset[int]:
    """Identities of the actors who take part themselves."""
    return frozenset(id(p.actor) for p in draft.participants if p.role != "accompanying")


def _covered(draft: Draft, fuller: Draft) -> bool:
    """Is each of the draft's people in the fuller one? A state, or somebody known by office alone, is there if somebody
    of that country is, where both tell of one day or a headline of what the text tells.
    """
    theirs = _people(fuller)
    one_day = draft.time.earliest is not None and draft.time == fuller.time
    vague = one_day or draft.parsed.block.kind != "body"
    countries = {p.actor.country for p in fuller.participants if p.actor.country and p.role != "accompanying"}

    def there(actor: Actor) -> bool:
        return id(actor) in theirs or (
            vague and (actor.kind == "state" or actor.name is None) and actor.country in countries
        )

    return all(there(p.actor) for p in draft.participants if p.role != "accompanying")


def _guests(draft: Draft) -> frozenset[int]:
    return frozenset(id(p.actor) for p in draft.participants if p.role == "guest")


def fits(one: Draft, other: Draft) -> bool:
    """May both speak of one event? Same group and status, places that agree, and the people of one among those of the
    other.
    """
    if _group(one) != _group(other) or one.status != other.status or one.distinct or other.distinct:
        return False
    if one in other.distinct_from or other in one.distinct_from:
        return False
    if _group(one) == "visit" and (_leads_somewhere(one) or _leads_somewhere(other)):
        return bool(_guests(one) & _guests(other))
    if not _places_agree(one.place, other.place):
        return False
    if _group(one) == "visit":
        return bool(_guests(one) & _guests(other)) and (
            _same_country(one, other) or one.place is None or other.place is None
        )
    if _group(one) in ("conference", "speech"):
        same_day = one.time.precision == "day" and one.time.earliest == other.time.earliest
        return bool(_people(one) & _people(other)) and (same_day or _called(one) == _called(other))
    if _group(one) in ("appointment", "dismissal") and one.participants[0].actor is not other.participants[0].actor:
        return False
    return _covered(one, other) or _covered(other, one)


def _called(draft: Draft) -> str:
    """What kind of gathering or speech it is called: the last word of "the Shangri-La Dialogue"."""
    start, end = draft.trigger
    return draft.parsed.block.text[start:end].lower().split()[-1]


def _proper(draft: Draft) -> str | None:
    """The name of a gathering that has one: "G20 summit"."""
    start, end = draft.trigger
    text = draft.parsed.block.text[start:end]
    name = text.removeprefix("the ").removeprefix("The ")
    return name if " " in name and any(c.isupper() for c in name) else None


def _same_country(one: Draft, other: Draft) -> bool:
    return one.place is not None and other.place is not None and one.place.country == other.place.country


def _places_agree(a: PlaceValue | None, b: PlaceValue | None) -> bool:
    if a is None or b is None:
        return True
    if a.country and b.country and a.country != b.country:
        return False
    return not (a.name and b.name and a.name != b.name and a.country is None)


def _take_over(draft: Draft, others: Iterable[Draft], on: date | None) -> None:
    fitting = [d for d in others if d.time.earliest is not None and fits(draft, d) and _covered(draft, d)]
    fitting = [d for d in fitting if not _is_background(d, draft, on)]
    if not fitting and _group(draft) == "conference":  # a named gathering, whoever attends it
        named = [d for d in others if _group(d) == "conference" and _proper(d) and _proper(d) == _proper(draft)]
        fitting = [d for d in named if d.time.earliest is not None]
    if not fitting and _group(draft) == "visit":
        fitting = [d for d in others if d.time.earliest is not None and fits(draft, d)]
    if draft.parsed.block.kind != "body":
        fitting = fitting[:1]  # a headline is about what the text tells first
    times = {(d.time.earliest, d.time.latest) for d in fitting}
    if len(times) != 1:
        return
    source = fitting[0]
    draft.time = source.time
    if draft.place is None:
        draft.place = source.place


def _is_background(dated: Draft, told_before: Draft, on: date | None) -> bool:
    """ "Xi met Putin … The two met in Samarkand in 2022": a month or year told later, or a day long ago, is not that of
    what was told.
    """
    one = dated.parsed is told_before.parsed and dated.sentence == told_before.sentence
    if not one and (_is_last(dated.token) or _is_last(told_before.token)):
        return True
    body = dated.parsed.block.kind == told_before.parsed.block.kind == "body"
    places = [(d.parsed.block.start, d.token.i) for d in (told_before, dated)]
    last = dated.time.latest
    long_ago = on is not None and last is not None and (on - last).days > _LATELY
    return body and (long_ago or dated.time.precision in ("month", "year")) and places[0] < places[1]


def _is_last(trigger: Token) -> bool:
    """ "The two last saw each other in May", "the last time they met": not what the article is about."""
    if not is_verb(trigger):
        return False
    of_time = trigger.dep_ == "relcl" and trigger.head.lower_ == "time"
    return of_time or any(c.lower_ in ("last", "recently") and c.dep_ == "advmod" for c in trigger.children)


def _without_echoes(drafts: Sequence[Draft]) -> list[Draft]:
    kept: list[Draft] = []
    for draft in sorted(drafts, key=_fullness):
        twin = next((k for k in kept if _echo(draft, k)), None)
        if twin is None:
            kept.append(draft)
        elif twin.place is None and draft.place is not None:
            twin.place = draft.place
    order = {id(d): i for i, d in enumerate(drafts)}
    return sorted(kept, key=lambda d: order[id(d)])


def _leads_somewhere(visit: Draft) -> bool:
    """A headline's visit to what no list knows ("makes first visit to NATO headquarters"): the text says where."""
    return visit.parsed.block.kind != "body" and visit.place is not None and visit.place.country is None


def _fullness(draft: Draft) -> tuple[bool, int, int, int]:
    named = sum(p.actor.name is not None for p in draft.participants)
    return draft.time.earliest is None, -named, _KIND_ORDER[draft.parsed.block.kind], -(draft.place is not None)


def _echo(draft: Draft, fuller: Draft) -> bool:
    """Is this only another word for an event already kept? It names nobody more, and no other day."""
    if draft.count is not None or fuller.count is not None or not fits(draft, fuller):
        return False
    same_time = (draft.time.earliest, draft.time.latest) == (fuller.time.earliest, fuller.time.latest)
    if draft.time.earliest is None:
        if _group(draft) == "visit" or fuller.time.earliest is None:
            return _covered(draft, fuller) or _group(draft) == "visit"
        return same_time and _covered(draft, fuller)
    if not same_time:
        return False
    return _covered(draft, fuller)
