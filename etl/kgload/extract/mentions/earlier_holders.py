"""Who held an office when it happened: "on May 6, 1995, the President issued sanctions" is not told of today's."""

from __future__ import annotations

from kgload.extract.actors.pieces import Reference
from kgload.extract.coreference.holders import Holders
from kgload.extract.mentions.drafts import Draft


def of_another_holder(draft: Draft, holders: Holders) -> bool:
    """Does an office alone name somebody of the article who did not hold it on the day told?"""
    day = draft.time.latest
    if day is None:
        return False
    alone = {v.start for v in draft.parsed.values if isinstance(v, Reference) and v.kind == "office"}
    told = [p.actor for p in draft.participants if p.start in alone and p.actor.kind == "person" and p.actor.name]
    return any(not holders.held_then(actor, day) for actor in told)
