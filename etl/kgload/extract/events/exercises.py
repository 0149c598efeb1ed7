"""Military exercises and patrols of states: "the two countries began the exercises", "joint U.S.-Korean drills kicked
off", "Chinese and Russian bombers conducted a joint patrol".
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kgload.extract.circumstances.attachment import time_of
from kgload.extract.circumstances.places import place_of
from kgload.extract.clauses.effects import ARRANGING, effect_of
from kgload.extract.clauses.frames import clause_verb, complements, conjuncts, subjects
from kgload.extract.clauses.status import status_of
from kgload.extract.events.parties import parties, parties_before
from kgload.extract.mentions.drafts import Draft, Participant, Sentence, merge_participants
from kgload.extract.text.verbs import is_verb
from kgload.vocabulary import vocabulary

_MILITARY = frozenset(
    (
        "military naval navy maritime air aerial army combat war defense defence live-fire fire artillery missile "
        "amphibious airborne nuclear anti-submarine submarine tank bomber warship "
        "coast-guard joint bilateral trilateral"
    ).split()
)
_SHARED = frozenset("joint bilateral trilateral multinational combined".split())
_CIVIL = frozenset(
    (
        "fire earthquake evacuation tsunami school safety emergency disaster shooter lockdown cyber oil training "
        "police border highway beach neighborhood neighbourhood foot street power balancing"
    ).split()
)
_FORCES_NEAR = frozenset(
    "military navy army warship troop soldier marine fighter bomber submarine ammunition nato".split()
)
_JOINING = frozenset("join participate take".split())
_STARTING = frozenset("begin start kick open end conclude finish wrap take run continue last commence".split())
_HABIT = frozenset("annual regular routine yearly".split())


def extract(sentence: Sentence) -> Iterator[Draft]:
    kind = vocabulary()["exercise"]
    for token in sentence.tokens():
        if sentence.parsed.values[token.i] is not None or not _is_exercise(token, kind.nouns):
            continue
        noun = token.head if _names(token) else token
        verb = _told_by(noun, kind.light)
        people = _participants(sentence, noun, verb)
        status = status_of(noun)
        if status is None or not people or not (verb is not None or len(people) > 1) or _habit(noun, verb):
            continue
        if len(people) < 2 and not _is_military(token):
            continue
        draft = sentence.draft("exercise", status, noun, people, f"noun:{token.lemma_.lower()}", 0.85)
        draft.time, draft.place = time_of(sentence, noun, status), place_of(sentence, noun)
        yield draft


def _is_exercise(noun: Token, nouns: tuple[str, ...]) -> bool:
    if noun.pos_ not in ("NOUN", "PROPN"):
        return False
    lemma = noun.lemma_.lower()
    if lemma == "game":
        return noun.i > 0 and noun.nbor(-1).lower_ == "war"
    if lemma not in nouns or (_part_of_noun(noun) and not _names(noun)):
        return False
    before = _before(noun)
    civil = before & _CIVIL - ({"fire"} if before & {"live", "live-fire"} else frozenset())
    return not civil and (lemma != "patrol" or bool(before & _MILITARY))


def _before(noun: Token) -> set[str]:
    return {t.lower_ for t in noun.subtree if t.i < noun.i}


def _is_military(noun: Token) -> bool:
    """By its name ("the Zapad exercise"), what stands before it, or the forces that the sentence speaks of."""
    named = any(c.pos_ == "PROPN" and c.dep_ in ("compound", "nmod") for c in noun.children) or _names(noun)
    near = {t.lemma_.lower() for t in noun.sent}
    return named or noun.lemma_.lower() != "exercise" or bool(_before(noun) & _MILITARY) or bool(near & _FORCES_NEAR)


def _names(noun: Token) -> bool:
    """ "Exercise Talisman Sabre": the head is the name."""
    return noun.text == "Exercise" and noun.dep_ in ("compound", "nmod") and noun.head.pos_ == "PROPN"


def _part_of_noun(noun: Token) -> bool:
    """ "An exercise bike", "the drill sergeant"."""
    return noun.dep_ in ("compound", "nmod") and noun.head.i > noun.i and noun.head.pos_ in ("NOUN", "PROPN")


def _told_by(noun: Token, light: tuple[str, ...]) -> Token | None:
    """The verb that says that the exercise is held: as its object, or of its beginning or end."""
    for child in noun.children:
        if child.dep_ in ("acl", "relcl") and child.lemma_.lower() in (*light, *_STARTING):
            return child
    verb = clause_verb(noun)
    if verb is None:
        return None
    lemma = verb.lemma_.lower()
    if noun.dep_ in ("dobj", "nsubjpass", "conj") and lemma in light:
        return verb
    if noun.dep_ == "nsubj" and lemma in _STARTING:
        return verb
    if noun.dep_ == "pobj" and lemma in (*_JOINING, *light) and noun.head.lower_ in ("in", "off", "out", "on"):
        return verb
    arranged = lemma in ("join", "host") or effect_of(verb) in ARRANGING
    return verb if arranged and noun.dep_ in ("dobj", "nsubjpass") else None


def _participants(sentence: Sentence, noun: Token, verb: Token | None) -> list[Participant]:
    own = parties_before(sentence, noun, "participant")
    own += parties(sentence, _direct(noun, ("between", "by", "of", "involving")) + _involved(noun), "participant")
    role = "host" if verb is not None and verb.lemma_.lower() == "host" else "participant"
    around = parties(sentence, subjects(verb), role) if verb is not None else []
    others = (
        parties(sentence, complements(noun, ("with", "alongside")) + _after_verb(verb), "participant")
        if around or own
        else []
    )
    return [p for p in merge_participants(own, around, others) if _takes_part(p)]


def _direct(noun: Token, prepositions: tuple[str, ...]) -> list[Token]:
    """Objects of these prepositions at the noun itself: not "in the Sea of Japan"."""
    head = noun.head
    beside = [c for c in head.children if c.i == noun.i + 1] if noun.dep_ == "dobj" else []  # "condemned drills by X"
    return [
        t
        for c in (*noun.children, *beside)
        if c.lower_ in prepositions
        for p in c.children
        if p.dep_ == "pobj"
        for t in conjuncts(p)
    ]


def _involved(noun: Token) -> list[Token]:
    """ "Drills involving Russia and Belarus"."""
    return [
        t
        for verb in noun.children
        if verb.dep_ in ("acl", "relcl") and verb.lemma_.lower() in ("involve", "include")
        for c in verb.children
        if c.dep_ == "dobj"
        for t in conjuncts(c)
    ]


def _after_verb(verb: Token | None) -> list[Token]:
    return complements(verb, ("with", "alongside")) if verb is not None else []


def _takes_part(p: Participant) -> bool:
    """States, and bodies with forces of their own: no ministry that only tells of it."""
    if p.actor.kind == "state":
        return True
    return p.actor.kind == "organization" and bool(p.actor.registered)


def _habit(noun: Token, verb: Token | None) -> bool:
    """ "The two countries hold annual drills"."""
    present = verb is not None and verb.tag_ == "VBP" and is_verb(verb)
    return present and any(c.lower_ in _HABIT for c in noun.children)
