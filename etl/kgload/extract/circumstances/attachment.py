"""Which time belongs to an event: by where it hangs in the tree, never just by being in the sentence.

"Will meet next month, the ministry said on Thursday": Thursday hangs on *said*, whose content the meeting is, so it
is not the meeting's.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from spacy.tokens import Token

from kgload.extract.circumstances.behind import looked_back_on, spoken_after
from kgload.extract.circumstances.counted_back import counted, told_aside
from kgload.extract.circumstances.reckoning import of_known_event, told_before
from kgload.extract.circumstances.years import is_counted_in, year_before
from kgload.extract.clauses.effects import ARRANGING, COURSE, dates_itself, effect_of, happens, reports, timetabled
from kgload.extract.clauses.frames import governing_preposition, verb_of
from kgload.extract.clauses.status import status_of
from kgload.extract.mentions.drafts import Sentence
from kgload.extract.text.verbs import has_modal, is_infinitive, is_passive, is_past, is_verb
from kgload.extract.times import Anchor, Direction, TimeExpression, resolve_time
from kgload.model import UNKNOWN_TIME, Status, TimeValue
from kgload.vocabulary import vocabulary

_HELD = frozenset("hold take schedule set plan occur expect due happen begin start open place convene host".split())
_ONCE = frozenset("initially originally previously first".split())
JOURNEYS = frozenset("visit trip travel tour journey fly go welcome".split())
_TALKING_OVER = frozenset("discuss review talk debate coordinate consult address examine".split())
_DATED = frozenset(
    "election vote referendum attack strike assassination bombing explosion blast shooting killing raid launch "
    "test announcement ruling decision anniversary deadline outbreak coup crash protest".split()
)
_TRAVELLING = frozenset("travel fly go come arrive head land journey".split())
_ADJUNCT = frozenset("in at during on while amid throughout with for of as to".split())
# What stands behind one of these has another time than what stands before it.
_APART = frozenset("since after before following until till ahead despite about prior".split())

_THEN = frozenset("later then subsequently afterwards previously earlier".split())


def time_of(sentence: Sentence, trigger: Token, status: Status) -> TimeValue:
    """The time of the event at `trigger`, or unknown."""
    if (count := counted(trigger)) is not None:
        on = time_of(sentence, count[0], status_of(count[0]) or "occurred")
        if on.earliest is None and (said := told_aside(trigger, count[0])) is not None:
            on = time_of(sentence, said, "occurred")
        on = on if on.earliest else of_known_event(sentence, count[0])
        if on.precision != "day" or on.earliest is None:
            return UNKNOWN_TIME
        return replace(on, earliest=on.earliest + count[1], latest=on.earliest + count[1])
    verb = verb_of(trigger)
    to_come = status in ("planned", "cancelled") or (verb is not None and timetabled(verb))
    for governor in _timed_by(trigger):
        on_the_way = governor != trigger and purpose_of_travel(trigger, governor)  # "flew to Doha for talks on Monday"
        direction: Direction = "future" if to_come and not on_the_way else "past"
        near = sorted(_times(sentence, governor), key=lambda found: abs(found[0].i - trigger.i))
        near = [f for f in near if sentence.quoted(trigger) or not sentence.quoted(f[0])]  # "said, 'we do so today'"
        if near:
            if governor == near[0][0]:  # "since 2010, when they met"
                near = [(near[0][0], replace(near[0][1], bound=None))]
            closed = [(t, v) for t, given in near if (v := _new_day(t, given)).bound is None]
            closed = [f for f in closed if not _of_content(sentence, *f) and not is_counted_in(trigger, f[1])]
            if on_the_way:
                closed = [found for found in closed if not _of_arrival(sentence, trigger, *found)]
            if to_come and not on_the_way:
                closed = [t for t in closed if not _of_the_act(sentence, governor, trigger, *t, status)]
            closed.sort(key=lambda found: found[1].kind != "absolute")
            if not closed:
                return UNKNOWN_TIME
            token, value = closed[0]
            if (year := year_before(sentence, token, value)) is not None:
                return replace(resolve_time(value, Anchor(year, "published"), "past"), anchor=None)
            return resolve_time(value, sentence.anchor, direction, told_before(sentence, token))
    return _from_behind(sentence, trigger) if status == "occurred" else UNKNOWN_TIME


def _from_behind(sentence: Sentence, trigger: Token) -> TimeValue:
    told = spoken_after(trigger)
    on = time_of(sentence, told, "occurred") if told is not None else UNKNOWN_TIME
    return on if on.precision == "day" else looked_back_on(sentence, trigger) or UNKNOWN_TIME


def _timed_by(trigger: Token) -> Iterator[Token]:
    """The governors; behind the trigger itself, what is talked over there: "met to discuss the war on Friday"."""
    above = governors(trigger)
    yield next(above)
    verbs = {v.i: v for v in (trigger, verb_of(trigger)) if v is not None}
    for purpose in (c for verb in verbs.values() for c in verb.children):
        said = purpose.tag_ == "VB" and is_infinitive(purpose) and purpose.lemma_.lower() in _TALKING_OVER
        if said and purpose.i > trigger.i and not any(_has_own_day(c) for c in purpose.children):
            yield purpose
    yield from above


def _has_own_day(matter: Token) -> bool:
    """ "Met to discuss the summit on Sunday", "elections on Sunday"; not "sanctions on Sunday"."""
    return matter.dep_ == "dobj" and (matter.lemma_.lower() in _DATED or _is_told_event(matter))


def purpose_of_travel(trigger: Token, verb: Token) -> bool:
    """ "Flew to Doha for talks", "travelled there to meet him"; not "flew to Doha, where he will meet him"."""
    travelled = is_verb(verb) and verb.lemma_.lower() in _TRAVELLING and is_past(verb)
    purpose = governing_preposition(trigger)
    of_noun = purpose is not None and purpose.lower_ == "for" and purpose.head == verb
    return travelled and (of_noun or (is_verb(trigger) and is_infinitive(trigger) and trigger.head == verb))


def _of_arrival(sentence: Sentence, trigger: Token, token: Token, value: TimeExpression) -> bool:
    """ "Arrived on Tuesday for a summit": the summit may be the day after; one of February is in February."""
    return token.i < trigger.i and resolve_time(value, sentence.anchor, "past").precision == "day"


def _of_the_act(
    sentence: Sentence, governor: Token, trigger: Token, token: Token, value: TimeExpression, status: Status
) -> bool:
    """ "In August he called off a trip", "agreed on Saturday to meet": the day of the calling off, of the agreeing."""
    if governor == trigger or not (is_verb(governor) and is_past(governor)):
        return False
    if is_passive(governor):
        return effect_of(governor) == "cancelled"  # "was called off on Monday"
    if governor.lemma_ == "be" or (token.i > trigger.i and status != "cancelled"):
        return False
    acted = resolve_time(value, sentence.anchor, "past", told_before(sentence, token))
    on = sentence.anchor.on if sentence.anchor else None
    return acted.earliest is None or on is None or acted.earliest <= on


def _new_day(token: Token, given: TimeExpression) -> TimeExpression:
    """ "Put off until June": no end of anything, but the month of the event."""
    put_off = token.dep_ == "pobj" and effect_of(token.head.head) == "planned"
    return replace(given, bound=None) if put_off and given.bound in ("until", "till", "to") else given


def _of_content(sentence: Sentence, token: Token, value: TimeExpression) -> bool:
    """ "A roadmap for cooperation for 2018-2020": the years that a noun is for are not when it was signed."""
    time = resolve_time(value, sentence.anchor)
    years = time.earliest is not None and time.latest is not None and (time.latest - time.earliest).days > 366
    return years and token.head.lower_ == "for" and not is_verb(token.head.head)


def _times(sentence: Sentence, governor: Token) -> Iterator[tuple[Token, TimeExpression]]:
    for token in sentence.tokens():
        value = sentence.parsed.values[token.i]
        if not isinstance(value, TimeExpression) or value.kind == "vague":
            continue
        if token.dep_ == "poss" and token.head.i != governor.i:
            continue  # "Tuesday's call" is not when they spoke on Monday
        if hangs_on(token, governor):
            yield token, _dated(sentence, token, value)


def _dated(sentence: Sentence, token: Token, given: TimeExpression) -> TimeExpression:
    """ "Tomorrow, December 21": as the date behind it says, whatever the day of the news is."""
    if given.text.lower() not in ("today", "tomorrow", "yesterday") or token.i + 2 >= len(token.doc):
        return given
    behind = sentence.parsed.values[token.i + 2]
    dated = isinstance(behind, TimeExpression) and token.nbor().text == "," and behind.text[-1].isdigit()
    return behind if dated and isinstance(behind, TimeExpression) else given


def governors(trigger: Token) -> Iterator[Token]:
    """The trigger, then the words whose time is also its own, nearest first."""
    yield trigger
    arranged = [c for c in trigger.children if c.dep_ in ("acl", "relcl") and c.lemma_.lower() in _HELD]
    yield from (verb for verb in arranged if not _at_first(verb))
    node = trigger
    steps = 0
    there: Token | None = None  # the verb of "…, where they met"
    while node.dep_ != "ROOT" and node.head.i != node.i and steps < 8:
        steps += 1
        head = node.head
        if node.lower_ in _APART:
            return
        if is_verb(node) and node.dep_ == "relcl" and head.lower_ == "time" and head.dep_ == "nsubj":
            yield head.head  # "the last time the two met was in February"
            return
        if is_verb(node):
            if not _shares_time(node, head):
                return
            there = node if node.dep_ == "relcl" and node.tag_ != "VB" else there
            if there == node and head.dep_ == "pobj" and head.head.lower_ == "from":
                return  # "flew in on Thursday from Seoul, where she had met"
            yield head
        elif is_verb(head):
            if node.dep_ == "prep" and node.lower_ not in _ADJUNCT and dates_itself(head):
                return
            if node.lower_ == "from" and head.lemma_.lower() == "return":
                return  # "returned home on Sunday from a summit with"
            if there is not None and is_past(there) != is_past(head) and not _first_to(head):
                return  # "flew in on Monday to Paris, where he will meet"
            if node.dep_ in ("dobj", "conj") and there is None and not (_happens(node, head) or _set_in(trigger, node)):
                return  # "discussed the trip on Tuesday": Tuesday is the discussion's
            if node.dep_ == "nsubjpass" and dates_itself(head) and not happens(head, node):
                return  # "the visit was announced on Monday"
            yield head
            if node.dep_ in ("nsubj", "nsubjpass"):  # "the talks are to be held", "is expected to take place"
                yield from (c for c in head.children if c.dep_ == "xcomp" and c.lemma_.lower() in _HELD)
        elif head.pos_ in ("NOUN", "PROPN"):
            if node.dep_ == "prep" and node.lower_ == "for" and not is_verb(trigger):
                return  # "preparations for the trip"
            if node.dep_ in ("appos", "conj", "acl", "prep", "compound", "nmod"):
                yield head
        node = head
    yield from (verb for verb in arranged if _at_first(verb))


def _first_to(verb: Token) -> bool:
    """ "Last month became the highest official to travel to Beijing, where he met Xi"."""
    told = verb.head.head if verb.dep_ in ("acl", "relcl") and verb.head.dep_ == "attr" else verb.head
    return verb.tag_ == "VB" and told.lemma_ in ("become", "be") and is_past(told)


def _at_first(verb: Token) -> bool:
    """ "Initially planned for April": no longer, if another day is said."""
    return any(c.lower_ in _ONCE for c in verb.children)


def _happens(noun: Token, verb: Token) -> bool:
    """Does the verb tell that the event of its object takes place, or is arranged, refused or called off?"""
    # "told a joint briefing on Monday"
    told_there = reports(verb) and noun.lemma_.lower() in ("conference", "briefing")
    return happens(verb, noun) or told_there or verb.lemma_.lower() in _HELD or effect_of(verb) in ARRANGING


def _set_in(trigger: Token, noun: Token) -> bool:
    """ "Raised human rights in talks with B on Wednesday": what is done there is of that day; not "hailed the progress
    in talks with B on Wednesday".
    """
    preposition = governing_preposition(trigger)
    there = preposition is not None and preposition.head == noun and preposition.lower_ in ("in", "at", "during")
    with_somebody = any(c.lower_ == "with" for c in trigger.children)
    return there and with_somebody and noun.lemma_.lower() not in COURSE


@cache
def _events() -> frozenset[str]:
    """Nouns that name events."""
    return frozenset(noun for kind in vocabulary().types.values() for noun in kind.nouns)


def _is_later(word: Token, head: Token) -> bool:
    """ "Flew there on Monday and then met …" may be another day; "held a ceremony and then had talks" is none."""
    journey = any(verb.lemma_.lower() in JOURNEYS for verb in (word.head, head))
    return word.lower_ in _THEN and (journey or word.lower_ != "then")


def _shares_time(verb: Token, head: Token) -> bool:
    if verb.dep_ == "xcomp":
        return True
    if verb.dep_ == "conj":
        if any(_is_later(c, head) or (c.tag_ == "MD" and not has_modal(head)) for c in verb.children):
            return False  # "leaves on Wednesday and will also visit Male"
        if verb.lemma_ == "rise":
            return False  # "joined in 1991 and rose to become"
        return not dates_itself(head) or verb.tag_ == head.tag_
    if verb.dep_ == "advcl":
        if any(c.dep_ in ("mark", "advmod") and c.lower_ in ("as", "when", "while") for c in verb.children):
            return True
        if verb.tag_ == "VB":
            return not dates_itself(head)
        if verb.tag_ == "VBN" and not any(c.dep_ in ("mark", "aux", "nsubjpass") for c in verb.children):
            return True  # "flanked by B, A told the press on Monday"
        return (
            verb.tag_ == "VBG"
            and not any(c.dep_ == "mark" and c.lower_ in ("after", "before", "since", "until") for c in verb.children)
            and not dates_itself(head)
        )
    if verb.dep_ == "relcl":
        if verb.tag_ == "VB" and head.dep_ == "attr":
            return True  # "was the last president to visit, in 2013"
        return any(c.lower_ in ("when", "where") for c in verb.children)
    if verb.dep_ == "pcomp":
        return (
            head.lower_ in ("in", "by", "for", "while", "with") and is_verb(head.head) and not dates_itself(head.head)
        )
    if verb.dep_ == "acl":
        return True
    if verb.dep_ == "ccomp":
        what = any(c.dep_ == "nsubj" and c.lower_ == "what" for c in verb.children)  # "held what was the first meeting"
        return what or head.lemma_.lower() in ("see",)
    return False


def hangs_on(token: Token, governor: Token) -> bool:
    """Does the token hang on the governor, with no other verb or clause between?"""
    if token.head.i != governor.i and token.dep_ == "compound" and _is_told_event(token.head):
        return False  # "their meeting followed up on the November 15 call": the call's day
    told = _told_before_report(token)
    if told is not None:
        return told.i == governor.i
    inner = _report_before(token) or _clause_before(token)
    if inner is not None:
        return inner.i == governor.i
    if _behind_since(token, governor):
        return False
    node = token
    steps = 0
    while node.i != governor.i:
        if node.head.i == node.i or steps > 10:
            return False
        head = node.head
        steps += 1
        if is_verb(head) and head.i != governor.i:
            return False
        if node.lower_ in _APART and node.i != token.head.i:
            return False  # "for the first time since their meeting in November"
        if node.i != token.i and node.dep_ == "conj" and node.lemma_.lower() not in _events():
            pass  # "met X and his delegation on Monday"
        elif node.i != token.i and (
            (node.dep_ == "appos" and not _on_day(token, node))
            or (node.dep_ in ("conj", "relcl", "acl") and head.i != governor.i)
        ):
            return False
        node = head
    return True


def _on_day(token: Token, office: Token) -> bool:
    """ "Spoke with X, head of the Cabinet of Y on February 10": on a day nobody is head."""
    return token.head.lower_ == "on" and token.head.head == office and office.head.pos_ == "PROPN"


def _is_told_event(noun: Token) -> bool:
    """ "The summit", "their meeting"."""
    return noun.lemma_.lower() in _events() and any(c.dep_ in ("det", "poss") for c in noun.children)


def _behind_since(token: Token, governor: Token) -> bool:
    """ "Since the poisonings in March 2018": whatever the parser hangs the month on."""
    preposition = token.head if token.dep_ == "pobj" else token
    if preposition.i == preposition.sent.start:
        return False
    node = preposition.doc[preposition.i - 1]
    while node.pos_ in ("NOUN", "PROPN", "ADP") and node.head.i < node.i:
        if node == governor:
            return False  # "since his appointment in March"
        node = node.head
        if node.lower_ == "since":
            return True
    return False


def _told_before_report(token: Token) -> Token | None:
    """ "Will travel next week, the ministry announced": what stands before the comma is told, wherever it hangs.

    The verb of what is told, or None if the token does not stand so.
    """
    report = token.head
    subject = next((c for c in report.children if c.dep_ == "nsubj"), None)
    if not is_verb(report) or not dates_itself(report) or subject is None or token.i > subject.i:
        return None
    if not any(t.text == "," for t in token.doc[token.i + 1 : subject.left_edge.i]):
        return None
    if report.dep_ in ("advcl", "parataxis", "conj"):
        return report.head
    return next((c for c in report.children if c.dep_ == "ccomp" and c.i < token.i), None)


def _report_before(token: Token) -> Token | None:
    """ "Said on Sunday he would replace the minister": what stands between the report and the clause is the report's.

    The parser hangs it on the clause, if no "that" comes first.
    """
    node = token.head if token.dep_ == "pobj" else token
    clause = node.head
    if not is_verb(clause) or clause.dep_ != "ccomp" or not is_verb(clause.head) or not dates_itself(clause.head):
        return None
    start = next((c for c in clause.children if c.dep_ in ("mark", "nsubj", "nsubjpass")), None)
    report = clause.head
    return report if start is not None and report.i < node.i < start.left_edge.i and node.i == report.i + 1 else None


def _clause_before(token: Token) -> Token | None:
    """ "A line set up after they met in Beijing in January went dead": January is of the meeting, by its place.

    The parser hangs it on the verb that follows.
    """
    node = token.head if token.dep_ == "pobj" else token
    verb, first = node.head, node.left_edge.i
    if not is_verb(verb) or verb.i < token.i or first == token.sent.start:
        return None
    before = token.doc[first - 1]
    if before.pos_ in ("CCONJ", "SCONJ", "PUNCT", "PRON", "PART") or before.dep_ in ("mark", "nsubj", "nsubjpass"):
        return None
    for t in reversed(token.doc[token.sent.start : first]):
        if t.text in (",", "–", "—", ";", ":", "“", '"'):
            return None
        if is_verb(t):
            subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
            return t if subject is None or subject.is_ancestor(t) else None
    return None
