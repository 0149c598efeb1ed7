"""The grammar of a verb as its own words show it: finite or not, past, with "to", with a particle."""

from __future__ import annotations

from spacy.tokens import Token

_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
_PARTICLES = frozenset("off out down up back away aside over through".split())
_HELD = frozenset({"hold", "ice"})
_NEAR = 4  # "called the whole thing off"

_ACCUSING = frozenset("accuse suspect".split())
_HINDERING = frozenset("prevent stop keep block refrain dissuade deter discourage".split())


def gerund_effect(lemma: str, preposition: str, effect: str) -> str | None:
    """What a verb does to an -ing behind its preposition, "" for nothing; None where it is like any complement."""
    if preposition == "against":
        return "hypothetical"  # "warned against sending"
    if preposition == "of" and lemma in _ACCUSING:
        return "unconfirmed"  # "accused of sending"
    if preposition == "from" and lemma in _HINDERING:
        return "denied"
    return "" if preposition == "for" and effect != "planned" else None  # "thanked them for sending"


def is_verb(token: Token) -> bool:
    """By its tag; also a word mistaken for a noun that has a subject ("the ministers arrive in Cairo")."""
    if token.dep_ == "prep" or (token.lower_ == "following" and any(c.dep_ == "pobj" for c in token.children)):
        return False  # "following talks", "including"
    return token.pos_ in ("VERB", "AUX") or (
        token.pos_ == "NOUN"
        and token.dep_ in ("ROOT", "conj", "ccomp", "advcl")
        and any(c.dep_ in ("nsubj", "nsubjpass") for c in token.children)
        and not any(c.dep_ in ("cop", "det") for c in token.children)
    )


def says_there(verb: Token) -> bool:
    """ "There he met Xi", "travelled there in 2015"."""
    return any(c.lower_ == "there" and c.dep_ == "advmod" for c in verb.children)


def has_modal(verb: Token) -> bool:
    return any(c.tag_ == "MD" for c in verb.children)


def is_infinitive(verb: Token) -> bool:
    """With its "to": "to meet", "to have met", "to be held"."""
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)


def is_finite(verb: Token) -> bool:
    return verb.tag_ in _FINITE or any(c.dep_ in ("aux", "auxpass") and c.tag_ in _FINITE for c in verb.children)


def is_past(verb: Token) -> bool:
    """Told as over: "met", "was held", "has met"; not "to have met", "would have met"."""
    auxiliaries = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    if any(c.tag_ in ("MD", "TO") for c in auxiliaries):
        return False
    return verb.tag_ == "VBD" or any(c.tag_ == "VBD" or c.lower_ in ("has", "have") for c in auxiliaries)


def is_passive(verb: Token) -> bool:
    return any(c.dep_ in ("nsubjpass", "auxpass") for c in verb.children)


def phrasal(verb: Token) -> str:
    """`call-off` for "called off", `pull-out` for "pulled out of", `put-hold` for "put on hold", else the lemma."""
    lemma = verb.lemma_.lower()
    if held := next(
        (p.lower_ for c in verb.children if c.lower_ == "on" for p in c.children if p.lower_ in _HELD), None
    ):
        return f"{lemma}-{held}"
    particle = next(
        (
            c.lower_
            for c in verb.children
            if c.dep_ in ("prt", "advmod", "prep") and verb.i < c.i <= verb.i + _NEAR and c.lower_ in _PARTICLES
        ),
        None,
    )
    return f"{lemma}-{particle}" if particle else lemma


def has_subject(verb: Token) -> bool:
    return any(c.dep_ in ("nsubj", "nsubjpass", "expl", "csubj") for c in verb.children)


def goes_on(verb: Token) -> bool:
    """ "Went on to", "before going on to": did."""
    told = is_past(verb) or (verb.tag_ == "VBG" and verb.dep_ == "pcomp")
    return verb.lemma_ == "go" and told and any(c.lower_ == "on" and c.i == verb.i + 1 for c in verb.children)


def is_somewhere(verb: Token) -> bool:
    """ "Was in Kyiv on Saturday to meet", "was on hand to greet": not "was to meet in Kyiv"."""
    there = any(c.dep_ == "prep" and c.lower_ in ("in", "at") for c in verb.children) or says_there(verb)
    there = there or any(c.lower_ == "on" and any(t.lower_ == "hand" for t in c.children) for c in verb.children)
    return verb.lemma_ == "be" and there


def behind_particle(verb: Token) -> bool:
    """ "Ruled out attending"."""
    return verb.i > 0 and verb.nbor(-1).dep_ == "prt"


def inverted(verb: Token) -> bool:
    """ "Were X to travel": a condition."""
    return verb.lower_ == "were" and any(c.dep_ == "nsubj" and c.i > verb.i for c in verb.children)
