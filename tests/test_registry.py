"""The registry: lookups over our own data, the grammar of titles, and what a wrong file is answered with."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from kgload import ids
from kgload.errors import SchemaError
from kgload.names import name_key
from kgload.registry import Corrections, Registry, Tenure, load_registry, registry, registry_files, use_registry
from kgload.registry.load import digest_of, load_tables
from kgload.resources import schema_file

ONE, OTHER = ids.mention_id("version:1", "meeting", 0, 3), ids.mention_id("version:1", "meeting", 90, 93)


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str], Path]:
    """Writes a user's registry file."""

    def _write(text: str) -> Path:
        path = tmp_path / "mine.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return _write


@pytest.fixture(scope="module")
def known() -> Registry:
    return registry()


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("U.S.", "US"),
        ("US", "US"),
        ("the United States", "US"),
        ("American", "US"),
        ("UK", "GB"),
        ("Britain", "GB"),
        ("British", "GB"),
        ("DPRK", "KP"),
        ("North Korean", "KP"),
        ("ROK", "KR"),
        ("South Korea's", "KR"),
        ("Turkey", "TR"),
        ("Türkiye", "TR"),
        ("Burma", "MM"),
        ("Holy See", "VA"),
        ("Palestinian", "PS"),
        ("Taiwan", "TW"),
        ("Hong Kong", "HK"),
        ("Chinese", "CN"),
        ("Poles", "PL"),
        ("the Netherlands", "NL"),
        ("Ivory Coast", "CI"),
        ("Côte d’Ivoire", "CI"),
        ("EU", "EU"),
        ("CN", "CN"),
        ("us", None),
        ("pole", None),
        ("Atlantis", None),
        ("Congolese", None),
    ],
)
def test_country_of(known: Registry, word: str, code: str | None) -> None:
    assert known.country_of(word) == code


@pytest.mark.parametrize(
    ("word", "answer"), [("Chinese", True), ("Danes", True), ("China", False), ("U.S.", False), ("chinese", False)]
)
def test_is_demonym(known: Registry, word: str, answer: bool) -> None:
    assert known.is_demonym(word) is answer


@pytest.mark.parametrize(
    ("word", "code"),
    [("Kremlin", "RU"), ("Beijing", "CN"), ("Downing Street's", "GB"), ("the White House", "US"), ("Osaka", None)],
)
def test_government(known: Registry, word: str, code: str | None) -> None:
    assert known.government(word) == code


@pytest.mark.parametrize(
    ("name", "shown", "country", "parent"),
    [
        ("Moscow", "Moscow", "RU", None),
        ("Kiev", "Kyiv", "UA", None),
        ("Washington, D.C.", "Washington", "US", None),
        ("Great Hall of the People", "Great Hall of the People", "CN", "Beijing"),
        ("the Great Hall of the People", "Great Hall of the People", "CN", "Beijing"),
        ("Mar-a-Lago", "Mar-a-Lago", "US", "Palm Beach"),
        ("Camp David", "Camp David", "US", None),
        ("Sharm El-Sheikh", "Sharm el-Sheikh", "EG", None),
        ("Cape Town", "Cape Town", "ZA", None),
        ("Valencia", "Valencia", "ES", None),
    ],
)
def test_place(known: Registry, name: str, shown: str, country: str, parent: str | None) -> None:
    place = known.place(name)
    assert place is not None
    assert (place.name, place.country, place.parent) == (shown, country, parent)


def test_a_country_is_no_place(known: Registry) -> None:
    assert known.place("China") is None


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Gen. Sergey Shoygu", "sergei-shoigu"),
        ("Joseph R. Biden, Jr.", "joe-biden"),
        ("Volodymyr Zelensky", "volodymyr-zelenskyy"),
        ("Abdel Fattah al-Sisi", "abdel-fattah-el-sisi"),
        ("Kim Jong-un", "kim-jong-un"),
        ("George W. Bush", "george-w-bush"),
        ("George H.W. Bush", "george-hw-bush"),
        ("Aliaksandr Lukashenka", "alexander-lukashenko"),
        ("Secretary of State Antony Blinken", "antony-blinken"),
        ("King Charles", "charles-iii"),
    ],
)
def test_person_by_any_full_name(known: Registry, name: str, key: str) -> None:
    assert [p.key for p in known.persons_named(name)] == [key]


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("Shoigu", {"sergei-shoigu"}),
        ("Lula", {"luiz-inacio-lula-da-silva"}),
        ("Sisi", {"abdel-fattah-el-sisi"}),
        ("Trong", {"nguyen-phu-trong"}),
        ("Bush", {"george-w-bush", "george-hw-bush"}),
        ("von der Leyen", {"ursula-von-der-leyen"}),
        ("Sergei", set()),
    ],
)
def test_person_by_single_name(known: Registry, name: str, keys: set[str]) -> None:
    assert {p.key for p in known.persons_with_family_name(name)} == keys


