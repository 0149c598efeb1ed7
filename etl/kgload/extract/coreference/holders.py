"""Who holds an office in an article: the one person of it whom the article, or the registry, knows in that office; else
somebody known by the office alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from spacy.tokens import Token

from kgload.extract.actors.gazetteer import Gazetteer
from kgload.extract.actors.people import Actor
from kgload.extract.actors.pieces import Reference
from kgload.extract.actors.titles import STYLES, Title
from kgload.extract.coreference.pairs import HEADS, of_two_countries
from kgload.extract.text.parse import ParsedBlock

_RECENT, _TERM = 60, 4 * 365  # days
# Of which a country has one: "the ministers of A and B" are two people
ONE_SEAT = HEADS | frozenset(
    (
        "foreign_minister defence_minister finance_minister interior_minister trade_minister economy_minister "
        "energy_minister justice_minister health_minister agriculture_minister transport_minister environment_minister "
        "national_security_adviser military_chief army_chief navy_chief"
    ).split()
)


_FIELD = re.compile(r"\b(?:for|to|on)\s+(?:the\s+)?(.+)")
_WORDS = re.compile(r"[A-Z]\w{3,}")


@dataclass(frozen=True, slots=True)
class Post:
    """An office as a phrase gives it."""

    function: str | None
    office: str | None
    country: str | None
    organization: str | None = None


def _is_called(office: str, word: str) -> bool:
    """Is "the secretary" said of the Defense Secretary, of the Secretary of Defense? Not of a press or deputy one."""
    if office.startswith(word + " of "):
        return True
    return office == word or (office.endswith(" " + word) and _LESSER.isdisjoint(re.findall(r"\w+", office)))


_LESSER = frozenset("deputy vice assistant under acting press cabinet permanent general".split())


def _of_another_field(actor: Actor, post: Post) -> bool:
    """The commissioner for Political Affairs is not the commissioner for International Partnerships."""
    if post.function in ONE_SEAT or not actor.office or not post.office:
        return False
    said = [_FIELD.search(office) for office in (actor.office, post.office)]
    words = [set(_WORDS.findall(m[1])) for m in said if m]
    return len(words) == 2 and bool(words[0] and words[1]) and not words[0] & words[1]


class Holders:
    """The actors of an article by country and office. States, and people known by office alone, are added when asked
    for: one each.
    """

    def __init__(self, actors: list[Actor], gazetteer: Gazetteer, on: date | None) -> None:
        self.actors = actors
        self.gazetteer = gazetteer
        self.on = on
        # Whom the text, or a headline, has named so far: "the President called President Macron" is no anaphor of him
        self.introduced: set[Actor] = set()

    def state(self, country: str) -> Actor:
        """The state as an actor, one per article."""
        for actor in self.actors:
            if actor.kind == "state" and actor.country == country:
                return actor
        actor = Actor("state", self.gazetteer.country_name(country), country=country)
        self.actors.append(actor)
        return actor

    def persons(self) -> list[Actor]:
        return [a for a in self.actors if a.kind == "person" and a.name]

    def anaphor(self, office: str | None) -> tuple[Actor, ...]:
        """ "The president said": the one person of the article with that office, deputies left out; of several, the one
        named so far.
        """
        if not office:
            return ()
        lower = office.lower()
        fits = [a for a in self.persons() if a.office and _is_called(a.office.lower(), lower)]
        if len(fits) > 1:
            fits = [a for a in fits if a in self.introduced]
        return (fits[0],) if len(fits) == 1 else ()

    def of(self, post: Post, *, unnamed_ok: bool) -> tuple[Actor, ...]:
        """The one holder; if there is none, and that will do, somebody without a name."""
        found = [a for a in self.persons() if self._holds(a, post) and a.standing != "former"]
        if len(found) == 1:
            return (found[0],)
        if found or not unnamed_ok or not (post.function or post.office):
            return ()
        return (self.unnamed(post),)

    def _holds(self, actor: Actor, post: Post) -> bool:
        if post.country and actor.country != post.country:
            return False
        held = {actor.function} | actor.functions
        if post.office and post.office.lower() == "leader" and post.function not in HEADS:
            known = self.gazetteer.functions_of(actor.registered, self.on) if not actor.functions else frozenset()
            if HEADS & (held | known):
                return True
        if post.function == "minister":  # "the Russian minister"
            return any((f or "").endswith("_minister") and f != "deputy_minister" for f in held | self.functions(actor))
        if post.function:
            return post.function in self.functions(actor) and not _of_another_field(actor, post)
        if not actor.office or not post.office or actor.office.lower() != post.office.lower():
            return False
        return self._may_be_one(actor.organization, post.organization)

    def _may_be_one(self, one: str | None, other: str | None) -> bool:
        """ "The head of the International Policy Bureau" is not the head of the presidential administration."""
        if one is None or other is None:
            return True
        known = [self.gazetteer.organization(name) for name in (one, other)]
        if all(known):
            return known[0] == known[1]
        words = [{word for word in name.lower().split() if len(word) > 3} for name in (one, other)]
        return not words[0] or not words[1] or bool(words[0] & words[1])

    def held_then(self, actor: Actor, on: date) -> bool:
        """May "the President" of a day long ago be this one? Whom the registry does not know may for some years."""
        if self.on is None or (self.on - on).days < _RECENT:
            return True
        if actor.registered is None or not self.gazetteer.functions_of(actor.registered, None):
            return (self.on - on).days < _TERM
        return bool(self.gazetteer.functions_of(actor.registered, on) & ({actor.function} | actor.functions))

    def leaders(self, function: str | None, recent: Sequence[Actor] = ()) -> tuple[Actor, ...]:
        """ "The two presidents", "both leaders": if just two people of the article, or of those named last, can be
        meant, of two countries.
        """
        wanted = HEADS if function in (None, "leader") else {function}
        fits = [a for a in self.persons() if wanted & self.functions(a) and a.standing != "former"]
        for among in (fits, [a for a in recent if a in fits]):
            if len(among) == 2 and (two := of_two_countries(among)):
                return two
        return ()

    def functions(self, actor: Actor) -> frozenset[str | None]:
        """What the article says; of one whom it only styles "Prince Faisal" what the registry knows."""
        silent = actor.functions <= STYLES
        known = self.gazetteer.functions_of(actor.registered, self.on) if silent else frozenset()
        return frozenset({actor.function}) | actor.functions | known

    def unnamed(self, post: Post) -> Actor:
        """The person whom the article knows by this office alone."""
        for actor in self.actors:
            if (
                actor.name is None
                and actor.kind == "person"
                and actor.country == post.country
                and (actor.function or actor.office) == (post.function or post.office)
            ):
                return actor
        actor = Actor(
            "person",
            None,
            office=post.office,
            function=post.function,
            organization=post.organization,
            country=post.country,
            standing="current",
        )
        self.actors.append(actor)
        return actor


def state_office(found: tuple[Actor, ...], title: Title) -> None:
    """The text states the office of a person whom it elsewhere gives by name alone, or as some "diplomat"."""
    if len(found) == 1 and found[0].name and found[0].function in (None, *STYLES) and title.function:
        found[0].office, found[0].function, found[0].standing = title.office, title.function, title.standing
        found[0].organization = title.organization


def named_in_headlines(parsed: Iterable[ParsedBlock]) -> list[Actor]:
    values = (v for block in parsed if block.block.kind != "body" for v in block.values)
    return [a for v in values if isinstance(v, Reference) and v.kind == "name" for a in v.actors]


def is_before(actor: Actor, token: Token, named: Callable[[Token], tuple[Actor, ...]]) -> bool:
    """Does the sentence name him before the token?"""
    return any(actor in named(t) for t in token.sent if t.i < token.i)
