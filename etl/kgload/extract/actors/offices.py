"""What an article says of its persons' offices and countries, by the titles around their names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from spacy.tokens import Doc

from kgload.extract.actors.gazetteer import Gazetteer
from kgload.extract.actors.groups import shared_title
from kgload.extract.actors.people import Actor, Name
from kgload.extract.actors.titles import COUNTERPART, RANK, STYLES, Title, before_name
from kgload.extract.text.parse import Entity


def learn_titles(
    name: Name,
    actor: Actor,
    doc: Doc,
    before: Title | None,
    after: Title | None,
    marked: dict[int, Name],
    gazetteer: Gazetteer,
    on: date | None,
) -> None:
    """The office that the name itself says ("King Abdullah"), then that of the titles around it."""
    first = name.text.split()[0]
    regal = gazetteer.office(first) if gazetteer.is_weak(first.lower()) else None
    if regal is not None and regal.function and regal.function != RANK and actor.office is None:
        actor.office, actor.function, actor.standing = regal.title, regal.function, "current"
    shared = shared_title(doc, name.start, marked, gazetteer)
    for title in (shared,) if shared is not None else (before, after):
        if title is not None:
            _learn(actor, title, marked, gazetteer, on)


def _learn(actor: Actor, title: Title, marked: dict[int, Name], gazetteer: Gazetteer, on: date | None) -> None:
    """Keep the most telling title; a possessor gives its country ("Trump's envoy")."""
    if actor.registered is None and title.functions and actor.name:
        person = gazetteer.person_in_office(actor.name, title.functions, title.country, _in_office(title, on))
        if person is not None:
            actor.registered, actor.country = person.key, person.country
    country = title.country
    if country is None and title.possessor is not None and (owner := marked.get(title.possessor)) and owner.actor:
        country = owner.actor.country
    if country is None and actor.registered and not actor.functions:
        served = gazetteer.countries_served(actor.registered, title.functions)
        country = served.pop() if len(served) == 1 else None  # "Prime Minister Kallas" is not one of the EU
    elif country and actor.registered and country in gazetteer.countries_served(actor.registered):
        actor.country = country
    if country and (actor.country is None or (title.function and not actor.functions)):
        actor.country = country  # what the article says of the office goes before what the registry knows
    if title.office is None or title.office == COUNTERPART:
        return
    actor.functions.update(title.functions)
    better = (
        actor.office is None
        or (actor.standing == title.standing and _weight(title) > _weight(actor))
        or (actor.function in (None, RANK) and title.function not in (None, RANK))
    )
    if better:
        actor.office, actor.function = title.office, title.function
        if re.match(r"[a-z]+ [A-Z]", title.office):  # "national Security Advisor": of a headline set in capitals
            actor.office = title.office[0].upper() + title.office[1:]
        actor.organization = title.organization or (actor.organization if actor.office == title.office else None)
        actor.standing = title.standing
    elif title.office and actor.office and title.office.lower() == actor.office.lower():
        actor.organization = actor.organization or title.organization


def _in_office(title: Title, on: date | None) -> date | None:
    return on if title.standing == "current" else None


def _weight(title: Title | Actor) -> int:
    """How telling a title is; a rank or style ("Gen.", "Patriarch") says least."""
    return (
        bool(title.function and title.function not in STYLES) * 4
        + bool(title.organization) * 2
        + len((title.office or "").split())
    )


def share_offices(
    names: Sequence[Name],
    docs: Sequence[tuple[Doc, list[Entity]]],
    marked: Sequence[dict[int, Name]],
    gazetteer: Gazetteer,
) -> None:
    """ "His Russian counterpart Vladimir Putin" holds the office of the person named before him; "with her counterpart
    Dmytro Kuleba, German Foreign Minister Annalena Baerbock toured" that of the next.
    """
    for i, name in enumerate(names):
        if name.actor is None or name.actor.office is not None:
            continue
        taken = frozenset(t for t, other in marked[name.block].items() if other is not name)
        title = before_name(docs[name.block][0], name.start, taken, gazetteer)
        if title is None or title.office != COUNTERPART:
            continue
        near = [
            n.actor
            for n in [*reversed(names[:i]), *names[i + 1 : i + 2]]
            if n.block == name.block and n.actor and n.actor is not name.actor and n.actor.office
        ]
        near = [a for a in near if a.country != name.actor.country or a.country is None]
        if near:
            owner = near[0]
            name.actor.office, name.actor.function, name.actor.standing = owner.office, owner.function, "current"
            name.actor.functions |= owner.functions


def own_countries(actors: Iterable[Actor], gazetteer: Gazetteer) -> None:
    """A person without a stated country takes that of the organisation; then the registry's is already there."""
    for actor in actors:
        if actor.country is None and actor.organization:
            actor.country = gazetteer.organization_country(actor.organization)
