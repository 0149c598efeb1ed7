"""What a sentence leaves open: an infinitive that nobody says was done, a meeting that is only talked about."""

from __future__ import annotations

from spacy.tokens import Token

from kgload.extract.clauses.effects import happens, own_effects
from kgload.extract.text.lexicon import status_words
from kgload.extract.text.verbs import has_modal, is_past

_ARTICLES = frozenset("a an any another".split())
_UNDER_WAY = frozenset("begin start open conclude end finish come follow mark".split())
_DECIDING = frozenset("general hypothetical planned urged cancelled denied unconfirmed".split())


def left_open(governor: Token) -> str:
    """What a verb or adjective that is no word of status says of the infinitive below it: "managed to meet" tells of a
    meeting, "is certain to meet" of a planned one; "angled to meet", "is free to meet" leave it open.
    """
    if any(c.dep_ == "dobj" for c in governor.children):
        return ""  # "joined forces to sign"
    words = status_words().infinitives
    effect = words.get(governor.lower_, words.get(governor.lemma_.lower(), "hypothetical"))
    return "" if effect == "occurred" else effect


def is_not_yet(infinitive: Token, governor: Token) -> bool:
    """ "Is yet to meet", "was in no mood to meet"."""
    before = governor.doc[governor.i + 1 : infinitive.i]
    return any(t.lower_ in ("yet", "no") and t.i <= governor.i + 2 for t in before) and governor.lemma_ == "be"


def indefinite(noun: Token) -> bool:
    return any(c.dep_ == "det" and c.lower_ in _ARTICLES for c in noun.children)


def unless_talked_about(told: list[str], noun: Token, verb: Token) -> list[str]:
    """What the verb tells, unless all that it says is what some meeting is or would be like: then it tells of none."""
    said = not _DECIDING.isdisjoint(told) and "planned" not in own_effects(verb)
    return told if said or not _is_talked_about(noun, verb) else ["hypothetical"]


def _is_talked_about(noun: Token, verb: Token) -> bool:
    """ "A meeting between A and B seems remote", "would help", "is being discussed"; not "takes place"."""
    if not indefinite(noun) or noun.lemma_.lower() in status_words().nouns:
        return False
    if happens(verb, noun) or verb.lemma_.lower() in _UNDER_WAY or is_past(verb):
        return False
    return not has_modal(verb) or any(c.lower_ == "would" for c in verb.children)


def comes_to_nothing(verb: Token) -> bool:
    """ "The visit is off"; "is off the table" is another matter."""
    off = [c for c in verb.children if c.lower_ == "off" and c.i > verb.i]
    return verb.lemma_ == "be" and any(not list(c.children) for c in off)
