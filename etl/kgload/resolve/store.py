"""Resolving in Neo4j: marked blocks are resolved, names first, then offices, then events, until no mark is left.

Each transaction writes the difference between what the mentions come to and what the graph says, marks what follows
from it, and clears the marks that it dealt with. Where a run is cut off, marks are left, and the next run goes on
from them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TypeVar

from kgload import ids
from kgload.database import Counters, Database, Transaction
from kgload.model import Issue
from kgload.registry import Registry
from kgload.resolve.applied import apply_registry, pointless
from kgload.resolve.blocks import EventBlock, EventMark, NameBlock, family, parse_block
from kgload.resolve.geography import tidy_geography
from kgload.resolve.graph_events import resolve_event_blocks
from kgload.resolve.graph_names import publisher_names, resolve_name_blocks
from kgload.resolve.graph_offices import resolve_office_blocks
from kgload.resolve.known import KnownActors
from kgload.resolve.marks import event_blocks, is_office_block, mark, office_of

T = TypeVar("T")
Say = Callable[[str], None]
BATCH = 200
EVENT_BATCH = 36  # months
MENTION_BATCH = 500  # marks of single mentions
_MARKED = "MATCH (block:Block) RETURN block.id AS id ORDER BY id"
_UNTIDY = "MATCH (block:Block {id: $id}) RETURN block.id AS id"
_NAMES = """
MATCH (mention:ActorMention) WHERE mention.key IS NOT NULL
RETURN DISTINCT mention.kind AS kind, mention.key AS key
"""
_MENTIONS = """
MATCH (mention:Mention)-[:FOUND_IN]->(article:Article)
RETURN DISTINCT mention.group AS group, mention.earliest AS earliest, mention.latest AS latest,
       article.publishedOn AS published
"""
_DROP = (
    "MATCH (:ActorMention)-[gone:DENOTES]->() WITH gone LIMIT 10000 DELETE gone",
    "MATCH (gone:Event) WITH gone LIMIT 1000 DETACH DELETE gone",
    "MATCH (gone:Name) WITH gone LIMIT 1000 DETACH DELETE gone",
    "MATCH (gone:Office) WITH gone LIMIT 1000 DETACH DELETE gone",
    "MATCH (gone:Actor) WITH gone LIMIT 1000 DETACH DELETE gone",
    "MATCH (:Place)-[gone:WITHIN]->() WITH gone LIMIT 10000 DELETE gone",
)


@dataclass(slots=True)
class ResolveSummary:
    """How many marks were dealt with, how many events they came to, and what stayed open."""

    blocks: int = 0
    events: int = 0
    issues: list[Issue] = field(default_factory=list)


def resolve_marked(database: Database, registry: Registry, say: Say | None = None) -> ResolveSummary:
    """Resolves every marked block and what follows from it. Writes nothing where nothing differs.

    What the registry says otherwise than the one before is marked first.
    """
    apply_registry(database, registry, _mark_all)
    known, summary = KnownActors(registry), ResolveSummary(issues=pointless(database, registry))
    while work := _next(database, known):
        what, blocks, step = work
        if say:
            say(f"resolving {len(blocks)} {what} blocks")
        done = step()
        summary.blocks += done.blocks
        summary.events += done.events
        summary.issues += done.issues
    if summary.blocks or database.read(_UNTIDY, {"id": ids.TIDY_BLOCK}):
        _in_turn(database, partial(tidy_geography, known=known))
    each_once = dict.fromkeys(summary.issues)  # a mention may be resolved with several marks
    summary.issues = sorted(
        each_once, key=lambda issue: (issue.article or "", issue.start or 0, issue.code, issue.message)
    )
    return summary


def resolve_all(database: Database, registry: Registry, say: Say | None = None) -> ResolveSummary:
    """Resolves all that the article layer says, as if all of it were new."""
    _in_turn(database, _mark_all)
    return resolve_marked(database, registry, say)


def drop_resolved(database: Database) -> None:
    """Takes all that is derived out of the graph and leaves what articles say; `resolve_all` makes it again."""
    for statement in _DROP:
        while _in_turn(database, partial(_changes, statement=statement)):
            pass


def _next(database: Database, known: KnownActors) -> tuple[str, Sequence[str], Callable[[], ResolveSummary]] | None:
    """The marks to deal with next: names before offices before events, since each marks what follows from it."""
    marked = [row["id"] for row in database.read(_MARKED)]
    parsed = {block: parse_block(block) for block in marked}
    names = [block for block in parsed.values() if isinstance(block, NameBlock)]
    offices = [block for block in marked if is_office_block(block)]
    events = [block for block in parsed.values() if block and not isinstance(block, NameBlock)]
    if names:
        return "name", [n.key for n in names], lambda: _resolve_names(database, names, known)
    if offices:
        return "office", offices, lambda: _resolve_offices(database, offices, known)
    if events:
        return "event", [e.group for e in events], lambda: _resolve_events(database, events, known)
    return None


def _resolve_names(database: Database, blocks: Sequence[NameBlock], known: KnownActors) -> ResolveSummary:
    summary = ResolveSummary(blocks=len(blocks))
    for start in range(0, len(blocks), BATCH):
        some = blocks[start : start + BATCH]
        summary.issues += _in_turn(database, partial(resolve_name_blocks, blocks=some, known=known))
    return summary


def _resolve_offices(database: Database, blocks: Sequence[str], known: KnownActors) -> ResolveSummary:
    keys = [office_of(block) for block in blocks]
    for start in range(0, len(keys), BATCH):
        some = keys[start : start + BATCH]
        _in_turn(database, partial(resolve_office_blocks, keys=some, known=known))
    return ResolveSummary(blocks=len(blocks))


def _resolve_events(database: Database, blocks: Iterable[EventMark], known: KnownActors) -> ResolveSummary:
    """Some marks of one family of groups to a transaction: periods in the order of time, then single mentions."""
    summary = ResolveSummary()
    marked: dict[tuple[bool, tuple[str, ...]], list[EventMark]] = defaultdict(list)
    for block in blocks:
        marked[not isinstance(block, EventBlock), family(block.group)].append(block)
        summary.blocks += 1
    for single, groups in sorted(marked):
        waiting = sorted(marked[single, groups], key=lambda block: block.id.rpartition("|")[2])
        size = MENTION_BATCH if single else EVENT_BATCH
        for start in range(0, len(waiting), size):
            some = waiting[start : start + size]
            events, issues = _in_turn(database, partial(resolve_event_blocks, blocks=some, known=known))
            summary.events += events
            summary.issues += issues
    return summary


def _in_turn(database: Database, work: Callable[[Transaction], T]) -> T:
    """One transaction, which no other that writes can overtake."""

    def alone(tx: Transaction) -> T:
        tx.take_turn()
        return work(tx)

    return database.settle(alone)


def _mark_all(tx: Transaction) -> None:
    blocks = {ids.name_block_id(row["kind"], row["key"]) for row in tx.run(_NAMES).rows}
    blocks |= {ids.name_block_id("organization", key) for key in publisher_names(tx)}
    blocks |= {block for row in tx.run(_MENTIONS).rows for block in event_blocks(row)}
    mark(tx, {*blocks, ids.TIDY_BLOCK})


def _changes(tx: Transaction, statement: str) -> bool:
    return tx.run(statement).counters != Counters()
