"""Relatives: "Trump's son-in-law", "his wife, Jill Biden". Whose relative somebody is says no office."""

from __future__ import annotations

from spacy.tokens import Doc

# What may stand behind an apposition
CLOSING = frozenset({",", ".", ";", ")", "—", "–", ":", "?", "!", "”", '"', "and", "who", "-"}) | frozenset(
    "that which whose whom where since".split()
)
_RELATIONS = frozenset(
    "wife husband spouse partner widow son daughter sister brother father mother nephew niece cousin grandson".split()
)
_KIN = frozenset(
    "wife husband spouse lady gentleman sister brother daughter son mother father "
    "wives husbands spouses ladies sisters brothers daughters sons".split()
)
_OF_SOMEBODY = frozenset("the his her".split())


def relation(doc: Doc, first: int, names: frozenset[int]) -> int | None:
    """Where "Trump's son-in-law" ends: it says no office, and Trump takes no part."""
    i = first
    while i < len(doc) and i in names:
        i += 1
    if i == first or i >= len(doc) or doc[i].lower_ not in ("'s", "’s", "'", "’"):
        return None
    i += 1
    while i < len(doc) and i - first < 8 and doc[i].is_lower and doc[i].lower_ not in _RELATIONS:
        i += 1
    if i >= len(doc) or doc[i].lower_ not in _RELATIONS:
        return None
    i += 5 if doc[i + 1 : i + 5].text.lower() == "-in-law" else 1
    return i if i < len(doc) and (doc[i].lower_ == "and" or doc[i].text in CLOSING) else None


def is_kin(doc: Doc, start: int, end: int) -> bool:
    """ "First lady Jill Biden", "his wife, Jill Biden", "Kim Yo Jong, the powerful sister of"."""
    before = {doc[i].lower_ for i in range(max(0, start - 2), start) if i == start - 1 or doc[start - 1].text == ","}
    behind = doc[end + 1 : end + 6] if end < len(doc) and doc[end].text == "," else doc[end:end]
    own = next((i for i, t in enumerate(behind) if t.is_punct), len(behind))
    after = {t.lower_ for t in behind[:own]} if len(behind) and behind[0].lower_ in _OF_SOMEBODY else set()
    return bool(_KIN & (before | after))
