"""Conferences: "was attending the Beijing Xiangshan Forum", "told the Shangri-La Dialogue", "met on the sidelines of
the G20 summit", "the summit that Xi hosted".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from kgload.extract.circumstances.attachment import time_of
from kgload.extract.circumstances.places import place_of
from kgload.extract.clauses.frames import clause_verb, complements, conjuncts, governing_preposition, objects, subjects
from kgload.extract.clauses.status import status_of
from kgload.extract.events.gatherings import is_gathering, place_in_name
from kgload.extract.mentions.drafts import Draft, Participant, Sentence
from kgload.extract.text.verbs import is_passive, is_verb
from kgload.model import UNKNOWN_TIME, Status
from kgload.vocabulary import vocabulary

_SPEAKING = frozenset("speak say tell address deliver warn urge vow clash accuse give declare".split())
_AT = frozenset({"at", "in", "during", "to"})
_WORDS = frozenset({"speech", "address", "remarks", "keynote"})
_SIDES = frozenset({"sidelines", "sideline", "margins", "margin"})
_HOSTING = frozenset({"host", "hold", "chair", "open", "co-host", "convene"})
_CONVENING = frozenset({"convene", "gather", "assemble"})
_TAKING_PART = frozenset({"participate", "part", "appear"})
_ASIDE = "gathering:sidelines"
_PHASES = frozenset({"opening", "start", "session", "closing"})
_SERVING = frozenset("serve work hold be act".split())
_MEETING = frozenset("meet confer huddle".split())
_MEETINGS = frozenset("talk meeting discussion conversation".split())


@dataclass(frozen=True, slots=True)
class _Presence:
    """Who is there and as what. `act`: what they do there, where that decides whether they were there at all."""

    tokens: list[Token]
    role: str
    act: Token | None = None
    rule: str = "gathering"


def extract(sentence: Sentence) -> Iterator[Draft]:
    for token in sentence.tokens():
        if not is_gathering(sentence, token):
            continue
        nouns = vocabulary()["conference"].nouns
        noun = token.head if token.dep_ == "compound" and token.head.lemma_.lower() in nouns else token
        noun = _phase_of(noun)
        there = _presence(noun)
        if there is None:
            continue
        status = _status(noun, there)
        people = _people(sentence, there)
        if status in (None, "denied") or not people:  # who does not attend does not deny the gathering
            continue
        draft = sentence.draft("conference", status, token, people, there.rule, 0.8)
        draft.time = time_of(sentence, noun, status)
        doing = there.act or noun.head  # "told the forum on Monday", "the forum that X hosted in May"
        if draft.time == UNKNOWN_TIME and is_verb(doing):
            draft.time = time_of(sentence, doing, status)
        draft.place = place_of(sentence, noun) or place_in_name(sentence, token)
        if _joins_body(noun, draft):
            continue
        yield draft


def _joins_body(noun: Token, draft: Draft) -> bool:
    """ "Will join the Intergovernmental Forum on Mining": a membership, if neither day nor place is said."""
    joining = noun.dep_ == "dobj" and noun.head.lemma_.lower() == "join" and noun.lower_ != "summit"
    return joining and draft.status == "planned" and draft.time == UNKNOWN_TIME and draft.place is None


def _phase_of(noun: Token) -> Token:
    """ "Attended the opening of the Beijing Olympics": who is at a part of it is there."""
    preposition = governing_preposition(noun)
    phase = preposition is not None and preposition.lower_ == "of" and preposition.head.lemma_.lower() in _PHASES
    return preposition.head if preposition is not None and phase else noun


def _has_other(relative: Token) -> bool:
    """ "On the margins of the forum he held talks": what he held are the talks."""
    return any(c.dep_ == "dobj" and c.lower_ not in ("which", "that") for c in relative.children)


def _presence(noun: Token) -> _Presence | None:
    verb = clause_verb(noun)
    relative = next((c for c in noun.children if c.dep_ == "relcl" and _takes(c) and not _has_other(c)), None)
    if relative is not None and subjects(relative) and not any(t.i == noun.i for t in subjects(relative)):
        return _Presence(subjects(relative), _role(relative), relative)  # "the summit that Xi hosted"
    if verb is None or not is_verb(verb):
        return None
    preposition = governing_preposition(noun)
    if verb.lemma_ == "chair" and verb.tag_ == "VBG" and verb.head.lemma_.lower() in _SERVING:
        return None  # "served in the campaign, while chairing the Leadership Forum": a post
    if noun.dep_ in ("dobj", "nsubjpass") and (_takes(verb) or verb.lemma_.lower() == "tell"):
        return _Presence(_agents(verb) if is_passive(verb) else subjects(verb), _role(verb))
    if preposition is None:
        return None
    if preposition.lower_ == "of" and preposition.head.lower_ in _SIDES:
        aside = preposition.head.head.head
        if aside.dep_ == "appos" and aside.lemma_.lower() not in _MEETINGS:
            return None  # "for the vaccine summit, a virtual event on the margins of the General Assembly"
        return _Presence(_those_meeting(verb), "attendee", rule=_ASIDE)
    if preposition.lower_ in _AT and _meets(preposition, verb):
        return _Presence(_those_meeting(verb), "attendee", _meeting(preposition, verb))
    return _other(preposition, verb)


def _other(preposition: Token, verb: Token) -> _Presence | None:
    """ "Said at", "a speech at", "took part in", "was in Beijing for the forum"."""
    head = preposition.head
    if preposition.lower_ in _AT:
        if (head == verb and verb.lemma_.lower() in _SPEAKING) or head.lower_ in _WORDS:
            return _Presence(subjects(verb), "speaker")
        part = any(c.dep_ == "dobj" and c.lower_ == "part" for c in head.children)
        if preposition.lower_ in ("in", "at") and (part or head.lemma_.lower() in _TAKING_PART):
            return _Presence(subjects(verb), "attendee")
    if preposition.lower_ == "for" and verb.lemma_ == "be" and any(c.lower_ == "in" for c in verb.children):
        return _Presence(subjects(verb), "attendee", verb)
    if preposition.lower_ == "for" and verb.lemma_.lower() in _CONVENING and not is_passive(verb):
        return _Presence(subjects(verb), "host", verb)  # "convened leaders for the Global COVID-19 Summit"
    return None


def _takes(verb: Token) -> bool:
    return verb.lemma_.lower() in vocabulary()["conference"].light


def _role(verb: Token) -> str:
    lemma = verb.lemma_.lower()
    return "host" if lemma in _HOSTING else "speaker" if lemma in _SPEAKING else "attendee"


def _agents(verb: Token) -> list[Token]:
    return [t for c in verb.children if c.dep_ == "agent" for p in c.children if p.dep_ == "pobj" for t in conjuncts(p)]


def _meets(preposition: Token, verb: Token) -> bool:
    """ "Met his counterpart at a summit", "held talks with X at the forum": both attend."""
    return _meeting(preposition, verb) is not None


def _meeting(preposition: Token, verb: Token) -> Token | None:
    """The meeting that is at the gathering: the clause's verb, or the noun above in the same clause."""
    if preposition.lower_ not in ("at", "during"):
        return None
    node = preposition.head
    while node.i != verb.i:
        if node.lemma_.lower() in _MEETINGS:
            return node
        node = node.head
    if verb.lemma_.lower() in _MEETING:
        return verb
    held = [c for c in verb.children if c.dep_ in ("dobj", "nsubjpass") and c.lemma_.lower() in _MEETINGS]
    return held[0] if held and preposition.head.i in (verb.i, held[0].i) else None


