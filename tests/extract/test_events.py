"""The tables `tests/cases/events/*.toml`: what one short article must give, and what it must not.

id       unique over all tables                     text  paragraphs; `title`, `published`, `dateline` where they matter
expect   the events; `who` are names as the text has them, or "?CC" for somebody of that country known only by office,
         `on` is one day, `from`/`to` an interval, neither: unknown; `nowhere`: no place is stated. No
         other event may be given (statements apart).
also     types that may be given beside them: what they say is another row's business
none     true: no event but statements; or a list of types that must not be given
reason   the pattern of the language that the row stands for
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from extract.articles import article
from kgload.extract import extract
from kgload.model import EventMention, Extraction
from kgload.names import same_person_name
from kgload.vocabulary import vocabulary

FOLDER = Path(__file__).parent.parent / "cases" / "events"
CASES: list[dict[str, Any]] = [
    case for file in sorted(FOLDER.glob("*.toml")) for case in tomllib.loads(file.read_text(encoding="utf-8"))["case"]
]


def extraction_of(case: Mapping[str, Any]) -> Extraction:
    dateline = case.get("dateline")
    return extract(
        article(
            case["text"],
            case.get("published"),
            dateline=(dateline["place"], dateline.get("date")) if dateline else None,
            title=case.get("title"),
        )
    )


def names(found: Extraction, event: EventMention) -> set[str]:
    """Names as the text has them; "?CC" for somebody of that country who is known only by office."""
    result = set()
    for argument in event.arguments:
        actor = found.actor(argument.actor)
        result.add(actor.name if actor.name else f"?{actor.country}")
    return result


def misfit(found: Extraction, event: EventMention, want: Mapping[str, Any]) -> str | None:
    """What is wrong with the event as an answer to this expectation; None if nothing is."""
    if (event.type, event.status) != (want["type"], want["status"]):
        return f"{event.type}/{event.status}"
    if not all(any(who == name or same_person_name(who, name) for name in names(found, event)) for who in want["who"]):
        return f"who: {names(found, event)}"
    if "count" in want and event.count != want["count"]:
        return f"count: {event.count}"
    if len(event.arguments) > len(want["who"]) and event.type != "visit":
        return f"too many: {names(found, event)}"
    first = want.get("on", want.get("from"))
    last = want.get("on", want.get("to"))
    when = tuple(d.isoformat() if d else None for d in (event.time.earliest, event.time.latest))
    if when != (first, last):
        return f"when: {when}"
    place = event.place
    if "place" in want and (place is None or place.name != want["place"]):
        return f"where: {place}"
    if "nowhere" in want and place is not None:
        return f"where: {place}"
    if "country" in want and (place is None or place.country != want["country"]):
        return f"where: {place}"
    roles = {found.actor(a.actor).name or f"?{found.actor(a.actor).country}": a.role for a in event.arguments}
    for who, role in want.get("roles", {}).items():
        if roles.get(who) != role:
            return f"roles: {roles}"
    for who, office in want.get("offices", {}).items():
        offices = [a.office for a in found.actors if a.name and same_person_name(a.name, who)]
        if offices != [office]:
            return f"office of {who}: {offices}"
    for who, standing in want.get("standings", {}).items():
        standings = [a.standing for a in found.actors if a.name and same_person_name(a.name, who)]
        if standings != [standing]:
            return f"standing of {who}: {standings}"
    for who, country in want.get("countries", {}).items():
        countries = [a.country for a in found.actors if a.name and same_person_name(a.name, who)]
        if countries != [country]:
            return f"country of {who}: {countries}"
    return None


def unexpected(found: Extraction, case: Mapping[str, Any]) -> list[EventMention]:
    """Events that the row says nothing of, or forbids."""
    none = case.get("none", True)
    if isinstance(none, list):
        return [event for event in found.events if event.type in none]
    wanted, passed = case.get("expect", []), {"statement", *case.get("also", [])}
    return [e for e in found.events if e.type not in passed and all(misfit(found, e, want) for want in wanted)]


@pytest.mark.parametrize("case", CASES, ids=[c["id"] for c in CASES])
def test_case(case: dict[str, Any]) -> None:
    found = extraction_of(case)
    for want in case.get("expect", []):
        misfits = [misfit(found, event, want) for event in found.events]
        assert None in misfits, (want, misfits)
    spurious = unexpected(found, case)
    assert not spurious, [(e.type, e.status, e.quote, sorted(names(found, e))) for e in spurious]


@pytest.mark.parametrize("case", CASES, ids=[c["id"] for c in CASES])
def test_every_span_is_verbatim(case: dict[str, Any]) -> None:
    dateline = case.get("dateline")
    source = article(case["text"], case.get("published"), dateline=(dateline["place"], None) if dateline else None)
    for event in extract(source).events:
        assert source.text[event.start : event.end] == event.quote
        assert source.text[event.trigger.start : event.trigger.end] == event.trigger.text
        assert event.start <= event.trigger.start <= event.trigger.end <= event.end
        for argument in event.arguments:
            assert source.text[argument.start : argument.end] == argument.text


@pytest.mark.parametrize("case", CASES, ids=[c["id"] for c in CASES])
def test_every_role_is_one_of_its_type(case: dict[str, Any]) -> None:
    for event in extraction_of(case).events:
        assert {argument.role for argument in event.arguments} <= set(vocabulary()[event.type].roles)


def test_ids_are_unique_in_the_table() -> None:
    assert len({c["id"] for c in CASES}) == len(CASES)
    assert all(c["reason"] for c in CASES)
