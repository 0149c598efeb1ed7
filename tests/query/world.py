"""A small resolved graph by hand, as model.md section 1 draws it: real meetings of 2023, told in our own words.

Shoigu and Zhang Youxia met in Moscow on 8 November 2023 (two articles) and, says one, in Beijing in late October; Putin
received Zhang the same day; Putin received Li Shangfu in April. One article denies nothing, one only plans. The year
before, Lloyd Austin met Wei Fenghe, China's defence minister before Li, in Singapore, and called Shoigu.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from kgload.database import Database
from kgload.load.constraints import ensure_constraints

ACTORS = {
    "shoigu": ("Sergei Shoigu", "RU", "Minister of Defense", ["shoigu", "sergei shoigu"]),
    "putin": ("Vladimir Putin", "RU", "President", ["putin", "vladimir putin"]),
    "zhang": ("Zhang Youxia", "CN", "Vice Chairman", ["zhang youxia", "zhang"]),
    "zhangjun": ("Zhang Jun", "CN", "Permanent Representative", ["zhang jun", "zhang"]),
    "li": ("Li Shangfu", "CN", "Minister of National Defense", ["li shangfu"]),
    "wei": ("Wei Fenghe", "CN", "Defense Minister", ["wei fenghe"]),
    "austin": ("Lloyd Austin", "US", "Secretary of Defense", ["lloyd austin", "austin"]),
}
COUNTRIES = {"RU": ("Russia", ["Moscow", "Kremlin"]), "CN": ("China", ["Beijing"]), "SG": ("Singapore", ["Singapore"])}
HOLDERS = [
    # actor, country, function, title, from, to
    ("shoigu", "RU", "defence_minister", "Defense Minister", date(2012, 11, 6), date(2024, 5, 12)),
    ("wei", "CN", "defence_minister", "Defense Minister", date(2018, 3, 19), date(2023, 3, 12)),
    ("li", "CN", "defence_minister", "Defense Minister", date(2023, 3, 12), date(2023, 10, 24)),
    ("putin", "RU", "head_of_state", "President", date(2012, 5, 7), None),
]
EVENTS: dict[str, tuple[str, str, str, date | None, date | None, str, str | None]] = {
    # id: label, type, status, earliest, latest, precision, place
    "moscow": ("Meeting", "talks", "occurred", date(2023, 11, 8), date(2023, 11, 8), "day", "Moscow"),
    "beijing": ("Meeting", "meeting", "occurred", date(2023, 10, 21), date(2023, 10, 31), "part-of-month", "Beijing"),
    "kremlin": ("Meeting", "meeting", "occurred", date(2023, 11, 8), date(2023, 11, 8), "day", "Moscow"),
    "april": ("Meeting", "meeting", "occurred", date(2023, 4, 16), date(2023, 4, 16), "day", "Moscow"),
    "welcome": ("Ceremony", "ceremony", "occurred", date(2023, 11, 8), date(2023, 11, 8), "day", "Moscow"),
    "someday": ("Meeting", "meeting", "occurred", None, None, "unknown", "Moscow"),
    "plan": ("Meeting", "meeting", "planned", date(2023, 11, 8), date(2023, 11, 9), "range", None),
    "rumour": ("Meeting", "meeting", "unconfirmed", date(2023, 11, 1), date(2023, 11, 30), "month", "Beijing"),
    "visit": ("Visit", "visit", "occurred", date(2023, 11, 7), date(2023, 11, 9), "range", "Kremlin"),
    "trip": ("Visit", "visit", "planned", date(2023, 11, 8), date(2023, 11, 8), "day", "Moscow"),
    "invited": ("Meeting", "meeting", "planned", None, None, "unknown", None),
    "singapore": ("Meeting", "meeting", "occurred", date(2022, 6, 10), date(2022, 6, 10), "day", "Singapore"),
    "call": ("Call", "call", "occurred", date(2022, 10, 21), date(2022, 10, 21), "day", None),
}
TAKING_PART = [
    ("shoigu", "moscow", "host"), ("zhang", "moscow", "guest"),
    ("shoigu", "beijing", "attendee"), ("zhang", "beijing", "attendee"),
    ("putin", "kremlin", "host"), ("zhang", "kremlin", "guest"), ("shoigu", "kremlin", "accompanying"),
    ("putin", "april", "host"), ("li", "april", "guest"), ("shoigu", "april", "accompanying"),
    ("shoigu", "welcome", "host"), ("zhang", "welcome", "guest"),
    ("shoigu", "someday", "attendee"), ("zhang", "someday", "attendee"),
    ("shoigu", "plan", "attendee"), ("zhangjun", "plan", "attendee"),
    ("shoigu", "rumour", "attendee"), ("zhang", "rumour", "attendee"),
    ("zhang", "visit", "guest"), ("shoigu", "visit", "host"), ("zhang", "trip", "guest"),
    ("putin", "invited", "attendee"), ("zhang", "invited", "attendee"),
    ("wei", "singapore", "attendee"), ("austin", "singapore", "attendee"),
    ("austin", "call", "caller"), ("shoigu", "call", "called"),
]  # fmt: skip
MENTIONS = [
    # id, article, event, status, start, quote
    ("m1", "000", "moscow", "occurred", 10, "Shoigu held talks with Zhang in Moscow."),
    ("m2", "001", "moscow", "occurred", 20, "The two held talks on Wednesday."),
    ("m3", "001", "beijing", "occurred", 50, "They met in Beijing in late October."),
    ("m4", "001", "kremlin", "occurred", 90, "Putin received Zhang."),
    ("m5", "000", "moscow", "planned", 70, "Shoigu will hold talks with Zhang."),
    ("m6", "002", "april", "occurred", 5, "Putin received Li on Sunday."),
    ("m7", "000", "welcome", "occurred", 30, "Shoigu welcomed Zhang with a ceremony."),
    ("m8", "004", "someday", "occurred", 8, "Zhang met Shoigu."),
    ("m9", "004", "plan", "planned", 60, "Zhang Jun is to meet Shoigu."),
    ("m10", "004", "rumour", "unconfirmed", 99, "Zhang may have met Shoigu in Beijing."),
    ("m11", "001", "visit", "occurred", 130, "Zhang is on a visit until Thursday."),
    ("m12", "000", "trip", "planned", 150, "Zhang is to visit Moscow."),
    ("m13", "002", "invited", "planned", 40, "Putin said that he would meet Zhang."),
    ("m14", "002", "singapore", "occurred", 80, "Austin met Wei in Singapore last June."),
    ("m15", "002", "call", "occurred", 120, "Austin called Shoigu in October."),
]
PUBLISHED = {"000": date(2023, 11, 8), "001": date(2023, 11, 9), "002": date(2023, 4, 17)}

_ACTOR = """
CREATE (actor:Actor:Person {id: $id, name: $name})
WITH actor
UNWIND $keys AS key
MERGE (name:Name {key: key})
CREATE (name)-[:NAME_OF]->(actor)
"""
_EVENT = """
CREATE (event:Event:%s)
SET event = $event
WITH event WHERE $place IS NOT NULL
MERGE (place:Place {id: 'place:' + $place})
SET place.name = $place
MERGE (event)-[:HELD_AT]->(place)
"""
_TAKES_PART = """
MATCH (actor:Actor {id: $actor}) MATCH (event:Event {id: $event})
CREATE (actor)-[part:PARTICIPATED_IN]->(event)
SET part = $part
"""
_MENTION = """
MERGE (article:Article {id: $article})
SET article += $properties
WITH article
MATCH (event:Event {id: $event})
CREATE (mention:Mention)-[:FOUND_IN]->(article)
SET mention = $mention
CREATE (mention)-[:REPORTS {reason: 'fits'}]->(event)
MERGE (extractor:Extractor {id: 'extractor:1a', name: 'events', version: '0.1.0'})
CREATE (mention)-[:EXTRACTED_BY]->(extractor)
"""
_OPEN = """
MATCH (article:Article {id: 'article:004'})
CREATE (mention:Mention {id: 'mention:open', type: 'meeting', status: 'occurred', rule: 'met', extractor: 'events'})
SET mention += {start: 120, end: 135, quote: 'They met twice.'}
CREATE (mention)-[:FOUND_IN]->(article)
CREATE (actor:ActorMention {id: 'actor-mention:open', kind: 'person', name: 'Zhang', key: 'zhang'})
SET actor += {starts: [0], ends: [5]}
CREATE (actor)-[:FOUND_IN]->(article)
CREATE (mention)-[:NAMES {role: 'attendee', text: 'They', start: 120, end: 124}]->(actor)
CREATE (mention)-[:ATTRIBUTED_TO {text: 'Zhang said'}]->(actor)
WITH mention
MATCH (event:Event) WHERE event.id IN ['event:moscow', 'event:beijing']
CREATE (mention)-[:MAY_REPORT]->(event)
"""
_COUNTRY = """
CREATE (land:Country {code: $code, name: $name})
CREATE (:Name {key: toLower($name)})-[:NAME_OF]->(land)
WITH land
UNWIND $places AS place
MATCH (spot:Place {id: 'place:' + place})
CREATE (spot)-[:IN]->(land)
"""
_WITHIN = (
    "MATCH (part:Place {id: 'place:Kremlin'}) MATCH (whole:Place {id: 'place:Moscow'}) CREATE (part)-[:WITHIN]->(whole)"
)
_HOLDS = """
MATCH (person:Person {id: $person})
MERGE (land:Country {code: $country})
MERGE (office:Office {id: $office})
SET office.title = $title, office.function = $function
MERGE (office)-[:FOR]->(land)
CREATE (person)-[:HOLDS {id: $id, from: $from, to: $to, validFrom: $from, validTo: $to}]->(office)
"""
_RUN = """
MATCH (article:Article)
WITH collect(article) AS articles
CREATE (run:Run {id: 'run:1a', started: '2024-01-01T00:00:00.000+00:00', host: 'here', kgload: '0.1.0'})
WITH run, articles
UNWIND articles AS article
CREATE (run)-[:LOADED {sha256: article.sha256, extractorHash: article.extractorHash}]->(article)
"""


def build(database: Database) -> None:
    """Constraints and all of the above."""
    ensure_constraints(database)
    for key, (name, _, _, keys) in ACTORS.items():
        database.execute(_ACTOR, {"id": f"actor:{key}", "name": name, "keys": keys})
    for key, (label, kind, status, earliest, latest, precision, place) in EVENTS.items():
        event: dict[str, Any] = {
            "id": f"event:{key}",
            "type": kind,
            "status": status,
            "precision": precision,
            "label": key,
        }
        event |= {"earliest": earliest, "latest": latest, **_counts(key, status)}
        database.execute(_EVENT % label, {"event": event, "place": place})
    for actor, event_key, role in TAKING_PART:
        _, country, office, _ = ACTORS[actor]
        part = {"role": role, "office": office, "organization": _organization(actor), "country": country}
        database.execute(_TAKES_PART, {"actor": f"actor:{actor}", "event": f"event:{event_key}", "part": part})
    for row in MENTIONS:
        database.execute(_MENTION, _mention(row))
    database.execute(_OPEN)
    database.execute(_RUN)
    _build_offices(database)


def _build_offices(database: Database) -> None:
    for code, (name, places) in COUNTRIES.items():
        database.execute(_COUNTRY, {"code": code, "name": name, "places": places})
    database.execute(_WITHIN)
    for actor, country, function, title, start, end in HOLDERS:
        tenure = {"person": f"actor:{actor}", "id": f"tenure:{actor}", "from": start, "to": end}
        office = {"office": f"office:{country}-{function}", "function": function, "title": title, "country": country}
        database.execute(_HOLDS, {**tenure, **office})


def _counts(event: str, status: str) -> dict[str, int]:
    """Each article is an origin of its own; a planned mention is no source of what occurred."""
    articles = {row[1] for row in MENTIONS if row[2] == event and (row[3] == "occurred" or status != "occurred")}
    return {"sources": len(articles), "origins": len(articles)}


def _organization(actor: str) -> str | None:
    return "Central Military Commission" if actor == "zhang" else None


def _mention(row: tuple[str, str, str, str, int, str]) -> dict[str, Any]:
    key, article, event, status, start, quote = row
    _, kind, _, earliest, latest, precision, _ = EVENTS[event]
    mention = {"id": f"mention:{key}", "type": kind, "status": status, "start": start, "end": start + len(quote)}
    mention |= {"quote": quote, "earliest": earliest, "latest": latest, "precision": precision}
    mention |= {"rule": "met", "extractor": "events", "timeText": "on Wednesday", "anchor": "dateline"}
    properties: dict[str, Any] = {
        "path": f"{article}.txt",
        "sha256": article,
        "extractorHash": "e",
        "publisher": "Example Wire",
    }
    properties["publishedOn"] = PUBLISHED.get(article)
    return {"article": f"article:{article}", "properties": properties, "event": f"event:{event}", "mention": mention}
