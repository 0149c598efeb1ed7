"""Which sentences the parser need not see: those that can neither tell an event nor say who is meant in one that may.

A sentence may tell an event if it has a trigger word of `schema/event_types.toml` in any form, and anything that can
take part. Whom a pronoun there means may be said in the sentence before that names somebody; and the first sentences
give the day of the news.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from kgload.extract.pairs import PLURAL, SINGULAR
from kgload.extract.parse import Stretch, language
from kgload.extract.pieces import PlaceReference, Reference
from kgload.vocabulary import vocabulary

_PRONOUNS = SINGULAR | PLURAL | {"two", "both", "pair", "duo"}
_NEWS = 2  # sentences of the body from which the day of the news is read


def needed(parts: Sequence[Stretch]) -> list[bool]:
    """For each, whether it must be parsed."""
    words = [words_of(part.text) for part in parts]
    found = [_may_take_part(part, said) and may_tell(said) for part, said in zip(parts, words, strict=True)]
    if not any(found):
        return found
    order = sorted(range(len(parts)), key=lambda i: parts[i].block.kind != "body")  # as they are read
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


def _may_take_part(part: Stretch, words: frozenset[str]) -> bool:
    return not words.isdisjoint(_PRONOUNS) or any(isinstance(v, Reference | PlaceReference) for v in part.values)


def may_tell(words: frozenset[str]) -> bool:
    """Is any trigger among these words of a text?"""
    lemmas = _lemmas()
    said = {lemma for word in words if word in lemmas for lemma in lemmas[word]}
    if not said:
        return False
    if any(said.issuperset(trigger) for trigger in _triggers()):
        return True
    return any(not said.isdisjoint(verbs) and not said.isdisjoint(things) for verbs, things in _handling())


@cache
def _triggers() -> frozenset[frozenset[str]]:
    """The words of each trigger: one, or those of "step down" and "sit-down"."""
    types = vocabulary().types.values()
    verbs = (word for t in types if not t.objects for word in (*t.verbs, *t.own))
    listed = (*verbs, *(word for t in types for word in (*t.nouns, *t.phrases)))
    every = {frozenset(re.split(r"[\s-]", word)) for word in listed}
    return frozenset(one for one in every if not any(other < one for other in every))


@cache
def _handling() -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    """Verbs that tell nothing but with a thing of their type: "delivered" with "tanks", "F-16s"."""
    return tuple(
        (frozenset((*t.verbs, *t.own)), frozenset(max(sorted(words_of(thing)), key=len) for thing in t.objects))
        for t in vocabulary().types.values()
        if t.objects
    )


@cache
def _lemmas() -> dict[str, frozenset[str]]:
    """Form -> the trigger words that it may be a form of: regular ones, and those that the model's lemmatizer knows
    ("met").
    """
    words = {word for trigger in _triggers() for word in trigger}
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