@pytest.mark.parametrize(
    ("function", "country", "day", "keys"),
    [
        ("defence_minister", "CN", date(2023, 6, 1), ["li-shangfu"]),
        ("defence_minister", "RU", date(2023, 6, 1), ["sergei-shoigu"]),
        ("foreign_minister", "US", date(2023, 6, 1), ["antony-blinken"]),
        ("head_of_government", "IT", date(2021, 6, 1), ["mario-draghi"]),
        ("defence_minister", "CN", date(2023, 11, 15), []),
        ("head_of_state", "CN", date(2060, 1, 1), []),
    ],
)
def test_holders(known: Registry, function: str, country: str, day: date, keys: list[str]) -> None:
    assert [p.key for p in known.holders(function, country, day)] == keys


@pytest.mark.parametrize(
    ("tenure", "day", "answer"),
    [
        (Tenure("mayor", "RU", "2010", "2012-03"), date(2012, 3, 31), True),
        (Tenure("mayor", "RU", "2010", "2012-03"), date(2012, 4, 1), False),
        (Tenure("mayor", "RU", "2010-02-03", None), date(2011, 1, 1), False),
        (Tenure("mayor", "RU", "2010-02-03", None, date(2020, 1, 1)), date(2011, 1, 1), True),
        (Tenure("mayor", "RU", "2010-02-03", None, date(2020, 1, 1)), date(2020, 1, 2), False),
        (Tenure("mayor", "RU"), date(2011, 1, 1), False),
    ],
)
def test_a_tenure_covers_what_is_known_of_it(tenure: Tenure, day: date, answer: bool) -> None:
    assert tenure.covers(day) is answer


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("NATO", "nato"),
        ("the U.N.", "united-nations"),
        ("Xinhua News Agency", "xinhua"),
        ("the Pentagon", "pentagon"),
        ("Al-Jazeera", "al-jazeera"),
        ("WHO", None),
        ("who", None),
        ("is", None),
    ],
)
def test_organization(known: Registry, name: str, key: str | None) -> None:
    found = known.organization(name)
    assert (found.key if found else None) == key


OFFICES = [
    (
        "Chinese State Councilor and Defense Minister",
        "defence_minister",
        "State Councilor and Defense Minister",
        None,
        "CN",
    ),
    ("Minister of National Defense", "defence_minister", "Minister of National Defense", None, None),
    ("China's defense chief", "defence_minister", "defense chief", None, "CN"),
    ("Secretary of Defense", "defence_minister", "Secretary of Defense", None, None),
    ("UK Secretary of State for Defence", "defence_minister", "Secretary of State for Defence", None, "GB"),
    ("US Secretary of State", "foreign_minister", "Secretary of State", None, "US"),
    ("Secretary of State of the United States", "foreign_minister", "Secretary of State", None, "US"),
    ("Vatican Secretary of State", "head_of_government", "Secretary of State", None, "VA"),
    ("Secretary of State for Transport", "minister", "Secretary of State for Transport", None, None),
    ("Assistant Secretary of State for East Asian Affairs", "deputy_minister", None, None, None),
    ("China's top diplomat", "foreign_minister", "top diplomat", None, "CN"),
    ("Foreign Secretary", "foreign_minister", "Foreign Secretary", None, None),
    ("Indian Foreign Secretary", "deputy_minister", "Foreign Secretary", None, "IN"),
    ("Hungarian Minister of Foreign Affairs and Trade", "foreign_minister", None, None, "HU"),
    ("deputy defence minister", "deputy_minister", "deputy defence minister", None, None),
    ("Vice Foreign Minister", "deputy_minister", "Vice Foreign Minister", None, None),
    ("former Prime Minister", "head_of_government", "Prime Minister", "former", None),
    ("ex-secretary of state", "foreign_minister", "secretary of state", "former", None),
    ("then Defense Minister", "defence_minister", "Defense Minister", "former", None),
    ("acting foreign minister", "foreign_minister", "foreign minister", "acting", None),
    ("President-elect", "head_of_state", "President", "designate", None),
    ("newly appointed defense chief", "defence_minister", "defense chief", None, None),
    ("visiting Russian defence minister", "defence_minister", "defence minister", None, "RU"),
    ("Chancellor", "head_of_government", "Chancellor", None, None),
    ("Chancellor of the Exchequer", "finance_minister", "Chancellor of the Exchequer", None, None),
    ("Deputy Prime Minister", "deputy_head_of_government", "Deputy Prime Minister", None, None),
    ("Deputy Prime Minister and Foreign Minister", "foreign_minister", None, None, None),
    ("Crown Prince and Prime Minister", "head_of_government", None, None, None),
    ("Vice President", "deputy_head_of_state", "Vice President", None, None),
    ("President of the Republic of Korea", "head_of_state", "President", None, "KR"),
    ("president of the European Commission", "president_of_commission", "president", None, "EU"),
    ("bank president", None, "bank president", None, None),
    ("president of the club", None, "president of the club", None, None),
    ("deputy chairman of the Security Council", None, "deputy chairman", None, None),
    ("vice-chairman of the Central Military Commission", "vice_chairman_cmc", "vice-chairman", None, "CN"),
    ("vice chairman of China's Central Military Commission", "vice_chairman_cmc", "vice chairman", None, "CN"),
    ("EU foreign policy chief", "high_representative", "foreign policy chief", None, "EU"),
    ("NATO Secretary General", "secretary_general", "NATO Secretary General", None, None),
    ("Kremlin spokesman", "spokesperson", "Kremlin spokesman", None, "RU"),
    ("Prime Minister's spokesman", "spokesperson", "Prime Minister's spokesman", None, None),
    ("special envoy for Ukraine", "special_envoy", "special envoy for Ukraine", None, None),
    ("ambassador to China", "ambassador", "ambassador to China", None, None),
    ("Attorney General", "justice_minister", "Attorney General", None, None),
    ("surgeon general", None, "surgeon general", None, None),
    ("Pakistan army chief", "army_chief", "army chief", None, "PK"),
    ("top U.S. general in Afghanistan", "military_officer", "top general in Afghanistan", None, "US"),
    ("Gen.", "military_officer", "Gen.", None, None),
    ("National People’s Congress chief", "speaker_of_parliament", None, None, None),
    ("senior fellow", None, "fellow", None, None),
]


