"""Who held an office when, and what cuts it."""

from __future__ import annotations

from datetime import date

import pytest

from kgload.resolve.records import Change, Observation, OfficeKey, Tenure, Term
from kgload.resolve.tenures import tenures

MINISTER = OfficeKey("CN", "defence_minister")
A, B = "actor:a", "actor:b"


def day(text: str) -> date:
    return date.fromisoformat(text)


def seen(person: str, on: str, standing: str | None = "current") -> Observation:
    return Observation(person, day(on), standing)  # type: ignore[arg-type]


def changed(person: str, kind: str, first: str, last: str | None = None) -> Change:
    return Change(person, kind, day(first), day(last or first))  # type: ignore[arg-type]


def spans(found: tuple[Tenure, ...], person: str = A) -> list[tuple[str, str]]:
    return [(str(t.valid_from), str(t.valid_to)) for t in found if t.person == person]


CASES = {
    "one observation counts for a year around": ([seen(A, "2023-06-01")], [], [("2022-06-01", "2024-05-31")]),
    "two are one tenure": ([seen(A, "2023-06-01"), seen(A, "2024-06-01")], [], [("2022-06-01", "2025-06-01")]),
    "years without a word are a gap": (
        [seen(A, "2010-06-01"), seen(A, "2020-06-01")],
        [],
        [("2009-06-01", "2011-06-01"), ("2019-06-02", "2021-06-01")],
    ),
    "another holder of the one seat cuts": (
        [seen(A, "2023-06-01"), seen(B, "2023-12-29")],
        [],
        [("2022-06-01", "2023-12-28")],
    ),
    "and people return": (
        [seen(A, "2022-01-01"), seen(B, "2022-06-01"), seen(A, "2023-01-01")],
        [],
        [("2021-01-01", "2022-05-31"), ("2022-06-02", "2024-01-01")],
    ),
    "a former holder does not hold it": (
        [seen(A, "2023-06-01"), seen(A, "2023-08-01", "former")],
        [],
        [("2022-06-01", "2023-07-31")],
    ),
    "nor does one designate": ([seen(A, "2023-06-01", "designate")], [], []),
    "an appointment begins it": (
        [seen(A, "2023-06-01")],
        [changed(A, "appointment", "2023-03-12")],
        [("2023-03-12", "2024-05-31")],
    ),
    "a vague appointment cuts": (
        [seen(A, "2023-06-01")],
        [changed(A, "appointment", "2023-03-01", "2023-03-31")],
        [("2023-03-01", "2024-05-31")],
    ),
    "a dismissal ends it": (
        [seen(A, "2023-06-01")],
        [changed(A, "dismissal", "2023-10-24")],
        [("2022-06-01", "2023-10-24")],
    ),
    "a dismissal tells that it was held": (
        [seen(A, "2023-10-25", "former")],
        [changed(A, "dismissal", "2023-10-24")],
        [("2022-10-24", "2023-10-24")],
    ),
    "an appointment and a dismissal bound it": (
        [],
        [changed(A, "appointment", "2023-03-12"), changed(A, "dismissal", "2023-10-24")],
        [("2023-03-12", "2023-10-24")],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_observations_and_changes_come_to(case: str) -> None:
    observations, changes, expected = CASES[case]
    found = tenures(MINISTER, True, observations, changes)
    assert spans(found) == expected
    assert tenures(MINISTER, True, reversed(observations), reversed(changes)) == found


def test_with_many_seats_nobody_cuts_anybody() -> None:
    office = OfficeKey("CN", "vice_chairman_cmc")
    found = tenures(office, False, [seen(A, "2023-06-01"), seen(B, "2023-06-02")])
    assert [t.person for t in found] == [A, B]
    assert spans(found) == [("2022-06-01", "2024-05-31")]


def test_only_days_that_are_stated_are_from_and_to() -> None:
    observations = [seen(A, "2023-06-01")]
    sharp = [changed(A, "appointment", "2023-03-12"), changed(A, "dismissal", "2023-10-24")]
    (found,) = tenures(MINISTER, True, observations, sharp)
    assert (found.start, found.end) == (day("2023-03-12"), day("2023-10-24"))
    (vague,) = tenures(MINISTER, True, observations, [changed(A, "appointment", "2023-03-01", "2023-03-31")])
    assert (vague.start, vague.end) == (None, None)


def test_the_registry_is_taken_at_its_word() -> None:
    term = Term(A, day("2023-03-12"), day("2023-10-24"))
    found = tenures(MINISTER, True, [seen(A, "2024-02-01"), seen(B, "2023-12-29")], terms=[term])
    assert spans(found) == [("2023-03-12", "2023-10-24")]
    assert spans(found, B) == [("2023-10-25", "2024-12-28")]


def test_a_term_that_was_not_over_goes_on_as_articles_say() -> None:
    term = Term(A, day("2020-01-01"), None, known_to=day("2025-06-30"))
    assert spans(tenures(MINISTER, True, [], terms=[term])) == [("2020-01-01", "2026-06-30")]
    later = tenures(MINISTER, True, [seen(A, "2026-01-01"), seen(B, "2026-03-01")], terms=[term])
    assert spans(later) == [("2020-01-01", "2026-02-28")]


def test_ids_differ_and_do_not_hang_on_order() -> None:
    found = tenures(MINISTER, True, [seen(A, "2010-06-01"), seen(A, "2020-06-01"), seen(B, "2015-01-01")])
    assert len({t.id for t in found}) == 3
