"""Rules 4, 5 and 8: when two mentions fit but for their times, and how the mentions of one step group."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import reduce
from itertools import chain
from operator import or_

from kgload.resolve.reading import Reading, Signature

Group = list[Reading]


def fits(a: Reading, b: Reading) -> bool:
    """Rule 4 without the intervals; both mentions are of one group of event types."""
    return b.row.id not in a.distinct and signatures_fit(a.signature, b.signature, a.row.group)


def signatures_fit(a: Signature, b: Signature, group: str) -> bool:
    return bool(a.presence) and a.sides == b.sides and _somebody_shared(a, b) and circumstances_fit(a, b, group)


def circumstances_fit(a: Signature, b: Signature, group: str) -> bool:
    """Stated countries do not differ (visits: are equal), nor do cities; appointments and dismissals are to one
    office.
    """
    if group == "visit" and a.country != b.country:
        return False
    return (
        _agree(a.country, b.country) and _agree(a.city, b.city) and (not a.posts or not b.posts or a.posts == b.posts)
    )


def gather(waiting: Iterable[Reading]) -> tuple[list[Group], list[Group]]:
    """Rule 8 for mentions of one step and one interval: the cliques, and what is set aside for fitting two that do
    not fit.

    Mentions with one signature behave alike, so what is compared is signatures; both results hold such mentions
    together.
    """
    twins: dict[Signature, Group] = defaultdict(list)
    for reading in waiting:
        twins[reading.signature].append(reading)
    groups = list(twins.values())
    near = _neighbours(groups)
    aside = [i for i, mask in enumerate(near) if any(mask & ~near[j] for j in _bits(mask))]
    hidden = sum(1 << i for i in aside)
    cliques, seen = [], hidden
    for i in range(len(groups)):
        if not seen >> i & 1:
            members = near[i] & ~hidden
            seen |= members
            cliques.append([reading for j in _bits(members) for reading in groups[j]])
    return cliques, [groups[i] for i in aside]


def _agree(a: str | None, b: str | None) -> bool:
    return a is None or b is None or a == b


def _somebody_shared(a: Signature, b: Signature) -> bool:
    """Every side shares somebody; if there is but one side, one set holds the other."""
    pairs = [(x, y) for (_, x), (_, y) in zip(a.presence, b.presence, strict=True)]
    if len(pairs) == 1:
        return pairs[0][0] <= pairs[0][1] or pairs[0][1] <= pairs[0][0]
    return all(not x.isdisjoint(y) for x, y in pairs)


def _neighbours(groups: Sequence[Group]) -> list[int]:
    """For each group the set of those that it fits, itself included, as a bit mask. All are of the same sides.

    Only groups that share somebody on every side are compared: each actor knows in which groups they are.
    """
    near = [1 << i for i in range(len(groups))]
    present: dict[tuple[str, str], int] = defaultdict(int)
    for i, group in enumerate(groups):
        places = [[(side, actor) for actor in actors] for side, actors in group[0].signature.presence]
        sharing = (1 << i) - 1 if places else 0
        for actors in places:
            sharing &= reduce(or_, (present[actor] for actor in actors), 0)
        for j in _bits(sharing):
            if fits(group[0], groups[j][0]):
                near[i] |= 1 << j
                near[j] |= 1 << i
        for actor in chain.from_iterable(places):
            present[actor] |= 1 << i
    return near


def _bits(mask: int) -> Iterable[int]:
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low
