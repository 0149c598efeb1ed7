"""What is a gathering of many: "the 10th Beijing Xiangshan Forum", "a regional security summit", "the UN General
Assembly"; and "the dialogue" where the article names one.
"""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from kgload.extract.actors.pieces import ConferenceReference, PlaceReference, Reference
from kgload.extract.circumstances.places import of_topic
from kgload.extract.clauses.frames import subjects
from kgload.extract.mentions.drafts import Sentence
from kgload.extract.text.parse import ParsedBlock
from kgload.extract.text.verbs import is_verb
from kgload.model import PlaceValue
from kgload.vocabulary import vocabulary

_HOUSES = frozenset({"congress", "assembly"})  # mostly parliaments
_NO_HOUSE = frozenset("general party world health climate communist".split())
_IN_NAMES = frozenset("forum summit conference dialogue congress assembly".split())
_ANAPHORS = frozenset("forum dialogue conference".split())  # "the summit" may be one of two
_OF_FEW = frozenset("news press joint bilateral trilateral video phone".split())
_OF_MANY = frozenset("security regional annual international global".split())


def gathering_words(blocks: Iterable[ParsedBlock]) -> frozenset[str]:
    """The last words of the gatherings that an article names: "dialogue" for the Shangri-La Dialogue."""
    values = (value for block in blocks for value in block.values)
    return frozenset(v.text.lower().split()[-1] for v in values if isinstance(v, ConferenceReference))


def is_gathering(sentence: Sentence, token: Token) -> bool:
    """A named gathering: the noun is part of a proper name, or has one before it. "News conference" is none."""
    value = sentence.parsed.values[token.i]
    if token.dep_ == "appos" and isinstance(sentence.parsed.values[token.head.i], ConferenceReference):
        return False  # "the Shangri-La Dialogue, Asia's top security summit": told once
    if isinstance(value, ConferenceReference):
        return not _is_house(value.text)
    if isinstance(value, Reference):
        words = value.text.lower().replace(":", " ").split()
        return value.kind == "organization" and not _is_house(value.text) and bool(_IN_NAMES & set(words))
    if token.lemma_.lower() not in vocabulary()["conference"].nouns or token.pos_ not in ("NOUN", "PROPN"):
        return False
    before = [c for c in token.children if c.dep_ in ("compound", "amod", "nmod", "poss")]
    if any(m.lower_ in _OF_FEW for m in before) or any(_is_named(sentence, m) for m in before):
        return False
    if _of_its_holders(sentence, token):
        return False
    if token.lower_ in _HOUSES:
        return any(m.lower_ in _NO_HOUSE for m in before)
    if any(m.pos_ == "PROPN" or m.lower_ in _OF_MANY for m in before) or token.tag_ in ("NNP", "NNPS"):
        return True
    if token.lower_ in _IN_NAMES - _HOUSES and (_attended(sentence, token) or _of_body(sentence, token)):
        return True
    definite = any(c.dep_ == "det" and c.lower_ in ("the", "this") for c in token.children)
    return definite and not before and token.lower_ in _ANAPHORS & sentence.who.gatherings


def _of_its_holders(sentence: Sentence, token: Token) -> bool:
    """ "The two leaders held their annual summit": of those two, no gathering."""
    held = token.dep_ == "dobj" and token.head.lemma_.lower() in ("hold", "have") and is_verb(token.head)
    return held and len(sentence.participants(subjects(token.head), "attendee")) > 1


def _attended(sentence: Sentence, token: Token) -> bool:
    """ "Attended a peace summit in Switzerland", "a conference on Arctic security": where it was, or what it was on.
    Not "a summit with B in Porto".
    """
    if any(c.lower_ in ("with", "between") for c in token.children):
        return False
    attended = token.dep_ == "dobj" and token.head.lemma_.lower() in ("attend", "address")
    below = [(c.lower_, p) for c in token.children if c.dep_ == "prep" for p in c.children if p.dep_ == "pobj"]
    somewhere = (isinstance(sentence.parsed.values[p.i], PlaceReference) for word, p in below if word in ("in", "at"))
    about = any(word == "on" and sentence.parsed.values[p.i] is None for word, p in below)
    return attended and (about or any(somewhere))


def _of_body(sentence: Sentence, token: Token) -> bool:
    """ "A summit of the European Council", "an emergency summit of the Arab League"."""
    bodies = (p for c in token.children if c.dep_ == "prep" and c.lower_ == "of" for p in c.children)
    values = (sentence.parsed.values[p.i] for p in bodies)
    return token.lower_ == "summit" and any(isinstance(v, Reference) and v.kind == "organization" for v in values)


def _is_named(sentence: Sentence, token: Token) -> bool:
    return isinstance(sentence.parsed.values[token.i], ConferenceReference)


def _is_house(name: str) -> bool:
    """ "The US Congress", "the National Assembly": a parliament is no gathering; the General Assembly is."""
    words = name.lower().split()
    return words[-1] in _HOUSES and not _NO_HOUSE & set(words) and not any(w[0].isdigit() for w in words)


def place_in_name(sentence: Sentence, noun: Token) -> PlaceValue | None:
    """The place that the gathering's name gives, or what stands behind it: "the forum in Beijing"."""
    value = sentence.parsed.values[noun.i]
    if isinstance(value, ConferenceReference) and value.place is not None:
        return PlaceValue(value.place.name, value.place.country, "stated")
    for token in noun.subtree:
        value = sentence.parsed.values[token.i]
        if isinstance(value, PlaceReference) and token.dep_ == "pobj" and token.head.lower_ in ("in", "at"):
            return None if of_topic(value, token.head, noun) else PlaceValue(value.name, value.country, "stated")
    return None
