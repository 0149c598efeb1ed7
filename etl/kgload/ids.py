"""Every id is minted here and nowhere else: content-derived, injective, versioned.

An id is `kind:` + scheme version + 26 characters of base 32 (130 bits of SHA-256). Parts are hashed as a JSON list,
so no two lists of parts share a preimage ("a","bc" is not "ab","c", and None is not "").
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache

SCHEME = "1"
IRI_BASE = "urn:kgload:"
_JSON = json.JSONEncoder(ensure_ascii=True, separators=(",", ":"))

Part = str | int | None | Sequence["Part"]


def mint(kind: str, *parts: Part) -> str:
    """`kind:1<hash of the parts>`."""
    data = _JSON.encode([SCHEME, kind, *parts]).encode()
    digest = base64.b32encode(hashlib.sha256(data).digest()[:20]).decode().lower()[:26]
    return f"{kind}:{SCHEME}{digest}"


def iri(identifier: str) -> str:
    """The IRI of an id of ours."""
    return IRI_BASE + identifier


def from_iri(value: str) -> str:
    """The id behind an IRI of ours. ValueError if it is not one."""
    if not value.startswith(IRI_BASE):
        raise ValueError(f"not a kgload IRI: {value}")
    return value[len(IRI_BASE) :]


def article_id(url: str | None, collection: str, path: str) -> str:
    """An article is its url, else its path below the ingested root of a collection."""
    return mint("article", "url", url) if url else mint("article", "path", collection, path)


def version_id(article: str, sha256: str) -> str:
    return mint("version", article, sha256)


def actor_mention_id(version: str, kind: str, start: int, end: int) -> str:
    """An actor mention is known by its first span."""
    return mint("actor-mention", version, kind, start, end)


def mention_id(version: str, event_type: str, start: int, end: int, rank: int = 0) -> str:
    """An event mention is known by its trigger's span; `rank` tells apart several events under one trigger."""
    return mint("mention", version, event_type, start, end, rank)


@lru_cache(maxsize=1 << 14)
def actor_id(kind: str, name_key: str, country: str | None) -> str:
    return mint("actor", kind, name_key, country)


def registered_actor_id(key: str) -> str:
    """An actor of `schema/registry` keeps its readable key."""
    return f"actor:{key}"


def same_actor_id(kind: str, names: Iterable[str], country: str | None) -> str:
    """An actor whom the user says several names are."""
    return mint("actor", "same-as", kind, sorted(names), country)


def namesake_id(kind: str, name_key: str, country: str | None, function: str) -> str:
    """One of several people of one name, whom the user tells apart by office."""
    return mint("actor", "namesake", kind, name_key, country, function)


def unnamed_actor_id(event: str, office: str) -> str:
    """A participant known only by office: one per event and office."""
    return mint("actor", "unnamed", event, office)


def state_id(country: str) -> str:
    return f"actor:state-{country.lower()}"


def office_id(function_or_title: str, organization: str | None, country: str | None) -> str:
    return mint("office", function_or_title, organization, country)


def tenure_id(person: str, office: str, start: date | None, rank: int = 0) -> str:
    return mint("tenure", person, office, start.isoformat() if start else None, rank)


@lru_cache(maxsize=1 << 12)
def place_id(name: str | None, country: str | None) -> str:
    return mint("place", name, country)


def event_id(
    group: str,
    persons: Iterable[str],
    earliest: date | None,
    latest: date | None,
    country: str | None,
    anchor: str | None,
    rank: int,
) -> str:
    """Group, persons of the anchor, its interval; the country for visits; the anchor mention if the time is unknown."""
    bounds = [d.isoformat() if d else None for d in (earliest, latest)]
    return mint("event", group, sorted(persons), bounds, country, anchor, rank)


@lru_cache(maxsize=64)
def extractor_id(name: str, version: str) -> str:
    return mint("extractor", name, version)


def run_id(started: str, host: str, process: int) -> str:
    """Runs are the one volatile thing: their id comes from when and where they ran."""
    return mint("run", started, host, process)


TIDY_BLOCK = "tidy"
"""The mark that says: something was taken out or resolved since what nothing uses was last removed."""


def lease_id(collection: str) -> str:
    """The lease of the run that writes a collection."""
    return f"lease|{collection}"


def name_block_id(kind: str, key: str) -> str:
    """The mark of all actor mentions of one kind and name key."""
    return f"name|{kind}|{key}"


def gone_block_id(group: str, said: Sequence[object]) -> str:
    """The mark of one event mention that is gone, with what is to be known of it: plain JSON values."""
    return f"gone|{group}|{json.dumps(said, ensure_ascii=False, separators=(',', ':'))}"


def fresh_block_id(group: str, mention: str) -> str:
    """The mark of one event mention that was written in place of others, and was never resolved."""
    return f"fresh|{group}|{mention}"


def again_block_id(group: str, mention: str) -> str:
    """The mark of one event mention whose event is to be told anew."""
    return f"again|{group}|{mention}"


def event_block_id(group: str, period: str | None) -> str:
    """The mark of all event mentions of one group and period; None: neither the event nor the article has a date."""
    return f"event|{group}|{period or 'none'}"
