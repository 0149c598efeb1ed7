"""Wordings that the parser misreads, put for it as it reads them well.

A comma where the writer left it out ("is in Panama, meeting with ministers"; "ministers including X, arrive in
Cairo"), and one plain word for "one-on-one". Nothing of the text is lost: each token keeps the span that it stands
for, a comma put in has an empty one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

# A word as the parser sees it, whether a space follows, the span that it stands for, and the value of its piece
Spelled = tuple[str, bool, tuple[int, int], Any]

_ALONE_TOGETHER = (("one", "-", "on", "-", "one"), ("face", "-", "to", "-", "face"), ("head", "-", "to", "-", "head"))
_NO_NOUN = frozenset("with between in at on for before after during and , . ; : —".split())
_DETERMINERS = frozenset("a an the his her their its 's ’s first second another brief private".split())
_ACTING = frozenset("arrive travel visit meet fly land depart attend hold gather convene".split())
_TOGETHER = frozenset("chair chairs chaired chairing host hosts hosted hosting convene convened convening led".split())
_BESIDE = frozenset("with met meet saw between by".split())
_LONGEST = 16
_HOURS = frozenset({"a.m.", "p.m.", "am", "pm", "local", "noon"})
_ZONES = frozenset({"time", "jst", "gmt", "utc", "est", "edt", "cet", "kst"})
_BEING = frozenset("is are was were be been 's".split())


def eased(tokens: Sequence[Spelled]) -> Iterator[Spelled]:
    words = tuple(word.lower() for word, _, _, _ in tokens)
    i = 0
    while i < len(tokens):
        if words[i : i + 5] in _ALONE_TOGETHER and tokens[i][3] is None and words[i + 5 : i + 6] in _ENDINGS:
            yield _one_word(tokens[i : i + 5], words[i - 1] if i else "")
            i += 5
            continue
        if words[i] == "roundtable" and tokens[i][3] is None and words[i + 1 : i + 2] in _ENDINGS:
            yield "meeting", *tokens[i][1:]  # "hosted a roundtable with": no adjective
            i += 1
            continue
        if words[i : i + 4] == (",", "among", "others", ",") and i and words[i - 1] in _BESIDE:
            i += 4  # "met with, among others, A and B"
            continue
        if words[i] == "(" and (end := _clock_ends(tokens, words, i)):
            i = end
            continue
        if words[i : i + 2] == ("the", "following") and (end := _list_begins(tokens, words, i)):
            i = end
            continue
        if words[i : i + 2] == ("co", "-") and words[i + 2 : i + 3] and words[i + 2] in _TOGETHER:
            yield tokens[i + 2][0], tokens[i + 2][1], (tokens[i][2][0], tokens[i + 2][2][1]), None  # "co-chaired"
            i += 3
            continue
        if i > 1 and (_at_work(tokens, words, i) or _acts_together(tokens, words, i)):
            at = tokens[i - 1][2][1]
            yield ",", True, (at, at), None
        yield tokens[i]
        i += 1


_ENDINGS = frozenset({(), *((word,) for word in _NO_NOUN)})


def _list_begins(tokens: Sequence[Spelled], words: Sequence[str], i: int) -> int:
    """ "Attended by the following officials: A, B and C": by these. The token behind the colon, or 0."""
    colon = next((j for j in range(i + 2, min(i + 5, len(tokens))) if words[j] == ":"), None)
    named = colon is not None and colon + 1 < len(tokens) and tokens[colon + 1][3] is not None
    return colon + 1 if named and colon is not None else 0


def _clock_ends(tokens: Sequence[Spelled], words: Sequence[str], i: int) -> int:
    """ "At 9:50 a.m. (10:50 a.m. Japan time)", "(local time; 10:15 p.m. on the same day)": the same hour elsewhere; its
    full stops end no sentence. The token behind it, or 0.
    """
    end = next((j for j in range(i + 1, min(i + _LONGEST, len(tokens))) if words[j] == ")"), None)
    inside = frozenset(words[i:end])
    clock = end is not None and not _HOURS.isdisjoint(inside) and not _ZONES.isdisjoint(inside)
    return end + 1 if clock and end is not None else 0


def _one_word(tokens: Sequence[Spelled], before: str) -> Spelled:
    """ "Had a one-on-one with B", "met one-on-one with B"; not "one-on-one talks", which are read well."""
    word = "encounter" if before in _DETERMINERS else "privately"
    return word, tokens[-1][1], (tokens[0][2][0], tokens[-1][2][1]), None


def _at_work(tokens: Sequence[Spelled], words: Sequence[str], i: int) -> bool:
    """ "Is in Vienna meeting (with) B": no meeting of Vienna."""
    if words[i] != "meeting" or tokens[i - 1][3] is None or words[i - 2] not in ("in", "at"):
        return False
    behind = i + 1 < len(words) and (words[i + 1] == "with" or tokens[i + 1][3] is not None)
    return behind and not _BEING.isdisjoint(words[max(0, i - 4) : i - 2])


def _acts_together(tokens: Sequence[Spelled], words: Sequence[str], i: int) -> bool:
    """ "Ministers including A and B arrive in Cairo": it is not B alone who arrives."""
    if words[i] not in _ACTING or tokens[i - 1][3] is None:
        return False
    j = i - 1
    while j > 0 and (tokens[j][3] is not None or words[j] in (",", "and")):
        j -= 1
    return words[j] == "including"
