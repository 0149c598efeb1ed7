"""How the noun of a meeting stands in its clause: held by a light verb, arranged or refused, or the setting of what is
told.
"""

from __future__ import annotations

from spacy.tokens import Token

from kgload.extract.clauses.effects import ARRANGING, effect_of, governed, of_the_talks, reports
from kgload.extract.clauses.frames import conjuncts, governing_preposition
from kgload.extract.clauses.status import AHEAD
from kgload.extract.events.encounter import light_verbs
from kgload.extract.text.lexicon import status_words
from kgload.extract.text.verbs import is_verb
from kgload.vocabulary import vocabulary

_ADJUNCTS = frozenset("in at during after following on before throughout by since amid through over for upon".split())
_MEASURES = frozenset("hour day round series set minute number couple week session".split())
_PHASES = frozenset("start beginning opening outset end conclusion close".split())
_COMING_FROM = frozenset("return emerge back fresh".split())
_TOPICAL = frozenset("brief update inform comment report focus concentrate reflect agree work".split())
_GOING_IN = frozenset({("go", "into"), ("move", "into"), ("move", "on"), ("proceed", "to"), ("sit", "for")})
_MEETING = frozenset("meet receive host welcome".split())
_PHRASAL = frozenset("take wrap kick engage enter join begin".split())


def in_each(noun: Token, verb: Token) -> bool:
    """ "In separate meetings on Monday, A met B and C", "A received B and C": the verb tells them."""
    preposition = governing_preposition(noun)
    return verb.lemma_ in _MEETING and preposition is not None and preposition.lower_ == "in" and noun.tag_ == "NNS"


def arranged(noun: Token, verb: Token) -> bool:
    """Is the verb's subject a party: "declined a meeting with B", "asked for talks with B", "pulled out of a meeting
    with B", "rejected a request for talks with B", "said in a meeting with B"?
    """
    preposition = governing_preposition(noun)
    if preposition is None:
        done = measured(noun).dep_ in ("dobj", "nsubjpass") and effect_of(verb) in ARRANGING
        return done or set_at(noun)
    if preposition.head.lower_ == "out":
        preposition = preposition.head
    asked = preposition.head.lemma_.lower() in status_words().nouns and preposition.lower_ in ("of", "for")
    return asked or governed(preposition) in ARRANGING or set_at(noun)


def set_at(noun: Token) -> bool:
    """Is the clause told as of the meeting, before or after it: "at (the start of) a meeting", "ahead of a meeting"?"""
    preposition = governing_preposition(noun)
    if preposition is not None and preposition.lower_ == "of" and preposition.head.lemma_.lower() in _PHASES:
        preposition = governing_preposition(preposition.head)
    if preposition is None:  # "told a joint news conference with B"
        return noun.dep_ == "dobj" and reports(noun.head) and any(c.lower_ == "joint" for c in noun.children)
    if preposition.lower_ in ("for", "on") and not is_verb(preposition.head):
        return preposition.head.lemma_.lower() in vocabulary()["visit"].nouns  # but not "preparations for talks"
    if preposition.lower_ == "on" and preposition.head.lemma_.lower() in _TOPICAL:
        return False  # "briefed on the negotiations"
    if of_the_talks(preposition):
        return False
    if preposition.lower_ == "from":
        return preposition.head.lemma_.lower() in _COMING_FROM
    return preposition.lower_ in _ADJUNCTS or (preposition.lower_, preposition.head.lower_) in AHEAD


def measured(noun: Token) -> Token:
    """ "Five hours of talks", "a round of talks": the measure stands where the noun would."""
    if noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.lemma_.lower() in _MEASURES:
        return noun.head.head
    return noun


def is_light(noun: Token, verb: Token) -> bool:
    if noun.dep_ == "pobj" and noun.head.head == verb and (verb.lemma_.lower(), noun.head.lower_) in _GOING_IN:
        return True
    if verb.lemma_.lower() not in light_verbs():
        return False
    if noun.dep_ == "pobj":
        return (
            noun.head.head == verb
            and noun.head.lower_ in ("in", "off", "up", "into")
            and verb.lemma_.lower() in _PHRASAL
        )
    return noun.dep_ != "conj" or noun.head.dep_ in ("dobj", "nsubjpass", "attr")


def first_with(noun: Token) -> list[Token]:
    """ "Discussed X's meeting with A with B": B is whom it was discussed with."""
    ways = [c for c in noun.children if c.dep_ == "prep" and c.lower_ == "with"]
    told = len(ways) > 1 and noun.dep_ == "dobj" and noun.head.lemma_.lower() == "discuss"
    return [t for c in ways[0].children if c.dep_ == "pobj" for t in conjuncts(c)] if told else []
