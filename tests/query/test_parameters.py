"""What the user types becomes what Cypher needs; what is wrong is said with an example."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from kgload.errors import UsageError
from kgload.query.catalog import get_query
from kgload.query.parameters import bind, split_assignments

BETWEEN = get_query("meetings_between")
OF_ACTOR = get_query("meetings_of_actor")

VALUES = [
    pytest.param("country", "CN", "CN", id="code"),
    pytest.param("country", "cn", "CN", id="code in small letters"),
    pytest.param("country", "China", "CN", id="name"),
    pytest.param("country", "united states", "US", id="name in small letters"),
    pytest.param("from", "2023-02-28", date(2023, 2, 28), id="date"),
    pytest.param("status", "planned", "planned", id="status"),
    pytest.param("status", "any", None, id="every status"),
    pytest.param("other", "", None, id="empty is not given"),
]


@pytest.mark.parametrize(("name", "text", "value"), VALUES)
def test_conversions(name: str, text: str, value: Any) -> None:
    assert bind(BETWEEN, {"person": "Shoigu", name: text})[name] == value


def test_defaults_and_nulls() -> None:
    bound = bind(BETWEEN, {"person": "Shoigu"})
    assert bound == {
        "person": ["shoigu"], "country": None, "other": None, "from": None, "to": None, "status": "occurred",
    }  # fmt: skip


def test_a_name_is_bound_in_all_its_forms() -> None:
    forms = bind(BETWEEN, {"person": "Recep Tayyip  Erdoğan"})["person"]
    assert {"recep tayyip erdoğan", "recep tayyip erdogan"} <= set(forms)


FAULTS = [
    pytest.param({}, "meetings_between needs person. For example: kgload query meetings_between", id="missing"),
    pytest.param({"person": ""}, "meetings_between needs person", id="required and empty"),
    pytest.param({"person": "x", "contry": "CN"}, "no parameter 'contry'. Did you mean country?", id="unknown, near"),
    pytest.param({"person": "x", "zzz": "CN"}, "It takes person, country, other, from, to, status", id="unknown"),
    pytest.param({"person": "x", "country": "Atlantis"}, "country=Atlantis: no such country", id="country"),
    pytest.param(
        {"person": "x", "from": "2023-02-30"}, "from=2023-02-30: a date is written YYYY-MM-DD", id="no such day"
    ),
    pytest.param({"person": "x", "status": "ocurred"}, "did you mean occurred?", id="status, near"),
    pytest.param({"person": "..."}, "a name has a letter", id="no name"),
]


@pytest.mark.parametrize(("given", "message"), FAULTS)
def test_faults(given: dict[str, str], message: str) -> None:
    with pytest.raises(UsageError) as error:
        bind(BETWEEN, given)
    assert message in str(error.value)


def test_an_event_type_is_of_the_closed_list() -> None:
    assert bind(OF_ACTOR, {"actor": "x", "type": "visit"})["type"] == "visit"
    with pytest.raises(UsageError, match="did you mean visit"):
        bind(OF_ACTOR, {"actor": "x", "type": "visits"})


def test_assignments() -> None:
    assert split_assignments(["person=Li Shangfu", "note=a=b"]) == {"person": "Li Shangfu", "note": "a=b"}


@pytest.mark.parametrize(("words", "message"), [(["person"], "has no value"), (["a=1", "a=2"], "is given twice")])
def test_bad_assignments(words: list[str], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        split_assignments(words)
