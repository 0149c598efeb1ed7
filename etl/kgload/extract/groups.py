"""Groups that stand for a state or a body: "Hungarian and Romanian officials", "the Indian army", "a delegation of U.S.
senators", "representatives of the Taliban", "officials from the two countries". Works on tokens, before the parse: a
group is one word to the parser, whatever number of owners it has.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.lang.en.stop_words import STOP_WORDS
from spacy.tokens import Doc, Token

from kgload.extract.gazetteer import Gazetteer
from kgload.extract.lexicon import title_words
from kgload.extract.people import Actor
from kgload.extract.pieces import Pieces, Reference, chars
from kgload.extract.titles import office_phrase

_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_JOINS = frozenset({"and", "&", "-", "–", "/"})
_DETERMINERS = frozenset("the its their his a an".split())
_FROM = frozenset("of from representing".split())
_WHOLES = frozenset("group delegation team member members number representatives officials pair host".split())
_COUNTRIES = frozenset(
    "countries nations states sides governments parties neighbours neighbors koreas capitals".split()
)
_TWO = frozenset({"two", "both"})
# What may follow "the Chinese military" if it is no adjective there; participles in -ed too
_VERBS = frozenset("said says held met meet began begun told sent agreed denied launched fought".split())


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


def add_groups(
    pieces: Pieces, index: int, doc: Doc, names: frozenset[int], actors: list[Actor], gazetteer: Gazetteer
) -> None:
    """From the end: the inner group of "a delegation of U.S. senators" says whose it is."""
    for head in reversed(range(len(doc))):
        group = _group_at(doc, head, names, gazetteer)
        if group is None:
            _add_compound(pieces, index, doc, head, gazetteer)
            continue
        start, end = chars(doc, group.start, group.end)
        word = doc[head].lower_
        owners = tuple(_owner_actor(owner, word, actors, gazetteer) for owner in group.owners)
        core = chars(doc, head, head + 1)
        title = office_phrase(doc, head, names, gazetteer) if gazetteer.is_head(word) else None
        reference = Reference("group", index, start, end, core, pieces.block.text[start:end], (), title)
        reference.owners, reference.number = owners, 2 if group.pair else None
        pieces.add(start, end, "ministers" if gazetteer.is_plural_head(word) else word, reference)


def _owner_actor(owner: Owner, head: str, actors: list[Actor], gazetteer: Gazetteer) -> str | Actor:
    """The country that the group stands for, or the organisation: its own, or the body that the head noun says."""
    name = owner.name
    if name is None:
        if owner.country is None or head not in title_words().of_bodies:
            return owner.country or ""
        name = f"{gazetteer.adjective(owner.country)} {head}"
    for actor in actors:
        if actor.kind == "organization" and actor.name == name:
            return actor
    actor = Actor("organization", name, country=owner.country, registered=owner.key)
    actors.append(actor)
    actor.forms[name] += 1
    return actor


def _group_at(doc: Doc, head: int, names: frozenset[int], gazetteer: Gazetteer) -> Group | None:
    word = doc[head].lower_
    nouns = title_words()
    plural = gazetteer.is_plural_head(word) and not word.startswith("counterpart")
    if head in names or not (plural or word in nouns.of_states or word in nouns.of_bodies):
        return None
    if not plural and not _stands_alone(doc, head + 1, gazetteer):
        return None
    start, owners = _owners_before(doc, head, names, gazetteer)
    end, behind, pair = _owners_behind(doc, head + 1, names, gazetteer) if not owners else (head + 1, [], False)
    if not owners and not behind and not pair:
        return None
    return Group(_whole(doc, start), end, head, tuple(dict.fromkeys(owners or behind)), pair)


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


def _owners_before(doc: Doc, head: int, names: frozenset[int], gazetteer: Gazetteer) -> tuple[int, list[Owner]]:
    """ "Hungarian and Romanian" before "officials": the first token and the owners, in order."""
    stop = head
    owner = _owner_ending(doc, stop, names, gazetteer)
    while owner is None and stop > 0 and stop - 1 not in names and _may_stand(doc[stop - 1], gazetteer):
        stop -= 1
        owner = _owner_ending(doc, stop, names, gazetteer)
    if owner is None or (owner[0] > 0 and doc[owner[0] - 1].lower_ in ("in", "at")):
        return head, []
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


def _owner_ending(doc: Doc, stop: int, names: frozenset[int], gazetteer: Gazetteer) -> tuple[int, list[Owner]] | None:
    """The longest country or organisation that ends before token `stop`; a possessive mark may follow it."""
    if stop > 0 and doc[stop - 1].lower_ in _POSSESSIVE:
        stop -= 1
    for start in range(max(0, stop - 5), stop):
        text = doc[start:stop].text
        if not text[:1].isupper() or any(i in names for i in range(start, stop)):
            continue
        found = _owners_named(text, gazetteer)
        if found:
            return start, found
    return None


def _owners_named(text: str, gazetteer: Gazetteer) -> list[Owner]:
    """One owner, or both of "U.S.-China", which is one token."""
    code = gazetteer.country(text)
    if code is not None and (body := gazetteer.organization(text)) is None:
        return [Owner(code)]
    body = gazetteer.organization(text)
    if body is not None:
        return [Owner(body.country, body.name, body.key)]
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


def _owners_behind(doc: Doc, at: int, names: frozenset[int], gazetteer: Gazetteer) -> tuple[int, list[Owner], bool]:
    """ "From Armenia and Azerbaijan", "of Syria's government", "from the two countries": end, owners, a pair?"""
    if at + 1 >= len(doc) or doc[at].lower_ not in _FROM:
        return at, [], False
    pair = _pair_ends(doc, at + 1)
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


def _owner_starting(
    doc: Doc, start: int, names: frozenset[int], gazetteer: Gazetteer
) -> tuple[int, list[Owner]] | None:
    """ "The Taliban", "Jordan", "the Libyan government", "Syria's new government": the token behind it, and whose."""
    start += doc[start].lower_ in ("the", "both")
    if start >= len(doc) or start in names:
        return None
    body = gazetteer.organization_at(doc, start)
    country = gazetteer.country_at(doc, start)
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


def _add_compound(pieces: Pieces, index: int, doc: Doc, stop: int, gazetteer: Gazetteer) -> None:
    """ "U.S.-China", "Sino-Russian", "Israeli-Palestinian" before a noun: one adjective of two countries."""
    if not doc[stop].is_lower or not doc[stop].is_alpha or stop == 0:
        return
    start, owners = _owners_before(doc, stop, frozenset(), gazetteer)
    joined = "-" in doc[start:stop].text or "–" in doc[start:stop].text
    if len(owners) < 2 or not joined or any(owner.country is None for owner in owners):
        return
    first, last = chars(doc, start, stop)
    reference = Reference("group", index, first, last, (first, last), pieces.block.text[first:last])
    reference.owners = tuple(owner.country or "" for owner in owners)
    pieces.add(first, last, "Chinese", reference)
