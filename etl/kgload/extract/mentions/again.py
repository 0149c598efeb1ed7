""" "A second meeting", "met again later the same day", "met separately": another event of the same people.

Such a mention is told apart from the one that the article told before. "Their second meeting this year" counts the very
meeting that is reported, and so does "met again" alone: these tell nothing apart.
"""

from __future__ import annotations

from collections.abc import Sequence

from kgload.extract.mentions.drafts import Draft
from kgload.extract.text.verbs import is_verb
from kgload.vocabulary import vocabulary

_NEXT = frozenset("second third fourth another further follow-up separate".split())
_LATER = frozenset("later afterwards afterward subsequently evening afternoon night".split())
_COUNTED = frozenset({"the", "this", "that", "these", "those"})


def tell_apart(drafts: Sequence[Draft]) -> None:
    """Each mention of another event names those of the one event of the same people that was told before it."""
    for draft in drafts:
        if (word := _another(draft)) and draft.parsed.block.kind == "body":
            told = [d for d in drafts if _same_people(d, draft) and _before(d, draft)]
            first = [d for d in told if not _another(d)]
            if first and len({(d.time.earliest, d.time.latest) for d in first if d.time.earliest}) <= 1:
                draft.distinct_from = [*first, *(d for d in told if _another(d) not in ("", word))]


def _another(draft: Draft) -> str:
    """The word by which the trigger says that it is one more; "" if it is not."""
    token = draft.token
    if draft.count is not None or draft.status != "occurred":
        return ""
    if is_verb(token):
        words = {child.lower_ for child in token.children if child.dep_ in ("advmod", "prep", "npadvmod")}
        said = {word for child in token.children for word in (child.lower_, *(t.lower_ for t in child.children))}
        said |= set((draft.time.text or "").lower().split())
        if "separately" in words:
            return "separately"
        return "again" if "again" in words and (said & _LATER or {"same", "day"} <= said) else ""
    if token.dep_ in ("attr", "appos", "nsubjpass") or any(c.dep_ == "poss" for c in token.children):
        return ""
    words = {child.lower_ for child in token.children if child.i < token.i}
    return "" if words & _COUNTED else next((word for word in sorted(words & _NEXT)), "")


def _same_people(one: Draft, other: Draft) -> bool:
    """One group of event types, one status, and the same people on both sides."""
    if one is other or one.count is not None or one.status != other.status:
        return False
    if vocabulary().group(one.type) != vocabulary().group(other.type):
        return False
    people = [{id(p.actor) for p in draft.participants if p.role != "accompanying"} for draft in (one, other)]
    return len(people[0] & people[1]) > 1 and (people[0] <= people[1] or people[1] <= people[0])


def _before(one: Draft, other: Draft) -> bool:
    """Told in the text before it; headlines tell of either."""
    places = [(draft.parsed.block.start, draft.token.i) for draft in (one, other)]
    return one.parsed.block.kind == "body" and places[0] < places[1]
