"""What resolving asks the registry: which office is meant, who held it, where a place lies, how things are called."""

from __future__ import annotations

from datetime import date

import pytest

from kgload import ids
from kgload.names import name_key
from kgload.registry import load_registry, registry
from kgload.resolve.actors import called_by_offices
from kgload.resolve.known import KnownActors, office_key
from kgload.resolve.offices import Said, office_row, take
from kgload.resolve.records import ActorRow, Change, Observation, OfficeKey, Term
from kgload.resolve.tenures import office_id

KNOWN = KnownActors(registry())
MINISTRY = name_key("Ministry of Energy")


@pytest.mark.parametrize(
    ("said", "key"),
    [
        pytest.param(
            ("defence_minister", "minister of defense", "Ministry of Defense", "CN"),
            OfficeKey("CN", "defence_minister"),
            id="a function and a country say it all",
        ),
        pytest.param(
            ("head", "head", "Ministry of Energy", None), OfficeKey(None, "head", None, MINISTRY), id="of a body"
        ),
        pytest.param((None, "envoy", None, "CN"), OfficeKey("CN", None, "envoy"), id="a title of a country"),
        pytest.param(
            (None, "envoy", "Ministry of Energy", "RU"), OfficeKey("RU", None, "envoy", MINISTRY), id="of its ministry"
        ),
        pytest.param(
            (None, "envoy", "Ministry of Energy", None), OfficeKey(None, None, "envoy", MINISTRY), id="of a ministry"
        ),
        pytest.param((None, "envoy", None, None), None, id="a title of nobody knows what"),
        pytest.param(("head", "head", None, None), None, id="a function of nobody knows what"),
        pytest.param((None, None, "Ministry of Energy", "RU"), None, id="no title"),
    ],
)
def test_which_office_is_meant(said: tuple[str | None, str | None, str | None, str | None], key: OfficeKey) -> None:
    assert office_key(*said) == key


@pytest.mark.parametrize(
    ("place", "compared", "country", "city"),
    [
        pytest.param("Great Hall of the People", "beijing", "CN", "Beijing", id="a site"),
        pytest.param("Great Hall of the People", "beijing", "RU", None, id="a site of another country"),
        pytest.param("Kremlin", "moscow", "RU", "Moscow", id="a seat of government"),
        pytest.param("Moscow", "moscow", "RU", None, id="a city is in none"),
        pytest.param("Neverville", "neverville", "RU", None, id="a place that nobody knows"),
    ],
)
def test_where_a_place_lies(place: str, compared: str, country: str, city: str | None) -> None:
    assert KNOWN.city(place) == compared
    assert KNOWN.city_of_site(place, country) == city


def test_no_place_is_in_no_city() -> None:
    assert KNOWN.city(None) is None


def test_how_countries_and_offices_are_called() -> None:
    assert {"cn", "china", "prc", "people's republic of china"} <= set(KNOWN.country_names("CN"))
    assert KNOWN.country_names("ZZ") == ("zz",)
    assert KNOWN.office_title(OfficeKey("CN", "defence_minister")) == "Defense Minister"
    assert KNOWN.office_title(OfficeKey("CN", None, "envoy")) == "envoy"
    assert KNOWN.office_title(OfficeKey("CN", "no_such_function")) == "no_such_function"
    assert KNOWN.one_seat("defence_minister")
    assert not any(KNOWN.one_seat(function) for function in ("vice_chairman_cmc", "no_such", None))


REGISTRY = """
as_of = 2024-01-31
[persons.pavel-sorokin]
name = "Pavel Sorokin"
aliases = ["Pavel Yuryevich Sorokin", "Sorok"]
short = ["Pasha"]
offices = ["KZ trade_minister 2016/2017-02", "RU defence_minister 2018-11/..", "RU justice_minister /2015",
           "RU energy_minister 2014-03-01/2015", "KZ health_minister"]
[persons.anna-sorokin]
name = "Anna Sorokin"
country = "BY"
offices = ["defence_minister 2010/2014", "finance_minister 2014-02/2016"]
[persons.anna-sorokin-of-lithuania]
name = "Anna Sorokin"
country = "LT"
offices = ["defence_minister 2019/2021"]
[organizations.energy]
name = "Ministry of Energy"
kind = "government"
country = "RU"
aliases = ["Minenergo"]
"""


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> KnownActors:
    file = tmp_path_factory.mktemp("registry") / "mine.toml"
    file.write_text(REGISTRY, encoding="utf-8")
    return KnownActors(load_registry([file]))


def _row(name: str, country: str | None = None, function: str | None = None, on: date | None = None) -> ActorRow:
    return ActorRow("m", "a", name, name_key(name), "person", country, function, on)


PAVEL, ANNA, OTHER = "actor:pavel-sorokin", "actor:anna-sorokin", "actor:anna-sorokin-of-lithuania"


@pytest.mark.parametrize(
    ("row", "actor"),
    [
        pytest.param(_row("Pavel Sorokin"), PAVEL, id="by name"),
        pytest.param(_row("Pavel Yuryevich Sorokin", "KZ"), PAVEL, id="of a country once served"),
        pytest.param(_row("Pavel Sorokin", "LT"), PAVEL, id="no country of one's own: of any"),
        pytest.param(_row("Anna Sorokin", "LT"), OTHER, id="of two, by country"),
        pytest.param(_row("Anna Sorokin"), None, id="of two, nobody says which"),
        pytest.param(_row("Anna Sorokin", on=date(2015, 1, 1)), ANNA, id="of two, who was in office that day"),
        pytest.param(_row("Anna Sorokin", on=date(2017, 1, 1)), None, id="of two, when neither was"),
        pytest.param(_row("Anna Sorokin", "US"), None, id="of a country that neither serves"),
        pytest.param(_row("Sorokin", "KZ", "trade_minister"), PAVEL, id="a family name with an office"),
        pytest.param(_row("Sorokin", "LT", "finance_minister"), None, id="with an office that nobody held there"),
    ],
)
def test_whom_a_name_means(own: KnownActors, row: ActorRow, actor: str | None) -> None:
    entry = own.entry(row)
    assert (entry and entry.id) == actor


