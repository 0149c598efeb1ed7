"""How often: "two meetings", "met twice", "travelled there five times", "his visits to Japan"."""

from __future__ import annotations

from spacy.tokens import Token

from kgload.extract.text.verbs import is_verb

_NUMBERS = {w: n for n, w in enumerate("two three four five six seven eight nine ten eleven twelve".split(), 2)}
_VAGUE = frozenset("several multiple many numerous countless".split())
_NUMBERS |= dict.fromkeys((*sorted(_VAGUE), "few"), 2)
_NUMBERS |= {"dozen": 12, "dozens": 12}


def count_of(trigger: Token) -> int | None:
    """The number that a plural mention gives, at least two; None for a single event."""
    if not is_verb(trigger):
        return _number(trigger) if trigger.tag_ == "NNS" else None
    if counts := [n for c in trigger.children if c.lower_ == "times" and c.dep_ != "nsubj" and (n := _number(c))]:
        return counts[0]
    words = {t.lower_ for t in trigger.subtree}
    return 2 if "twice" in words else 3 if "thrice" in words else None


def is_vague(trigger: Token) -> bool:
    """ "Have met several times": so often, no occasion of its own."""
    times = (c for c in trigger.children if c.lower_ == "times" and is_verb(trigger))
    return any(w.lower_ in _VAGUE for c in times for w in c.children)


def _number(noun: Token) -> int | None:
    for child in noun.children:
        if child.dep_ in ("nummod", "amod") and child.i < noun.i:
            return _NUMBERS.get(child.lower_) or (int(child.text) if child.text.isdigit() else None)
    return None
