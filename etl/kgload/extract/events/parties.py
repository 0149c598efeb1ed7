"""Parties to an act between states: who may be one, and states that stand there as an adjective or by their forces
("U.S.-South Korean drills", "Chinese and Russian bombers", "the Iranian navy").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from spacy.tokens import Token

from kgload.extract.actors.people import Actor
from kgload.extract.actors.pieces import PlaceReference, Reference
from kgload.extract.clauses.effects import reports
from kgload.extract.clauses.frames import after_dash, complements, conjuncts, subjects
from kgload.extract.mentions.drafts import Participant, Sentence, merge_participants

# What acts in the name of its state
_FORCES = frozenset(
    (
        "government administration military army navy force fleet troop bomber warship jet aircraft vessel guard "
        "marine soldier paratrooper authority destroyer frigate submarine plane regime ship air armed fighter"
    ).split()
)
_BEFORE = frozenset("compound nmod poss amod".split())
_BODIES = ("organization", "group")
_PRIVATE = "business_leader"
_ACRONYMS = frozenset({"US", "EU"})  # other codes are words as well: "IT", "NO"
_WORD = re.compile(r"[^\W\d_]+(?:\.[A-Za-z]\b)*\.?")


def parties(sentence: Sentence, tokens: Iterable[Token], role: str) -> list[Participant]:
    """The actors that the tokens name, and the states whose forces or government they are."""
    found: list[Participant] = []
    for token in tokens:
        told = _teller(token)
        if told:
            found += parties(sentence, told, role)
            continue
        named = [_as_state(sentence, p) for p in sentence.participant(token, role)]
        if not named and is_force(token):  # "Chinese bombers", "warships from China"
            named = parties_before(sentence, token, role) or sentence.participants(
                complements(token, ("from", "of")), role
            )
        found += named or sentence.participants(_enumerated(token), role)
    return merge_participants(found)


def _teller(token: Token) -> list[Token]:
    """ "The South Korean military said it had held": "it" is the subject of the telling."""
    verb = token.head
    if token.lower_ not in ("it", "they") or verb.dep_ != "ccomp" or not reports(verb.head):
        return []
    return [t for t in subjects(verb.head) if t.i < token.i and t.lower_ not in ("it", "they")]


def _enumerated(token: Token) -> list[Token]:
    """ "The two Arab states that signed – Egypt and Jordan –": names between dashes are whom the counted noun means."""
    if token.tag_ != "NNS" or not any(c.dep_ == "nummod" for c in token.children):
        return []
    names = (t for t in token.sent if t.i > token.i and t.dep_ == "appos" and t.pos_ == "PROPN")
    return [t for name in names if after_dash(name) for t in conjuncts(name)]


def is_force(token: Token) -> bool:
    return token.lemma_.lower() in _FORCES


def parties_before(sentence: Sentence, noun: Token, role: str) -> list[Participant]:
    """ "Joint U.S.-South Korean drills", "new EU sanctions", "Beijing's drills": who stands before the noun."""
    found: list[Participant] = []
    run: list[Token] = []
    for token in noun.doc[noun.left_edge.i : noun.i + 1]:
        value = sentence.parsed.values[token.i]
        if token.i == noun.i or isinstance(value, Reference):
            found += _states_in(sentence, run, role)
            run = []
        elif value is None or isinstance(value, PlaceReference):
            run.append(token)
        if token.i != noun.i and isinstance(value, Reference) and token.dep_ in _BEFORE:
            found += _before(sentence, noun, token, value, role)
    return merge_participants(found)


def _before(sentence: Sentence, noun: Token, token: Token, value: Reference, role: str) -> list[Participant]:
    if value.kind == "name":
        return _state_led_by(sentence, noun, value, role)
    return [_as_state(sentence, p) for p in sentence.participant(token, role)] if value.kind in _BODIES else []


def _state_led_by(sentence: Sentence, noun: Token, leader: Reference, role: str) -> list[Participant]:
    """ "The Trump administration", "Assad's army": the leader's state."""
    countries = [a.country for a in leader.actors if a.country]
    if not is_force(noun) or len(countries) != 1:
        return []
    return [Participant(sentence.who.state(countries[0]), role, *leader.core)]


def _as_state(sentence: Sentence, party: Participant) -> Participant:
    """ "The Russian Navy" acts for its state; a force known by itself, such as the Revolutionary Guards, does not."""
    actor = party.actor
    if actor.kind != "organization" or actor.registered or not actor.name:
        return party
    if actor.name.rpartition(" ")[2].lower().removesuffix("s") not in _FORCES | {"armie", "navie", "militarie"}:
        return party
    country = actor.country or next((code for code, _, _ in _countries(sentence, actor.name)), None)
    return replace(party, actor=sentence.who.state(country)) if country else party


def _states_in(sentence: Sentence, run: list[Token], role: str) -> list[Participant]:
    if not run:
        return []
    return _states_between(sentence, *sentence.parsed.span(run), role)


def _states_between(sentence: Sentence, start: int, end: int, role: str) -> list[Participant]:
    """States named in a stretch of the block, by noun or adjective; not after "anti-"."""
    text = sentence.parsed.block.text[start:end]
    return [
        Participant(sentence.who.state(code), role, start + at, start + to)
        for code, at, to in _countries(sentence, text)
        if not text[:at].lower().endswith(("anti-", "pro-"))
    ]


def _countries(sentence: Sentence, text: str) -> Iterator[tuple[str, int, int]]:
    """(code, start, end) of the countries in the text, longest name first at each word."""
    words = [(m.start(), m.end()) for m in _WORD.finditer(text)]
    i = 0
    while i < len(words):
        for j in range(min(len(words), i + 4), i, -1):
            at, to = words[i][0], words[j - 1][1]
            code = sentence.gazetteer.country(text[at:to]) if text[at].isupper() else None
            if code and (text[at:to] != code or code in _ACRONYMS):
                yield code, at, to
                i = j - 1
                break
        i += 1


def is_public(sentence: Sentence, actor: Actor) -> bool:
    """Does the actor act for a state or an international body? No company, club, player or private person."""
    if actor.kind == "state":
        return True
    if actor.kind == "organization":
        known = sentence.gazetteer.organization(actor.name or "")
        return known.kind not in ("company", "agency") if known else actor.country is not None
    if actor.function == _PRIVATE:
        return False
    return bool(actor.registered or actor.function or (actor.office and actor.country))
