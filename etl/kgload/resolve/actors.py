"""All live actor mentions (and publishers) of one name -> actors. Pure; the same for every order of the rows.

A known actor keeps the registry's key. Others are kind, name key and country: the same name in two countries stays
two actors, and a mention without a country goes to the only country that the name has. A single name is a person only
if the registry knows whose it is.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from kgload import ids
from kgload.model import ActorKind, Issue
from kgload.names import display_name, family_name, name_key, plain
from kgload.resolve.records import Actor, ActorRow, Denotation, Naming


@dataclass(frozen=True, slots=True)
class Entry:
    """What the registry says of an actor: its id, the names (as `Name.key` has them) by which it may be asked for, and
    why somebody is it.
    """

    id: str
    kind: ActorKind
    name: str
    country: str | None
    names: tuple[str, ...] = ()
    reason: str = "registry"


class Known(Protocol):
    """The registry as resolving asks it."""

    def entry(self, row: ActorRow) -> Entry | None:
        """The one known actor that this row can be; None if there is none, or more than one."""

    def undecided(self, row: ActorRow) -> bool:
        """Several people are known to have the row's name, and it does not say which of them it is."""


def resolve_names(rows: Iterable[ActorRow], known: Known) -> Naming:
    """Actors, what each row denotes, and an issue for each name that denotes nobody."""
    ordered = sorted(rows, key=lambda row: row.id)
    entries = {row.id: known.entry(row) for row in ordered}
    countries: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in ordered:
        if row.country and entries[row.id] is None:
            countries[row.kind, row.key].add(row.country)
    actors: dict[str, Actor] = {}
    forms: dict[str, list[str]] = defaultdict(list)
    known_as: dict[str, list[str]] = defaultdict(list)
    denotations, issues = [], []
    for row in ordered:
        entry = entries[row.id]
        if entry:
            actors.setdefault(entry.id, Actor(entry.id, entry.kind, entry.name, entry.country, entry.names))
            known_as[entry.id].append(row.name)
            denotations.append(Denotation(row.id, entry.id, entry.reason))
        elif (row.kind == "person" and " " not in row.key) or known.undecided(row):
            issues.append(_unresolved(row))
        else:
            actor, reason = _identify(row, countries[row.kind, row.key])
            forms[actor.id] += [row.name] * row.times
            actors.setdefault(actor.id, actor)
            denotations.append(Denotation(row.id, actor.id, reason))
    actors |= {key: _shown(actors[key], said) for key, said in forms.items()}
    actors |= {key: also_called(actors[key], said) for key, said in [*forms.items(), *known_as.items()]}
    found = tuple(sorted(actors.values(), key=lambda actor: actor.id))
    return Naming(found, tuple(denotations), tuple(issues))


def called_by_offices(actor: str, country: str | None, seats: Iterable[str], known: Known) -> Actor | None:
    """An organisation that is here only because somebody holds an office there is called as those offices call it."""
    rows = [ActorRow(seat, seat, seat, name_key(seat), "organization", country) for seat in sorted(seats)]
    return next((found for found in resolve_names(rows, known).actors if found.id == actor), None)


def also_called(actor: Actor, forms: Iterable[str]) -> Actor:
    """The actor found by these forms of its name as well; a person also by the family name in them."""
    clean = {_clean(actor, form) for form in forms}
    families = {family_name(form, actor.country) for form in clean} if actor.kind == "person" else set()
    return replace(actor, names=tuple(sorted({*actor.names, *searchable({*clean, *families})})))


def _shown(actor: Actor, forms: Sequence[str]) -> Actor:
    return replace(actor, name=shown_name([_clean(actor, form) for form in forms]))


def _clean(actor: Actor, form: str) -> str:
    return display_name(form) if actor.kind == "person" else " ".join(form.split())


def shown_name(forms: Sequence[str]) -> str:
    """The most frequent form, then the longest, then the first in code point order."""
    counts = Counter(forms)
    return min(counts, key=lambda form: (-counts[form], -len(form), form))


def _identify(row: ActorRow, countries: set[str]) -> tuple[Actor, str]:
    country, reason = row.country, "name and country"
    if country is None:
        reason = "name"
        if len(countries) == 1:
            country, reason = next(iter(countries)), "only country"
    return Actor(ids.actor_id(row.kind, row.key, country), row.kind, row.name, country), reason


def searchable(forms: Iterable[str]) -> tuple[str, ...]:
    """What a query may write for these names: lower case, with and without diacritics, and their keys."""
    clean = {" ".join(form.split()) for form in forms} - {""}
    return tuple(sorted({name for form in clean for name in (form.lower(), plain(form), name_key(form)) if name}))


def _unresolved(row: ActorRow) -> Issue:
    message = f"nobody in the registry is the one person called {row.name!r}"
    return Issue("resolve", "unresolved_name", message, article=row.article, start=row.start)
