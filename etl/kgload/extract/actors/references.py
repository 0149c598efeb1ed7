"""All noun phrases of an article that name an actor, a place or a time, as pieces for the parser.

The steps: names of persons, their clusters, the titles around them, offices without a name, states, organisations,
places, times.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from spacy.tokens import Doc

from kgload.extract.actors.bodies import add_conferences, add_ministries, add_organizations
from kgload.extract.actors.clusters import cluster
from kgload.extract.actors.gazetteer import Gazetteer, PlaceMatch, begins_name
from kgload.extract.actors.groups import add_groups
from kgload.extract.actors.joins import behind_membership, is_acronym
from kgload.extract.actors.offices import learn_titles, own_countries, share_offices
from kgload.extract.actors.people import Actor, Name, find_names
from kgload.extract.actors.pieces import Pieces, PlaceReference, Reference, chars
from kgload.extract.actors.regions import is_state_behind
from kgload.extract.actors.titles import (
    after_name,
    before_name,
    closes,
    office_phrase,
)
from kgload.extract.text.blocks import Block
from kgload.extract.text.parse import Entity, Piece
from kgload.extract.times import TimeExpression, find_times
from kgload.model import Issue


@dataclass(slots=True)
class References:
    """What the article's noun phrases name. `pieces[i]` are those of block i, sorted, none overlapping."""

    actors: list[Actor]
    pieces: list[list[Piece]]
    issues: list[Issue] = field(default_factory=list)


def find_references(
    blocks: Sequence[Block], docs: Sequence[tuple[Doc, list[Entity]]], gazetteer: Gazetteer, on: date | None = None
) -> References:
    """`on`: the day of publication, on which "President Bush" is the one in office."""
    times = [find_times(block.text) for block in blocks]
    dated = [_tokens_in(doc, found) for (doc, _), found in zip(docs, times, strict=True)]
    names = find_names(docs, gazetteer, dated)
    actors, ambiguous = cluster(names, gazetteer)
    marked: list[dict[int, Name]] = [{} for _ in blocks]
    for name in names:
        marked[name.block].update(dict.fromkeys(range(name.start, name.end), name))
    taken: list[list[Piece]] = []
    for index, (block, (doc, entities)) in enumerate(zip(blocks, docs, strict=True)):
        pieces = Pieces(block)
        for name in (n for n in names if n.block == index):
            _add_name(pieces, name, doc, marked[index], gazetteer, on)
        _add_times(pieces, block, times[index])
        add_conferences(pieces, block, doc, gazetteer)
        add_groups(pieces, index, doc, marked[index], actors, gazetteer)
        add_ministries(pieces, index, block, doc, actors, gazetteer)
        _add_offices(pieces, index, doc, marked[index], dated[index], gazetteer)
        add_organizations(pieces, index, doc, entities, actors, gazetteer)
        _add_places(pieces, doc, gazetteer)
        taken.append(pieces.sorted())
    share_offices(names, docs, marked, gazetteer)
    own_countries(actors, gazetteer)
    issues = [
        Issue(
            "extract",
            "ambiguous_name",
            f"{n.text!r} may be more than one person of this article",
            start=blocks[n.block].start + docs[n.block][0][n.start].idx,
            end=blocks[n.block].start + docs[n.block][0][n.end - 1].idx + len(docs[n.block][0][n.end - 1]),
        )
        for n in ambiguous
    ]
    return References(actors, taken, issues)


def _of_another(doc: Doc, start: int, end: int) -> int | None:
    """Where the "and" stands in "the foreign secretary and Argentina's president, X", in "the deputy chair and the
    European Union's commissioner, X": before it is somebody else.
    """
    owned = [i for i in range(start, end) if doc[i].text in ("'s", "’s")]
    joints = [i for i in range(start, end - 1) if doc[i].lower_ == "and"]
    return next((i for i in joints if i + 2 in owned or (doc[i + 1].lower_ == "the" and owned[-1:] > [i])), None)


