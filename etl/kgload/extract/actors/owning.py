"""Whose a group is: the countries and organisations before its noun ("Hungarian and Romanian officials") or behind it
("officials from Armenia and Azerbaijan", "leaders of Romania's new government"). Works on tokens, before the parse.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from spacy.lang.en.stop_words import STOP_WORDS
from spacy.tokens import Doc, Token

from kgload.extract.actors.gazetteer import CountryMatch, Gazetteer
from kgload.extract.actors.people import Name
from kgload.extract.text.lexicon import title_words

_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_JOINS = frozenset({"and", "&", "-", "–", "/"})
_DETERMINERS = frozenset("the its their his a an".split())
_FROM = frozenset("of from representing".split())
_COUNTRIES = frozenset(
    "countries nations states sides governments parties neighbours neighbors koreas capitals".split()
)
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


def may_stand(token: Token, gazetteer: Gazetteer) -> bool:
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


def owners_before(doc: Doc, head: int, names: Names, gazetteer: Gazetteer) -> tuple[int, list[Owner]]:
    """ "Hungarian and Romanian" before "officials": the first token and the owners, in order."""
    stop = head
    owner = _owner_ending(doc, stop, names, gazetteer)
    while owner is None and stop > 0 and stop - 1 not in names and may_stand(doc[stop - 1], gazetteer):
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
    if body is not None and not gazetteer.is_demonym(text):  # "Australian" is no newspaper here
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


def owners_behind(doc: Doc, at: int, names: Names, gazetteer: Gazetteer) -> tuple[int, list[Owner], bool]:
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
        if doc[j].lower_ not in _POSSESSIVE and not may_stand(doc[j], gazetteer):
            return None
    return None


def stands_alone(doc: Doc, i: int, gazetteer: Gazetteer) -> bool:
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
