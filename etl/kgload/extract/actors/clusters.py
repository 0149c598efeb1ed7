"""Which names of an article are one person.

A bare "Zhang" is the Zhang of "General Zhang Youxia"; so is "Youxia" where a page gets the name wrong. One candidate
or none: two Lis, once both are named, stay unresolved.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kgload.extract.actors.gazetteer import Gazetteer
from kgload.extract.actors.people import Actor, Name, distinctive
from kgload.names import family_name, same_person_name


def cluster(names: Sequence[Name], gazetteer: Gazetteer) -> tuple[list[Actor], list[Name]]:
    """Persons of the article, and the names that two persons might bear. Full names first, longest first; then single
    words.
    """
    actors: list[Actor] = []
    full = [n for n in names if len(distinctive(n.text)) > 1]
    for name in sorted(full, key=lambda n: (-len(n.text.split()), n.block, n.start)):
        fits = [a for a in actors if a.name and same_person_name(a.name, name.text)]
        actor = fits[0] if fits else _new_person(name.text, actors, gazetteer)
        name.actor = actor
        actor.forms[name.text] += 1
    ambiguous = []
    start = (0, 0)
    first = {id(n.actor): (n.block, n.start) for n in sorted(full, key=lambda n: (-n.block, -n.start))}
    kin = _kin_of(full)
    for name in names:
        if name.actor is None:
            fits = _bearers(name.text, actors)
            fits = [a for a in fits if id(a) not in kin] or fits
            if len(fits) > 1:  # "Kim", before the text names another Kim than the first
                fits = [a for a in fits if first.get(id(a), start) < (name.block, name.start)] or fits
            if len(fits) > 1:
                ambiguous.append(name)
                continue
            actor = fits[0] if fits else _new_person(name.text, actors, gazetteer)
            name.actor = actor
            actor.forms[name.text] += 1
    return actors, ambiguous


def _kin_of(full: Sequence[Name]) -> set[int]:
    """Those told as somebody's kin behind another of their name: a bare "Biden" is not Jill."""
    told = {id(n.actor) for n in full if n.kin}
    order = list({id(n.actor): n.actor for n in full if n.actor}.values())
    return {id(a) for i, a in enumerate(order) if id(a) in told and any(a.words & b.words for b in order[:i] if b.name)}


def _bearers(word: str, actors: Iterable[Actor]) -> list[Actor]:
    """Who of the article's persons may be meant by one word: by family name first, else by any part of the name."""
    lower = word.lower()
    holders = [a for a in actors if a.name and lower in a.words]
    by_family = [a for a in holders if a.name and family_name(a.name, a.country).lower() == lower]
    if by_family or holders:
        return by_family or holders
    return [a for a in actors if a.name and len(lower) > 4 and same_person_name(family_name(a.name, a.country), word)]


def _new_person(text: str, actors: list[Actor], gazetteer: Gazetteer) -> Actor:
    person = gazetteer.person(text)
    actor = Actor("person", text)
    if person is not None:
        same = next((a for a in actors if a.registered == person.key), None)
        if same is not None:
            return same
        actor.registered = person.key
        actor.country = person.country
    actors.append(actor)
    return actor
