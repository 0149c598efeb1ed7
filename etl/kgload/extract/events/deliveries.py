"""Deliveries of military goods: "Germany handed over 18 tanks to Ukraine", "tanks arrived in Ukraine", "Turkey took
delivery of the missiles".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from kgload.extract.actors.pieces import PlaceReference
from kgload.extract.circumstances.attachment import time_of
from kgload.extract.circumstances.places import place_of
from kgload.extract.clauses.frames import clause_verb, complements, conjuncts, objects, owners, subjects
from kgload.extract.clauses.status import status_of
from kgload.extract.events.parties import is_public, parties, parties_before
from kgload.extract.mentions.drafts import Draft, Participant, Sentence
from kgload.extract.text.verbs import is_verb
from kgload.vocabulary import vocabulary

_MODEL = re.compile(r"(?:[A-Z][A-Za-z]{0,3}-\d{1,3}[A-Z]{0,2}|M\d{1,3}[A-Z]?\d?)s?")  # "F-16s", "MiG-29", "M777"
_MEASURES = frozenset(
    "batch shipment delivery consignment number dozen hundred thousand ton tonne load package unit".split()
)
# Goods by what stands before them: "air defence systems", "armoured vehicles", "military equipment"
_KINDS = frozenset(
    "system equipment vehicle hardware battery carrier supply launcher kit aid round plane aircraft ship boat".split()
)
_MILITARY = frozenset(
    "military defence defense armoured armored combat fighting missile rocket artillery anti attack weapon weapons "
    "lethal air-defence air-defense infantry patrol naval war".split()
)
_CRAFT = frozenset(
    "jet fighter warplane bomber warship destroyer frigate submarine plane aircraft ship helicopter carrier".split()
)
_DEPLOYED = frozenset({"send", "ship", "provide"})  # of one's own craft as well: "sent jets to Poland"
_RECEIVING = frozenset({"receive", "accept"})
_ARRIVING = frozenset({"arrive", "reach", "land"})
_TO = ("to",)


def extract(sentence: Sentence) -> Iterator[Draft]:
    kind = vocabulary()["delivery"]
    for token in sentence.tokens():
        if sentence.parsed.values[token.i] is not None:
            continue
        lemma = token.lemma_.lower()
        if is_verb(token) and token.dep_ != "amod":
            if lemma in kind.verbs:
                yield from _handed_over(sentence, token, lemma)
            elif lemma in _RECEIVING:
                yield from _received(sentence, token)
            elif lemma in _ARRIVING:
                yield from _arrived(sentence, token)
        elif token.pos_ == "NOUN" and lemma in kind.nouns:
            yield from _delivery(sentence, token)


def _handed_over(sentence: Sentence, verb: Token, lemma: str) -> Iterator[Draft]:
    """ "Delivered tanks to X", "supplied X with tanks", "tanks were handed over to X by Y"."""
    if lemma == "hand" and not any(c.dep_ == "prt" and c.lower_ == "over" for c in verb.children):
        return
    whom = _objects(verb)
    goods = [t for t in whom if _military(sentence, t)]
    others = [t for t in whom if t not in goods]
    if not goods:
        goods = [t for t in complements(verb, ("with",)) if _military(sentence, t)]
        to = others
    else:
        to = complements(verb, _TO) + [t for good in goods for t in complements(good, _TO)] or others
    if not goods or (lemma in _DEPLOYED and any(_craft(t) for t in goods)):
        return
    yield from _finish(
        sentence, verb, verb, parties(sentence, subjects(verb), "supplier"), parties(sentence, to, "recipient"), lemma
    )


def _objects(verb: Token) -> list[Token]:
    found = objects(verb)
    if not found and verb.dep_ == "acl" and verb.tag_ == "VBN":
        return conjuncts(verb.head)
    return found


def _received(sentence: Sentence, verb: Token) -> Iterator[Draft]:
    goods = [t for t in objects(verb) if _military(sentence, t) or _delivery_of_goods(sentence, t)]
    if not goods or any(c.dep_ == "nsubjpass" for c in verb.children):
        return
    givers = complements(verb, ("from",)) + [t for good in goods for t in complements(good, ("from",))]
    recipients = parties(sentence, subjects(verb), "recipient")
    yield from _finish(sentence, verb, verb, parties(sentence, givers, "supplier"), recipients, verb.lemma_.lower())


def _arrived(sentence: Sentence, verb: Token) -> Iterator[Draft]:
    goods = [t for t in subjects(verb) if _military(sentence, t) or _delivery_of_goods(sentence, t)]
    if not goods:
        return
    where = complements(verb, ("in", "at", "to")) + ([] if verb.lemma_.lower() == "arrive" else objects(verb))
    givers = complements(verb, ("from",)) + [t for good in goods for t in complements(good, ("from",))]
    to = _countries_of(sentence, where)
    yield from _finish(sentence, verb, verb, parties(sentence, givers, "supplier"), to, verb.lemma_.lower())


def _countries_of(sentence: Sentence, where: Iterable[Token]) -> list[Participant]:
    """ "Arrived in Ukraine": the country is who receives."""
    found = [t for t in where if isinstance(v := sentence.parsed.values[t.i], PlaceReference) and v.name is None]
    return sentence.participants(found, "recipient")


def _delivery(sentence: Sentence, noun: Token) -> Iterator[Draft]:
    """ "Completed the delivery of tanks to X", "took delivery of the jets"."""
    verb = clause_verb(noun)
    if verb is None or noun.dep_ not in ("dobj", "nsubjpass") or not _delivery_of_goods(sentence, noun):
        return
    lemma = verb.lemma_.lower()
    if lemma not in vocabulary()["delivery"].light or lemma in _RECEIVING | _ARRIVING:
        return
    around = subjects(verb)
    taking = lemma in ("take", "accept")
    to = around if taking else complements(noun, _TO) + complements(verb, _TO)
    goods = complements(noun, ("of",))
    origins = [t for thing in (noun, verb, *goods) for t in complements(thing, ("from",))]
    givers = complements(noun, ("by",)) + origins if taking else around + owners(noun)
    yield from _finish(
        sentence,
        noun,
        verb,
        parties(sentence, givers, "supplier") + parties_before(sentence, noun, "supplier"),
        parties(sentence, to, "recipient"),
        noun.lemma_.lower(),
    )


def _delivery_of_goods(sentence: Sentence, noun: Token) -> bool:
    """ "A shipment of missiles", "arms deliveries"."""
    if noun.lemma_.lower() not in vocabulary()["delivery"].nouns:
        return False
    before = [c for c in noun.children if c.dep_ in ("compound", "amod", "nmod")]
    return any(_military(sentence, t) for t in complements(noun, ("of",)) + before)


def _military(sentence: Sentence, token: Token, depth: int = 0) -> bool:
    """Are these military goods: by the word, by what stands before it, or by what a measure is of?"""
    if isinstance(sentence.parsed.values[token.i], PlaceReference):
        return False
    words = vocabulary()["delivery"].objects
    lemma = token.lemma_.lower()
    if lemma in words or token.lower_ in words or _MODEL.fullmatch(token.text):
        return True
    before = [c for c in token.children if c.dep_ in ("compound", "amod", "nmod", "nummod", "poss")]
    if lemma in _KINDS and any(_qualifies(sentence, c, words) for b in before for c in (b, *b.children)):
        return True
    if depth < 2 and (lemma in _MEASURES or token.pos_ in ("NUM", "PROPN")):
        if any(_military(sentence, t, depth + 1) for t in complements(token, ("of",))):
            return True
        return any(_MODEL.fullmatch(c.text) or c.lower_ in words for c in before)
    return False


def _qualifies(sentence: Sentence, word: Token, goods: tuple[str, ...]) -> bool:
    text = sentence.parsed.text(word)  # a system may be taken for a person: "Patriot"
    return (
        text.lower() in _MILITARY
        or word.lemma_.lower() in goods
        or text.lower() in goods
        or bool(_MODEL.fullmatch(text))
    )


def _craft(token: Token) -> bool:
    return token.lemma_.lower() in _CRAFT


def _finish(
    sentence: Sentence,
    trigger: Token,
    verb: Token,
    suppliers: list[Participant],
    recipients: list[Participant],
    rule: str,
) -> Iterator[Draft]:
    """The draft, if a state or an armed body receives."""
    if any(p.actor.kind == "state" for p in recipients):  # beside a state, a body is who told it
        recipients = [p for p in recipients if p.actor.kind != "organization"]
    taken = {p.actor.country or id(p.actor) for p in recipients}
    suppliers = [p for p in suppliers if (p.actor.country or id(p.actor)) not in taken]
    status = status_of(verb, urged=None)
    if status is None or not any(p.actor.name and is_public(sentence, p.actor) for p in recipients):
        return
    draft = sentence.draft("delivery", status, trigger, suppliers + recipients, f"goods:{rule}", 0.85)
    draft.time, draft.place = time_of(sentence, verb, status), place_of(sentence, verb)
    yield draft
