"""Mentions made by hand, with real people and their offices, for the tests of resolving."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from kgload import ids
from kgload.model import PlaceBasis, Precision, Status
from kgload.resolve.records import Event, MentionRow, Party, Resolution, Where
from kgload.vocabulary import vocabulary

PEOPLE = {
    "putin": ("Vladimir Putin", "RU", "president", "head_of_state"),
    "shoigu": ("Sergei Shoigu", "RU", "defense minister", "defence_minister"),
    "lavrov": ("Sergei Lavrov", "RU", "foreign minister", "foreign_minister"),
    "xi": ("Xi Jinping", "CN", "president", "head_of_state"),
    "zhang": ("Zhang Youxia", "CN", "vice chairman", "military_vice_chair"),
    "li": ("Li Shangfu", "CN", "defense minister", "defence_minister"),
    "wang": ("Wang Yi", "CN", "foreign minister", "foreign_minister"),
    "biden": ("Joe Biden", "US", "president", "head_of_state"),
    "kissinger": ("Henry Kissinger", "US", None, None),
}
STATES = {"US", "JP", "KR", "CN", "RU"}
CITIES = {
    "Moscow": "RU",
    "Beijing": "CN",
    "Shanghai": "CN",
    "Camp David": "US",
    "Kremlin": "RU",
    "Great Hall of the People": "CN",
}
SITES = {"Kremlin": "moscow"}


def party(who: str, role: str = "attendee", article: str = "a", **changes: Any) -> Party:
    """`putin`; `CN` for the state; `CN:defence_minister` for somebody known only by office; `?zhang` for an
    unresolved name.
    """
    fields: dict[str, Any] = {"actor_mention": f"am-{article}-{who}", "role": role, "kind": "person"}
    if who in PEOPLE:
        name, country, office, function = PEOPLE[who]
        fields |= {"actor": f"actor:{who}", "label": name, "key": name.lower(), "country": country, "serves": country}
        fields |= {"office": office, "office_key": office, "function": function}
    elif who in STATES:
        fields |= {"actor": ids.state_id(who), "kind": "state", "label": who, "key": who, "country": who, "serves": who}
    elif who.startswith("?"):
        fields |= {"actor": None, "key": who[1:]}
    else:
        country, _, function = who.partition(":")
        fields |= {"actor": None, "country": country or None, "serves": country or None}
        fields |= {"office": function.replace("_", " "), "office_key": function, "function": function}
    return Party(**{**fields, **changes})


def where(name: str | None, basis: PlaceBasis = "stated", country: str | None = None) -> Where:
    country = country or CITIES.get(name or "")
    city = SITES.get(name, name.casefold()) if name else None
    return Where(ids.place_id(name, country), name, country, basis, city)


def interval(when: str | None) -> tuple[date | None, date | None, Precision]:
    """`2023-11-08`, `2023-11`, `2023`, `2023-10-21..2023-10-31`, None."""
    if when is None:
        return None, None, "unknown"
    if ".." in when:
        start, _, end = when.partition("..")
        return date.fromisoformat(start), date.fromisoformat(end), "part-of-month"
    if len(when) == 4:
        return date(int(when), 1, 1), date(int(when), 12, 31), "year"
    if len(when) == 7:
        first = date.fromisoformat(f"{when}-01")
        following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
        return first, date.fromordinal(following.toordinal() - 1), "month"
    return date.fromisoformat(when), date.fromisoformat(when), "day"


def mention(
    id: str,
    who: str | list[Party],
    when: str | None,
    *,
    type: str = "meeting",
    status: str = "occurred",
    article: str | None = None,
    published: str | None = "2023-11-20",
    place: str | Where | None = None,
    **changes: Any,
) -> MentionRow:
    """`who` is a list of parties, or names as in "putin zhang" (see `party`); the article is the id's part before the
    dot.
    """
    article = article or id.partition(".")[0]
    earliest, latest, precision = interval(when)
    default = vocabulary()[type].roles[0]
    parties = [party(name, default, article) for name in who.split()] if isinstance(who, str) else who
    fields: dict[str, Any] = {
        "id": id,
        "article": article,
        "published": date.fromisoformat(published) if published else None,
        "cited": None,
        "publisher": f"publisher of {article}",
        "type": type,
        "group": vocabulary().group(type),
        "status": cast(Status, status),
        "count": None,
        "distinct_from": (),
        "earliest": earliest,
        "latest": latest,
        "precision": precision,
        "place": where(place) if isinstance(place, str) else place,
        "parties": tuple(parties),
        "start": 0,
    }
    return MentionRow(**{**fields, **changes})


def partition(resolution: Resolution) -> list[list[str]]:
    """The mentions of each event, sorted: what most tables of expectations say."""
    return sorted(sorted(report.mention for report in event.reports) for event in resolution.events)


def only(resolution: Resolution) -> Event:
    (event,) = resolution.events
    return event