def test_what_is_known_of_somebody(own: KnownActors) -> None:
    entry = own.entry_of(PAVEL)
    assert entry is not None
    assert (entry.kind, entry.name, entry.country, entry.reason) == ("person", "Pavel Sorokin", "RU", "registry")
    assert set(entry.names) == {"pavel sorokin", "pavel yuryevich sorokin", "sorokin", "sorok", "pasha"}
    body = own.entry_of("actor:energy")
    assert body is not None
    assert (body.kind, body.name, body.country) == ("organization", "Ministry of Energy", "RU")
    assert {"ministry of energy", "minenergo"} <= set(body.names)
    assert own.entry_of("actor:nobody") is None


def test_the_terms_of_an_office_are_those_with_a_beginning_and_an_end(own: KnownActors) -> None:
    def terms(country: str, function: str) -> list[Term]:
        return [term for term in own.terms(OfficeKey(country, function)) if "sorokin" in term.person]

    assert terms("RU", "defence_minister") == [Term(PAVEL, date(2018, 11, 1), None, date(2024, 1, 31))]
    assert terms("KZ", "trade_minister") == [Term(PAVEL, date(2016, 1, 1), date(2017, 2, 28))]
    assert terms("RU", "justice_minister") == terms("KZ", "health_minister") == []
    assert own.offices_of(PAVEL) == {
        OfficeKey("RU", "defence_minister"), OfficeKey("KZ", "trade_minister"), OfficeKey("RU", "energy_minister"),
    }  # fmt: skip
    assert own.offices_of("actor:nobody") == frozenset()


def test_the_body_that_an_office_is_in(own: KnownActors) -> None:
    assert own.organization_of("Minenergo", "RU") == ("actor:energy", "Ministry of Energy", "RU")
    assert own.organization_of("Minenergo", None) == ("actor:energy", "Ministry of Energy", "RU")
    other = ids.actor_id("organization", name_key("Minenergo"), "KZ")
    assert own.organization_of("Minenergo", "KZ") == (other, "Minenergo", "KZ")


def test_an_organisation_is_called_as_the_offices_in_it_call_it(own: KnownActors) -> None:
    seats = ["Fleet Command", "Fleet command", "Fleet  Command"]
    actor = ids.actor_id("organization", name_key(seats[0]), "RU")
    found = called_by_offices(actor, "RU", seats, own)
    assert found is not None
    assert (found.id, found.kind, found.name, found.country) == (actor, "organization", "Fleet Command", "RU")
    assert called_by_offices(actor, "RU", [], own) is None
    assert called_by_offices("actor:energy", "RU", seats, own) is None


def _told(**changes: object) -> dict[str, object]:
    said = {"person": PAVEL, "organization": None, "published": date(2023, 4, 2), "standing": "current", **changes}
    return {"changes": [], **said}


@pytest.mark.parametrize(
    ("row", "seen", "changes"),
    [
        pytest.param(_told(), [(date(2023, 4, 2), "current")], 0, id="presented in it"),
        pytest.param(_told(published=None), [], 0, id="an undated article"),
        pytest.param(
            _told(changes=[["appointment", date(2023, 3, 1), date(2023, 3, 1)]]),
            [(date(2023, 4, 2), "current")], 1, id="appointed, and presented in it",
        ),
        pytest.param(
            _told(standing=None, changes=[["appointment", date(2023, 3, 1), date(2023, 3, 1)]]), [], 1,
            id="only appointed",
        ),
        pytest.param(
            _told(changes=[["dismissal", date(2023, 3, 1), date(2023, 3, 9)]]), [(date(2023, 3, 9), "current")], 1,
            id="dismissed: held it until then",
        ),
        pytest.param(
            _told(standing="former", changes=[["dismissal", date(2023, 3, 1), date(2023, 3, 9)]]),
            [(date(2023, 4, 2), "former")], 1, id="dismissed, and called former",
        ),
        pytest.param(_told(standing=None), [(date(2023, 4, 2), None)], 0, id="nobody says how"),
    ],
)  # fmt: skip
def test_what_an_article_says_of_an_office(row: dict[str, object], seen: list[tuple[date, str]], changes: int) -> None:
    said = Said()
    take(said, row)
    assert said.observations == {Observation(PAVEL, on, standing) for on, standing in seen}  # type: ignore[arg-type]
    assert len(said.changes) == changes
    assert all(isinstance(change, Change) and change.person == PAVEL for change in said.changes)


def test_an_office_is_in_the_body_that_most_articles_give(own: KnownActors) -> None:
    said, key = Said(), OfficeKey("RU", "energy_minister")
    assert office_row(key, said, own) == {
        "id": office_id(key), "title": "Energy Minister", "function": "energy_minister", "organization": None,
        "country": "RU", "country_name": "Russia", "body": None, "body_name": None, "body_key": None,
        "body_country": None,
    }  # fmt: skip
    for body in ("Fleet", "Minenergo", "Minenergo", "Ministry of Energy", None):
        take(said, _told(organization=body))
    row = office_row(key, said, own)
    assert [row[name] for name in ("organization", "body", "body_name", "body_key", "body_country")] == [
        "Minenergo", "actor:energy", "Ministry of Energy", name_key("Minenergo"), "RU",
    ]  # fmt: skip
    take(said, _told(organization="Ministry of Energy"))
    assert office_row(key, said, own)["organization"] == "Ministry of Energy"
