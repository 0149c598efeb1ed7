"""Which registry the resolved layer was made with. One node remembers it, so that a file that changed is obeyed by
the next run, whatever articles it brings, and a line that was taken out leaves nothing behind.

What a correction concerns is marked, with the memory, in one transaction. If the registry itself changed (or kgload),
everything is.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import count
from typing import Any

from kgload import __version__
from kgload.database import Database, Transaction
from kgload.model import Issue
from kgload.names import name_key
from kgload.registry import Pointer, Registry
from kgload.resolve.corrected import lines
from kgload.resolve.known import office_key
from kgload.resolve.marks import event_blocks, mark, office_block
from kgload.resources import schema_file

_REMEMBERED = "MATCH (known:Registry {id: 'registry'}) RETURN known.hash AS hash, known.corrections AS corrections"
_REMEMBER = """
MERGE (known:Registry {id: 'registry'})
SET known.hash = $hash, known.corrections = $corrections
"""
_RESOLVED = "RETURN EXISTS { (:Name) } AS resolved"
_OFFICES = """
MATCH (office:Office) WHERE office.organization IS NOT NULL
RETURN office.function AS function, office.title AS title, office.organization AS organization,
       COLLECT { MATCH (office)-[:FOR]->(country:Country) RETURN country.code }[0] AS country
"""
_POINTED = """
UNWIND $pointers AS pointer
CALL (pointer) {
  MATCH (mention:Mention {id: pointer.mention})
  RETURN mention
  UNION
  MATCH (article:Article {id: pointer.article})<-[:FOUND_IN]-(mention:Mention)
  RETURN mention
  UNION
  MATCH (article:Article {url: pointer.article})<-[:FOUND_IN]-(mention:Mention)
  RETURN mention
  UNION
  MATCH (article:Article {path: pointer.article})<-[:FOUND_IN]-(mention:Mention)
  RETURN mention
}
WITH pointer, mention
MATCH (mention)-[:FOUND_IN]->(article:Article)
WHERE pointer.quote IS NULL OR mention.quote CONTAINS pointer.quote
RETURN pointer.number AS number, mention.id AS id, mention.group AS group, mention.earliest AS earliest,
       mention.latest AS latest, article.publishedOn AS published
"""


def remember(database: Database, registry: Registry) -> None:
    """Says that what is derived was made with this registry."""
    wanted = _memory(registry)
    database.settle(lambda tx: tx.run(_REMEMBER, wanted))


def apply_registry(database: Database, registry: Registry, mark_all: Callable[[Transaction], None]) -> None:
    """Marks what a registry other than the last one may change. Writes nothing if it is the same."""
    wanted = _memory(registry)
    found = database.read(_REMEMBERED)
    if found and found[0] == wanted:
        return
    fresh = not found and not database.read(_RESOLVED)[0]["resolved"]

    def work(tx: Transaction) -> None:
        tx.take_turn()
        if found and found[0]["hash"] == wanted["hash"]:
            changed = set(found[0]["corrections"]) ^ set(wanted["corrections"])
            mark(tx, _concerned(tx, [json.loads(line) for line in changed]))
        elif not fresh:
            mark_all(tx)
        tx.run(_REMEMBER, wanted)

    database.settle(work)


def told_apart(tx: Transaction, registry: Registry) -> Mapping[str, tuple[str, ...]]:
    """For each mention that a not-same-event entry names those of which it is not a report's twin."""
    pointers = pointers_of(registry)
    rows = _pointed(tx.run(_POINTED, _asked(pointers)).rows) if pointers else {}
    return apart({number: {row["id"] for row in found} for number, found in rows.items()}, registry)


def pointers_of(registry: Registry) -> list[Pointer]:
    """What not-same-event entries name, in their order."""
    return [pointer for entry in registry.corrections.events for pointer in entry.mentions]


def apart(pointed: Mapping[int, set[str]], registry: Registry) -> Mapping[str, tuple[str, ...]]:
    """As `told_apart`, of the mentions that each pointer (by its number) names."""
    found: dict[str, set[str]] = defaultdict(set)
    numbers = count()
    for entry in registry.corrections.events:
        sides = [pointed.get(next(numbers), set()) for _ in entry.mentions]
        named = set().union(*sides)
        for side in sides:
            for one in side:
                found[one] |= named - {one} if len(side) == len(named) else named - side
    return {mention: tuple(sorted(others)) for mention, others in found.items()}


def pointless(database: Database, registry: Registry) -> list[Issue]:
    """What not-same-event entries name and no article says."""
    entries = registry.corrections.events
    if not entries:
        return []
    pointers = [(entry, pointer) for entry in entries for pointer in entry.mentions]
    rows = _pointed(database.read(_POINTED, _asked(pointer for _, pointer in pointers)))
    return [
        Issue("resolve", "correction_without_mention", f"{entry.source}: there is no mention {pointer}")
        for number, (entry, pointer) in enumerate(pointers)
        if not rows[number]
    ]


def _memory(registry: Registry) -> dict[str, Any]:
    return {"hash": _digest(registry), "corrections": sorted(_remembered(registry))}


def _digest(registry: Registry) -> str:
    rules = schema_file("event_types.toml").read_text(encoding="utf-8")
    return hashlib.sha256(json.dumps([__version__, rules, registry.digest]).encode()).hexdigest()


def _remembered(registry: Registry) -> Iterable[str]:
    """Each correction with what it concerns: when it is gone, the file does not say so any more."""
    for said, blocks in lines(registry).items():
        yield json.dumps({"said": said, "blocks": sorted(blocks), "mentions": []}, ensure_ascii=False)
    for entry in registry.corrections.events:
        mentions = [[pointer.mention, pointer.article, pointer.quote] for pointer in entry.mentions]
        yield json.dumps({"said": "not-same-event", "blocks": [], "mentions": mentions}, ensure_ascii=False)


def _concerned(tx: Transaction, corrections: Sequence[Mapping[str, Any]]) -> set[str]:
    """The blocks of the names, of the offices in the bodies of these names, and of the mentions."""
    blocks = {block for correction in corrections for block in correction["blocks"]}
    for row in tx.run(_OFFICES).rows if blocks else ():
        key = office_key(row["function"], row["title"], row["organization"], row["country"])
        if key and f"name|organization|{name_key(row['organization'])}" in blocks:
            blocks.add(office_block(key))
    pointers = [Pointer(*parts) for correction in corrections for parts in correction["mentions"]]
    rows = tx.run(_POINTED, _asked(pointers)).rows if pointers else []
    return blocks | {block for row in rows for block in event_blocks(row)}


def _asked(pointers: Iterable[Pointer]) -> dict[str, Any]:
    rows = [{"number": n, "mention": p.mention, "article": p.article, "quote": p.quote} for n, p in enumerate(pointers)]
    return {"pointers": rows}


def _pointed(rows: Iterable[Mapping[str, Any]]) -> Mapping[int, list[Mapping[str, Any]]]:
    found: dict[int, list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows:
        found[row["number"]].append(row)
    return found
