"""Who held one office when: from the registry's terms, from what articles say of people's offices, from appointments.
Pure.

The registry is taken at its word. Of others we know days on which an article presents them with the office; between
two of them, and up to a year before and after, they are taken to hold it, unless something comes between: an
appointment, a dismissal, a "former", or another holder where there is one seat only.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from kgload import ids
from kgload.resolve.days import shifted
from kgload.resolve.records import Change, Observation, OfficeKey, Tenure, Term

MARGIN = 365  # days


def office_id(key: OfficeKey) -> str:
    return ids.office_id(key.function or key.title or "", key.organization, key.country)


def tenures(
    key: OfficeKey,
    one_seat: bool,
    observations: Iterable[Observation],
    changes: Iterable[Change] = (),
    terms: Iterable[Term] = (),
) -> tuple[Tenure, ...]:
    """All tenures of this office, by person and time. A person with registered terms has these and no others."""
    office = office_id(key)
    registered = sorted(set(terms), key=lambda term: (term.person, term.start))
    seen, changed = _unregistered(observations, registered), list(changes)
    made = [tenure for term in registered for tenure in _registered(office, term, one_seat, seen, changed, registered)]
    known = {term.person for term in registered}
    for person in sorted(({o.person for o in seen} | {c.person for c in changed}) - known):
        own = _of(person, changed)
        barriers = _barriers(person, one_seat, seen, own, registered)
        made += _segments(office, person, _days(person, seen, own), own, barriers)
    return tuple(_ranked(made))


def _unregistered(observations: Iterable[Observation], registered: Iterable[Term]) -> list[Observation]:
    """What articles say where the registry says nothing: of others, and of later days than it knows."""
    until = {term.person: term.known_to if term.end is None and term.known_to else date.max for term in registered}
    return [o for o in observations if o.on > until.get(o.person, date.min) or o.person not in until]


def _of(person: str, changes: Iterable[Change]) -> list[Change]:
    return [change for change in changes if change.person == person]


def _registered(
    office: str,
    term: Term,
    one_seat: bool,
    seen: Sequence[Observation],
    changes: Sequence[Change],
    registered: Sequence[Term],
) -> list[Tenure]:
    """A term that was not over when the registry was written goes on from there as articles say."""
    if term.end or not term.known_to:
        return [Tenure("", term.person, office, term.start, term.end, term.start, term.end)]
    own = [change for change in _of(term.person, changes) if change.latest > term.known_to]
    rivals = [other for other in registered if other != term]
    barriers = _barriers(term.person, one_seat, seen, own, rivals)
    later = [day for day in _days(term.person, seen, own) if day > term.known_to]
    first, *others = _segments(office, term.person, [term.known_to, *later], own, barriers)
    return [replace(first, start=term.start, valid_from=term.start), *others]


def _days(person: str, seen: Iterable[Observation], own: Iterable[Change]) -> list[date]:
    """The days on which the person is known to hold the office."""
    days = {o.on for o in seen if o.person == person and o.standing not in ("former", "designate")}
    days |= {change.latest if change.kind == "appointment" else change.earliest for change in own}
    return sorted(days)


def _barriers(
    person: str, one_seat: bool, seen: Iterable[Observation], own: Iterable[Change], registered: Iterable[Term]
) -> list[date]:
    """Days on which the person is known not to hold the office."""
    days = {o.on for o in seen if o.person == person and o.standing == "former"}
    days |= {shifted(c.earliest, -1) if c.kind == "appointment" else shifted(c.latest, 1) for c in own}
    if one_seat:
        days |= {o.on for o in seen if o.person != person and o.standing in (None, "current", "acting")}
        days |= {day for term in registered for day in (term.start, term.end, term.known_to) if day}
    return sorted(days)


def _segments(
    office: str, person: str, days: Sequence[date], own: Sequence[Change], barriers: Sequence[date]
) -> list[Tenure]:
    """The days in runs that nothing separates, each widened by up to a year as far as no barrier stands."""
    runs: list[list[date]] = []
    for day in days:
        if runs and (day - runs[-1][-1]).days <= 2 * MARGIN and not _between(barriers, runs[-1][-1], day):
            runs[-1].append(day)
        else:
            runs.append([day])
    return [_observed(office, person, run[0], run[-1], own, barriers) for run in runs]


def _between(barriers: Sequence[date], first: date, last: date) -> bool:
    return bisect_right(barriers, first) < bisect_left(barriers, last)


def _observed(
    office: str, person: str, first: date, last: date, own: Sequence[Change], barriers: Sequence[date]
) -> Tenure:
    before, after = bisect_left(barriers, first), bisect_right(barriers, last)
    valid_from, valid_to = shifted(first, -MARGIN), shifted(last, MARGIN)
    if before:
        valid_from = max(valid_from, shifted(barriers[before - 1], 1))
    if after < len(barriers):
        valid_to = min(valid_to, shifted(barriers[after], -1))
    start = _exact(own, "appointment", valid_from, last)
    end = _exact(own, "dismissal", first, valid_to)
    return Tenure("", person, office, start, end, start or valid_from, end or valid_to)


def _exact(own: Iterable[Change], kind: str, first: date, last: date) -> date | None:
    """The day of the appointment or dismissal, if an article gives the day."""
    days = [c.earliest for c in own if c.kind == kind and c.earliest == c.latest and first <= c.earliest <= last]
    return min(days, default=None)


def _ranked(made: Iterable[Tenure]) -> list[Tenure]:
    """With ids; tenures of one person with the same beginning (mostly: with none) are numbered in the order of time."""
    groups: dict[tuple[str, date | None], list[Tenure]] = defaultdict(list)
    for tenure in sorted(made, key=lambda t: (t.person, t.valid_from, t.valid_to or date.max)):
        groups[tenure.person, tenure.start].append(tenure)
    return [
        Tenure(
            ids.tenure_id(t.person, t.office, t.start, rank),
            t.person,
            t.office,
            t.start,
            t.end,
            t.valid_from,
            t.valid_to,
        )
        for group in groups.values()
        for rank, t in enumerate(group)
    ]
