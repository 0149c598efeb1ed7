"""Who took part in one event, as what, and in which capacity."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kgload import ids
from kgload.resolve.reading import Reading
from kgload.resolve.records import Actor, Basis, Denotation, Held, MentionRow, Participation, Party, Tenure
from kgload.vocabulary import vocabulary

Interval = tuple[date | None, date | None]
Saying = tuple[MentionRow, Party]


@dataclass(frozen=True, slots=True)
class Cast:
    """`labels`: how the event's own label names them, those who only accompany left out."""

    participations: tuple[Participation, ...]
    unnamed: tuple[Actor, ...]
    denotations: tuple[Denotation, ...]
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Capacity:
    """In which post somebody took part, for which country, and how we know."""

    office: str | None
    organization: str | None
    country: str | None
    basis: Basis | None
    function: str | None = None


def cast_of(
    event: str, kind: str, readings: Sequence[Reading], tenures: Mapping[str, tuple[Held, ...]], when: Interval
) -> Cast:
    """All participants of the event, each once. Unresolved names are left out: they denote nobody yet."""
    sayings: dict[str, list[Saying]] = defaultdict(list)
    posts: dict[str, list[Saying]] = defaultdict(list)
    for row in (reading.row for reading in readings):
        for party in row.parties:
            if party.actor:
                sayings[party.actor].append((row, party))
            elif party.key is None:
                posts[_post(party)].append((row, party))
    capacities = {actor: _capacity(said, tenures.get(actor, ()), when) for actor, said in sayings.items()}
    unnamed, denotations = _place_unnamed(event, posts, sayings, capacities)
    named_by = {actor.id: actor for actor in unnamed}
    return Cast(
        participations=tuple(
            _participation(actor, kind, sayings[actor], capacities[actor]) for actor in sorted(sayings)
        ),
        unnamed=tuple(sorted(unnamed, key=lambda actor: actor.id)),
        denotations=tuple(sorted(denotations, key=lambda link: (link.subject, link.actor))),
        labels=_labels(sayings, capacities, named_by),
    )


def _post(party: Party) -> str:
    return f"{party.country or ''}:{party.function or party.office_key or ''}"


def _place_unnamed(
    event: str, posts: Mapping[str, list[Saying]], sayings: dict[str, list[Saying]], capacities: dict[str, Capacity]
) -> tuple[list[Actor], list[Denotation]]:
    """Somebody known only by office is the one participant who is here in that office, else an actor of this event
    alone.

    Adds what was said of them to `sayings` and `capacities`.
    """
    holders: dict[str, list[str]] = defaultdict(list)
    for actor, capacity in capacities.items():
        if capacity.function:
            holders[f"{capacity.country or ''}:{capacity.function}"].append(actor)
    unnamed, denotations = [], []
    for post in sorted(posts):
        said = posts[post]
        known = holders.get(post, [])
        if len(known) == 1:
            actor, reason = known[0], "same office"
        else:
            actor, reason = ids.unnamed_actor_id(event, post), "office"
            unnamed.append(Actor(actor, said[0][1].kind, None, said[0][1].country))
            capacities[actor] = _capacity(said, (), (None, None))
        sayings[actor] += said
        denotations += [Denotation(mention, actor, reason) for mention in sorted({p.actor_mention for _, p in said})]
    return unnamed, denotations


def _participation(actor: str, kind: str, said: Sequence[Saying], capacity: Capacity) -> Participation:
    articles: dict[str, set[str]] = defaultdict(set)
    for row, party in said:
        articles[party.role].add(row.article)
    order = vocabulary()[kind].roles
    role = min(
        articles, key=lambda name: (-len(articles[name]), order.index(name) if name in order else len(order), name)
    )
    sources = len({row.article for row, _ in said})
    return Participation(actor, role, capacity.office, capacity.organization, capacity.country, capacity.basis, sources)


def _capacity(said: Sequence[Saying], tenures: Iterable[Held], when: Interval) -> Capacity:
    """The office stated here, else one held then, else the country alone. Who is `former` acts for no country."""
    party = said[0][1]
    if party.kind == "state" or (party.kind == "organization" and party.actor):
        return Capacity(None, None, party.country, "stated" if party.country else None)
    stated = _stated(said)
    if stated:
        return stated
    country = _most_said((row, party.serves) for row, party in said if party.standing != "former")
    if held := _held(tenures, when):
        capacity, basis = held
        return Capacity(capacity.title, capacity.organization, capacity.country, basis, capacity.function)
    return Capacity(None, None, country, "stated" if country else None)


def _stated(said: Sequence[Saying]) -> Capacity | None:
    """The office that most articles give, in the form that most of them use."""
    offices: dict[tuple[str, bool], list[Saying]] = defaultdict(list)
    for row, party in said:
        if party.office:
            offices[party.function or party.office_key or party.office, party.standing == "former"].append((row, party))
    if not offices:
        return None
    (_, former), chosen = min(
        offices.items(),
        key=lambda item: (
            -len({row.article for row, _ in item[1]}),
            item[0][1],
            item[1][0][1].function is None,
            item[0][0],
        ),
    )
    return Capacity(
        office=_most_said((row, party.office) for row, party in chosen),
        organization=_most_said((row, party.organization) for row, party in chosen),
        country=None if former else _most_said((row, party.serves) for row, party in chosen),
        basis="stated",
        function=None if former else chosen[0][1].function,
    )


def _most_said(values: Iterable[tuple[MentionRow, str | None]]) -> str | None:
    """The value that most articles give, then the longest, then the first in code point order."""
    counts = Counter(value for _, value in {(row.article, value) for row, value in values if value})
    return min(counts, key=lambda value: (-counts[value], -len(value), value), default=None)


def _held(tenures: Iterable[Held], when: Interval) -> tuple[Held, Basis] | None:
    """A tenure that covers the event by its stated or registered ends; else one that was observed around that time."""
    earliest, latest = when
    if earliest is None or latest is None:
        return None
    covering = [held for held in tenures if _covers(held.tenure, earliest, latest)]
    basis: dict[bool, Basis] = {True: "tenure", False: "observed"}
    ranked = sorted(covering, key=lambda held: (not _bounded(held), held.function is None, held.title, held.tenure.id))
    return next(((held, basis[_bounded(held)]) for held in ranked), None)


def _bounded(held: Held) -> bool:
    return held.tenure.start is not None or held.tenure.end is not None


def _covers(tenure: Tenure, earliest: date, latest: date) -> bool:
    return tenure.valid_from <= earliest and (tenure.valid_to is None or latest <= tenure.valid_to)


def _labels(
    sayings: Mapping[str, list[Saying]], capacities: Mapping[str, Capacity], unnamed: Mapping[str, Actor]
) -> tuple[str, ...]:
    labels = []
    for actor, said in sayings.items():
        if all(party.role == "accompanying" for _, party in said):
            continue
        capacity = capacities[actor]
        post = " of ".join(part for part in (capacity.office, capacity.country) if part)
        labels.append(
            post or "somebody unnamed" if actor in unnamed else next((p.label for _, p in said if p.label), actor)
        )
    return tuple(sorted(labels))
