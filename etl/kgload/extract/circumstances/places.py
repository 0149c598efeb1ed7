"""Which place belongs to an event: by where it hangs in the tree, as for times (attachment.py)."""

from __future__ import annotations

from spacy.tokens import Token

from kgload.extract.actors.pieces import ConferenceReference, PlaceReference
from kgload.extract.circumstances.attachment import JOURNEYS, governors, hangs_on
from kgload.extract.clauses.frames import clause_verb, conjuncts
from kgload.extract.mentions.drafts import Sentence
from kgload.model import PlaceValue

_SETTLEMENTS = frozenset("city town capital resort port village island province region".split())
_ABOUT = frozenset("on about over regarding concerning against despite".split())
# What is "on" one of these is at its place
_AROUND = frozenset(
    "sideline margin occasion eve visit trip tour stop stopover board base island border coast soil ground campus "
    "summit meeting conference forum talk session site territory train".split()
)
# What goes on somewhere, and is talked about
_GOING_ON = frozenset(
    "war fighting conflict unrest violence crisis situation hostility siege offensive battle crackdown protest coup "
    "ceasefire truce famine outbreak disaster development event election".split()
)
_IN = frozenset("in at near outside inside aboard to on from".split())


def place_of(sentence: Sentence, trigger: Token, *, skip: frozenset[str] = frozenset()) -> PlaceValue | None:
    """The place stated for the event: the sharpest "in/at X" on the trigger, else on its clause."""
    for governor in governors(trigger):
        found = [p for p in _places(sentence, governor) if p.text not in skip]
        named = [p for p in found if p.name]
        if named or found:
            best = (named or found)[0]
            country = best.country or next((p.country for p in found if p.country), None)
            return PlaceValue(best.name, country, "stated")
    return _gathering(sentence, trigger)


def _gathering(sentence: Sentence, trigger: Token) -> PlaceValue | None:
    """ "Met in late October, when Shoigu was attending the Beijing Xiangshan Forum": the place that the gathering's
    name gives.
    """
    for token in sentence.tokens():
        value = sentence.parsed.values[token.i]
        if not isinstance(value, ConferenceReference) or value.place is None or token.i < trigger.i:
            continue
        verb = clause_verb(token)
        if verb is not None and verb.i > trigger.i and any(c.lower_ == "when" for c in verb.children):
            return PlaceValue(value.place.name, value.place.country, "stated")
    return None


def _places(sentence: Sentence, governor: Token) -> list[PlaceReference]:
    found = []
    for token in sentence.tokens():
        value = sentence.parsed.values[token.i]
        if not isinstance(value, PlaceReference) or token.dep_ not in ("pobj", "appos", "conj"):
            continue
        preposition = token.head if token.dep_ == "pobj" else None
        if token.dep_ == "appos":
            preposition = token.head.head if token.head.dep_ == "pobj" else None
        if preposition is not None and preposition.lower_ == "of" and preposition.head.lemma_.lower() in _SETTLEMENTS:
            preposition = preposition.head.head  # "in the German city of Munich"
        if preposition is None or preposition.lower_ not in _IN:
            continue
        if preposition.lower_ == "to" and preposition.head.lemma_.lower() not in JOURNEYS:
            continue
        if (
            preposition.lower_ in ("on", "from")
            or not hangs_on(token, governor)
            or of_topic(value, preposition, governor)
        ):
            continue
        if any(t.text == ";" for t in token.doc[governor.i : token.i]):
            continue  # "on July 8 at the White House; on July 14 in Orlando"
        if preposition.lower_ != "to" and _is_one_of_several(sentence, token):
            continue
        if preposition.lower_ == "at" and value.name is None:
            continue  # "took digs at the US": nothing is held at a country
        found.append(value)
    return found


def of_topic(place: PlaceReference, preposition: Token, governor: Token) -> bool:
    """ "Talks on the war in Ukraine", "a summit on the fighting in Kharkiv": where that is, not where they were. A city
    may be either ("a treaty on partnership in Pyongyang").
    """
    noun = preposition.head
    if noun == governor or noun.pos_ != "NOUN" or noun.dep_ not in ("pobj", "conj"):
        return False
    about = noun.head.head if noun.dep_ == "conj" else noun.head
    if about.lower_ == "of" and about.head.dep_ == "pobj":
        about = about.head.head  # "on the state of affairs in"
    lemma = noun.lemma_.lower()
    return about.lower_ in _ABOUT and (lemma in _GOING_ON if place.name else lemma not in _AROUND)


def _is_one_of_several(sentence: Sentence, token: Token) -> bool:
    """ "Legislators in Kansas, Louisiana and North Carolina", "leaders in Kyiv and Warsaw": no one place."""
    values = [sentence.parsed.values[t.i] for t in conjuncts(token)]
    return len({v.text for v in values if isinstance(v, PlaceReference)}) > 1 and token.dep_ == "pobj"
