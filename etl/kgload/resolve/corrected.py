"""A user's corrections of who is who, as resolving obeys them: same-as, cannot-link."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from kgload import ids
from kgload.registry import Apart, Group, Person, Registry, Who
from kgload.resolve.actors import Entry, searchable
from kgload.resolve.records import ActorRow

Name = tuple[str, str]  # kind and name key


class Corrected:
    """What the registry answers, corrected. `known` gives the registry's entry of an actor's id."""

    def __init__(self, registry: Registry, known: Callable[[str], Entry | None]) -> None:
        self._registry = registry
        self._entries: dict[Group, Entry] = {}
        self._by_name: dict[Name, list[tuple[Who, Group]]] = defaultdict(list)
        self._by_actor: dict[str, Group] = {}
        self._banned: dict[Name, list[tuple[Who, str]]] = defaultdict(list)
        self._namesakes: dict[Name, list[tuple[Who, str]]] = defaultdict(list)
        for group in registry.corrections.groups:
            self._entries[group] = _entry_of(group, known)
            self._by_actor |= {ids.registered_actor_id(member.key or ""): group for member in group.known}
            for member in group.members:
                if not member.key:
                    self._by_name[member.kind, member.names].append((member, group))
        for pair in registry.corrections.apart:
            self._keep_apart(pair)

    def actor(self, actor: str) -> str:
        """The actor that this one of the registry's is."""
        group = self._by_actor.get(actor)
        return self._entries[group].id if group else actor

    def known(self, actor: str, entry: Entry | None) -> Entry | None:
        """The entry behind an actor's id, with the names of all whom it is."""
        group = self._by_actor.get(actor)
        return self._entries[group] if group and self._entries[group].id == actor else entry

    def entry(self, row: ActorRow, found: Entry | None) -> Entry | None:
        """Who this row is; `found` is what the registry says."""
        name = row.kind, row.key
        target = self._same(row, found) or self._namesake(row, found)
        banned = {self.actor(actor) for who, actor in self._banned.get(name, ()) if _means(who, row)}
        return None if target and target.id in banned else target

    def undecided(self, row: ActorRow) -> bool:
        """Several people have this name, and the row does not say which of them it is."""
        namesakes = self._namesakes.get((row.kind, row.key), ())
        return bool(namesakes) and not any(_means(who, row) for who, _ in namesakes)

    def _same(self, row: ActorRow, found: Entry | None) -> Entry | None:
        named = (pair for pair in self._by_name.get((row.kind, row.key), ()) if _means(pair[0], row))
        group = next((group for _, group in sorted(named, key=lambda pair: _breadth(pair[0]))), None)
        if group is None and found:
            group = self._by_actor.get(found.id)
        if group is None:
            return None
        entry = self._entries[group]
        return replace(entry, reason=found.reason) if found and found.id == entry.id else entry

    def _namesake(self, row: ActorRow, found: Entry | None) -> Entry | None:
        """One of several people of one name is the known one if they held that office, else somebody of that office."""
        meant = [pair for pair in self._namesakes.get((row.kind, row.key), ()) if _means(pair[0], row)]
        if not meant:
            return found
        who, reason = min(meant, key=lambda pair: _breadth(pair[0]))
        if found and self._is_known(who, found, row):
            return found
        if who.function is None:
            return None
        country = row.country or who.country
        actor = ids.namesake_id(row.kind, row.key, country, who.function)
        return Entry(actor, row.kind, who.name, country, searchable([who.name]), f"cannot-link: {reason}")

    def _is_known(self, who: Who, found: Entry, row: ActorRow) -> bool:
        person = self._person(found)
        if person is None or who.function:
            return person is not None and _held(person, who.function)
        others = {other.function for other, _ in self._namesakes[row.kind, row.key] if other.function}
        return not any(_held(person, function) for function in others)

    def _person(self, entry: Entry) -> Person | None:
        return self._registry.persons.get(entry.id.removeprefix("actor:"))

    def _keep_apart(self, pair: Apart) -> None:
        one, other = pair.one, pair.other
        if one.key and other.key:
            return
        if one.key or other.key:
            name, known = (other, one) if one.key else (one, other)
            self._banned[name.kind, name.names].append((name, ids.registered_actor_id(known.key or "")))
        elif one.names == other.names:
            self._namesakes[one.kind, one.names] += [(one, pair.reason), (other, pair.reason)]
        else:
            for person in self._called(one) & self._called(other):
                own = other.names in searchable([self._registry.persons[person].name])
                loser = one if own else other
                self._banned[loser.kind, loser.names].append((loser, ids.registered_actor_id(person)))

    def _called(self, who: Who) -> set[str]:
        if who.kind != "person":
            return set()
        people = self._registry.persons_named(who.name) + self._registry.persons_with_family_name(who.name)
        return {person.key for person in people}


def blocks_of(whos: Iterable[Who], registry: Registry) -> set[str]:
    """The marks of all names by which these may go."""
    blocks = set()
    for who in whos:
        keys = registry.keys_of(who.kind, who.key) if who.key else [who.names]
        blocks |= {ids.name_block_id(who.kind, key) for key in keys}
    return blocks


def _entry_of(group: Group, known: Callable[[str], Entry | None]) -> Entry:
    """The first member that the registry knows, found by the names of all; else the first name."""
    reason, kind = f"same-as: {group.reason}", group.members[0].kind
    names = {name for name in searchable(member.name for member in group.members) if " " in name or kind != "person"}
    entries = [entry for m in group.known if (entry := known(ids.registered_actor_id(m.key or "")))]
    if entries:
        names |= {name for entry in entries for name in entry.names}
        return replace(entries[0], names=tuple(sorted(names)), reason=reason)
    parts = sorted(f"{m.names}|{m.country or ''}|{m.function or ''}" for m in group.members)
    return Entry(
        ids.same_actor_id(kind, parts, group.country),
        kind,
        group.members[0].name,
        group.country,
        tuple(sorted(names)),
        reason,
    )


def _means(who: Who, row: ActorRow) -> bool:
    return (who.country is None or row.country in (None, who.country)) and who.function in (None, row.function)


def _breadth(who: Who) -> tuple[bool, bool]:
    """The most specific first."""
    return who.function is None, who.country is None


def _held(person: Person, function: str | None) -> bool:
    return any(tenure.function == function for tenure in person.tenures)


def lines(registry: Registry) -> Mapping[str, set[str]]:
    """Each correction of actors as the graph remembers it, and the name blocks that it concerns."""
    said = {}
    for group in registry.corrections.groups:
        said[f"same-as {group!r}"] = blocks_of(group.members, registry)
    for pair in registry.corrections.apart:
        said[f"cannot-link {pair!r}"] = blocks_of((pair.one, pair.other), registry)
    return said
