"""Ids are content-derived, injective and never change: graphs that exist hold them."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgload import ids

DAY = date(2023, 4, 16)
IDS = (
    ("mint", ids.mint("kind", "a", 1, None, ["b"]), "kind:1sa6ogifp2fn67yp2a4ffgpgidn"),
    ("by url", ids.article_id("https://a.example/1", "demo", "1.txt"), "article:1jbtzijvysxdd2zq2huds2rw7gt"),
    ("by path", ids.article_id(None, "demo", "1.txt"), "article:1ws4dfaj7wriz2y63dhyvvgwm6k"),
    ("an empty url is none", ids.article_id("", "demo", "1.txt"), "article:1ws4dfaj7wriz2y63dhyvvgwm6k"),
    ("version", ids.version_id("article:1a", "f" * 64), "version:1kuk5l6utiizgfbk3kansvc2gdl"),
    ("actor mention", ids.actor_mention_id("version:1a", "person", 3, 8), "actor-mention:1owm4xasrokceulznnmjqkr2fcg"),
    ("mention", ids.mention_id("version:1a", "meeting", 3, 8), "mention:12rbygzvjir3dlluy7fkadkpfof"),
    ("second mention", ids.mention_id("version:1a", "meeting", 3, 8, 1), "mention:1rdu76hr2oaarvgx4sqx647l43t"),
    ("actor", ids.actor_id("person", "li shangfu", "CN"), "actor:177pt5zf2ckurqkqc3dwdexp3u3"),
    ("registered actor", ids.registered_actor_id("li-shangfu"), "actor:li-shangfu"),
    ("same-as", ids.same_actor_id("person", ["b", "a"], "CN"), "actor:1d2ma46wxl56tbncv34hg5mjjmz"),
    ("namesake", ids.namesake_id("person", "li wei", "CN", "spokesperson"), "actor:1g5bpdvdknqurlaseky435nd53r"),
    ("unnamed", ids.unnamed_actor_id("event:1a", "defense minister"), "actor:1x7ve7cl3lt4xxspiytyyntkciz"),
    ("state", ids.state_id("CN"), "actor:state-cn"),
    ("office", ids.office_id("defense_minister", None, "RU"), "office:1gtxmo6ndlltej4kugqx6ba3rmx"),
    ("tenure", ids.tenure_id("actor:1a", "office:1a", DAY, 1), "tenure:1wpwgjelmdfhmnwo2ag6pfplglk"),
    ("tenure without a start", ids.tenure_id("actor:1a", "office:1a", None), "tenure:15pmclbudlcbmr4hfsrv6e4ajuh"),
    ("place", ids.place_id("Moscow", "RU"), "place:1p54dbdc4z655enad4fpz7x4jbm"),
    ("letters of any alphabet", ids.place_id("Zürich", "CH"), "place:14crmchdtvdvmpiduv6hcc5aj4c"),
    ("event", ids.event_id("meeting", ["b", "a"], DAY, None, "RU", None, 0), "event:1zupacclsgjajedd6iawjdbnlwi"),
    ("undated event", ids.event_id("visit", ["a"], None, None, None, "m", 2), "event:1eycjk5z6fq6l5szlfqcy7u7spm"),
    ("extractor", ids.extractor_id("events", "0.1.0"), "extractor:1yynocr3ai7g7abr7isjvnamrpo"),
    ("run", ids.run_id("2024-01-01", "host", 7), "run:1cdjzwult6j2f5np2ht57p23icw"),
    ("iri", ids.iri("event:1a"), "urn:kgload:event:1a"),
    ("block of a name", ids.name_block_id("person", "li wei"), "name|person|li wei"),
    ("block of a month", ids.event_block_id("meeting", "2023-04"), "event|meeting|2023-04"),
    ("block without a time", ids.event_block_id("meeting", None), "event|meeting|none"),
    ("block of what is left over", ids.TIDY_BLOCK, "tidy"),
    ("lease", ids.lease_id("demo"), "lease|demo"),
)  # fmt: skip
PARTS = st.lists(st.none() | st.integers() | st.text() | st.lists(st.text(), max_size=3), max_size=4)


@pytest.mark.parametrize(("made", "expected"), [pytest.param(made, is_, id=case) for case, made, is_ in IDS])
def test_an_id_never_changes(made: str, expected: str) -> None:
    assert made == expected


@given(PARTS, PARTS)
def test_no_two_lists_of_parts_share_an_id(one: list[ids.Part], other: list[ids.Part]) -> None:
    assert (ids.mint("kind", *one) == ids.mint("kind", *other)) == (one == other)
    assert ids.mint("kind", *one) != ids.mint("other", *one)


def test_the_form_of_an_id() -> None:
    assert re.fullmatch(r"kind:1[a-z2-7]{26}", ids.mint("kind", "a"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(["a", "b"], ["b", "a"], id="order"),
        pytest.param(iter(["a", "b"]), ["b", "a"], id="an iterator"),
    ],
)
def test_a_set_of_persons_has_no_order(one: list[str], other: list[str]) -> None:
    assert ids.event_id("call", one, DAY, DAY, None, None, 0) == ids.event_id("call", other, DAY, DAY, None, None, 0)


def test_an_iri_leads_back() -> None:
    assert ids.from_iri(ids.iri("event:1a")) == "event:1a"
    with pytest.raises(ValueError, match=r"not a kgload IRI: https://news\.example/1"):
        ids.from_iri("https://news.example/1")
