"""Names to actors: the registry first, else name and country; what is ambiguous is not guessed."""

from __future__ import annotations

from datetime import date

import pytest

from kgload import ids
from kgload.model import ActorKind
from kgload.names import name_key
from kgload.registry import registry
from kgload.resolve.actors import resolve_names, shown_name
from kgload.resolve.known import KnownActors
from kgload.resolve.records import ActorRow

KNOWN = KnownActors(registry())


def row(id: str, name: str, country: str | None = None, kind: ActorKind = "person", **changes: str | date) -> ActorRow:
    return ActorRow(id, f"article {id}", name, name_key(name), kind, country, **changes)  # type: ignore[arg-type]


def denoted(*rows: ActorRow) -> dict[str, str]:
    naming = resolve_names(rows, KNOWN)
    assert resolve_names(reversed(rows), KNOWN) == naming
    return {link.subject: link.actor for link in naming.denotations}


SHOIGU = "actor:sergei-shoigu"
NOBODY: dict[str, str] = {}


@pytest.mark.parametrize(
    ("name", "country", "kind", "actor"),
    [
        pytest.param("Sergey Shoygu", "RU", "person", SHOIGU, id="another spelling"),
        pytest.param("Gen. Sergei Shoigu", None, "person", SHOIGU, id="a title, no country"),
        pytest.param("Shoigu", None, "person", SHOIGU, id="a family name that is one person's"),
        pytest.param("Sergei Shoigu", "KZ", "person", ids.actor_id("person", "sergei shoigu", "KZ"), id="a namesake"),
        pytest.param("South Korea", None, "state", "actor:state-kr", id="a state"),
        pytest.param("Xinhua", None, "organization", "actor:xinhua", id="an agency by its short name"),
    ],
)
def test_who_a_name_is(name: str, country: str | None, kind: ActorKind, actor: str) -> None:
    assert denoted(row("m", name, country, kind)) == {"m": actor}


def test_a_single_name_that_could_be_several_is_nobody() -> None:
    naming = resolve_names([row("m", "Wang")], KNOWN)
    assert (naming.denotations, [issue.code for issue in naming.issues]) == ((), ["unresolved_name"])


def test_a_single_name_with_an_office_is_who_held_it() -> None:
    assert denoted(row("m", "Shoigu", "RU", function="defence_minister")) == {"m": SHOIGU}
    assert denoted(row("m", "Shoigu", "RU", function="mayor")) == NOBODY


def test_no_country_goes_to_the_only_one() -> None:
    found = denoted(row("a", "Pavel Sorokin", "RU"), row("b", "Pavel Sorokin"))
    assert found["a"] == found["b"] == ids.actor_id("person", "pavel sorokin", "RU")


def test_the_same_name_in_two_countries_is_two_and_without_a_country_a_third() -> None:
    found = denoted(row("a", "Pavel Sorokin", "RU"), row("b", "Pavel Sorokin", "BY"), row("c", "Pavel Sorokin"))
    assert len(set(found.values())) == 3


def test_ministries_of_two_countries_are_two() -> None:
    name = "Ministry of National Defense"
    assert len(set(denoted(row("a", name, "CN", "organization"), row("b", name, "KR", "organization")).values())) == 2


@pytest.mark.parametrize(
    ("forms", "shown"),
    [
        pytest.param(["A B", "A B", "A C B"], "A B", id="most frequent"),
        pytest.param(["A B", "A C B"], "A C B", id="then longest"),
        pytest.param(["Bb", "Ba"], "Ba", id="then code point order"),
    ],
)
def test_the_name_shown(forms: list[str], shown: str) -> None:
    assert shown_name(forms) == shown


def test_names_to_find_somebody_by() -> None:
    (actor,) = resolve_names([row("a", "Gérard Larcher-Élu", "FR")], KNOWN).actors
    assert {"gérard larcher-élu", "gerard larcher-elu", "larcher-élu", "larcher-elu"} <= set(actor.names)
    (shoigu,) = resolve_names([row("a", "Sergey Shoygu")], KNOWN).actors
    assert {"shoigu", "shoygu", "sergei shoigu", "sergey shoygu"} <= set(shoigu.names)
    assert (shoigu.name, shoigu.country) == ("Sergei Shoigu", "RU")
