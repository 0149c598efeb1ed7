"""A user's corrections of who is who: obeyed for the mentions that they are about, and for no others."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgload import ids
from kgload.model import ActorKind
from kgload.names import name_key
from kgload.registry import load_registry
from kgload.resolve.actors import resolve_names
from kgload.resolve.corrected import lines
from kgload.resolve.known import KnownActors
from kgload.resolve.records import ActorRow, Naming
from resolve.test_actors import row

SHOIGU = "actor:sergei-shoigu"
ZHANG = "actor:zhang-youxia"


def named(tmp_path: Path, text: str, *rows: ActorRow) -> Naming:
    """What the rows of each name come to with this registry file, as resolving does it: name by name."""
    file = tmp_path / "mine.toml"
    file.write_text(text, encoding="utf-8")
    known = KnownActors(load_registry([file]))
    namings = [resolve_names([r for r in rows if r.key == key], known) for key in sorted({r.key for r in rows})]
    return Naming(
        tuple({actor.id: actor for naming in namings for actor in naming.actors}.values()),
        tuple(sorted((link for naming in namings for link in naming.denotations), key=lambda link: link.subject)),
        tuple(issue for naming in namings for issue in naming.issues),
    )


def links(naming: Naming) -> dict[str, tuple[str, str]]:
    return {link.subject: (link.actor, link.reason) for link in naming.denotations}


def plain(name: str, country: str | None) -> str:
    return ids.actor_id("person", name_key(name), country)


def test_another_name_of_a_known_person(tmp_path: Path) -> None:
    text = '[[same-as]]\nactors = ["Sergej K. Sch.", "sergei-shoigu"]\nreason = "a caption"'
    found = links(named(tmp_path, text, row("a", "Sergej K. Sch.", "RU"), row("b", "Sergei Shoigu", "RU")))
    assert found == {"a": (SHOIGU, "same-as: a caption"), "b": (SHOIGU, "registry")}


def test_names_that_nobody_knows(tmp_path: Path) -> None:
    text = '[[same-as]]\nactors = ["Pavel Sorokin", "P. Yu. Sorokin"]\ncountry = "RU"\nreason = "r"'
    rows = row("a", "Pavel Sorokin", "RU"), row("b", "P. Yu. Sorokin"), row("c", "Pavel Sorokin", "BY")
    naming = named(tmp_path, text, *rows)
    found = links(naming)
    assert found["a"] == found["b"]
    assert found["c"] == (plain("Pavel Sorokin", "BY"), "name and country")
    (actor,) = (actor for actor in naming.actors if actor.id == found["a"][0])
    assert (actor.name, actor.country) == ("Pavel Sorokin", "RU")


def test_a_single_name_with_its_office(tmp_path: Path) -> None:
    text = '[[same-as]]\nactors = ["zhang-youxia", { name = "Zhang", office = "vice_chairman_cmc" }]\nreason = "r"'
    naming = named(tmp_path, text, row("a", "Zhang", "CN", function="vice_chairman_cmc"), row("b", "Zhang", "CN"))
    assert links(naming) == {"a": (ZHANG, "same-as: r")}
    assert [issue.code for issue in naming.issues] == ["unresolved_name"]


def test_two_known_are_one_with_the_names_of_both(tmp_path: Path) -> None:
    text = '[[same-as]]\nactors = ["sergei-shoigu", "zhang-youxia"]\nreason = "r"'
    naming = named(tmp_path, text, row("a", "Sergei Shoigu", "RU"), row("b", "Zhang Youxia", "CN"))
    assert {link[0] for link in links(naming).values()} == {SHOIGU}
    (actor,) = naming.actors
    assert (actor.name, {"zhang", "shoigu"} <= set(actor.names)) == ("Sergei Shoigu", True)


def test_entries_that_share_a_name_are_one_group(tmp_path: Path) -> None:
    text = """
    [[same-as]]
    actors = ["Pavel Sorokin", "P. Yu. Sorokin"]
    country = "RU"
    reason = "one"
    [[same-as]]
    actors = ["P. Yu. Sorokin", "Paul Sorokin"]
    country = "RU"
    reason = "two"
    """
    found = links(named(tmp_path, text, row("a", "Pavel Sorokin", "RU"), row("b", "Paul Sorokin", "RU")))
    assert found["a"] == found["b"]
    assert found["a"][1] == "same-as: one; two"


def test_a_name_that_must_not_denote_a_key(tmp_path: Path) -> None:
    text = '[[cannot-link]]\nactors = ["Zhang Youxia", "zhang-youxia"]\nreason = "a painter"'
    found = links(named(tmp_path, text, row("a", "Zhang Youxia", "CN"), row("b", "Sergei Shoigu", "RU")))
    assert found["a"] == (plain("Zhang Youxia", "CN"), "name and country")
    assert found["b"][0] == SHOIGU


def test_a_name_that_must_not_denote_a_key_where_another_office_is_given(tmp_path: Path) -> None:
    text = '[[cannot-link]]\nactors = [{ name = "Zhang Youxia", office = "mayor" }, "zhang-youxia"]\nreason = "r"'
    rows = row("a", "Zhang Youxia", "CN", function="mayor"), row("b", "Zhang Youxia", "CN")
    found = links(named(tmp_path, text, *rows))
    assert (found["a"][0], found["b"][0]) == (plain("Zhang Youxia", "CN"), ZHANG)


def test_two_of_one_name_and_country(tmp_path: Path) -> None:
    text = """
    [[cannot-link]]
    actors = [{ name = "Li Wei", office = "mayor" }, { name = "Li Wei", office = "governor" }]
    reason = "two people"
    """
    rows = [row(office, "Li Wei", "CN", function=office) for office in ("mayor", "governor", "envoy")]
    naming = named(tmp_path, text, *rows)
    found = links(naming)
    assert found.keys() == {"mayor", "governor"}
    assert found["mayor"][0] != found["governor"][0]
    assert found["mayor"][1] == "cannot-link: two people"
    assert [issue.code for issue in naming.issues] == ["unresolved_name"]


def test_the_known_one_of_two_of_one_name_is_who_held_the_office(tmp_path: Path) -> None:
    text = """
    [[cannot-link]]
    actors = [{ name = "Zhang Youxia" }, { name = "Zhang Youxia", office = "mayor" }]
    reason = "r"
    """
    rows = [row(office, "Zhang Youxia", "CN", function=office) for office in ("mayor", "vice_chairman_cmc", "envoy")]
    found = links(named(tmp_path, text, *rows))
    assert (found["vice_chairman_cmc"][0], found["envoy"][0]) == (ZHANG, ZHANG)
    assert found["mayor"][0] not in (ZHANG, plain("Zhang Youxia", "CN"))


@pytest.mark.parametrize(("kind", "joined"), [("organization", True), ("person", False)])
def test_organisations_are_corrected_as_organisations(tmp_path: Path, kind: ActorKind, joined: bool) -> None:
    text = '[[same-as]]\nactors = ["Wire of Examples", "xinhua"]\nkind = "organization"\nreason = "r"'
    found = links(named(tmp_path, text, row("a", "Wire of Examples", kind=kind)))
    assert (found["a"][0] == "actor:xinhua") is joined


@pytest.mark.parametrize(
    "names", ['"Sergei Shoigu", "Shoigu"', '"Shoigu", "Sergei Shoigu"'], ids=["own first", "own last"]
)
def test_two_names_of_one_known_person_told_apart(tmp_path: Path, names: str) -> None:
    text = f'[[cannot-link]]\nactors = [{names}]\nreason = "r"'
    naming = named(tmp_path, text, row("a", "Sergei Shoigu", "RU"), row("b", "Shoigu", "RU"))
    assert links(naming) == {"a": (SHOIGU, "registry")}
    assert [(issue.code, issue.article, issue.start) for issue in naming.issues] == [
        ("unresolved_name", "article b", 0)
    ]


@pytest.mark.parametrize("turned", [False, True], ids=["as written", "turned round"])
def test_the_entry_that_says_most_decides(tmp_path: Path, turned: bool) -> None:
    entries = [
        '[[same-as]]\nactors = ["zhang-youxia", { name = "Pavel Sorokin", country = "CN" }]\nreason = "country"\n',
        '[[same-as]]\nactors = ["sergei-shoigu", { name = "Pavel Sorokin", country = "RU", office = "mayor" }]\n'
        'reason = "office"\n',
    ]
    rows = [row("cn", "Pavel Sorokin", "CN"), row("mayor", "Pavel Sorokin", function="mayor")]
    found = links(named(tmp_path, "".join(reversed(entries) if turned else entries), *rows))
    assert found == {"cn": (ZHANG, "same-as: country"), "mayor": (SHOIGU, "same-as: office")}


def test_a_group_of_nobody_known_is_found_by_all_of_its_names(tmp_path: Path) -> None:
    text = '[[same-as]]\nactors = ["Pavel Sorokin", "P. Yu. Sorokin", "Sorok"]\ncountry = "RU"\nreason = "r"'
    (actor,) = named(tmp_path, text, row("a", "P. Yu. Sorokin", "RU")).actors
    parts = sorted(f"{name_key(name)}|RU|" for name in ("Pavel Sorokin", "P. Yu. Sorokin", "Sorok"))
    assert (actor.id, actor.kind) == (ids.same_actor_id("person", parts, "RU"), "person")
    assert {"pavel sorokin", "p. yu. sorokin"} <= set(actor.names)
    assert "sorok" not in actor.names


def test_two_of_one_name_in_two_countries(tmp_path: Path) -> None:
    text = """
    [[cannot-link]]
    actors = [
      { name = "Li Wei", office = "mayor", country = "CN" }, { name = "Li Wei", office = "mayor", country = "SG" },
    ]
    reason = "two people"
    """
    rows = [row(country, "Li Wei", country, function="mayor") for country in ("CN", "SG")]
    found = links(named(tmp_path, text, *rows, row("no", "Li Wei", "US", function="mayor")))
    assert found == {
        code: (ids.namesake_id("person", name_key("Li Wei"), code, "mayor"), "cannot-link: two people")
        for code in ("CN", "SG")
    }


def test_what_a_correction_concerns_and_how_it_is_remembered(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(
        '[[same-as]]\nactors = ["xinhua", "Wire of Examples"]\nkind = "organization"\nreason = "r"\n'
        '[[cannot-link]]\nactors = ["Zhang Youxia", "zhang-youxia"]\nreason = "a painter"\n',
        encoding="utf-8",
    )
    (same, blocks), (apart, others) = lines(load_registry([file])).items()
    assert (same.split()[0], apart.split()[0]) == ("same-as", "cannot-link")
    assert {ids.name_block_id("organization", name_key(name)) for name in ("Xinhua", "Wire of Examples")} <= blocks
    assert ids.name_block_id("person", name_key("Zhang Youxia")) in others
    assert all(block.startswith("name|organization|") for block in blocks)
