"""Where sources disagree, what an event says of itself: decided by number of articles, then by fixed orders, never by
which article came first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import permutations
from typing import Any

import pytest

from kgload import ids
from kgload.resolve.events import resolve_events
from kgload.resolve.records import Event, Held, MentionRow, Participation, Party, Tenure
from resolve.mentions import mention, only, party, where

DAY = "2023-11-08"
PAIR = "putin zhang"


def event(rows: Sequence[MentionRow], tenures: dict[str, tuple[Held, ...]] | None = None) -> Event:
    """What these come to, in whatever order they are read."""
    found = {only(resolve_events(order, tenures)) for order in permutations(rows)}
    (one,) = found
    return one


def told(*zhang: Party, **changes: Any) -> list[MentionRow]:
    return [mention(f"a{n}", [party("putin"), one], DAY, **changes) for n, one in enumerate(zhang)]


def zhang(office: str | None, **changes: Any) -> Party:
    return replace(party("zhang"), **{"office": office, "office_key": office, "function": None, **changes})


def taking_part(rows: Sequence[MentionRow], actor: str = "actor:zhang", **given: Any) -> Participation:
    (found,) = (p for p in event(rows, **given).participations if p.actor == actor)
    return found


@pytest.mark.parametrize(
    ("parties", "office", "organization", "country"),
    [
        pytest.param([zhang("a"), zhang("b"), zhang("b")], "b", None, "CN", id="most articles"),
        pytest.param([zhang("aide", standing="former"), zhang("boss")], "boss", None, "CN", id="not the former one"),
        pytest.param([zhang("a"), zhang("b", function="mayor")], "b", None, "CN", id="the one that is known"),
        pytest.param([zhang("b"), zhang("a")], "a", None, "CN", id="then the first of the alphabet"),
        pytest.param(
            [zhang("Mayor", function="mayor"), zhang("The Mayor", function="mayor"), zhang("a")],
            "The Mayor", None, "CN", id="one function, its longest form",
        ),
        pytest.param(
            [zhang("Mayor", function="mayor"), zhang("Lord Mayor", function="mayor"), zhang("Mayor", function="mayor")],
            "Mayor", None, "CN", id="one function, its most frequent form",
        ),
        pytest.param([zhang("a", organization="C"), zhang("a", organization="B")], "a", "B", "CN", id="the body"),
        pytest.param([zhang("a", serves=None), zhang("a", serves="RU")], "a", None, "RU", id="the country it is for"),
        pytest.param([zhang(None, serves="RU"), zhang(None, standing="former")], None, None, "RU", id="no office"),
        pytest.param([zhang(None, standing="former")], None, None, None, id="former, no office"),
    ],
)  # fmt: skip
def test_in_which_office(
    parties: list[Party], office: str | None, organization: str | None, country: str | None
) -> None:
    found = taking_part(told(*parties))
    assert (found.office, found.organization, found.country) == (office, organization, country)
    assert found.basis == ("stated" if office or country else None)


def test_one_article_counts_once() -> None:
    rows = [mention(f"a.{n}", [party("putin"), zhang("aide")], DAY, start=n) for n in range(3)]
    rows += [mention(name, [party("putin"), zhang("boss")], DAY) for name in "bc"]
    found = only(resolve_events(rows))
    (part,) = (p for p in found.participations if p.actor == "actor:zhang")
    assert (part.office, part.sources, found.sources) == ("boss", 3, 3)


def held(title: str, first: str, last: str | None, **changes: Any) -> Held:
    start, end = (date.fromisoformat(day) if day else None for day in (first, last))
    tenure = Tenure(f"tenure {title}", "actor:zhang", title, None, None, start or date.min, end)
    return replace(Held("actor:zhang", tenure, title, None, f"body of {title}", "CN"), **changes)


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        pytest.param([held("a", DAY, DAY)], "a", id="to the day"),
        pytest.param([held("a", "2023-11-09", None)], None, id="from the next day"),
        pytest.param([held("a", "2023-01-01", "2023-11-07")], None, id="until the day before"),
        pytest.param([held("a", "2023-01-01", None)], "a", id="to this day"),
        pytest.param([held("a", DAY, DAY), held("b", DAY, DAY, function="mayor")], "b", id="the one that is known"),
        pytest.param([held("b", DAY, DAY), held("a", DAY, DAY)], "a", id="then the first of the alphabet"),
    ],
)
def test_in_which_office_that_nobody_states(known: list[Held], expected: str | None) -> None:
    found = taking_part(told(zhang(None)), tenures={"actor:zhang": tuple(known)})
    assert found.office == expected
    assert (found.organization, found.basis) == ((f"body of {expected}", "observed") if expected else (None, "stated"))


def test_an_end_that_is_known_is_as_good_as_a_beginning() -> None:
    ended = held("b", DAY, DAY)
    ended = replace(ended, tenure=replace(ended.tenure, end=date(2023, 11, 8)))
    found = taking_part(told(zhang(None)), tenures={"actor:zhang": (held("a", DAY, DAY), ended)})
    assert (found.office, found.basis) == ("b", "tenure")


def test_no_office_at_a_time_that_is_not_known() -> None:
    row = mention("a", [party("putin"), zhang(None)], None, published=None)
    assert taking_part([row], tenures={"actor:zhang": (held("a", "2023-01-01", None),)}).office is None


def test_two_in_one_office_are_not_the_one_without_a_name() -> None:
    both = mention("a", [party("putin"), party("li"), party("zhang", function="defence_minister")], DAY)
    office = mention("b", "putin CN:defence_minister", DAY)
    found = event([both, office])
    (nameless,) = found.unnamed
    assert nameless.id == ids.unnamed_actor_id(found.id, "CN:defence_minister")
    assert (nameless.kind, nameless.country) == ("person", "CN")
    assert [(link.subject, link.actor, link.reason) for link in found.denotations] == [
        ("am-b-CN:defence_minister", nameless.id, "office")
    ]


def test_two_without_a_name_are_two() -> None:
    row = mention("a", "putin CN:defence_minister CN:foreign_minister", DAY)
    found = event([row])
    assert len({actor.id for actor in found.unnamed}) == len(found.denotations) == 2
    assert found.label == "Meeting of Vladimir Putin, defence minister of CN and foreign minister of CN, 2023-11-08"


def test_a_state_and_a_body_act_for_their_country_and_hold_no_office() -> None:
    body = Party("am-body", "attendee", "actor:body", "organization", "Body", "body", "CN", "RU", "office", "office")
    found = {p.actor: p for p in event([mention("a", [party("RU"), body], DAY)]).participations}
    assert [(p.office, p.country, p.basis) for p in found.values()] == [(None, "CN", "stated"), (None, "RU", "stated")]
    nowhere = event([mention("a", [party("RU"), replace(body, country=None)], DAY)]).participations
    assert [(p.country, p.basis) for p in nowhere if p.actor == "actor:body"] == [(None, None)]


@pytest.mark.parametrize(
    ("roles", "expected"),
    [
        pytest.param(["host", "host", "attendee"], "host", id="most articles"),
        pytest.param(["guest", "host"], "host", id="then the order of the list"),
        pytest.param(["elder", "younger"], "elder", id="then the alphabet"),
        pytest.param(["aide", "guest"], "guest", id="what is listed before what is not"),
    ],
)
def test_in_which_role(roles: list[str], expected: str) -> None:
    rows = [mention(f"a{n}", [party("putin", role), party("zhang")], DAY) for n, role in enumerate(roles)]
    assert taking_part(rows, "actor:putin").role == expected


@pytest.mark.parametrize(
    ("places", "expected", "sources"),
    [
        pytest.param(["Kremlin", "Moscow", "Moscow"], "Kremlin", 1, id="the most specific"),
        pytest.param([where("Kremlin", "dateline"), "Moscow"], "Moscow", 1, id="stated before specific"),
        pytest.param([where("Moscow", "dateline"), where("Beijing", "dateline")] * 2, None, 2, id="equals: by id"),
        pytest.param(
            [where("Moscow", "dateline"), where("Beijing", "dateline"), where("Beijing", "dateline")], "Beijing", 2,
            id="most articles",
        ),
        pytest.param([where("Moscow", "dateline"), "Moscow", where("Kremlin", "dateline")], "Moscow", 2, id="one says"),
    ],
)  # fmt: skip
def test_where(places: list[Any], expected: str | None, sources: int) -> None:
    found = event([mention(f"a{n}", PAIR, DAY, place=place) for n, place in enumerate(places)]).place
    assert found is not None
    first = min(where(name).id for name in ("Moscow", "Beijing"))
    assert (found.place, found.sources) == (where(expected).id if expected else first, sources)


@pytest.mark.parametrize(
    ("first", "last"),
    [
        pytest.param({"published": None}, {"published": "2023-11-01"}, id="undated before dated"),
        pytest.param({"published": "2023-11-01"}, {"published": "2023-11-02"}, id="by publication"),
        pytest.param({"article": "a"}, {"article": "b"}, id="then by article"),
        pytest.param({"start": 1}, {"start": 2}, id="then by place in it"),
    ],
)
def test_who_decides_between_planned_and_cancelled(first: dict[str, Any], last: dict[str, Any]) -> None:
    def row(status: str, changes: dict[str, Any]) -> MentionRow:
        return mention(f"m {status}", PAIR, DAY, status=status, **{"article": "a", "start": 0, **changes})

    assert event([row("planned", first), row("cancelled", last)]).status == "cancelled"
    assert event([row("cancelled", first), row("planned", last)]).status == "planned"


def test_an_id_is_of_what_the_sharpest_mention_says() -> None:
    day, people = date(2023, 11, 8), ["actor:putin", "actor:zhang"]
    rows = [mention("a", PAIR, DAY, place="Moscow"), mention("b", PAIR, "2023-11"), mention("c", PAIR, "2023")]
    assert event(rows).id == ids.event_id("meeting", people, day, day, None, None, 0)
    visit = mention("a", [party("xi", "guest"), party("putin", "host")], DAY, type="visit", place="Moscow")
    assert event([visit]).id == ids.event_id("visit", ["actor:xi"], day, day, "RU", None, 0)
    undated = mention("a", PAIR, None, published=None)
    assert event([undated]).id == ids.event_id("meeting", people, None, None, None, "a", 0)
    denied = mention("a", PAIR, DAY, status="denied")
    assert event([denied]).id == ids.event_id("meeting", people, day, day, None, "a", 0)
    nobody = mention("a", "CN:defence_minister", DAY)
    assert event([nobody]).id == ids.event_id("meeting", [], day, day, None, "a", 0)


def test_equals_are_ranked_what_took_place_first() -> None:
    day, people = date(2023, 11, 8), ["actor:putin", "actor:zhang"]
    rows = [
        mention("a", PAIR, DAY, status="cancelled", published="2023-11-01"),
        mention("c", PAIR, DAY, published="2023-11-12", distinct_from=("b",)),
        mention("b", PAIR, DAY, published="2023-11-11"),
    ]
    for order in permutations(rows):
        found = {event.reports[0].mention: event.id for event in resolve_events(order).events}
        assert found == {
            name: ids.event_id("meeting", people, day, day, None, None, rank) for rank, name in enumerate("bca")
        }


@pytest.mark.parametrize(
    ("who", "names"),
    [
        pytest.param("putin xi zhang li", "Li Shangfu, Vladimir Putin, Xi Jinping and Zhang Youxia", id="four"),
        pytest.param("putin", "Vladimir Putin", id="one"),
        pytest.param("putin :", "Vladimir Putin and somebody unnamed", id="nobody knows who"),
    ],
)
def test_who_is_in_the_label(who: str, names: str) -> None:
    parties = [party(name, office=None) if name == ":" else party(name) for name in who.split()]
    assert event([mention("a", parties, DAY)]).label == f"Meeting of {names}, 2023-11-08"


def test_whom_the_articles_rely_on() -> None:
    rows = [
        mention("a.1", PAIR, DAY, publisher="p", cited="x"),
        mention("a.2", PAIR, DAY, publisher="p", cited="y"),
        mention("b", PAIR, DAY, publisher="p"),
        mention("c", PAIR, DAY, publisher="x"),
    ]
    assert (event(rows).sources, event(rows).origins) == (3, 3)
    assert event(rows[1:]).origins == 3
    assert event(rows[:1]).origins == 1
