"""Organisations, ministries and named gatherings in a block."""

from __future__ import annotations

import re
from collections.abc import Iterable

from spacy.tokens import Doc

from kgload.extract.actors.gazetteer import Gazetteer, begins_name
from kgload.extract.actors.people import Actor
from kgload.extract.actors.pieces import ConferenceReference, Pieces, PlaceReference, Reference, chars
from kgload.extract.text.blocks import Block
from kgload.extract.text.parse import Entity

# A capitalised name that ends in a word for a gathering or games; small letters count behind an acronym ("G20 summit").
_CONFERENCE = re.compile(
    r"\b(?:(?:\d+(?:st|nd|rd|th)|[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|[Ff]ifth|annual)\s+)?"
    r"(?:(?:[A-Z][\w.’'-]*|(?:and|on|of|for|in|the|&)(?=\s[A-Z]))\s+){0,7}"
    r"(?:[A-Z][\w’'-]*[A-Za-z’']\s+|G-?\d+\s+|[A-Z]{2,}\s+)(?:\([A-Z]{2,6}\)\s+)?"
    r"(?:Forum|Summit|Conference|Dialogue|Congress|Assembly|Symposium|summit|forum|(?:[a-z]+ )?security conference"
    r"|(?:(?<=Olympic )|(?<=Paralympic )|(?<=Asian )|(?<=Commonwealth ))Games|Olympics|Paralympics)"
    r"(?P<about>\s(?:for|on|of)\s(?:the\s)?[A-Z]\w+(?:(?:\s(?:and|of|the))?\s[A-Z]\w+){0,5})?"
)
_STYLES = frozenset("highness majesty excellency holiness eminence beatitude".split())  # "His Royal Highness"
# What a name ends in that is an agreement or an act, whatever the model takes it for
_NO_BODIES = frozenset(
    (
        "treaty treaties accord accords agreement agreements pact memorandum exercise exercises drill drills "
        "delegation delegations"
    ).split()
)
_GATHERINGS = frozenset("Summit Forum Conference Meeting".split())  # "the Summit" is the one told of
_MINISTRY = re.compile(
    r"\b(?:[Mm]inistry of (?:the )?[A-Z]\w+(?:(?:,| and(?! (?:\w+ )?(?:College|University|Agency|Council|Bank)\b))?"
    r" [A-Z]\w+)*"
    r"|(?:[Dd]efen[cs]e|[Ff]oreign|[Ii]nterior|[Ff]inance|[Tt]rade|[Ee]nergy|[Hh]ealth) [Mm]inistry)"
)


def add_organizations(
    pieces: Pieces, index: int, doc: Doc, entities: Iterable[Entity], actors: list[Actor], gazetteer: Gazetteer
) -> None:
    spans = []
    for i in [token.i for token in doc if begins_name(token.text)]:
        found = gazetteer.organization_at(doc, i)
        if found is not None and not (found.length == 1 and _ends_a_name(doc, i, gazetteer)):
            spans.append(chars(doc, i, i + found.length))
    spans += [(e.start, e.end) for e in entities if e.label == "ORG"]
    for whole in spans:
        start, end = _bare(pieces.block.text, *whole)
        text = pieces.block.text[start:end]
        if not text[:1].isupper() or not pieces.free(start, end):
            continue
        known = gazetteer.organization(text)
        no_body = text.lower().split()[-1] in _STYLES | _NO_BODIES or text in _GATHERINGS
        no_body = no_body or gazetteer.is_plural_head(text.lower().split()[-1])  # "Bali Leaders"
        if known is None and (gazetteer.is_title_token(text.lower()) or no_body):
            continue
        if gazetteer.place(text) is not None or gazetteer.country(text) is not None:
            continue
        name = known.name if known else text
        actor = next((a for a in actors if a.kind == "organization" and a.name == name), None)
        if actor is None:
            actor = Actor(
                "organization", name, country=known.country if known else None, registered=known.key if known else None
            )
            actors.append(actor)
        actor.forms[text] += 1
        pieces.add(start, end, "Reuters", Reference("organization", index, start, end, (start, end), text, (actor,)))


def _ends_a_name(doc: Doc, i: int, gazetteer: Gazetteer) -> bool:
    """ "Freedom Guardian", "Washington Post": a word behind another capital is not the body that it names alone."""
    before = doc[i - 1] if i else None
    if before is None or doc[i].is_upper or not before.is_title or not before.is_alpha or before.is_sent_start:
        return False
    known = gazetteer.is_title_token(before.lower_) or gazetteer.is_demonym(before.text)
    return not known and gazetteer.country_at(doc, before.i) is None


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without a leading "the", a closing "'s", half of a parenthesis."""
    span = text[start:end]
    if "(" in span and ")" not in span:  # "Continental Free Trade Area (AfCFTA": the model's end
        end = start + len(span.split(" (")[0])
    return start + 4 * span.lower().startswith("the "), end - 2 * span.endswith(("'s", "’s"))


def add_conferences(pieces: Pieces, block: Block, doc: Doc, gazetteer: Gazetteer) -> None:
    for match in _CONFERENCE.finditer(block.text):
        start, end = match.span()
        lead = re.match(r"(?:(?:The|At|In|During|On|After|and|of|on|for|in|the)\s+)+", match.group())
        if lead:
            start += lead.end()
        if not pieces.free(start, end):  # "the Munich Security Conference on Friday"
            end -= len(match["about"] or "")
        text = block.text[start:end]
        if len(text.split()) < 2 or re.search(r"\b(?:News|Press|People)\b", text) or _of_two_states(text, gazetteer):
            continue
        place = None
        for token in doc:
            if start <= token.idx < end and (found := gazetteer.place_at(doc, token.i)) and found.name:
                place = PlaceReference(token.idx, token.idx + len(token), found.name, found.country, found.name)
                break
        pieces.add(start, end, "Forum", ConferenceReference(start, end, text, place))


def _of_two_states(text: str, gazetteer: Gazetteer) -> bool:
    """ "First UK-France summit": their meeting, no gathering with a name."""
    pair = re.search(r"([A-Z][\w.]*)[-–]([A-Z][\w.]*) summit$", text)
    return pair is not None and all(gazetteer.country(state) for state in pair.groups())


_HEADED = re.compile(r"\b(?:head|chief) of (?:the )?(?:[A-Z][\w’']+ )?$")


def add_ministries(
    pieces: Pieces, index: int, block: Block, doc: Doc, actors: list[Actor], gazetteer: Gazetteer
) -> None:
    """Ministries of a country: "the Chinese defence ministry", "the Ministry of National Defense"."""
    for match in _MINISTRY.finditer(block.text):
        start, end = match.span()
        if _HEADED.search(block.text[:start]):
            continue  # "the head of the Russian Defense Ministry" is its minister
        country = None
        for token in doc:
            if (
                0 <= start - token.idx - len(token) <= 3
                and (found := gazetteer.country_at(doc, token.i))
                and token.i + found.length <= len(doc)
            ):
                country, start = found.code, token.idx
        text = block.text[start:end]
        name = match.group()[0].upper() + match.group()[1:]
        actor = next(
            (
                a
                for a in actors
                if a.kind == "organization" and a.name == name and (a.country == country or country is None)
            ),
            None,
        )
        if actor is None:
            actor = Actor("organization", name, country=country)
            actors.append(actor)
        actor.forms[text] += 1
        pieces.add(start, end, "Reuters", Reference("organization", index, start, end, (start, end), text, (actor,)))
