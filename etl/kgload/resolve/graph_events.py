"""Event blocks in Neo4j: the mentions linked to them are read, resolved, and what differs is written anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from kgload.database import Transaction
from kgload.load.rows import LONG
from kgload.model import Issue
from kgload.resolve import events_cypher as cypher
from kgload.resolve.applied import told_apart
from kgload.resolve.blocks import EventBlock, Stretch, family, joined, linked
from kgload.resolve.days import shifted
from kgload.resolve.events import resolve_events
from kgload.resolve.known import KnownActors
from kgload.resolve.marks import clear
from kgload.resolve.records import Event, Held, MayReport, MentionRow, Tenure, Where, parties
from kgload.resolve.sending import Row, send_ids, send_rows
from kgload.resolve.settle import RECENT, SLACK
from kgload.vocabulary import vocabulary


def resolve_event_blocks(tx: Transaction, blocks: Sequence[EventBlock], known: KnownActors) -> tuple[int, list[Issue]]:
    """Resolves all that is linked to these blocks of one family, and clears their marks: number of events, issues."""
    groups = family(blocks[0].group)
    reading = _Reading(tx, groups, known)
    reach = joined(block.reach for block in blocks if block.reach)
    mentions = linked(reach, reading.near)
    if any(block.days is None for block in blocks):
        mentions += reading.undated()
    resolution = resolve_events(mentions, _tenures(tx, mentions))
    before = _events(tx, groups, reach, [row.id for row in mentions])
    changed = _write(tx, {event.id: event for event in resolution.events}, before)
    _write_open_links(tx, [row.id for row in mentions], resolution.may_report)
    _write_parts(tx, changed)
    clear(tx, (block.id for block in blocks))
    return len(resolution.events), list(resolution.issues)


class _Reading:
    """Mentions of some groups as resolving needs them."""

    def __init__(self, tx: Transaction, groups: Sequence[str], known: KnownActors) -> None:
        self._tx, self._groups, self._known = tx, groups, known
        self._apart = told_apart(tx, known.registry)

    def near(self, days: Sequence[Stretch]) -> list[MentionRow]:
        """Those that look at these days, and some more."""
        spans = [
            {
                "far": shifted(one.first, -LONG - SLACK),
                "first": shifted(one.first, -SLACK),
                "last": shifted(one.last, SLACK),
                "published": shifted(one.last, RECENT),
            }
            for one in days
        ]
        return self._rows(cypher.MENTIONS, spans=spans)

    def undated(self) -> list[MentionRow]:
        """Those that have no date, in articles that have none."""
        return self._rows(cypher.UNDATED)

    def _rows(self, statement: str, **asked: Any) -> list[MentionRow]:
        rows = self._tx.run(statement, {"groups": self._groups, **asked}).rows
        return [_mention(row, self._known, self._apart.get(row["id"], ())) for row in rows]


def _mention(row: Row, known: KnownActors, apart: tuple[str, ...]) -> MentionRow:
    place = row["place"]
    where = (
        Where(place["id"], place["name"], place["country"], place["basis"], known.city(place["name"]))
        if place
        else None
    )
    return MentionRow(
        id=row["id"],
        article=row["article"],
        published=row["published"],
        cited=row["cited"],
        publisher=row["publisher"] or row["article"],
        type=row["type"],
        group=row["group"],
        status=row["status"],
        count=row["count"],
        distinct_from=(*row["distinct_from"], *apart),
        earliest=row["earliest"],
        latest=row["latest"],
        precision=row["precision"],
        place=where,
        parties=parties(row["parties"]),
        start=row["start"],
    )


def _tenures(tx: Transaction, mentions: Iterable[MentionRow]) -> dict[str, tuple[Held, ...]]:
    named = {party.actor for row in mentions for party in row.parties if party.actor and party.kind == "person"}
    held: dict[str, list[Held]] = defaultdict(list)
    for row in tx.run(cypher.HELD, {"ids": sorted(named)}).rows:
        tenure = Tenure(*(row[name] for name in Tenure.__slots__))
        held[tenure.person].append(
            Held(tenure.person, tenure, row["title"], row["function"], row["organization"], row["country"])
        )
    return {person: tuple(tenures) for person, tenures in held.items()}


def _events(tx: Transaction, groups: Sequence[str], days: Sequence[Stretch], mentions: Sequence[str]) -> dict[str, Row]:
    """The events that these mentions report, and those of these days, or of none, that nothing reports any more."""
    types = sorted(name for name, kind in vocabulary().types.items() if kind.group in groups)
    spans = [{"first": one.first, "last": one.last} for one in days]
    rows = tx.run(cypher.EVENTS, {"types": types, "mentions": mentions, "spans": spans}).rows
    return {row["id"]: _as_found(row) for row in rows}


def _as_found(row: Row) -> Row:
    lists = ("sides", "reports", "places", "parts", "unnamed", "denotations")
    listed = {name: sorted(map(_plain, row[name] or ()), key=repr) for name in lists}
    return {**row, **listed, "node": next(label for label in row["labels"] if label != "Event"), "labels": None}


def _plain(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _as_wanted(event: Event) -> Row:
    """An event as `_events` would find it."""
    fields = ("id", "type", "status", "earliest", "latest", "precision", "label", "sources", "origins")
    return {
        **{name: getattr(event, name) for name in fields},
        "labels": None,
        "node": vocabulary().labels[event.group],
        "sides": sorted(event.sides, key=repr),
        "reports": sorted(((report.mention, report.reason) for report in event.reports), key=repr),
        "places": [(event.place.place, event.place.sources)] if event.place else [],
        "parts": sorted((tuple(asdict(part).values()) for part in event.participations), key=repr),
        "unnamed": sorted(((actor.id, actor.kind, actor.country) for actor in event.unnamed), key=repr),
        "denotations": sorted(((d.subject, d.actor, d.reason) for d in event.denotations), key=repr),
    }


def _write(tx: Transaction, wanted: Mapping[str, Event], before: Mapping[str, Row]) -> list[str]:
    """Events that differ lose what hangs on them and get it anew. Gives the ids of those that were written."""
    rows = {key: _as_wanted(event) for key, event in sorted(wanted.items())}
    changed = [key for key, row in rows.items() if before.get(key) != row]
    gone = sorted(before.keys() - wanted.keys())
    stale = [*(key for key in changed if key in before), *gone]
    _strip(tx, stale, [actor.id for key in changed for actor in wanted[key].unnamed], before)
    send_ids(tx, cypher.DROP, gone)
    send_rows(tx, cypher.SAVE, [rows[key] for key in changed])
    _fill(tx, [wanted[key] for key in changed])
    return changed


def _strip(tx: Transaction, stale: Sequence[str], kept: Sequence[str], before: Mapping[str, Row]) -> None:
    if not stale:
        return
    tx.run(cypher.FORGET_UNNAMED, {"ids": stale, "kept": kept})
    links = [{"subject": link[0], "event": key} for key in stale for link in before[key]["denotations"]]
    send_rows(tx, cypher.FORGET_DENOTATIONS, links)
    for statement in cypher.STRIP:
        send_ids(tx, statement, stale)


def _fill(tx: Transaction, events: Sequence[Event]) -> None:
    unnamed = [asdict(actor) for event in events for actor in event.unnamed]
    send_rows(tx, cypher.UNNAMED_PERSON, [row for row in unnamed if row["kind"] == "person"])
    send_rows(tx, cypher.UNNAMED_BODY, [row for row in unnamed if row["kind"] != "person"])
    send_rows(
        tx, cypher.REPORT, [{**asdict(report), "event": event.id} for event in events for report in event.reports]
    )
    send_rows(tx, cypher.TAKE_PART, [{**asdict(part), "event": e.id} for e in events for part in e.participations])
    send_rows(tx, cypher.HOLD_AT, [{**asdict(event.place), "event": event.id} for event in events if event.place])
    send_rows(
        tx, cypher.DENOTE, [{**asdict(link), "event": event.id} for event in events for link in event.denotations]
    )


def _write_open_links(tx: Transaction, mentions: Sequence[str], links: Iterable[MayReport]) -> None:
    before = {MayReport(**row) for row in tx.run(cypher.MAY, {"mentions": mentions}).rows}
    wanted = set(links)
    send_rows(tx, cypher.MAY_NOT, _sorted_links(before - wanted))
    send_rows(tx, cypher.MAY_REPORT, _sorted_links(wanted - before))


def _sorted_links(links: Iterable[MayReport]) -> list[dict[str, str]]:
    return [asdict(link) for link in sorted(links, key=lambda link: (link.mention, link.event))]


def _write_parts(tx: Transaction, events: Sequence[str]) -> None:
    """PART_OF from and to these events, where a mention says that it was a part of what another one reports."""
    if not events:
        return
    rows = tx.run(cypher.PARTS, {"ids": events}).rows
    said = {(row["part"], row["whole"]) for row in rows if row["said"]}
    known = {(row["part"], row["whole"]) for row in rows if not row["said"]}
    send_rows(tx, cypher.NOT_PART, [{"part": part, "whole": whole} for part, whole in sorted(known - said)])
    send_rows(tx, cypher.PART, [{"part": part, "whole": whole} for part, whole in sorted(said - known)])
