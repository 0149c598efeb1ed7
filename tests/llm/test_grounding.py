"""What a model says is held against the article: nothing that does not stand there gets in."""

from __future__ import annotations

import json
from typing import Any

import pytest

from extract.articles import article
from kgload.llm.answer import MOST_EVENTS, WrongAnswerError, read_answer
from kgload.llm.grounding import Grounding
from kgload.llm.prompt import LONGEST, parts
from kgload.model import EventMention, Extraction

SENTENCE = "Chinese Defence Minister Li Shangfu met Russian President Vladimir Putin in Moscow on Sunday."
TEXT = f"{SENTENCE}\n\nHe will visit Belarus on Monday, officials said."
LI = {
    "text": "Li Shangfu", "role": "attendee", "kind": "person", "name": "Li Shangfu",
    "office": "Chinese Defence Minister",
}  # fmt: skip
PUTIN = {"text": "Vladimir Putin", "role": "attendee", "kind": "person", "name": "Vladimir Putin"}
MET: dict[str, Any] = {
    "type": "meeting", "status": "occurred", "quote": SENTENCE, "trigger": "met", "time": "Sunday", "place": "Moscow",
    "participants": [LI, PUTIN],
}  # fmt: skip


def grounded(*events: object, text: str = TEXT) -> Extraction:
    made = Grounding(article(text, published="2023-04-18"), "llm:model")
    for told in read_answer(json.dumps({"events": events})):
        made.add(told)
    return made.extraction()


def only(found: Extraction) -> EventMention:
    (event,) = found.events
    return event


def test_what_stands_there_is_a_mention() -> None:
    found = grounded(MET)
    event = only(found)
    assert (event.type, event.status, event.extractor, event.rule) == ("meeting", "occurred", "llm:model", "llm")
    assert TEXT[event.start : event.end] == event.quote == SENTENCE
    assert TEXT[event.trigger.start : event.trigger.end] == "met"
    assert (str(event.time.earliest), event.time.precision, event.time.anchor) == ("2023-04-16", "day", "published")
    assert event.place is not None
    assert (event.place.name, event.place.country) == ("Moscow", "RU")
    li, putin = (found.actor(argument.actor) for argument in event.arguments)
    assert (li.name, li.office, li.function, li.country) == ("Li Shangfu", "Defence Minister", "defence_minister", "CN")
    assert (putin.name, putin.country) == ("Vladimir Putin", "RU")
    assert all(TEXT[span.start : span.end] == span.text for actor in found.actors for span in actor.spans)
    assert found.issues == ()


def test_a_pronoun_stands_for_a_name_of_the_article() -> None:
    visit = {
        "type": "visit", "status": "planned", "quote": "He will visit Belarus on Monday, officials said.",
        "trigger": "visit", "time": "on Monday", "place": "Belarus",
        "participants": [{**LI, "text": "He", "role": "guest"}],
    }  # fmt: skip
    found = grounded(MET, visit)
    event = found.events[1]
    assert (event.arguments[0].text, str(event.time.earliest)) == ("He", "2023-04-24")
    assert event.arguments[0].actor == found.events[0].arguments[0].actor


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"quote": "Li Shangfu met Joe Biden in Moscow."}, id="a quote that is not there"),
        pytest.param({"quote": "Defence Minister Li Shangfu met Russian President Vlad"}, id="a quote cut in a word"),
        pytest.param({"trigger": "shook hands"}, id="a trigger that is not there"),
        pytest.param({"participants": [LI, {**PUTIN, "text": "Joe Biden"}]}, id="a participant not in the quote"),
        pytest.param({"participants": [LI, {**PUTIN, "text": "officials"}]}, id="a participant of another sentence"),
        pytest.param({"participants": [LI, {**PUTIN, "name": "Joe Biden"}]}, id="a name that is not there"),
        pytest.param({"participants": [{**LI, "office": "Foreign Minister"}]}, id="an office that is not there"),
        pytest.param({"participants": [{**PUTIN, "name": None}]}, id="neither name nor office"),
        pytest.param({"participants": [{**PUTIN, "kind": "state"}]}, id="a state that is none"),
        pytest.param({"type": "assassination"}, id="a type that is not in the list"),
        pytest.param({"status": "certain"}, id="a status that is none"),
        pytest.param({"participants": [{**LI, "role": "spy"}]}, id="a role that the type has not"),
        pytest.param({"participants": []}, id="nobody"),
        pytest.param({"date": "2023-04-16"}, id="a date of the model's own"),
        pytest.param({"quote": 7}, id="no text"),
        pytest.param({"quote": "x" * 5000}, id="a very long text"),
    ],
)
def test_what_does_not_is_an_issue(changes: dict[str, object]) -> None:
    found = grounded({**MET, **changes})
    assert (found.events, found.actors, len(found.issues)) == ((), (), 1)
    assert found.issues[0].code in ("llm_event", "llm_ungrounded")
    assert len(found.issues[0].message) < 400


