"""The word lists of `schema/status.toml` and `schema/title_words.toml`, checked on load."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from functools import cache

from kgload.errors import SchemaError
from kgload.resources import schema_file
from kgload.vocabulary import vocabulary

_SECTIONS = tuple("verbs auxiliaries adjectives nouns adverbs prepositions marks causes infinitives".split())
_EFFECTS = frozenset(
    (
        "planned denied cancelled unconfirmed hypothetical general reporting believing postponed urged untrue occurred"
    ).split()
)


@dataclass(frozen=True, slots=True)
class StatusWords:
    """For each part of speech (a section of the file), word -> effect."""

    verbs: dict[str, str]
    auxiliaries: dict[str, str]
    adjectives: dict[str, str]
    nouns: dict[str, str]
    adverbs: dict[str, str]
    prepositions: dict[str, str]
    marks: dict[str, str]
    causes: dict[str, str]
    infinitives: dict[str, str]


@cache
def status_words() -> StatusWords:
    """SchemaError names the section, the effect or the word that is wrong."""
    path = schema_file("status.toml")
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    unknown = set(data) - set(_SECTIONS)
    if unknown:
        raise SchemaError(f"{path}: unknown section [{min(unknown)}]", f"Use one of {', '.join(_SECTIONS)}")
    return StatusWords(**{section: _by_word(str(path), section, data.get(section, {})) for section in _SECTIONS})


def _by_word(path: str, section: str, lists: dict[str, list[str]]) -> dict[str, str]:
    words: dict[str, str] = {}
    for effect, listed in lists.items():
        if effect not in _EFFECTS:
            raise SchemaError(
                f"{path}: [{section}] {effect}: not an effect", f"Use one of {', '.join(sorted(_EFFECTS))}"
            )
        for word in listed:
            if word in words:
                raise SchemaError(
                    f"{path}: [{section}] {word!r} is under {words[word]} and {effect}", "Keep it under one"
                )
            words[word] = effect
    return words


@cache
def light_verbs() -> frozenset[str]:
    """All verbs that make an event of a noun: "held talks", "paid a visit"."""
    return frozenset(verb for kind in vocabulary().types.values() for verb in kind.light)


_ISSUED = frozenset({"sanction", "statement"})


@cache
def verbs_that_hold(noun: str) -> frozenset[str]:
    """What makes an event of the noun: "announced" sanctions or a statement, no visit."""
    types = vocabulary().types.values()
    return frozenset(verb for kind in types if kind.name not in _ISSUED or noun in kind.nouns for verb in kind.light)


_TABLES = ("plurals", "spelled_out")


@dataclass(frozen=True, slots=True)
class TitleWords:
    """Words around names; `plurals` gives the singular of a plural office noun, `spelled_out` what is shortened."""

    ranks: frozenset[str]
    part_of_names: frozenset[str]
    no_names: frozenset[str]
    eponyms: frozenset[str]
    headline_verbs: frozenset[str]
    of_states: frozenset[str]
    of_bodies: frozenset[str]
    of_members: frozenset[str]
    against_states: frozenset[str]
    private_groups: frozenset[str]
    before_groups: frozenset[str]
    portfolios: frozenset[str]
    people: frozenset[str]
    plurals: dict[str, str]
    spelled_out: dict[str, str]


@cache
def title_words() -> TitleWords:
    """SchemaError names the list that is missing, unknown or not a list of lower-case words."""
    path = schema_file("title_words.toml")
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    names = [f.name for f in fields(TitleWords)]
    if wrong := set(data) ^ set(names):
        raise SchemaError(f"{path}: {min(wrong)!r} is missing or unknown", f"The lists are {', '.join(names)}")
    for name in names:
        if bad := [word for word in data[name] if not isinstance(word, str) or word != word.lower()]:
            raise SchemaError(f"{path}: {name}: {bad[0]!r} is not a lower-case word", "Correct it")
    lists = {name: frozenset(data[name]) for name in names if name not in _TABLES}
    return TitleWords(**lists, plurals=data["plurals"], spelled_out=data["spelled_out"])
