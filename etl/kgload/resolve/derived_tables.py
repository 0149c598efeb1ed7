"""The tables of what is derived, as the importer takes them."""

from kgload.load.tables import ARTICLE_LAYER, CODE, DAY, ID, KEY, NUMBER, TEXT, TEXTS, links, nodes

(COUNTRY,), (PLACE,), (IN,) = (ARTICLE_LAYER[kind] for kind in ("country", "place", "place_country"))

ACTOR = nodes("Actor", "id", labels=TEXTS, kind=TEXT, name=TEXT, country=TEXT)
ACTS_FOR = links("ACTS_FOR", "actor", "country", (ID, CODE))
PUBLISHED_BY = links("PUBLISHED_BY", "article", "actor")
DENOTES = links("DENOTES", "mention", "actor", reason=TEXT, event=TEXT)

NAME = nodes("Name", "key", KEY)
NAME_OF_ACTOR = links("NAME_OF", "key", "actor", (KEY, ID))
NAME_OF_COUNTRY = links("NAME_OF", "key", "country", (KEY, CODE))
WITHIN = links("WITHIN", "site", "city")

OFFICE = nodes("Office", "id", title=TEXT, function=TEXT, organization=TEXT)
FOR = links("FOR", "office", "country", (ID, CODE))
IN_ORGANIZATION = links("IN_ORGANIZATION", "office", "actor")
HOLDS = links("HOLDS", "person", "office", id=TEXT, **{"from": DAY, "to": DAY}, validFrom=DAY, validTo=DAY)

EVENT = nodes(
    "Event", "id", labels=TEXTS, type=TEXT, status=TEXT, sides=TEXTS, earliest=DAY, latest=DAY, precision=TEXT,
    label=TEXT, sources=NUMBER, origins=NUMBER,
)  # fmt: skip
REPORTS = links("REPORTS", "mention", "event", reason=TEXT)
PARTICIPATED_IN = links(
    "PARTICIPATED_IN", "actor", "event", role=TEXT, office=TEXT, organization=TEXT, country=TEXT, basis=TEXT,
    sources=NUMBER,
)  # fmt: skip
HELD_AT = links("HELD_AT", "event", "place", sources=NUMBER)
MAY_REPORT = links("MAY_REPORT", "mention", "event")
PART_OF = links("PART_OF", "part", "whole", reason=TEXT)

RUN = nodes(
    "Run", "id", started=TEXT, host=TEXT, process=NUMBER, collection=TEXT, kgload=TEXT, outcome=TEXT,
)  # fmt: skip
LOADED = links("LOADED", "run", "article", sha256=TEXT, extractorHash=TEXT)
