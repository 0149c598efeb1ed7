"""Groups that stand for a state or a body: "Hungarian and Romanian officials", "the Indian army", "a delegation of U.S.
senators", "representatives of the Taliban", "officials from the two countries". Works on tokens, before the parse: a
group is one word to the parser, whatever number of owners it has.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from spacy.lang.en.stop_words import STOP_WORDS
from spacy.tokens import Doc, Token

from kgload.extract.gazetteer import CountryMatch, Gazetteer
from kgload.extract.lexicon import title_words
from kgload.extract.people import Actor, Name
from kgload.extract.pieces import Pieces, Reference, chars
from kgload.extract.titles import Title

_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_JOINS = frozenset({"and", "&", "-", "–", "/"})
_DETERMINERS = frozenset("the its their his a an".split())
_FROM = frozenset("of from representing".split())
_WHOLES = frozenset("group delegation team member members number representatives officials pair host".split())
_COUNTRIES = frozenset(
    "countries nations states sides governments parties neighbours neighbors koreas capitals".split()
)
_LONGEST = 14
_DESCRIBING = ("ed", "ing", "rich", "torn", "poor", "run", "held")
_TWO = frozenset({"two", "both"})
# What may follow "the Chinese military" if it is no adjective there; participles in -ed too
_VERBS = frozenset("said says held met meet began begun told sent agreed denied launched fought".split())


Names = Mapping[int, Name]  # of the tokens of a block that are part of a name


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose the group is: a country, or an organisation (its name, registry key and country)."""

    country: str | None
    name: str | None = None
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Tokens `start:end` with the head noun `head`. `pair`: of "the two countries", which the text names elsewhere."""

    start: int
    end: int
    head: int
    owners: tuple[Owner, ...]
    pair: bool = False


def add_groups(pieces: Pieces, index: int, doc: Doc, names: Names, actors: list[Actor], gazetteer: Gazetteer) -> None:
    """From the end: the inner group of "a delegation of U.S. senators" says whose it is."""
    joined = "-" in pieces.block.text or "–" in pieces.block.text
    for head in reversed(range(len(doc))):
        group = _group_at(doc, head, names, gazetteer)
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
    while first > group.start and _may_stand(doc[first - 1], gazetteer) and not _owner_at(doc, first - 1, gazetteer):
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
    if not plural and not _stands_alone(doc, head + 1, gazetteer):
        return None
    start, owners = _owners_before(doc, head, names, gazetteer)
    if any(doc[i].lower_ in nouns.private_groups for i in range(start, head)):
        return None
    end, behind, pair = _owners_behind(doc, head + 1, names, gazetteer) if not owners else (head + 1, [], False)
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
    if not _stands_alone(doc, behind, gazetteer):
        return None
    return behind, Owner(owner.country, f"{gazetteer.adjective(owner.country)} {doc[noun].lower_}")


def _stands_alone(doc: Doc, i: int, gazetteer: Gazetteer) -> bool:
    """Is the noun before token `i` no adjective of the next ("the Chinese military exercise")?"""
    if i >= len(doc):
        return True
    token = doc[i]
    return (
        not token.is_alpha
        or token.lower_ in STOP_WORDS
        or token.lower_ in _VERBS
        or (token.text.islower() and token.lower_.endswith("ed"))
    ) and token.text not in ("-", "–")


def _owners_before(doc: Doc, head: int, names: Names, gazetteer: Gazetteer) -> tuple[int, list[Owner]]:
    """ "Hungarian and Romanian" before "officials": the first token and the owners, in order."""
    stop = head
    owner = _owner_ending(doc, stop, names, gazetteer)
    while owner is None and stop > 0 and stop - 1 not in names and _may_stand(doc[stop - 1], gazetteer):
        stop -= 1
        owner = _owner_ending(doc, stop, names, gazetteer)
    if owner is None or (owner[0] > 0 and doc[owner[0] - 1].lower_ in ("in", "at")):
        while stop < head and not doc[stop].is_alpha:
            stop += 1
        return stop, []
    start, found = owner
    joined = False
    while start > 1:
        join = start - 1
        if doc[join].lower_ in _JOINS:
            joined = True
            join -= doc[join - 1].text == ","
        elif not (joined and doc[join].text == ","):
            break
        more = _owner_ending(doc, join, names, gazetteer)
        if more is None or not _adjectival(doc, more[0], join, gazetteer):
            break
        start, found = more[0], more[1] + found
    return start, found


def _may_stand(token: Token, gazetteer: Gazetteer) -> bool:
    """May this token stand between the owner and the head noun: "high-level military", "'s 20-member trade"?"""
    lower = token.lower_
    return (
        gazetteer.is_word(lower)
        or gazetteer.is_modifier(lower)
        or gazetteer.standing(lower) is not None
        or lower in title_words().before_groups
        or lower in title_words().of_bodies
        or lower in ("-", "–", "government", "foreign", "ministry", "department", "embassy")
        or token.is_digit
    ) and lower not in ("of", "the", "and", "for", "to", "on")


def _owner_ending(doc: Doc, stop: int, names: Names, gazetteer: Gazetteer) -> tuple[int, list[Owner]] | None:
    """The longest country or organisation that ends before token `stop`; a possessive mark may follow it."""
    possessive = stop > 0 and doc[stop - 1].lower_ in _POSSESSIVE
    stop -= possessive
    if stop > 1 and doc[stop - 1].lower_ == "administration" and (person := gazetteer.person(doc[stop - 2].text)):
        return (stop - 1, [Owner(person.country)]) if person.country else None  # "Biden administration officials"
    if possessive and stop - 1 in names and stop < len(doc) and (actor := names[stop - 1].actor) is not None:
        return (stop + 1, [Owner(actor.country)]) if actor.country else None  # "Maduro's government"
    for start in range(max(0, stop - 5), stop):
        if not gazetteer.may_begin_owner(doc[start].text) or any(i in names for i in range(start, stop)):
            continue
        text = doc[start:stop].text
        found = _owners_named(text, gazetteer, seated=possessive)
        if found:
            return start, found
    return None


def _owners_named(text: str, gazetteer: Gazetteer, *, seated: bool) -> list[Owner]:
    """One owner, or both of "U.S.-China", which is one token. `seated`: may a capital stand for its state here?"""
    body = gazetteer.organization(text)
    if body is not None:
        return [Owner(body.country, body.name, body.key)]
    code = gazetteer.country(text)
    if code is None and (seated or gazetteer.place(text) is None):  # "Beijing's envoys", "Kremlin officials"
        code = gazetteer.state(text)
    if code is not None:
        return [Owner(code)]
    parts = text.split("-")
    codes = [gazetteer.country(part) for part in parts if part[:1].isupper()]
    return [Owner(code) for code in codes if code] if len(parts) > 1 and len(codes) == len(parts) and all(codes) else []


def _adjectival(doc: Doc, start: int, stop: int, gazetteer: Gazetteer) -> bool:
    """May it be coordinated with the owner behind it? Not a name: "met him in China and Russian officials said"."""
    text = doc[start:stop].text
    return (
        gazetteer.is_demonym(text)
        or doc[stop - 1].lower_ in _POSSESSIVE
        or text.replace(".", "").isupper()
        or gazetteer.organization(text) is not None
        or (start > 0 and doc[start - 1].lower_ not in ("in", "at", "from", "to", "of", "with"))
    )


def _owners_behind(doc: Doc, at: int, names: Names, gazetteer: Gazetteer) -> tuple[int, list[Owner], bool]:
    """ "From Armenia and Azerbaijan", "of Syria's government", "from the two countries": end, owners, a pair?"""
    if at + 1 >= len(doc) or doc[at].lower_ not in _FROM:
        return at, [], False
    pair = _pair_ends(doc, at + 1)
    if pair and doc[pair - 1].text == "Koreas":
        return pair, [Owner("KP"), Owner("KR")], False
    if pair:
        return pair, [], True
    found: list[Owner] = []
    end = at
    start = at + 1
    while start < len(doc) and (owner := _owner_starting(doc, start, names, gazetteer)) is not None:
        end, owners = owner
        found += owners
        start = end
        while start < len(doc) and doc[start].text in (",", "and", "&") and start < end + 2:
            start += 1
        if start == end:
            break
    return end, found, False


def _pair_ends(doc: Doc, i: int) -> int | None:
    """ "The two countries", "both sides": the token behind it."""
    i += doc[i].lower_ in _DETERMINERS
    if i + 1 < len(doc) and doc[i].lower_ in _TWO:
        for j in range(i + 1, min(len(doc), i + 4)):
            if doc[j].lower_ in _COUNTRIES:
                return j + 1
    return None


def _owner_starting(doc: Doc, start: int, names: Names, gazetteer: Gazetteer) -> tuple[int, list[Owner]] | None:
    """ "The Taliban", "Jordan", "the Libyan government", "Syria's new government": the token behind it, and whose."""
    start += doc[start].lower_ in ("the", "both")
    described = start  # "from military-ruled Myanmar", "from neighbouring Chad"
    while described < min(len(doc) - 1, start + 4) and (doc[described].is_lower or doc[described].text in ("-", "–")):
        described += 1
    if described > start and doc[described - 1].text.endswith(_DESCRIBING) and doc[described].is_title:
        start = described
    if start >= len(doc) or start in names:
        return None
    body = gazetteer.organization_at(doc, start)
    country = gazetteer.country_at(doc, start) or _seat_at(doc, start, gazetteer)
    length = max(body.length if body else 0, country.length if country else 0)
    if not length:
        return None
    end = start + length
    text = doc[start:end].text
    tail = _tail(doc, end, gazetteer)
    if body is not None and body.length == length:
        return tail or end, [Owner(body.country, body.name, body.key)]
    assert country is not None
    possessive = end < len(doc) and doc[end].lower_ in _POSSESSIVE
    if tail is None and (possessive or gazetteer.is_demonym(text)):
        return None
    if tail is None and end < len(doc) and doc[end].is_title and doc[end].is_alpha:
        return None  # "leaders of China Mobile"
    return tail or end, [Owner(country.code)]


def _seat_at(doc: Doc, start: int, gazetteer: Gazetteer) -> CountryMatch | None:
    """ "Officials from Washington and New Delhi": a capital for its state."""
    for length in (2, 1):
        code = gazetteer.state(doc[start : start + length].text) if doc[start].is_title else None
        if code:
            return CountryMatch(code, length)
    return None


def _tail(doc: Doc, i: int, gazetteer: Gazetteer) -> int | None:
    """Behind "'s new government"; None if there is no noun that means the state."""
    nouns = title_words()
    for j in range(i, min(len(doc), i + 5)):
        if doc[j].lower_ in nouns.of_states or doc[j].lower_ == "ministry":
            return j + 1
        if doc[j].lower_ not in _POSSESSIVE and not _may_stand(doc[j], gazetteer):
            return None
    return None


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
    if code is None or text == gazetteer.adjective(code) or not _stands_alone(doc, i + 1, gazetteer):
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
    start, owners = _owners_before(doc, stop, {}, gazetteer)
    joined = re.search(r"\S[-–]\S", doc[start:stop].text) is not None
    if len(owners) < 2 or not joined or any(owner.country is None for owner in owners):
        return
    first, last = chars(doc, start, stop)
    reference = Reference("group", index, first, last, (first, last), pieces.block.text[first:last])
    reference.owners = tuple(owner.country or "" for owner in owners)
    pieces.add(first, last, "Chinese", reference)
