"""All live mentions of some blocks -> the events that they report. Pure; the same for every order of the mentions.

The rules are those of model.md section 3: `reading` has 1 and 2, `fit` 4 and 8, `occasion` 5, `settle` 6 to 12,
`describe` 13 and 14.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import chain

from kgload.model import Issue
from kgload.resolve.describe import Draft, draft, identify
from kgload.resolve.occasion import Occasion
from kgload.resolve.reading import Reading, read
from kgload.resolve.records import Event, Held, MayReport, MentionRow, Resolution
from kgload.resolve.settle import Settlement, counted, settle

Tenures = Mapping[str, tuple[Held, ...]]


def resolve_events(rows: Iterable[MentionRow], tenures: Tenures | None = None) -> Resolution:
    """Events, open links and issues, each sorted; `tenures` has what is known of the offices of named people, by
    actor id.
    """
    groups: dict[str, list[Reading]] = defaultdict(list)
    for reading in read(rows):
        groups[reading.row.group].append(reading)
    calls = settle(groups.get("call", ()))
    settled = {"call": calls}
    for group, readings in groups.items():
        if group != "call":
            settled[group] = settle(readings, calls[0] if group == "meeting" else None)
    happened = [pair[0] for pair in settled.values()]
    for reading, call in chain.from_iterable(settlement.called for settlement in happened):
        call.add(reading, "call")
    return _resolution(groups, settled, tenures or {})


def _resolution(
    groups: Mapping[str, list[Reading]], settled: Mapping[str, tuple[Settlement, Settlement]], tenures: Tenures
) -> Resolution:
    occasions = [occasion for pair in settled.values() for settlement in pair for occasion in settlement.occasions]
    drafts: list[tuple[Occasion, Draft]] = [(occasion, draft(occasion)) for occasion in occasions]
    names = identify([made for _, made in drafts])
    events = {occasion: made.event(names[made.anchor.row.id], tenures) for occasion, made in drafts}
    links, issues = _open_links(groups, settled, events)
    return Resolution(
        events=tuple(sorted(events.values(), key=lambda event: event.id)),
        may_report=tuple(sorted(links, key=lambda link: (link.mention, link.event))),
        issues=tuple(
            sorted(issues, key=lambda issue: (issue.article or "", issue.start or 0, issue.code, issue.message))
        ),
    )


def _open_links(
    groups: Mapping[str, list[Reading]],
    settled: Mapping[str, tuple[Settlement, Settlement]],
    events: Mapping[Occasion, Event],
) -> tuple[list[MayReport], list[Issue]]:
    links: list[MayReport] = []
    issues: list[Issue] = []
    for group, (happened, intended) in settled.items():
        for reading, candidates in chain(happened.ambiguous, intended.ambiguous):
            links += [MayReport(reading.row.id, events[occasion].id) for occasion in candidates]
            issues.append(_issue(reading, "ambiguous_event", f"may report any of {len(candidates)} events"))
        for reading, candidates in counted(groups.get(group, ()), happened):
            links += [MayReport(reading.row.id, events[occasion].id) for occasion in candidates]
            if len(candidates) < (reading.row.count or 0):
                message = f"speaks of {reading.row.count} events; {len(candidates)} are known"
                issues.append(_issue(reading, "fewer_events_than_counted", message))
    return links, issues


def _issue(reading: Reading, code: str, message: str) -> Issue:
    row = reading.row
    return Issue("resolve", code, f"the {row.type} mention {row.id} {message}", article=row.article, start=row.start)
