"""What an event says of itself: type, status, place, participants with role and capacity, sources, label, id."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kgload.resolve.events import resolve_events
from kgload.resolve.records import Held, MentionRow, Participation, Party, Tenure
from resolve.mentions import mention, only, party, where

DAY = "2023-11-08"
PAIR = "putin zhang"


def capacity(rows: list[MentionRow], actor: str, tenures: dict[str, tuple[Held, ...]] | None = None) -> Participation:
    (found,) = (p for p in only(resolve_events(rows, tenures)).participations if p.actor == actor)
    return found


def stated(who: str, office: str | None, **changes: str | None) -> Party:
    fields = {"office": office, "office_key": office, "function": None, **changes}
    return replace(party(who), **fields)  # type: ignore[arg-type]


def told(*zhang: Party) -> list[MentionRow]:
    return [mention(f"a{n}", [party("putin"), one], DAY) for n, one in enumerate(zhang)]


@pytest.mark.parametrize(
    ("parties", "expected"),
    [
        pytest.param(
            [stated("zhang", "general"), stated("zhang", "vice chairman"), stated("zhang", "vice chairman")],
            ("vice chairman", "CN", "stated"),
            id="what most articles say",
        ),
        pytest.param([stated("zhang", None), stated("zhang", "general")], ("general", "CN", "stated"), id="any office"),
        pytest.param([stated("zhang", None)], (None, "CN", "stated"), id="a country without an office"),
        pytest.param([stated("zhang", None, serves=None)], (None, None, None), id="nothing"),
        pytest.param(
            [stated("zhang", "general", standing="former")], ("general", None, "stated"), id="former: acts for nobody"
        ),
    ],
)
def test_the_stated_capacity(parties: list[Party], expected: tuple[str | None, ...]) -> None:
    found = capacity(told(*parties), "actor:zhang")
    assert (found.office, found.country, found.basis) == expected
    assert found.sources == len(parties)


def held(start: str | None, valid: tuple[str, str], title: str) -> Held:
    days = [date.fromisoformat(day) for day in valid]
    tenure = Tenure(
        f"t {title}", "actor:zhang", title, date.fromisoformat(start) if start else None, None, days[0], days[1]
    )
    return Held("actor:zhang", tenure, title, None, None, "CN")


@pytest.mark.parametrize(
    ("tenures", "expected"),
    [
        pytest.param([held("2023-01-01", ("2023-01-01", "2024-01-01"), "a")], ("a", "tenure"), id="a known beginning"),
        pytest.param(
            [held(None, ("2023-01-01", "2024-01-01"), "a")], ("a", "observed"), id="observed around that time"
        ),
        pytest.param(
            [held(None, ("2023-01-01", "2024-01-01"), "a"), held("2023-01-01", ("2023-01-01", "2024-01-01"), "b")],
            ("b", "tenure"),
            id="the better known one",
        ),
        pytest.param([held(None, ("2022-01-01", "2023-11-07"), "a")], (None, "stated"), id="over the day before"),
    ],
)
def test_the_capacity_of_whom_no_article_gives_an_office(tenures: list[Held], expected: tuple[str | None, ...]) -> None:
    found = capacity(told(stated("zhang", None)), "actor:zhang", {"actor:zhang": tuple(tenures)})
    assert (found.office, found.basis) == expected


def test_states_act_for_themselves() -> None:
    found = capacity([mention("a", "US JP KR", "2023-08", type="summit")], "actor:state-jp")
    assert (found.office, found.country, found.basis) == (None, "JP", "stated")


def test_the_role_most_articles_give_then_the_order_of_the_list() -> None:
    def row(name: str, role: str) -> MentionRow:
        return mention(name, [party("putin", role), party("zhang", "guest")], DAY)

    assert capacity([row("a", "host"), row("b", "host"), row("c", "attendee")], "actor:putin").role == "host"
    assert capacity([row("a", "host"), row("b", "attendee")], "actor:putin").role == "attendee"


def test_the_most_specific_type_reported() -> None:
    rows = [
        mention("a", PAIR, DAY),
        mention("b", PAIR, DAY, type="talks"),
        mention("c", PAIR, DAY, type="consultation"),
    ]
    assert only(resolve_events(rows)).type == "talks"


@pytest.mark.parametrize(
    ("places", "name", "sources"),
    [
        pytest.param(["Moscow", "Kremlin"], "Kremlin", 1, id="a site before its city"),
        pytest.param([where(None, country="RU"), "Moscow"], "Moscow", 1, id="a city before its country"),
        pytest.param(["Moscow", "Moscow", where(None, country="RU")], "Moscow", 2, id="articles that say so"),
        pytest.param([where("Beijing", "dateline"), where(None, country="RU")], None, 1, id="stated before implied"),
        pytest.param([where("Moscow", "dateline"), None], "Moscow", 1, id="implied before nothing"),
    ],
)
def test_the_place(places: list[object], name: str | None, sources: int) -> None:
    rows = [mention(f"a{n}", PAIR, DAY, place=place) for n, place in enumerate(places)]  # type: ignore[arg-type]
    found = only(resolve_events(rows)).place
    assert found is not None
    assert (found.place, found.sources) == (where(name, country="RU").id, sources)


def test_sources_are_articles_and_origins_whom_they_cite() -> None:
    rows = [mention(f"{n}.{m}", PAIR, DAY, cited="xinhua" if m and n < 2 else None) for n in range(3) for m in range(2)]
    event = only(resolve_events(rows))
    assert (event.sources, event.origins) == (3, 2)


@pytest.mark.parametrize(
    ("row", "label"),
    [
        (mention("a", PAIR, DAY), "Meeting of Vladimir Putin and Zhang Youxia, 2023-11-08"),
        (mention("a", PAIR, "2023-03", type="talks"), "Talks of Vladimir Putin and Zhang Youxia, 2023-03"),
        (
            mention("a", PAIR, "2023-10-21..2023-10-31"),
            "Meeting of Vladimir Putin and Zhang Youxia, 2023-10-21 to 2023-10-31",
        ),
        (mention("a", PAIR, None), "Meeting of Vladimir Putin and Zhang Youxia, time unknown"),
        (
            mention("a", "putin CN:defence_minister", "2023"),
            "Meeting of Vladimir Putin and defence minister of CN, 2023",
        ),
        (
            mention("a", "putin xi zhang li shoigu", DAY),
            "Meeting of Li Shangfu, Sergei Shoigu, Vladimir Putin and 2 others, 2023-11-08",
        ),
        (mention("a", "", DAY), "Meeting, 2023-11-08"),
    ],
)
def test_the_label(row: MentionRow, label: str) -> None:
    assert only(resolve_events([row])).label == label


def test_somebody_known_only_by_office_is_the_one_who_is_there_in_it() -> None:
    named = mention("a", "putin li", DAY)
    office = mention("b", "putin CN:defence_minister", DAY)
    event = only(resolve_events([named, office]))
    assert [p.actor for p in event.participations] == ["actor:li", "actor:putin"]
    assert [(d.actor, d.reason) for d in event.denotations] == [("actor:li", "same office")]
    (alone,) = resolve_events([office]).events
    assert [(actor.name, actor.country) for actor in alone.unnamed] == [(None, "CN")]


def test_those_who_accompany_take_part_and_are_no_side() -> None:
    event = only(resolve_events([mention("a", [party("putin"), party("zhang"), party("biden", "accompanying")], DAY)]))
    assert event.sides == ("CN", "RU")
    assert {p.actor: p.role for p in event.participations}["actor:biden"] == "accompanying"
    assert "Biden" not in event.label
