"""Groups that stand for a state or a body: "Hungarian and Romanian officials", "the Indian army", "a delegation of U.S.
senators", "representatives of the Taliban", "officials from the two countries". Works on tokens, before the parse: a
group is one word to the parser, whatever number of owners it has.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from kgload.extract.actors.gazetteer import Gazetteer
from kgload.extract.actors.owning import Names, Owner, may_stand, owners_before, owners_behind, stands_alone
from kgload.extract.actors.people import Actor
from kgload.extract.actors.pieces import Pieces, Reference, chars
from kgload.extract.actors.titles import Title
from kgload.extract.text.lexicon import title_words

_WHOLES = frozenset("group delegation team member members number representatives officials pair host".split())
_LONGEST = 14


@dataclass(frozen=True, slots=True)
class Group:
    """Tokens `start:end` with the head noun `head`. `pair`: of "the two countries", which the text names elsewhere."""

    start: int
    end: int
    head: int
    owners: tuple[Owner, ...]
    pair: bool = False

    def covers(self, other: Group) -> bool:
        longer = self.end - self.start > other.end - other.start
        return longer and self.start <= other.start and other.end <= self.end


def add_groups(pieces: Pieces, index: int, doc: Doc, names: Names, actors: list[Actor], gazetteer: Gazetteer) -> None:
    """From the end: the inner group of "a delegation of U.S. senators" says whose it is; but "the government" is a part
    of "ministers from the Georgian government".
    """
    joined = "-" in pieces.block.text or "–" in pieces.block.text
    found = [_group_at(doc, head, names, gazetteer) for head in range(len(doc))]
    groups = [group for group in found if group is not None]
    for head, group in reversed(list(enumerate(found))):
        if group is not None and any(other.covers(group) for other in groups):
            continue
        if group is None and joined:
            _add_compound(pieces, index, doc, head, gazetteer)
        if group is None:
            _add_people(pieces, index, doc, head, gazetteer)
            continue
        start, end = chars(doc, group.start, group.end)
        word = doc[head].lower_
        owners = tuple(_owner_actor(owner, _body(doc, group), actors, gazetteer) for owner in group.owners)
        core = chars(doc, head, head + 1)
        reference = Reference("group", index, start, end, core, pieces.block.text[start:end])
        reference.owners, reference.number = owners, 2 if group.pair else None
        reference.title = _title(doc, group, gazetteer)
        pieces.add(start, end, "ministers" if gazetteer.is_plural_head(word) else word, reference)


def shared_title(doc: Doc, start: int, names: Names, gazetteer: Gazetteer) -> Title | None:
    """What "the German and Polish foreign ministers, A and B" says of the name at token `start`: the office, and the
    country in the order of the names, if there are as many of them.
    """
    before = 0
    i = start - 1
    while i > 0 and (i in names or (doc[i].text in (",", "and") and start - i < _LONGEST)):
        before += i in names and names[i].start == i
        i -= 1
    heads = range(i, max(-1, i - _LONGEST), -1)
    found = (group for head in heads if (group := _group_at(doc, head, names, gazetteer)) and group.end == i + 1)
    group = next(found, None)
    title = _title(doc, group, gazetteer) if group is not None and len(group.owners) > 1 else None
    if group is None or title is None or not gazetteer.is_plural_head(doc[group.head].lower_):
        return None
    behind, j = 0, start
    while j < len(doc) and (j in names or doc[j].text in (",", "and")):
        behind += j in names and names[j].start == j
        j += 1
    fits = before + behind == len(group.owners)
    return replace(title, start=start, end=start, country=group.owners[before].country if fits else None)


def _title(doc: Doc, group: Group, gazetteer: Gazetteer) -> Title | None:
    """The one office that the members hold: "foreign minister"."""
    first = group.head
    while first > group.start and may_stand(doc[first - 1], gazetteer) and not _owner_at(doc, first - 1, gazetteer):
        first -= 1
    match = gazetteer.office(gazetteer.singular(doc[first : group.head + 1].text))
    if match is None:
        return None
    return Title(group.start, group.end, match.title, match.function, None, None, "current", plural=True)


def _owner_at(doc: Doc, i: int, gazetteer: Gazetteer) -> bool:
    return gazetteer.country_at(doc, i) is not None or gazetteer.organization_at(doc, i) is not None


def _body(doc: Doc, group: Group) -> str | None:
    """The noun that makes it no state: "the Indian army", "Syrian opposition leaders" (army officers are its own)."""
    words = title_words()
    if doc[group.head].lower_ in words.of_bodies:
        return doc[group.head].lower_
    for token in doc[group.start : group.head]:
        if token.lower_ in words.against_states:
            return token.lower_ if token.lower_ in words.of_bodies else f"{token.lower_}s"
    return None


def _owner_actor(owner: Owner, body: str | None, actors: list[Actor], gazetteer: Gazetteer) -> str | Actor:
    """The country that the group stands for, or the organisation: its own, or the body that the head noun says."""
    name = owner.name
    if name is None:
        if owner.country is None or body is None:
            return owner.country or ""
        name = f"{gazetteer.adjective(owner.country)} {body}"
    for actor in actors:
        if actor.kind == "organization" and actor.name == name:
            return actor
    actor = Actor("organization", name, country=owner.country, registered=owner.key)
    actors.append(actor)
    actor.forms[name] += 1
    return actor


def _group_at(doc: Doc, head: int, names: Names, gazetteer: Gazetteer) -> Group | None:
    word = doc[head].lower_
    nouns = title_words()
    plural = gazetteer.is_plural_head(word) and not word.startswith("counterpart")
    if head in names or not (plural or word in nouns.of_states | nouns.of_bodies | nouns.of_members):
        return None
    if not plural and not stands_alone(doc, head + 1, gazetteer):
        return None
    start, owners = owners_before(doc, head, names, gazetteer)
    if any(doc[i].lower_ in nouns.private_groups for i in range(start, head)):
        return None
    end, behind, pair = owners_behind(doc, head + 1, names, gazetteer) if not owners else (head + 1, [], False)
    if not owners and not behind and not pair:
        return None
    owners = list(dict.fromkeys(owners or behind))
    if word in nouns.of_members and word != "official" and any(owner.name is None for owner in owners):
        return None  # "the Turkish envoy" is a person known by office
    if word in nouns.of_states and len(owners) == 1 and (other := _opponent(doc, end, owners[0], gazetteer)):
        end, owners = other[0], [owners[0], other[1]]
    return Group(_whole(doc, start), end, head, tuple(owners), pair)


def _opponent(doc: Doc, end: int, owner: Owner, gazetteer: Gazetteer) -> tuple[int, Owner] | None:
    """ "(The Syrian government) and opposition": a body of the same country."""
    if owner.country is None or end + 1 >= len(doc) or doc[end].lower_ != "and":
        return None
    noun = end + 1 + (doc[end + 1].lower_ == "the")
    if noun >= len(doc) or doc[noun].lower_ not in title_words().of_bodies:
        return None
    behind = noun + 1 + (noun + 1 < len(doc) and gazetteer.is_plural_head(doc[noun + 1].lower_))
    if not stands_alone(doc, behind, gazetteer):
        return None
    return behind, Owner(owner.country, f"{gazetteer.adjective(owner.country)} {doc[noun].lower_}")


def _whole(doc: Doc, start: int) -> int:
    """ "A delegation of (the) U.S. senators" begins with the delegation."""
    i = start - 1
    while i > 0 and (doc[i].lower_ in ("the", "several", "some", "senior", "top", "two", "three") or doc[i].is_digit):
        i -= 1
    return i - 1 if i > 0 and doc[i].lower_ == "of" and doc[i - 1].lower_ in _WHOLES else start


def _add_people(pieces: Pieces, index: int, doc: Doc, i: int, gazetteer: Gazetteer) -> None:
    """ "The Palestinians", "Israelis and Palestinians": a people for its state; not those of it who live somewhere."""
    text = doc[i].text
    code = gazetteer.country(text) if text.endswith("s") and gazetteer.is_demonym(text) else None
    if code is None or text == gazetteer.adjective(code) or not stands_alone(doc, i + 1, gazetteer):
        return
    before, after = (doc[j].lower_ if 0 <= j < len(doc) else "" for j in (i - 1, i + 1))
    if before in ("the", "between", "and") and after not in _SOME_OF and (before == "the" or not doc[i - 2].is_digit):
        start, end = chars(doc, i, i + 1)
        reference = Reference("group", index, start, end, (start, end), text)
        reference.owners = (code,)
        pieces.add(start, end, "ministers", reference)


_SOME_OF = frozenset("who living from in of whose that at killed held ages aged".split())


def _add_compound(pieces: Pieces, index: int, doc: Doc, stop: int, gazetteer: Gazetteer) -> None:
    """ "U.S.-China", "Sino-Russian", "Israeli-Palestinian" before a noun: one adjective of two countries."""
    if stop == 0 or doc[stop - 1].is_lower or not doc[stop].is_lower or not doc[stop].is_alpha:
        return
    start, owners = owners_before(doc, stop, {}, gazetteer)
    joined = re.search(r"\S[-–]\S", doc[start:stop].text) is not None
    if len(owners) < 2 or not joined or any(owner.country is None for owner in owners):
        return
    first, last = chars(doc, start, stop)
    reference = Reference("group", index, first, last, (first, last), pieces.block.text[first:last])
    reference.owners = tuple(owner.country or "" for owner in owners)
    pieces.add(first, last, "Chinese", reference)