def _add_name(
    pieces: Pieces, name: Name, doc: Doc, marked: dict[int, Name], gazetteer: Gazetteer, on: date | None
) -> None:
    taken = frozenset(i for i, other in marked.items() if other is not name)
    before = before_name(doc, name.start, taken, gazetteer)
    if before is not None and (other := _of_another(doc, before.start, name.start)) is not None:
        before = before_name(doc, name.start, taken | frozenset(range(before.start, other + 1)), gazetteer)
    if before is not None and (
        _is_played(doc, before.start) or (before.apart and _speaks_after(doc, before.start, name.end))
    ):
        before = None
    if before is not None and _serves_under(doc, before.start, name.start):
        _add_subordinate(pieces, name, doc, before.start)
        return
    after = after_name(doc, name.start, name.end, taken, gazetteer)
    core = chars(doc, name.start, name.end)
    start, end = core[0], core[1]
    country = _country_before(doc, name.start, taken, gazetteer) if before is None else None
    if before is not None:
        start = doc[behind_membership(doc, before.start, taken)].idx
    elif country is not None:
        start = doc[country[0]].idx
        if name.actor is not None and name.actor.country is None:
            name.actor.country = country[1]
    if (
        before is not None
        and before.apart
        and name.end < len(doc)
        and doc[name.end].text == ","
        and closes(doc, name.end)
    ):
        end = doc[name.end].idx + 1  # the comma that closes "the minister, X,"
    end = max(end, _suffix_end(doc, name.end))
    if after is not None:
        end = chars(doc, name.start, max(after.end, name.end))[1]
    if name.actor is not None:
        learn_titles(name, name.actor, doc, before, after, marked, gazetteer, on)
    reference = Reference(
        "name",
        name.block,
        start,
        end,
        core,
        pieces.block.text[start:end],
        (name.actor,) if name.actor else (),
        before or after,
    )
    if not pieces.add(start, end, _SURNAME, reference):
        pieces.add(*core, _SURNAME, reference)


def _add_subordinate(pieces: Pieces, name: Name, doc: Doc, first: int) -> None:
    """Somebody without a name, whom the person's only describes."""
    start, end = chars(doc, first, name.end)
    core = chars(doc, first, first + 1)
    pieces.add(start, end, "minister", Reference("office", name.block, start, end, core, pieces.block.text[start:end]))


def _serves_under(doc: Doc, start: int, end: int) -> bool:
    """ "A member of the administration of President Biden" is not Biden."""
    return any(doc[i].lower_ in _SERVED and doc[i + 1].lower_ == "of" for i in range(start, end - 1))


_SERVED = frozenset("administration government cabinet team entourage".split())


def _country_before(doc: Doc, start: int, taken: frozenset[int], gazetteer: Gazetteer) -> tuple[int, str] | None:
    """ "Mexico's" before "Andrés Manuel López Obrador", "Honduras’": its first token and the country."""
    if start < 2 or doc[start - 1].text not in _POSSESSIVE:
        return None
    for length in (3, 2, 1):
        first = start - 1 - length
        if first >= 0 and not taken & set(range(first, start)):
            match = gazetteer.country_at(doc, first)
            if match is not None and match.length == length:
                return first, match.code
    return None


_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
# What the parser sees for any name of a person: it takes one that it never saw ("Baerbock") for an adverb
_GOING_ON = frozenset("in on at during for with after before by to from where".split())
_SURNAME = "Netanyahu"
_PLAYING = frozenset("play plays played playing".split())
_SPEAKS = frozenset("said says told wrote added announced".split())


def _is_played(doc: Doc, start: int) -> bool:
    """ "Played host to B": no title."""
    return doc[start].lower_ == "host" and start > 0 and doc[start - 1].lower_ in _PLAYING


def _speaks_after(doc: Doc, title: int, end: int) -> bool:
    """ "Will summon the Hungarian ambassador, Kuleba said": what stands before the comma is told, no title of his."""
    begins = title <= 1 or doc[title - 1].text in '."“”(' or (doc[title - 1].is_title and title == 1)
    return end < len(doc) and doc[end].lower_ in _SPEAKS and not begins


_NAME_SUFFIXES = frozenset("Jr. Jr Sr. Sr II III IV".split())


def _suffix_end(doc: Doc, end: int) -> int:
    """Where the name ends with ", Jr.," and "(PRC)" behind it; character offset."""
    at = doc[end - 1].idx + len(doc[end - 1])
    i = end
    if i + 1 < len(doc) and doc[i].text == "," and doc[i + 1].text in _NAME_SUFFIXES:
        i += 2
        at = doc[i - 1].idx + len(doc[i - 1])
        if i < len(doc) and doc[i].text == ",":
            at = doc[i].idx + 1
    elif i < len(doc) and doc[i].text in _NAME_SUFFIXES:
        at = doc[i].idx + len(doc[i])
    return at


def _tokens_in(doc: Doc, times: Iterable[TimeExpression]) -> frozenset[int]:
    spans = [doc.char_span(t.start, t.end, alignment_mode="expand") for t in times]
    return frozenset(i for span in spans if span is not None for i in range(span.start, span.end))


