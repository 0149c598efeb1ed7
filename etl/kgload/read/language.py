"""A cheap check that a text is English: the share of small words that every English text needs."""

from __future__ import annotations

import re

_SMALL_WORDS = """
the of and to in a is that for on with as by at from it was be this are has have said will an he his its not but they
were which who their after been had about also between
"""
_STOP = frozenset(_SMALL_WORDS.split())
_WORD = re.compile(r"[^\W\d_]+")
MIN_WORDS = 20
MIN_SHARE = 0.12


def language_of(text: str, stated: str | None) -> str:
    """ISO 639: the stated language, else "en", or "und" for a text that is clearly not English."""
    if stated and (m := re.match(r"[A-Za-z]{2,3}(?=$|[-_])", stated.strip())):
        return m[0].lower()
    found = _WORD.findall(text[:20_000].casefold())
    if len(found) < MIN_WORDS:
        letters = sum(c.isalpha() for c in text[:2000])
        return "en" if sum(c.isascii() and c.isalpha() for c in text[:2000]) * 2 >= letters else "und"
    return "en" if sum(word in _STOP for word in found) >= MIN_SHARE * len(found) else "und"
