"""The word lists of `schema/status.toml`, checked on load."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache

from kgload.errors import SchemaError
from kgload.resources import schema_file

_SECTIONS = ("verbs", "auxiliaries", "adjectives", "nouns", "adverbs", "prepositions", "marks")
_EFFECTS = frozenset("planned denied cancelled unconfirmed hypothetical general reporting light mention".split())


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
