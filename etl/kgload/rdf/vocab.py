"""Every IRI, spelled once. What each `kg:` term means stands in `schema/kg.ttl`; a test holds the two together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import get_args

from pyoxigraph import NamedNode

from kgload.model import ActorKind, AnchorBasis, PlaceBasis, Precision, Standing, Status
from kgload.vocabulary import vocabulary

KG = "urn:kgload:ns#"
SEM = "http://semanticweb.cs.vu.nl/2009/11/sem/"
GAF = "http://groundedannotationframework.org/gaf#"
PROV = "http://www.w3.org/ns/prov#"
OA = "http://www.w3.org/ns/oa#"
ORG = "http://www.w3.org/ns/org#"
SCHEMA = "https://schema.org/"
TIME = "http://www.w3.org/2006/time#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XSD = "http://www.w3.org/2001/XMLSchema#"

PREFIXES = {
    "kg": KG, "sem": SEM, "gaf": GAF, "prov": PROV, "oa": OA, "org": ORG,
    "schema": SCHEMA, "time": TIME, "skos": SKOS, "rdf": RDF, "xsd": XSD,
}  # fmt: skip

RESOLVED_GRAPH = NamedNode("urn:kgload:resolved")
RUNS_GRAPH = NamedNode("urn:kgload:runs")

# Datatypes
STRING = NamedNode(XSD + "string")
DATE = NamedNode(XSD + "date")
DATE_TIME = NamedNode(XSD + "dateTime")
INTEGER = NamedNode(XSD + "integer")
OFFSET = NamedNode(XSD + "nonNegativeInteger")
DOUBLE = NamedNode(XSD + "double")
ANY_URI = NamedNode(XSD + "anyURI")

# RDF, SKOS
TYPE = NamedNode(RDF + "type")
VALUE = NamedNode(RDF + "value")
ALT_LABEL = NamedNode(SKOS + "altLabel")
PREF_LABEL = NamedNode(SKOS + "prefLabel")

# PROV-O
ENTITY = NamedNode(PROV + "Entity")
ACTIVITY = NamedNode(PROV + "Activity")
SOFTWARE_AGENT = NamedNode(PROV + "SoftwareAgent")
SPECIALIZATION_OF = NamedNode(PROV + "specializationOf")
WAS_DERIVED_FROM = NamedNode(PROV + "wasDerivedFrom")
WAS_ATTRIBUTED_TO = NamedNode(PROV + "wasAttributedTo")
STARTED_AT = NamedNode(PROV + "startedAtTime")
ENDED_AT = NamedNode(PROV + "endedAtTime")
USED = NamedNode(PROV + "used")

# Web Annotation: spans, in code points
ANNOTATION = NamedNode(OA + "Annotation")
SPECIFIC_RESOURCE = NamedNode(OA + "SpecificResource")
QUOTE_SELECTOR = NamedNode(OA + "TextQuoteSelector")
POSITION_SELECTOR = NamedNode(OA + "TextPositionSelector")
HAS_TARGET = NamedNode(OA + "hasTarget")
HAS_SOURCE = NamedNode(OA + "hasSource")
HAS_SELECTOR = NamedNode(OA + "hasSelector")
EXACT = NamedNode(OA + "exact")
SELECTOR_START = NamedNode(OA + "start")
SELECTOR_END = NamedNode(OA + "end")

# schema.org: the article, names, places
NEWS_ARTICLE = NamedNode(SCHEMA + "NewsArticle")
PERSON = NamedNode(SCHEMA + "Person")
ORGANIZATION = NamedNode(SCHEMA + "Organization")
COUNTRY_CLASS = NamedNode(SCHEMA + "Country")
URL = NamedNode(SCHEMA + "url")
HEADLINE = NamedNode(SCHEMA + "headline")
PUBLISHER = NamedNode(SCHEMA + "publisher")
DATE_PUBLISHED = NamedNode(SCHEMA + "datePublished")
DATE_MODIFIED = NamedNode(SCHEMA + "dateModified")
IN_LANGUAGE = NamedNode(SCHEMA + "inLanguage")
NAME = NamedNode(SCHEMA + "name")
IDENTIFIER = NamedNode(SCHEMA + "identifier")
SOFTWARE_VERSION = NamedNode(SCHEMA + "softwareVersion")
CONTAINED_IN_PLACE = NamedNode(SCHEMA + "containedInPlace")

# SEM: events, as mentioned and as resolved
VIEW = NamedNode(SEM + "View")
EVENT = NamedNode(SEM + "Event")
ACTOR = NamedNode(SEM + "Actor")
ROLE = NamedNode(SEM + "Role")
PLACE = NamedNode(SEM + "Place")
EVENT_TYPE = NamedNode(SEM + "eventType")
ROLE_TYPE = NamedNode(SEM + "roleType")
HAS_ACTOR = NamedNode(SEM + "hasActor")
HAS_PLACE = NamedNode(SEM + "hasPlace")
SUB_EVENT_OF = NamedNode(SEM + "subEventOf")
ACCORDING_TO = NamedNode(SEM + "accordingTo")
EARLIEST = NamedNode(SEM + "hasEarliestBeginTimeStamp")
LATEST = NamedNode(SEM + "hasLatestEndTimeStamp")

# GAF: from mentions to what they denote
DENOTES = NamedNode(GAF + "denotes")
DENOTED_BY = NamedNode(GAF + "denotedBy")

# ORG and OWL-Time: offices and tenures
POST = NamedNode(ORG + "Post")
MEMBERSHIP = NamedNode(ORG + "Membership")
POST_IN = NamedNode(ORG + "postIn")
MEMBER = NamedNode(ORG + "member")
MEMBERSHIP_ORGANIZATION = NamedNode(ORG + "organization")
MEMBER_DURING = NamedNode(ORG + "memberDuring")
PROPER_INTERVAL = NamedNode(TIME + "ProperInterval")
INSTANT = NamedNode(TIME + "Instant")
HAS_BEGINNING = NamedNode(TIME + "hasBeginning")
HAS_END = NamedNode(TIME + "hasEnd")
IN_DATE = NamedNode(TIME + "inXSDDate")

# Ours: classes
EVENT_MENTION = NamedNode(KG + "EventMention")
ACTOR_MENTION = NamedNode(KG + "ActorMention")
DATELINE = NamedNode(KG + "Dateline")
REPORTED_EVENT = NamedNode(KG + "ReportedEvent")

# Ours: the article and its version
PATH = NamedNode(KG + "path")
COLLECTION = NamedNode(KG + "collection")
PUBLISHER_NAME = NamedNode(KG + "publisherName")
AUTHOR_NAME = NamedNode(KG + "authorName")
HAS_DATELINE = NamedNode(KG + "dateline")
DATELINE_PLACE = NamedNode(KG + "datelinePlace")
DATELINE_DATE = NamedNode(KG + "datelineDate")
SHA256 = NamedNode(KG + "sha256")
EXTRACTOR_HASH = NamedNode(KG + "extractorHash")

# Ours: actor mentions
ACTOR_KIND = NamedNode(KG + "kind")
OFFICE = NamedNode(KG + "office")
FUNCTION = NamedNode(KG + "function")
ORGANIZATION_NAME = NamedNode(KG + "organizationName")
COUNTRY = NamedNode(KG + "country")
STANDING = NamedNode(KG + "standing")

# Ours: event mentions
STATUS = NamedNode(KG + "status")
COUNT = NamedNode(KG + "count")
DISTINCT_FROM = NamedNode(KG + "distinctFrom")
PART_OF = NamedNode(KG + "partOf")
PRECISION = NamedNode(KG + "precision")
TIME_TEXT = NamedNode(KG + "timeText")
TIME_ANCHOR = NamedNode(KG + "timeAnchor")
PLACE_BASIS = NamedNode(KG + "placeBasis")
TRIGGER = NamedNode(KG + "trigger")
HAS_ARGUMENT = NamedNode(KG + "hasArgument")
OF_ACTOR_MENTION = NamedNode(KG + "actorMention")
TEXT = NamedNode(KG + "text")
START = NamedNode(KG + "start")
END = NamedNode(KG + "end")
ATTRIBUTION_TEXT = NamedNode(KG + "attributionText")
RULE = NamedNode(KG + "rule")
CONFIDENCE = NamedNode(KG + "confidence")

# Ours: the resolved layer
GROUP = NamedNode(KG + "group")
SIDE = NamedNode(KG + "side")
SOURCES = NamedNode(KG + "sources")
ORIGINS = NamedNode(KG + "origins")
PLACE_SOURCES = NamedNode(KG + "placeSources")
CAPACITY_BASIS = NamedNode(KG + "capacityBasis")
MAY_DENOTE = NamedNode(KG + "mayDenote")
DENOTES_REASON = NamedNode(KG + "denotesReason")
REPORTS_REASON = NamedNode(KG + "reportsReason")
PART_OF_REASON = NamedNode(KG + "partOfReason")
IN_POST = NamedNode(KG + "inPost")
OF_COUNTRY = NamedNode(KG + "ofCountry")
ACTS_FOR = NamedNode(KG + "actsFor")
VALID_FROM = NamedNode(KG + "validFrom")
VALID_TO = NamedNode(KG + "validTo")

# Ours: the runs
OUTCOME = NamedNode(KG + "outcome")
HOST = NamedNode(KG + "host")
PROCESS = NamedNode(KG + "process")
WRITTEN = NamedNode(KG + "written")
UNCHANGED = NamedNode(KG + "unchanged")
WITHDRAWN = NamedNode(KG + "withdrawn")
REJECTED = NamedNode(KG + "rejected")


@dataclass(frozen=True, slots=True)
class Scheme:
    """A closed list: our words and their IRIs, both ways. KeyError for what is not on the list."""

    terms: Mapping[str, NamedNode]
    words: Mapping[NamedNode, str]

    def term(self, word: str) -> NamedNode:
        return self.terms[word]

    def word(self, term: NamedNode) -> str:
        return self.words[term]


def _scheme(prefix: str, words: Iterable[str]) -> Scheme:
    terms = {word: NamedNode(f"{KG}{prefix}-{word}") for word in words}
    return Scheme(terms, {term: word for word, term in terms.items()})


STATUSES = _scheme("status", get_args(Status))
PRECISIONS = _scheme("precision", get_args(Precision))
STANDINGS = _scheme("standing", get_args(Standing))
TIME_ANCHORS = _scheme("anchor", get_args(AnchorBasis))
PLACE_BASES = _scheme("basis", get_args(PlaceBasis))
KINDS = _scheme("kind", get_args(ActorKind))
CAPACITIES = _scheme("capacity", ("stated", "tenure", "observed"))


@cache
def event_types() -> Scheme:
    """The types of `schema/event_types.toml`."""
    return _scheme("type", vocabulary().types)


@cache
def groups() -> Scheme:
    return _scheme("group", vocabulary().labels)


@cache
def roles() -> Scheme:
    return _scheme("role", sorted(vocabulary().roles))
