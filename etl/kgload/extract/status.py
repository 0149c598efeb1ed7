"""Did it take place? Status of an event from the words that govern its trigger.

One walk from the trigger towards the root of the sentence, or to the reporting verb whose content it is. Words on
the way have effects (`schema/status.toml`); the strongest wins. How a word counts depends on the grammar of the
step: "cancelled the meeting" cancels, "cancelled the order after the meeting" does not.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kgload.extract.lexicon import status_words
from kgload.extract.verbs import is_finite, is_infinitive, is_past, is_verb, phrasal
from kgload.model import Status

_STRENGTH: tuple[Status | None, ...] = (None, "cancelled", "denied", "planned", "unconfirmed")
_BY_NAME: dict[str, Status | None] = {
    "general": None,
    "hypothetical": None,
    "cancelled": "cancelled",
    "denied": "denied",
    "planned": "planned",
    "unconfirmed": "unconfirmed",
}
_SETTINGS = frozenset("in at during on after following amid since upon throughout while".split())
_TO_COME = frozenset({("of", "ahead"), ("of", "advance"), ("to", "run"), ("to", "prior"), ("to", "up")})
_BEGUN = frozenset("begin start hold launch have open conclude end finish attend".split())
_GATHERED = frozenset("sit meet gather join convene host huddle assemble".split())
_OF_THE_ACT = frozenset({"denied", "cancelled", "unconfirmed"})
_COMMITTING = frozenset("agree pledge promise vow decide".split())  # "agreed to go on at a summit": the summit is held
_TAKES_PLACE = frozenset("take happen occur hold go materialise materialize proceed".split())
_DONE_TRAVEL = frozenset("visit travel fly come return host invite-done".split())


def reports(verb: Token) -> bool:
    """Is this a verb of telling: "said", "confirmed"?"""
    return status_words().verbs.get(verb.lemma_.lower()) == "reporting"


def status_of(trigger: Token) -> Status | None:
    """The status of the event at `trigger`; None where no event is claimed ("if they meet", "they meet regularly")."""
    found = {_BY_NAME[effect] for effect in _walk(trigger) if effect in _BY_NAME}
    return next((status for status in _STRENGTH if status in found), "occurred")


def _walk(trigger: Token) -> Iterator[str]:
    node = trigger
    if not is_verb(node):
        yield from _modifiers(node)
    else:
        yield from _verb(node)
    setting = False
    while node.dep_ != "ROOT" and node.head.i != node.i:
        head = node.head
        if is_verb(node) and node.dep_ in ("relcl", "parataxis"):
            return
        if is_verb(head):
            step, effects = _to_verb(node, head)
        elif head.pos_ == "ADP":
            step, effects = _to_preposition(node, head)
            setting = setting or (head.lower_ in _SETTINGS and is_verb(head.head))
        else:
            step, effects = _to_noun(node, head)
        # what is refused or cancelled is the act, not the occasion at or after which it is
        unbound = _OF_THE_ACT | {"planned"} if head.lemma_.lower() in _COMMITTING else _OF_THE_ACT
        yield from (e for e in effects if not (setting and e in unbound))
        if not step:
            return
        node = head


def _modifiers(noun: Token) -> Iterator[str]:
    """Adjectives and determiners of a nominal trigger: "a planned meeting", "no meeting"."""
    words = status_words()
    begun = noun.dep_ == "dobj" and noun.head.lemma_.lower() in _BEGUN and is_past(noun.head)
    for child in noun.children:
        if begun and words.adjectives.get(child.lower_) == "planned":
            continue  # "began the long-planned exercises"
        if child.dep_ in ("amod", "compound", "nmod", "advmod") and child.i < noun.i:
            yield words.adjectives.get(child.lower_, "")
        elif child.dep_ == "det" and child.lower_ in ("no", "any"):
            yield "denied" if child.lower_ == "no" else "hypothetical"
        elif child.dep_ in ("acl", "relcl") and child.lemma_.lower() in words.verbs:  # "a meeting scheduled for Monday"
            effect = words.verbs[child.lemma_.lower()]
            if effect in ("planned", "cancelled") and child.tag_ in ("VBN", "VBD") and not _has_actor_object(child):
                yield effect
        elif child.dep_ in ("relcl", "acl"):
            yield from (e for e in _verb(child) if e == "planned")


def _has_actor_object(verb: Token) -> bool:
    return any(c.dep_ in ("dobj", "xcomp", "ccomp") for c in verb.children)


def _verb(verb: Token) -> Iterator[str]:
    """Auxiliaries, negation, adverbs and conjunctions at a verb itself."""
    words = status_words()
    for child in verb.children:
        lower = child.lower_
        if child.dep_ in ("aux", "auxpass"):
            effect = words.auxiliaries.get(lower, "")
            if lower in ("would", "'d", "’d") and effect:
                effect = "planned" if _reported(verb) else effect
            yield effect
        elif child.dep_ == "neg" or lower in ("never", "neither"):
            yield "denied"
        elif child.dep_ == "mark":
            yield words.marks.get(lower, "") if words.marks.get(lower) == "hypothetical" else ""
        elif child.dep_ == "advmod":
            yield words.adverbs.get(lower, "")
    if verb.tag_ == "VB" and verb.dep_ == "ROOT" and any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children):
        yield "planned"  # a headline: "Zelensky to meet Macron"


def _reported(verb: Token) -> bool:
    """Is this the content of "said" and the like? Then "would" is the past of "will"."""
    node = verb
    while node.dep_ in ("conj", "ccomp", "advcl", "xcomp") and is_verb(node.head):
        if node.dep_ == "ccomp" and reports(node.head):
            return True
        node = node.head
    return any(c.dep_ in ("parataxis", "ccomp") and reports(c) for c in node.children)


def _to_verb(node: Token, head: Token) -> tuple[bool, list[str]]:
    """(go on from head?, effects) of the step from `node` to the verb `head`."""
    words = status_words()
    lexical = words.verbs.get(phrasal(head), words.verbs.get(head.lemma_.lower(), ""))
    if is_verb(node):
        return _clause_step(node, head, lexical)
    own = list(_verb(head))
    lexical = "" if lexical == "general" else lexical  # "continued talks on Tuesday" are talks
    if node.dep_ in ("dobj", "nsubjpass", "attr", "oprd", "dative", "pobj"):
        if lexical == "reporting":  # "has not confirmed the visit" neither denies nor tells it
            lexical = "planned" if head.lemma_.lower() == "announce" else ""
            own = ["unconfirmed" if e == "denied" else e for e in own]
        return True, [lexical, *own]
    if node.dep_ in ("nsubj", "csubj", "expl"):
        adjectives = [
            words.verbs.get(c.lemma_.lower(), words.adjectives.get(c.lower_, ""))
            for c in head.children
            if c.dep_ in ("acomp", "xcomp", "oprd")
        ]
        planned = [e for e in [*own, *adjectives] if e in ("planned", "hypothetical", "unconfirmed", "general")]
        denied = [e for e in own if e == "denied" and head.lemma_.lower() in _TAKES_PLACE]
        return True, planned + denied
    return True, [e for e in own if e in ("planned", "hypothetical")]


def _clause_step(node: Token, head: Token, lexical: str) -> tuple[bool, list[str]]:
    """From a verb to the verb that governs it."""
    if node.dep_ == "conj":
        shares = node.tag_ == head.tag_ == "VB" or (node.tag_ in ("VB", "VBG", "VBN") and not is_finite(node))
        return True, [e for e in _verb(head) if shares and e != "denied"]
    if node.dep_ == "xcomp" or (node.dep_ in ("ccomp", "advcl") and is_infinitive(node)):
        if head.lemma_ == "be" and is_infinitive(node):
            lexical = "planned"
        elif (
            node.dep_ == "advcl" and not lexical
        ):  # purpose: "flew to Paris to meet" is not yet a meeting; "visited Paris to meet" is told as one
            lexical = "" if head.lemma_.lower() in _DONE_TRAVEL and head.tag_ in ("VBD", "VBN", "VBZ") else "planned"
        elif lexical == "reporting" and is_infinitive(node):  # "is said to have met"
            lexical = "unconfirmed" if any(c.dep_ == "auxpass" for c in head.children) else ""
        return True, [lexical, *_verb(head)]
    if node.dep_ == "ccomp":
        return lexical != "reporting", [lexical]
    if node.dep_ in ("advcl", "pcomp", "csubj", "acl"):
        mark = next((c.lower_ for c in node.children if c.dep_ in ("mark", "advmod") and c.i < node.i), "")
        if mark in ("before", "until") and not is_past(head):
            return True, ["planned"]
        if is_finite(node):  # "when they meet, they will discuss" is to come; "as Putin meets Zhang" stands for itself
            to_come = mark in ("when", "once", "after") and not is_past(node)
            return False, [e for e in _verb(head) if e == "planned" and to_come]
        return True, [e for e in _verb(head) if e in ("planned", "hypothetical")]
    return False, []


def _to_preposition(node: Token, head: Token) -> tuple[bool, list[str]]:
    words = status_words()
    lower = head.lower_
    effect = words.prepositions.get(lower, "")
    if (lower, head.head.lower_) in _TO_COME:
        effect = "planned"
    if (
        lower == "before"
        and is_verb(head.head)
        and is_past(head.head)
        and head.head.lemma_.lower() not in ("say", "tell")
    ):
        effect = ""
    if is_verb(head.head):
        verb = head.head
        if lower == "for" and verb.lemma_.lower() in _GATHERED and is_past(verb):
            return True, []  # "sat down for talks"
        lexical = words.verbs.get(verb.lemma_.lower(), "")
        if lower == "for" and lexical != "planned":
            return True, [effect]
        if lower in ("from", "out", "of") and phrasal(verb) in ("pull-out", "withdraw", "back-out"):
            return True, ["cancelled"]
        if lower in ("to", "for", "on", "with") and lexical in ("planned", "denied", "cancelled"):
            return True, [lexical, effect]
    return True, [effect]


def _to_noun(node: Token, head: Token) -> tuple[bool, list[str]]:
    """From a trigger, preposition or clause to the noun or adjective that governs it: "a request for talks", "due to
    meet".
    """
    words = status_words()
    if is_verb(node) and node.dep_ == "acl" and node.tag_ == "VBG":
        return True, []
    effect = words.nouns.get(head.lemma_.lower(), "")
    if effect and any(c.dep_ == "det" and c.lower_ == "no" for c in head.children):
        return False, ["hypothetical"]  # "no plans to meet": neither arranged nor refused
    if not effect and head.pos_ == "ADJ":
        effect = words.verbs.get(head.lower_, words.adjectives.get(head.lower_, ""))
    if node.dep_ in ("appos", "conj"):
        effect = ""
    if is_verb(node) and not effect and is_infinitive(node) and node.dep_ in ("acl", "relcl", "advcl"):
        effect = "planned"
    return True, [effect]
