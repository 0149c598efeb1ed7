"""One trigger that tells of several events: "met separately with A and B", "held bilateral meetings with A, B and C",
"met A in Kyiv and B in Moscow".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from spacy.tokens import Token

from kgload.extract.actors.pieces import PlaceReference, Reference
from kgload.extract.circumstances.reckoning import told_before
from kgload.extract.clauses.frames import clause_verb, conjuncts, repeats
from kgload.extract.clauses.status import status_of
from kgload.extract.coreference.pairs import HEADS
from kgload.extract.mentions.drafts import Draft, Participant, Sentence
from kgload.extract.text.verbs import is_verb
from kgload.extract.times import Direction, TimeExpression, resolve_time
from kgload.model import UNKNOWN_TIME, PlaceValue, Status, TimeValue

_APART = frozenset("separately individually".split())
_EACH = frozenset("separate bilateral individual one-on-one".split())
_COUNTABLE = frozenset("meeting call conversation bilateral encounter".split())
_TRAVELLING = frozenset("travel go fly head".split())
_A_ROUND = 3  # so many officials of one country are met one after another


def apart(
    sentence: Sentence, trigger: Token, own: Sequence[Participant], others: list[Participant]
) -> list[list[Participant]]:
    """The other sides, each for an event of its own; all in one list where nothing says that they were apart."""
    people = [p for p in others if p.actor.kind == "person"]
    if len(people) < 2:
        return [others]
    homes = {p.actor.country for p in people}
    at_home = len(homes) == len(people) and homes <= set(stops(sentence, trigger))
    if not (at_home or _said_apart(trigger) or _received_in_turn(sentence, trigger, own, people)):
        return [others]
    return [[p] for p in people]


def stops(sentence: Sentence, trigger: Token) -> dict[str | None, PlaceValue]:
    """ "Will travel to A and B for talks with X and Y": the countries of the journey that the meeting is for, if there
    are several.
    """
    verb = clause_verb(trigger)
    if verb is None or verb.lemma_.lower() not in _TRAVELLING:
        return {}
    ways = (c for c in verb.children if c.dep_ == "prep" and c.lower_ == "to" and c.i < trigger.i)
    ends = [t for way in ways for p in way.children if p.dep_ == "pobj" for t in conjuncts(p)]
    values = [v for t in ends if isinstance(v := sentence.parsed.values[t.i], PlaceReference) and v.country]
    found: dict[str | None, PlaceValue] = {v.country: PlaceValue(v.name, v.country, "stated") for v in values}
    return found if len(found) > 1 else {}


def _said_apart(trigger: Token) -> bool:
    words = {c.lower_ for c in trigger.children}
    if any(repeats(c) for c in trigger.children if c.dep_ == "prep" and c.lower_ == "with"):
        return True  # "spoke with A and with B"
    if any(t.lower_ == "then" and t.head.dep_ == "conj" and t.head.pos_ == "PROPN" for t in trigger.subtree):
        return True  # "met A and then B"
    if is_verb(trigger):  # "met separately with", "in separate meetings, met"
        below = [t for c in trigger.children if c.lower_ == "in" for t in c.children if t.lemma_.lower() in _COUNTABLE]
        return bool(words & _APART) or any(c.lower_ in _EACH for t in below for c in t.children)
    counted = any(c.dep_ == "nummod" for c in trigger.children)
    plural = trigger.tag_ == "NNS" and not counted
    return plural and (trigger.lemma_.lower() in _COUNTABLE or bool(words & _EACH)) and "trilateral" not in words


def _received_in_turn(
    sentence: Sentence, trigger: Token, own: Sequence[Participant], people: Sequence[Participant]
) -> bool:
    """ "Is due to meet Xi, Premier Li Qiang and parliament chief Zhao Leji", "met President Xi and Premier Li": each of
    them receives the visitor; not "met Xi and his foreign minister".

    Of a long list, whose official somebody is may be left to the others.
    """
    planned_round = len(people) >= _A_ROUND and status_of(trigger) == "planned"
    countries = {p.actor.country for p in people if p.actor.country or not (planned_round and p.actor.office)}
    visitors = [p for p in own if p.actor.kind == "person"]
    if len(visitors) != 1 or len(countries) != 1 or countries & {None, visitors[0].actor.country}:
        return False
    if planned_round:
        return True
    posts = [_functions(sentence, p) for p in people]
    return all(post & HEADS for post in posts) and all(not a & b for a, b in pairwise(posts))


def _functions(sentence: Sentence, person: Participant) -> frozenset[str]:
    actor = person.actor
    known = sentence.gazetteer.functions_of(actor.registered, sentence.who.on)
    return frozenset(f for f in (known if actor.function is None else {actor.function}) if f)


def gaps(sentence: Sentence, verb: Token) -> list[Token]:
    """ "Met A in Kyiv and B in Moscow": the persons that the parser takes for one more place or day."""
    listed = {person.i for person, _ in in_turn(sentence, verb)}
    hung = (t for t in sentence.tokens() if t.i > verb.i and _is_person(sentence, t))
    return [t for t in hung if t.i in listed or (t.dep_ == "conj" and _is_setting(sentence, t.head))]


def in_turn(sentence: Sentence, verb: Token) -> Iterator[tuple[Token, Token]]:
    """ "A on Thursday, B on Friday and C in Tokyo on Saturday": B and C with their days, however the parser hangs
    them.
    """
    tokens = [t for t in sentence.tokens() if t.i > verb.i]
    days = [t for t in tokens if isinstance(sentence.parsed.values[t.i], TimeExpression)]
    for before, day in pairwise(days):
        between = [t for t in tokens if before.i < t.i < day.i]
        said = [t for t in between if sentence.parsed.values[t.i] is not None]
        rest = {t.lower_ for t in between if t not in said}
        listed = bool(rest & {",", "and"}) and rest <= {",", "and", "on", "in", "with"}
        alone = len(said) == 1 or (len(said) == 2 and _is_person(sentence, said[0]) and _is_setting(sentence, said[1]))
        if alone and listed and not is_verb(day.nbor(1)):  # not "…, and B on Friday said"
            yield said[0], day


def again(sentence: Sentence, first: Draft) -> Iterator[Draft]:
    """ "Met on Wednesday and again on Thursday"."""
    for token in sentence.tokens():
        if token.i > first.token.i and token.lower_ == "again" and token.nbor(-1).lower_ in ("and", "then"):
            behind = [t for t in sentence.tokens() if token.i < t.i <= token.i + 2]
            day = next((t for t in behind if isinstance(sentence.parsed.values[t.i], TimeExpression)), None)
            if day is not None and first.status == "occurred":
                draft = sentence.draft(first.type, first.status, token, first.participants, first.rule)
                draft.time, draft.distinct_from = resolved(sentence, day, first.status), [first]
                yield draft


def resolved(sentence: Sentence, token: Token, status: Status) -> TimeValue:
    value = sentence.parsed.values[token.i]
    direction: Direction = "future" if status == "planned" else "past"
    if not isinstance(value, TimeExpression):
        return UNKNOWN_TIME
    return resolve_time(value, sentence.anchor, direction, told_before(sentence, token))


def in_gap(sentence: Sentence, first: Draft, gap: Token, own: Sequence[Participant]) -> Iterator[Draft]:
    """The event with the person at `gap`: with the place and the day that follow the name, up to the next one."""
    people = [*own, *sentence.participants([gap], "attendee")]
    draft = sentence.draft(first.type, first.status, gap, people, first.rule)
    for token in sentence.tokens():
        value = sentence.parsed.values[token.i]
        if token.i <= gap.i:
            continue
        if is_verb(token) or _is_person(sentence, token):
            break
        if isinstance(value, PlaceReference) and draft.place is None:
            draft.place = PlaceValue(value.name, value.country, "stated")
        elif isinstance(value, TimeExpression):
            draft.time = resolved(sentence, token, first.status)
    if draft.place is not None or draft.time.earliest is not None:
        yield draft


def _is_person(sentence: Sentence, token: Token) -> bool:
    value = sentence.parsed.values[token.i]
    return isinstance(value, Reference) and value.kind == "name"


def _is_setting(sentence: Sentence, token: Token) -> bool:
    return isinstance(sentence.parsed.values[token.i], (PlaceReference, TimeExpression))