def _those_meeting(verb: Token) -> list[Token]:
    return subjects(verb) + complements(verb, ("with",)) + objects(verb) + _with_objects(verb)


def _with_objects(verb: Token) -> list[Token]:
    """ "Held talks with X", "during talks with X": whom the noun has beside it."""
    nouns = [t for t in verb.subtree if t.lemma_.lower() in _MEETINGS and clause_verb(t) == verb]
    return [t for noun in nouns for t in complements(noun, ("with", "between"))]


def _status(noun: Token, there: _Presence) -> Status | None:
    """Of the gathering; who refuses or is not said to meet there is not said to be there."""
    if there.act is None:
        verb = clause_verb(noun) if there.rule == _ASIDE else None  # "refused to meet on the sidelines": was he there?
        return None if verb is not None and status_of(verb) in ("denied", "cancelled") else status_of(noun)
    of_act = status_of(there.act)
    if there.act.dep_ == "relcl" or there.act.lemma_.lower() in _CONVENING | {"be"}:
        return of_act
    return status_of(noun) if of_act in ("occurred", "planned", "unconfirmed") else None


def _people(sentence: Sentence, there: _Presence) -> list[Participant]:
    """Persons; of states only those that host or attend it."""
    found = [p for p in sentence.participants(there.tokens, there.role) if p.actor.name or p.actor.country]
    persons = [p for p in found if p.actor.kind == "person"]
    return persons or [p for p in found if p.actor.kind == "state" and there.role != "speaker" and there.act is None]
