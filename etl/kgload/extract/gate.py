"""Which sentences the parser need not see: those that can neither tell an event nor say who is meant in one that may.

A sentence may tell an event if it has a trigger word of `schema/event_types.toml` in any form, and anything that can
take part: two, of what two sides do. Whom a pronoun there means may be said in the sentence before that names
somebody; and the first sentences give the day of the news.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from kgload.extract.actors.pieces import ConferenceReference, PlaceReference, Reference
from kgload.extract.coreference.pairs import PLURAL, SINGULAR
from kgload.extract.text.lexicon import title_words
from kgload.extract.text.parse import Stretch, language
from kgload.vocabulary import vocabulary

_PRONOUNS = SINGULAR | PLURAL | {"two", "both", "pair", "duo"}
_OWNING = frozenset("his her their hers".split())  # "their commitment": nobody else is there
_PAIRED = frozenset({"agreement"})  # types whose nouns tell nothing without one of their verbs
_PHONE = frozenset("phone telephone call calls video videoconference line".split())  # how things are discussed
# "Was in Delhi a day earlier": being abroad is told without a trigger word
_PRESENT = re.compile(
    r"\b(?:(?:is|are|was|were|be|been)(?: \w+)? in|been to) (?:the )?(?:[A-Z]|(?:country|kingdom|island)\b)"
)
_ATTENDING = re.compile(r"\b(?:attended|joined|took part|participated|(?:was|were) (?:also )?present|in attendance)\b")
_NEWS = 2  # sentences of the body from which the day of the news is read
LEAD = 4  # sentences in which "the talks" may be those of the two whom the first tells of
_KNOWN_TALKS = frozenset({"talks", "meeting", "summit"})


def needed(parts: Sequence[Stretch]) -> list[bool]:
    """For each, whether it must be parsed."""
    words = [words_of(part.text) for part in parts]
    found = [_may_tell_of(part, said) for part, said in zip(parts, words, strict=True)]
    order = sorted(range(len(parts)), key=lambda i: parts[i].block.kind != "body")  # as they are read
    for i in order[:LEAD]:
        found[i] = found[i] or not words[i].isdisjoint(_KNOWN_TALKS)
    if not any(found):
        return found
    asked = False
    for i in reversed(order):
        if asked and not found[i] and any(isinstance(value, Reference) for value in parts[i].values):
            found[i] = True
            asked = False
        if found[i]:
            asked = not words[i].isdisjoint(SINGULAR)
    for i in order[:_NEWS]:
        found[i] = True
    return found


def words_of(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W\d_]+", text.lower()))


def _may_tell_of(part: Stretch, words: frozenset[str]) -> bool:
    """Is there a trigger, and whoever it needs?"""
    named = [v for v in part.values if isinstance(v, Reference | PlaceReference | ConferenceReference)]
    group = any(isinstance(v, Reference) and len(v.owners) > 1 for v in named)  # "Hungarian and Romanian officials"
    group = group or (bool(named) and not words.isdisjoint(_people()))  # "met with survivors"
    several = group or len(named) > 1 or not words.isdisjoint(_PRONOUNS if named else _PRONOUNS - _OWNING)
    there = (several and tells_presence(part.text)) or tells_attendance(part.text)
    if there and any(isinstance(v, Reference) for v in named):
        return True
    if not (named or several) or not may_tell(words, several=several):
        return False
    said = _said(words)
    if said & _by_length(2)[0] == {"discuss"} and not _handled(said):
        return not words.isdisjoint(_PHONE) or any(isinstance(v, PlaceReference) for v in named)
    return True


def tells_presence(text: str) -> bool:
    """ "Was in Beijing", "is in the country", "has been to Beijing"."""
    return _PRESENT.search(text) is not None


def tells_attendance(text: str) -> bool:
    """ "Also took part": one name is enough, the event was told before."""
    return _ATTENDING.search(text) is not None


def may_tell(words: frozenset[str], *, several: bool = True) -> bool:
    """Is any trigger among these words of a text? `several`: can more than one take part?"""
    said = _said(words)
    if not said:
        return False
    single, longer = _by_length(2 if several else 1)
    if not said.isdisjoint(single) or any(said.issuperset(trigger) for trigger in longer):
        return True
    return _handled(said)


def _said(words: frozenset[str]) -> set[str]:
    lemmas = _lemmas()
    return {lemma for word in words if word in lemmas for lemma in lemmas[word]}


def _handled(said: set[str]) -> bool:
    return any(not said.isdisjoint(verbs) and not said.isdisjoint(things) for verbs, things in _handling())


@cache
def _people() -> frozenset[str]:
    return frozenset(form for word in title_words().people for form in _inflected(word)) - title_words().people


@cache
def _triggers(sides: int) -> frozenset[frozenset[str]]:
    """The words of each trigger of what so many sides do, or fewer: one, or those of "step down" and "sit-down"."""
    of_two = {"meeting", "call"} if sides < 2 else set()
    types = [t for t in vocabulary().types.values() if t.group not in of_two and t.name not in _PAIRED]
    verbs = (word for t in types if not t.objects for word in (*t.verbs, *t.own))
    listed = (*verbs, *(word for t in types for word in (*t.nouns, *t.phrases)))
    every = {frozenset(re.split(r"[\s-]", word)) for word in listed}
    return frozenset(one for one in every if not any(other < one for other in every))


@cache
def _by_length(sides: int) -> tuple[frozenset[str], tuple[frozenset[str], ...]]:
    """The triggers of one word, and the longer ones."""
    triggers = sorted(_triggers(sides), key=sorted)
    return frozenset(w for t in triggers if len(t) == 1 for w in t), tuple(t for t in triggers if len(t) > 1)


@cache
def _handling() -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    """Verbs that tell nothing but with a thing of their type: "delivered" with "tanks", "signed" with "plan"."""
    goods = [(t, t.objects, ()) for t in vocabulary().types.values() if t.objects]
    papers = [(t, t.nouns, t.light) for t in vocabulary().types.values() if t.name in _PAIRED]
    return tuple(
        (frozenset((*t.verbs, *t.own, *by)), frozenset(max(sorted(words_of(thing)), key=len) for thing in things))
        for t, things, by in (*goods, *papers)
    )


@cache
def _lemmas() -> dict[str, frozenset[str]]:
    """Form -> the trigger words that it may be a form of: regular ones, and those that the model's lemmatizer knows
    ("met").
    """
    words = {word for trigger in _triggers(1) | _triggers(2) for word in trigger}
    words |= {word for pair in _handling() for part in pair for word in part}
    found = {form: {word} for word in words for form in _inflected(word)}
    for word in words:
        for form in _inflected(word):
            found[form].add(word)
    lemmatizer: Any = language().get_pipe("lemmatizer")
    table = lemmatizer.lookups.get_table("lemma_exc")
    for part in ("verb", "noun"):
        for form, lemmas in table[part].items():
            if known := words & set(lemmas):
                found.setdefault(form, set()).update(known)
    return {form: frozenset(lemmas) for form, lemmas in found.items()}


def _inflected(word: str) -> set[str]:
    stem = word[:-1]
    forms = {word, *(word + ending for ending in ("s", "es", "d", "ed", "ing"))}
    forms |= {stem + "ing"} if word.endswith("e") else {stem + "ies", stem + "ied"} if word.endswith("y") else set()
    return forms | {word + word[-1] + "ed", word + word[-1] + "ing"}