def _add_times(pieces: Pieces, block: Block, times: Iterable[TimeExpression]) -> None:
    for expression in times:
        before = block.text[: expression.start].rstrip().rpartition(" ")[2].lower()
        word = "Monday" if before in _TIME_PREPOSITIONS else "yesterday"
        start = expression.start
        if before == "on" and _NAME_FOLLOWS.match(block.text, expression.end):
            start, word = block.text.lower().rindex("on", 0, start), "yesterday"  # "said on Friday Kissinger had met"
        pieces.add(start, expression.end, word, expression)


_NAME_FOLLOWS = re.compile(r" [A-Z][\w.]")
_TIME_PREPOSITIONS = frozenset(
    "on in at by since until from during of for before after through over between last next this late early".split()
)


def _add_offices(
    pieces: Pieces, index: int, doc: Doc, marked: dict[int, Name], dated: frozenset[int], gazetteer: Gazetteer
) -> None:
    names = frozenset(marked) | dated
    for token in [token for token in doc if gazetteer.is_head(token.lower_)]:
        if token.i in marked:
            continue
        if token.i + 1 < len(doc) and (gazetteer.is_head(doc[token.i + 1].lower_) or doc[token.i + 1].text == "-"):
            continue
        title = office_phrase(doc, token.i, names, gazetteer)
        if title is None or _is_played(doc, title.start):
            continue
        start, end = chars(doc, title.start, title.end + 3 * is_acronym(doc, title.end))
        core = chars(doc, token.i, token.i + 1)
        counterpart = token.lower_.startswith("counterpart")
        plural = gazetteer.is_plural_head(token.lower_)
        reference = Reference(
            "group" if plural else "office",
            index,
            start,
            end,
            core,
            pieces.block.text[start:end],
            (),
            title,
            counterpart=counterpart,
        )
        if doc[title.start].lower_ in ("the", "a", "an", "his", "her", "their", "its") and title.end - title.start > 1:
            start = doc[title.start + 1].idx
        pieces.add(start, end, "ministers" if plural else "minister", reference)


def _add_places(pieces: Pieces, doc: Doc, gazetteer: Gazetteer) -> None:
    behind = 0  # the last place
    for i in [token.i for token in doc if begins_name(token.text)]:
        if i < behind:
            continue
        if (capital := _capital_at(doc, i, gazetteer)) is not None:
            start, end = chars(doc, i - 1, i + capital.length)
            value = PlaceReference(start, end, capital.name, capital.country, pieces.block.text[start:end])
            pieces.add(start, end, "London", value)
            behind = i + capital.length
            continue
        match: PlaceMatch | None = gazetteer.place_at(doc, i)
        if match is None:
            continue
        start, end = chars(doc, i, i + match.length)
        value = PlaceReference(start, end, match.name, match.country, pieces.block.text[start:end])
        word = doc[i].text if match.length == 1 else "London"
        behind = _with_country(doc, i + match.length, match, gazetteer)
        pieces.add(start, chars(doc, behind - 1, behind)[1], word, value)


_OF_MONEY = frozenset("market markets controls account flows outflows inflows gains city".split())


def _capital_at(doc: Doc, i: int, gazetteer: Gazetteer) -> PlaceMatch | None:
    """ "In the Chinese capital": that city, where no name of it follows ("the Turkish capital, Ankara")."""
    country = gazetteer.country_at(doc, i) if i and doc[i - 1].lower_ == "the" else None
    end = i + country.length if country is not None else len(doc)
    if country is None or end >= len(doc) or doc[end].lower_ != "capital" or not gazetteer.is_demonym(doc[i:end].text):
        return None
    after = end + 1 + (end + 1 < len(doc) and doc[end + 1].text == ",")
    if after < len(doc) and (doc[end + 1].lower_ in _OF_MONEY or gazetteer.place_at(doc, after) is not None):
        return None
    return PlaceMatch(gazetteer.capital(country.code), country.code, country.length + 1)


def _with_country(doc: Doc, end: int, match: PlaceMatch, gazetteer: Gazetteer) -> int:
    """ "In Chengdu, China, in December": where the place ends, its country and the comma behind that closed."""
    if match.name is None or end + 1 >= len(doc) or doc[end].text != ",":
        return end
    country = gazetteer.place_at(doc, end + 1)
    if is_state_behind(doc, end + 1, match.country):
        country = PlaceMatch(None, match.country, 1)
    if country is None or country.name is not None or country.country != match.country:
        return end
    after = end + 1 + country.length
    goes_on = after + 1 < len(doc) and doc[after].text == "," and doc[after + 1].lower_ in _GOING_ON
    return after + 1 if goes_on else after