def test_a_wrong_event_takes_nothing_from_the_others() -> None:
    found = grounded("nonsense", {**MET, "type": "coup"}, MET)
    assert only(found).type == "meeting"
    assert [issue.code for issue in found.issues] == ["llm_event", "llm_event"]


def test_a_quote_that_stands_there_twice_is_of_neither() -> None:
    found = grounded(MET, text=f"{SENTENCE}\n\n{SENTENCE}")
    assert (found.events, [issue.code for issue in found.issues]) == ((), ["llm_ungrounded"])


def test_the_same_event_twice_is_one() -> None:
    found = grounded(MET, MET)
    assert only(found).type == "meeting"
    assert [issue.code for issue in found.issues] == ["llm_ungrounded"]


def test_two_events_of_one_sentence() -> None:
    sentence = "Vladimir Putin met Li Shangfu on Monday and met Wang Yi on Tuesday."
    wang = {"text": "Wang Yi", "role": "attendee", "kind": "person", "name": "Wang Yi"}
    first = {**MET, "quote": sentence, "time": "Monday", "place": None, "participants": [PUTIN, {**LI, "office": None}]}
    found = grounded(first, {**first, "time": "Tuesday", "participants": [PUTIN, wang]}, text=sentence)
    assert [str(event.time.earliest) for event in found.events] == ["2023-04-17", "2023-04-18"]
    assert len({event.id for event in found.events}) == 2


@pytest.mark.parametrize("words", ["2023-04-16", "last Friday", "soon"])
def test_time_words_that_the_quote_has_not_are_no_time(words: str) -> None:
    found = grounded({**MET, "time": words})
    assert only(found).time.earliest is None
    assert [issue.code for issue in found.issues] == ["llm_time"]


def test_white_space_may_differ_and_spans_are_code_points() -> None:
    text = f"“Çok iyi” 🇹🇷 said.\n\n{SENTENCE.replace(' met ', chr(10) + 'met ')}"
    event = only(grounded(MET, text=text))
    assert text[event.start : event.end] == event.quote
    assert "\nmet" in event.quote


def test_boilerplate_is_neither_sent_nor_quoted() -> None:
    made = article(TEXT, published="2023-04-18", kind="boilerplate")
    assert parts(made) == []
    grounding = Grounding(made, "llm:model")
    (told,) = read_answer(json.dumps({"events": [MET]}))
    grounding.add(told)
    assert grounding.extraction().events == ()


@pytest.mark.parametrize("content", ["", "Sure! Here it is:", "[]", '{"events": {}}', "{", "[" * 100_000, "null"])
def test_what_is_no_answer(content: str) -> None:
    with pytest.raises(WrongAnswerError):
        read_answer(content)


def test_a_flood_is_no_answer() -> None:
    with pytest.raises(WrongAnswerError, match="at most"):
        read_answer('{"events": [' + "{}," * MOST_EVENTS + "{}]}")


def test_a_long_article_goes_in_parts_and_none_holds_its_marker() -> None:
    paragraph = "They talked. " * 100
    found = parts(article("\n\n".join([paragraph] * 40)))
    assert len(found) > 1
    assert max(len(part.text) for part in found) <= LONGEST + 2
    for part in found:
        first, *_, last = part.messages()[1]["content"].splitlines()
        assert first == last
        assert first not in part.text