@pytest.mark.parametrize(("phrase", "function", "title", "standing", "country"), OFFICES, ids=[o[0] for o in OFFICES])
def test_find_office(
    known: Registry, phrase: str, function: str | None, title: str | None, standing: str | None, country: str | None
) -> None:
    found = known.find_office(phrase)
    assert found is not None
    assert (found.function, found.standing, found.country) == (function, standing, country)
    assert title is None or found.title == title


@pytest.mark.parametrize("phrase", ["table", "Moscow", "the meeting", "", "of"])
def test_what_is_no_office(known: Registry, phrase: str) -> None:
    assert known.find_office(phrase) is None


def test_the_body_of_an_office(known: Registry) -> None:
    found = known.find_office("vice chairman of China's Central Military Commission")
    assert found is not None
    assert found.organization == "Central Military Commission"


def test_a_country_known_from_elsewhere_decides(known: Registry) -> None:
    found = known.find_office("supreme leader", country="KP")
    assert found is not None
    assert found.function == "head_of_state"


def test_our_own_data_is_sound(known: Registry) -> None:
    bodies = {t.organization for p in known.persons.values() for t in p.tenures if t.organization}
    assert {b for b in bodies if known.organization(b) is None} == set()
    codes = {t.country for p in known.persons.values() for t in p.tenures} | {
        o.country for o in known.organizations.values()
    }
    assert codes - set(known.countries) == {None}
    for person in known.persons.values():
        assert person in known.persons_named(person.name)


def test_no_one_seat_office_has_two_holders_on_the_days_it_is_asked_for(known: Registry) -> None:
    offices = [
        ("head_of_state", "head_of_government", "foreign_minister", "defence_minister"),
        ("US", "CN", "RU", "GB", "DE", "FR", "JP", "KR", "IN", "UA", "IL", "TR"),
    ]
    days = [date(year, month, 15) for year in range(2012, 2025) for month in (2, 6, 11)]
    twice = {
        (function, country, day, tuple(p.key for p in found))
        for function in offices[0]
        for country in offices[1]
        for day in days
        if len(found := known.holders(function, country, day)) > 1
    }
    assert twice == set()


def test_loads_quickly() -> None:
    registry()
    start = time.process_time()
    assert load_registry().countries
    assert time.process_time() - start < 0.6, "three times what it takes on a slow machine"


