"""How the identity rules see one mention: whose sides, who is named, how sharp, where."""

from __future__ import annotations

from datetime import date

import pytest

from kgload.resolve.reading import Reading, read
from kgload.resolve.records import Party, parties
from resolve.mentions import mention, party, where

DAY = "2023-11-08"
NAMELESS = party("CN:defence_minister")


def reading(who: str | list[Party], when: str | None = DAY, **changes: object) -> Reading:
    (found,) = read([mention("a", who, when, **changes)])  # type: ignore[arg-type]
    return found


@pytest.mark.parametrize(
    ("who", "type", "sides", "named", "full"),
    [
        pytest.param("putin zhang", "meeting", "CN RU", "putin zhang", True, id="one on every side"),
        pytest.param("putin", "meeting", "RU", "putin", False, id="one alone does not meet"),
        pytest.param("putin shoigu", "meeting", "RU", "putin shoigu", True, id="two of one side"),
        pytest.param("putin CN:defence_minister", "meeting", "CN RU", "putin", False, id="nobody named on one side"),
        pytest.param(
            "putin li CN:defence_minister", "meeting", "CN RU", "putin li", True, id="one more without a name"
        ),
        pytest.param("putin ?zhang", "meeting", "?zhang RU", "putin", False, id="a name that denotes nobody"),
        pytest.param("xi", "visit", "CN", "xi", True, id="one visits alone"),
        pytest.param("", "visit", "", "", False, id="nobody visits"),
    ],
)
def test_sides_and_who_is_named(who: str, type: str, sides: str, named: str, full: bool) -> None:
    found = reading(who, type=type)
    assert found.signature.sides == tuple(sides.split())
    assert found.signature.named == {f"actor:{name}" for name in named.split()}
    assert found.full is full


def test_a_full_mention_stands_by_its_names_and_another_by_all_that_it_says() -> None:
    full = reading("putin li CN:defence_minister").signature.presence
    assert dict(full) == {"CN": {"actor:li"}, "RU": {"actor:putin"}}
    vague = reading("putin CN:defence_minister ?wang").signature.presence
    assert dict(vague) == {"?wang": {"name:wang"}, "CN": {"office:defence_minister"}, "RU": {"actor:putin"}}
    titled = reading([party("putin"), party("CN:x", function=None, office_key="envoy")]).signature.presence
    assert dict(titled)["CN"] == {"office:envoy"}
    silent = reading([party("putin"), party("CN:x", function=None, office_key=None)]).signature.presence
    assert dict(silent)["CN"] == {"office:"}


@pytest.mark.parametrize(
    ("place", "type", "country", "city"),
    [
        pytest.param("Moscow", "meeting", "RU", "moscow", id="stated"),
        pytest.param(where("Moscow", "dateline"), "meeting", None, None, id="implied says nothing"),
        pytest.param(where("Moscow", "dateline"), "visit", "RU", None, id="but where a visit goes"),
        pytest.param("Moscow", "visit", "RU", "moscow", id="a visit"),
        pytest.param("Moscow", "call", None, None, id="a call is nowhere"),
        pytest.param(where(None, country="RU"), "meeting", "RU", None, id="a country alone"),
        pytest.param(None, "meeting", None, None, id="none"),
    ],
)
def test_where_as_far_as_it_counts(place: object, type: str, country: str | None, city: str | None) -> None:
    found = reading("putin zhang", place=place, type=type).signature
    assert (found.country, found.city) == (country, city)


def test_posts_count_where_it_is_about_offices() -> None:
    def posts(type: str, **changes: str | None) -> frozenset[str]:
        return reading([party("li", "appointee", "a", **changes), party("xi", "appointer")], type=type).signature.posts

    assert posts("appointment") == {"defence_minister"}
    assert posts("appointment", function=None, office_key="envoy") == {"envoy"}
    assert posts("meeting") == frozenset()


def test_functions_of_all_and_of_those_without_a_name() -> None:
    found = reading([party("putin"), NAMELESS, party("?zhang", function="mayor", country="CN"), party("kissinger")])
    assert found.functions == {("RU", "head_of_state"), ("CN", "defence_minister"), ("CN", "mayor")}
    assert found.unnamed == {("CN", "defence_minister")}


