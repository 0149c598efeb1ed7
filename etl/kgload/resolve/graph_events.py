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
from kgload.resolve.blocks import EventMark, Stretch, Tie, family
from kgload.resolve.days import shifted
from kgload.resolve.events import resolve_events
from kgload.resolve.known import KnownActors
from kgload.resolve.linked import Marks, linked
from kgload.resolve.marks import clear, clear_mentions
from kgload.resolve.reading import CORE_ROLES
from kgload.resolve.records import Event, Held, MayReport, MentionRow, Tenure, Where, parties
from kgload.resolve.sending import Row, send_ids, send_rows
from kgload.resolve.settle import RECENT, SLACK
from kgload.vocabulary import vocabulary


def resolve_event_blocks(tx: Transaction, blocks: Sequence[EventMark], known: KnownActors) -> tuple[int, list[Issue]]:
    """Resolves all that is linked to these marks of one family, and clears them: number of events, issues."""
    groups, marks = family(blocks[0].group), Marks.of(blocks)
    mentions = linked(marks, _Reading(tx, groups, known))
    resolution = resolve_events(mentions, _tenures(tx, mentions))
    wanted = {event.id: event for event in resolution.events}
    reported = [row.id for row in mentions]
    before = _events(tx, groups, marks, mentions=reported, wanted=sorted(wanted))
    changed = _write(tx, wanted, before)
    _write_open_links(tx, reported, resolution.may_report)
    _write_parts(tx, changed)
    clear(tx, (block.id for block in blocks))
    clear_mentions(tx, {(row.group, row.id) for row in mentions})
    return len(resolution.events), list(resolution.issues)


class _Reading:
    """Mentions of some groups as resolving needs them."""

    def __init__(self, tx: Transaction, groups: Sequence[str], known: KnownActors) -> None:
        self._tx, self._groups, self._known = tx, groups, known
        self._apart = told_apart(tx, known.registry)

    def near(self, days: Sequence[Stretch]) -> list[MentionRow]:
        """Those that look at these days, and some more."""
        return self._rows(cypher.MENTIONS, spans=[_span(one) for one in days])

    def about(self, ties: Sequence[Tie]) -> list[MentionRow]:
        """Those that one of these may meet, and some more."""
        spans = sorted({(tie.days, tuple(sorted(tie.sides))) for tie in ties})
        role = CORE_ROLES.get(self._groups[0])
        return self._rows(cypher.ABOUT, role=role, spans=[{**_span(days), "sides": [*sides]} for days, sides in spans])

    def called(self, mentions: Sequence[str]) -> list[MentionRow]:
        """Those of these ids that are there; and all that a correction tells apart, since who is told apart from whom
        may have changed with any of them.
        """
        wanted = sorted({*mentions, *self._apart})
        return self._rows(cypher.CALLED, ids=wanted) if wanted else []

    def undated(self) -> list[MentionRow]:
        """Those that have no date, in articles that have none."""
        return self._rows(cypher.UNDATED)

    def _rows(self, statement: str, **asked: Any) -> list[MentionRow]:
        rows = self._tx.run(statement, {"groups": self._groups, **asked}).rows
        return [_mention(row, self._known, self._apart.get(row["id"], ())) for row in rows]


def _span(days: Stretch) -> Row:
    return {
        "far": shifted(days.first, -LONG - SLACK),
        "first": shifted(days.first, -SLACK),
        "last": shifted(days.last, SLACK),
        "published": shifted(days.last, RECENT),
    }


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


def _events(
    tx: Transaction, groups: Sequence[str], marks: Marks, mentions: Sequence[str], wanted: Sequence[str]
) -> dict[str, Row]:
    """The events that these mentions report or are wanted, and the marked ones that nothing reports any more."""
    types = sorted(name for name, kind in vocabulary().types.items() if kind.group in groups)
    lost = [row["id"] for row in tx.run(cypher.LOST, {"ids": marks.events}).rows] if marks.events else []
    if marks.days or marks.undated:
        spans = [{"first": one.first, "last": one.last} for one in marks.days]
        lost += [row["id"] for row in tx.run(cypher.LOST_IN, {"types": types, "spans": spans}).rows]
    rows = tx.run(cypher.EVENTS, {"mentions": mentions, "ids": sorted({*wanted, *lost})}).rows
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
    send_ids(tx, cypher.STRIP, stale)


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