def test_a_users_file_adds_and_replaces(write: Callable[[str], Path]) -> None:
    path = write(
        """
        [persons.eduard-shevardnadze]
        name = "Eduard Shevardnadze"
        country = "GE"
        offices = ["head_of_state 1995-11/2003-11-23"]
        [persons.sergei-shoigu]
        name = "Sergey Shoigu"
        country = "RU"
        [organizations]
        hansa = { name = "Hanseatic League", kind = "international" }
        """
    )
    mine = load_registry([path])
    assert [p.key for p in mine.persons_named("Eduard Shevardnadze")] == ["eduard-shevardnadze"]
    assert mine.persons["sergei-shoigu"].name == "Sergey Shoigu"
    assert mine.organization("Hanseatic League") is not None
    assert name_key("Eduard Shevardnadze") not in {name_key(p.name) for p in registry().persons.values()}


def _same(actors: str, more: str = "") -> str:
    return f"[[same-as]]\nactors = [{actors}]\nreason = 'test'\n{more}\n"


def _apart(actors: str) -> str:
    return f"[[cannot-link]]\nactors = [{actors}]\nreason = 'test'\n"


def _events(mentions: str) -> str:
    return f"[[not-same-event]]\nmentions = [{mentions}]\nreason = 'test'\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[persons]\nx = { name = 'X Y', country = 'ZZ' }", "persons.x: unknown country 'ZZ'"),
        ("[persons]\nx = { name = 'X Y', offices = ['king_of_spain 2001/2002'] }", "unknown function 'king_of_spain'"),
        (
            "[persons]\nx = { name = 'X Y', offices = ['mayor 2002/2001'] }",
            "persons.x: office 'mayor 2002/2001' ends before",
        ),
        ("[persons]\nx = { name = 'X Y', offices = ['mayor 2002-13/2003'] }", "persons.x: "),
        ("[persons]\nx = { name = 'X Y', offices = ['mayor since 2002'] }", "is not 'function [from/to]"),
        ("[persons]\nx = { country = 'CN' }", "persons.x: 'name' is missing"),
        ("[persons]\nx = { name = 'X Y', age = 3 }", "persons.x: unknown field age"),
        ("[persons]\nx = { name = 'Sergey Shoigu', country = 'RU' }", "is also a name of"),
        ("[people]\nx = { name = 'X Y' }", "people: unknown table"),
        ("[organizations]\nx = { name = 'X', kind = 'club' }", "organizations.x: kind 'club' is none of"),
        ("same_as = [['one', 'two']]", "same_as: unknown table"),
        ("same-as = [['one', 'two']]", "same-as: must be entries of their own"),
        ("[same-as.x]\nactors = []", "same-as: must be entries of their own"),
        (_same("'Pavel Sorokin', 'P. Sorokin'"), "same-as 1: the registry knows none of these names"),
        (_same("'Pavel Sorokin', 'P. Sorokin'", "country = 'RUS'"), "same-as 1: unknown country 'RUS'"),
        (_same("'Pavel Sorokin'", "country = 'RU'"), "same-as 1: actors must be a list of at least 2"),
        (_same("'Sergey Shoygu', 'sergei-shoigu'"), "same-as 1: two of its actors are one already"),
        (_same("'sergei-shoigu', 'Sergej'"), "the single name 'Sergej' can be anybody"),
        (_same("'sergei-shoigu', 'sergei-shoygu'"), "no actor has the key 'sergei-shoygu'"),
        (_same("'sergei-shoigu', 'xinhua'"), "'xinhua' is the key of an organization"),
        (_same("'sergei-shoigu', 7"), "7 is no actor"),
        (_same("'sergei-shoigu', { name = 'Sergej', age = 7 }"), "is no actor"),
        (_same("'sergei-shoigu', { name = 'Sergej', office = 'tsar' }"), "unknown office 'tsar'"),
        (_same("'sergei-shoigu', { name = 'Sergej', country = 'Russia' }"), "unknown country 'Russia'"),
        (_same("'sergei-shoigu', 'Sergej S.'", "kind = 'state'"), "kind 'state' is unknown"),
        (_same("'sergei-shoigu', 'Sergej S.'", "because = 'x'"), "unknown field because"),
        ("[[same-as]]\nactors = ['sergei-shoigu', 'Sergej S.']", "same-as 1: 'reason' is missing"),
        (
            _same("'sergei-shoigu', 'Sergej S.'") + _apart("'Sergej S.', 'sergei-shoigu'"),
            "cannot-link 1: 'Sergej S.' and 'Sergei Shoigu' are one by a same-as entry",
        ),
        (
            _same("'sergei-shoigu', 'Sergej S.'")
            + _same("'Sergej S.', 'S. Kuz.'", "country = 'RU'")
            + _apart("'sergei-shoigu', 'S. Kuz.'"),
            "cannot-link 1: 'Sergei Shoigu' and 'S. Kuz.' are one by a same-as entry",
        ),
        (_apart("'Li Peng', 'Li Peng'"), "cannot-link 1: both are the same"),
        (_apart("'Li Peng', 'Li Ping', 'Li Pong'"), "cannot-link 1: actors must be a list of exactly 2"),
        (_events("'mention:1', 'mention:2'"), "not-same-event 1: 'mention:1' is no mention"),
        (_events("{ article = 'a' }, { article = 'b', quote = '' }"), "is no mention"),
        (_events("{ article = 'a', quote = 'b' }, { article = 'a', quote = 'b' }"), "a mention is named twice"),
        ("[sites]\nFR = 'Paris'", "sites.FR: must be a list of texts"),
        ("[countries]\nFrance = { name = 'France' }", "countries.France: a country's key"),
        ("as_of = 'today'", "as_of: must be a date"),
        ("[persons", "mine.toml: "),
    ],
)
def test_a_wrong_file_is_named_with_place_and_remedy(write: Callable[[str], Path], text: str, message: str) -> None:
    with pytest.raises(SchemaError) as caught:
        load_registry([write(text)])
    assert message in str(caught.value)
    assert caught.value.remedy