def test_whom_a_mention_is_told_apart_from_knows_it_too() -> None:
    one, other, third = read([mention(n, "putin zhang", DAY, distinct_from=("b",) if n == "a" else ()) for n in "abc"])
    assert [set(row.distinct) for row in (one, other, third)] == [{"b"}, {"a"}, set()]
    assert (one.signature.alone, other.signature.alone, third.signature.alone) == ("a", "b", None)
    assert [row.row.id for row in read([third.row, one.row, one.row])] == ["a", "c"]


def test_the_sharpest_come_first() -> None:
    whens = [DAY, "2023-11-01..2023-11-02", "2023-11", "2023", None]
    rows = [mention(f"{n}-{len(who)}", who, when) for n, when in enumerate(whens) for who in ("putin zhang", "putin")]
    full, vague = [r for r in read(rows) if r.full], [r for r in read(rows) if not r.full]
    ordered = sorted(read(reversed(rows)), key=lambda r: r.step)
    assert [r.row.id for r in ordered] == [r.row.id for r in [*full, *vague]]
    assert [r.days for r in full] == [1, 2, 30, 365, None]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param({"published": "2023-11-09"}, {"published": "2023-11-10"}, id="published first"),
        pytest.param({"published": "2023-11-09"}, {"published": None}, id="dated before undated"),
        pytest.param({"article": "a"}, {"article": "b"}, id="then by article"),
        pytest.param({"start": 9}, {"start": 10}, id="then by place in it"),
        pytest.param({"id": "m"}, {"id": "n"}, id="then by id"),
    ],
)
def test_the_anchor_of_equals(first: dict[str, object], second: dict[str, object]) -> None:
    common: dict[str, object] = {"id": "m", "who": "putin zhang", "when": DAY, "article": "a", "start": 0}
    found = [read([mention(**{**common, **changes})])[0] for changes in (second, first)]  # type: ignore[arg-type]
    assert min(found, key=lambda r: r.order) is found[1]


@pytest.mark.parametrize(
    ("inner", "slack", "holds"),
    [
        pytest.param(("2023-11-05", "2023-11-10"), 0, True, id="equal"),
        pytest.param(("2023-11-04", "2023-11-10"), 0, False, id="a day before"),
        pytest.param(("2023-11-05", "2023-11-11"), 0, False, id="a day after"),
        pytest.param(("2023-11-04", "2023-11-11"), 1, True, id="with a day of slack"),
        pytest.param((None, "2023-11-08"), 0, False, id="no beginning"),
        pytest.param(("2023-11-08", None), 0, False, id="no end"),
    ],
)
def test_what_an_interval_contains(inner: tuple[str | None, str | None], slack: int, holds: bool) -> None:
    earliest, latest = (date.fromisoformat(day) if day else None for day in inner)
    assert reading("putin zhang", "2023-11-05..2023-11-10").spans(earliest, latest, slack) is holds
    assert not reading("putin zhang", None).spans(earliest, latest, slack)


def test_a_party_is_on_the_side_of_whom_it_denotes_and_acts_for_whom_the_article_says() -> None:
    said = {
        "id": "am-2", "kind": "person", "key": "li shangfu", "country": "RU", "office": "Defense Minister",
        "function": "defence_minister", "organization": "Ministry", "standing": "former", "role": "guest",
        "actor": "actor:li", "label": "Li Shangfu", "side": "CN",
    }  # fmt: skip
    nobody = {**said, "id": "am-1", "actor": None, "label": None, "side": None, "office": None}
    first, second, third = parties([said, {**said, "role": "attendee"}, nobody])
    assert [(p.actor_mention, p.role) for p in (first, second, third)] == [
        ("am-1", "guest"), ("am-2", "attendee"), ("am-2", "guest"),
    ]  # fmt: skip
    assert (first.country, first.serves, first.office, first.office_key) == ("RU", "RU", None, None)
    assert (third.country, third.serves, third.office, third.office_key) == (
        "CN", "RU", "Defense Minister", "defense minister",
    )  # fmt: skip
    assert (third.actor, third.kind, third.label, third.key) == ("actor:li", "person", "Li Shangfu", "li shangfu")
    assert (third.function, third.organization, third.standing) == ("defence_minister", "Ministry", "former")
