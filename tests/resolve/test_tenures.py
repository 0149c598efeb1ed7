"""Who held an office when, and what cuts it."""

from __future__ import annotations

from datetime import date

import pytest

from kgload import ids
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
    "a vague dismissal cuts": (
        [seen(A, "2023-06-01")],
        [changed(A, "dismissal", "2023-10-01", "2023-10-31")],
        [("2022-06-01", "2023-10-31")],
    ),
    "two years apart is one tenure": (
        [seen(A, "2021-06-01"), seen(A, "2023-06-01")],
        [],
        [("2020-06-01", "2024-05-31")],
    ),
    "a day more is two": (
        [seen(A, "2021-06-01"), seen(A, "2023-06-02")],
        [],
        [("2020-06-01", "2022-06-01"), ("2022-06-02", "2024-06-01")],
    ),
    "of three the nearest cut": (
        [
            seen(B, "2022-12-01"),
            seen(B, "2023-03-01"),
            seen(A, "2023-06-01"),
            seen(B, "2023-09-01"),
            seen(B, "2023-12-01"),
        ],
        [],
        [("2023-03-02", "2023-08-31")],
    ),
    "whoever acts cuts, and who is not said to be former": (
        [seen(B, "2023-01-01", "acting"), seen(A, "2023-06-01"), seen(B, "2023-12-29", None)],
        [],
        [("2023-01-02", "2023-12-28")],
    ),
    "one designate cuts nothing, nor one former": (
        [seen(B, "2023-01-01", "former"), seen(A, "2023-06-01"), seen(B, "2023-12-29", "designate")],
        [],
        [("2022-06-01", "2024-05-31")],
    ),
    "another's appointment is not one's own": (
        [seen(A, "2023-06-01")],
        [changed(B, "appointment", "2023-03-12"), changed(B, "dismissal", "2023-03-14")],
        [("2022-06-01", "2024-05-31")],
    ),
    "of two appointments the first": (
        [seen(A, "2023-06-01")],
        [changed(A, "appointment", "2023-03-12"), changed(A, "appointment", "2023-03-13")],
        [("2023-03-12", "2024-05-31")],
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


TERM = Term(A, day("2020-01-01"), None, known_to=day("2025-06-30"))


ENDS: dict[str, tuple[list[Observation], list[Change], list[Term], tuple[str, str | None]]] = {
    "as long as is known": ([seen(A, "2024-01-01"), seen(B, "2024-02-01")], [], [], ("2026-06-30", None)),
    "until one leaves": ([], [changed(A, "dismissal", "2025-12-01")], [], ("2025-12-01", "2025-12-01")),
    "the registry knows better": ([], [changed(A, "dismissal", "2025-06-30")], [], ("2026-06-30", None)),
    "former since then": ([seen(A, "2025-12-01", "former")], [], [], ("2025-11-30", None)),
    "until the next": ([], [], [Term(B, day("2025-09-01"), None, day("2025-10-01"))], ("2025-08-31", None)),
    "those before do not matter": ([], [], [Term(B, day("2015-01-01"), day("2019-12-31"))], ("2026-06-30", None)),
}


@pytest.mark.parametrize("case", ENDS)
def test_what_ends_a_term_that_was_not_over(case: str) -> None:
    observations, changes, others, (last, end) = ENDS[case]
    (found,) = (t for t in tenures(MINISTER, True, observations, changes, [*others, TERM]) if t.person == A)
    assert (found.start, found.valid_from, str(found.valid_to)) == (TERM.start, TERM.start, last)
    assert (found.end and str(found.end)) == end


def test_what_articles_say_later_is_another_tenure() -> None:
    later = [seen(B, "2026-01-01"), seen(A, "2028-09-01")]
    found = [t for t in tenures(MINISTER, True, later, terms=[TERM]) if t.person == A]
    assert spans(tuple(found)) == [("2020-01-01", "2025-12-31"), ("2027-09-02", "2029-09-01")]
    assert [t.start for t in found] == [TERM.start, None]


def test_an_id_is_of_person_office_beginning_and_rank() -> None:
    found = tenures(
        MINISTER, True, [seen(A, "2010-06-01"), seen(A, "2020-06-01")], [changed(B, "appointment", "2015-01-01")]
    )
    office = ids.office_id("defence_minister", None, "CN")
    assert [(t.person, t.office, t.id) for t in found] == [
        (A, office, ids.tenure_id(A, office, None, 0)),
        (A, office, ids.tenure_id(A, office, None, 1)),
        (B, office, ids.tenure_id(B, office, day("2015-01-01"), 0)),
    ]
    titled = tenures(OfficeKey("CN", None, "envoy", "ministry"), True, [seen(A, "2010-06-01")])
    assert titled[0].office == ids.office_id("envoy", "ministry", "CN")