def test_the_corrections_that_our_own_file_shows_are_sound(write: Callable[[str], Path]) -> None:
    comment = schema_file("registry").joinpath("persons_americas.toml").read_text(encoding="utf-8")
    shown = [line[2:] for line in comment.splitlines() if line.startswith("#   ") and not line.startswith("#    ")]
    found = load_registry([write("\n".join(shown))]).corrections
    assert (len(found.groups), len(found.apart), len(found.events)) == (1, 1, 1)


def test_a_correction_changes_nothing_else(write: Callable[[str], Path]) -> None:
    corrected = load_registry([write(_same("'sergei-shoigu', 'Sergej S.'") + _events(f"'{ONE}', '{OTHER}'"))])
    assert corrected.digest == registry().digest
    (group,), (pair,) = corrected.corrections.groups, corrected.corrections.events
    assert ([who.key for who in group.members], group.reason) == (["sergei-shoigu", None], "test")
    assert [pointer.mention for pointer in pair.mentions] == [ONE, OTHER]


def test_an_alias_that_must_not_denote_a_key_is_no_longer_its(write: Callable[[str], Path]) -> None:
    lula = registry().persons_named("Luiz Inácio Lula da Silva")[0]
    assert lula in registry().persons_with_family_name("Lula")
    corrected = load_registry([write(_apart(f"'Lula', '{lula.key}'"))])
    assert corrected.persons_with_family_name("Lula") == ()
    assert corrected.digest != registry().digest


def test_our_own_files_are_read_at_the_first_lookup() -> None:
    found = load_registry()
    assert found.digest
    assert found.corrections == Corrections()
    assert "_index" not in vars(found)
    assert found.country_of("Chinese") == "CN"
    assert "_index" in vars(found)


def test_the_digest_changes_with_our_own_files(ours: Path) -> None:
    assert digest_of(ours) == registry().digest == load_tables(ours).digest
    with (ours / "places.toml").open("a", encoding="utf-8") as file:
        file.write("# a byte is enough\n")
    assert digest_of(ours) == load_tables(ours).digest != registry().digest


def test_our_own_files_are_all_there_and_correct_nothing(ours: Path) -> None:
    """What resolving obeys is known without reading them: so there is none of it in them."""
    with (ours / "places.toml").open("a", encoding="utf-8") as file:
        file.write(_same("'sergei-shoigu', 'Sergej S.'"))
    with pytest.raises(SchemaError, match=r"places\.toml: same-as"):
        load_tables(ours)
    (ours / "places.toml").unlink()
    with pytest.raises(SchemaError, match=r"places\.toml"):
        digest_of(ours)


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    """A copy of our own files."""
    return Path(shutil.copytree(schema_file("registry"), tmp_path / "registry"))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SchemaError, match=r"absent\.toml"):
        load_registry([tmp_path / "absent.toml"])


def test_the_registry_in_use(write: Callable[[str], Path]) -> None:
    path = write("[organizations]\nhansa = { name = 'Hanseatic League', kind = 'international' }")
    try:
        use_registry([path])
        assert registry_files() == (path,)
        assert registry().organization("Hanseatic League") is not None
    finally:
        use_registry([])
    assert registry().organization("Hanseatic League") is None
