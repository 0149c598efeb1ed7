import pytest

from kgload.read.feed import feed_drafts, is_feed

ONE = """## Begin and Sadat share the peace prize
 - https://paper.example/1978/prize
 - date published: 1978-10-27 11:00:00+00:00

The two leaders were honoured for the Camp David accords.
"""
MANY = """# Source:The Paper - News From Somewhere, URL:https://paper.example/rss, language:en-us

## Carter brokers a peace
 - [https://paper.example/a](https://paper.example/a)
 - RSS feed: $source
 - date published: 1978-09-17T23:00:00+00:00

Two frameworks were signed at the White House.

## Treaty signed in Washington
 - [https://paper.example/b](https://paper.example/b)
 - date published: 1979-03-26T20:00:00+00:00
 - author: The newsroom

Sadat and Begin signed on the lawn.
"""


def test_one_section_is_the_file() -> None:
    (draft,) = feed_drafts(ONE, ONE.encode())
    assert draft.data == ONE.encode()
    assert draft.facts.url == "https://paper.example/1978/prize"
    assert draft.facts.published == "1978-10-27T11:00:00+00:00"
    assert draft.text.splitlines()[0] == draft.facts.title == "Begin and Sadat share the peace prize"


def test_each_section_with_a_url_is_an_article() -> None:
    first, second = feed_drafts(MANY, MANY.encode())
    assert (first.facts.title, first.facts.publisher, first.facts.language) == (
        "Carter brokers a peace",
        "The Paper",
        "en-us",
    )
    assert (second.facts.url, second.facts.author) == ("https://paper.example/b", "The newsroom")
    assert first.data in MANY.encode()
    assert first.data != second.data
    assert "Treaty" not in first.text
    assert (first.place, second.place) == ("line 3", "line 10")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (ONE, True),
        (MANY, True),
        ("Notes taken from a feed.\n\n" + ONE, True),
        ("## Agenda\n- trade\n- security\n\nThe leaders met.", False),
        ("---\ntitle: x\n---\n" + ONE, False),
        ("A paragraph.\n\nAnother one.\n\nA third one.\n\nAnd a fourth.\n\n## Links\n- https://paper.example/", False),
    ],
    ids=["one", "many", "with a note", "ordinary list", "front matter", "links at the end"],
)
def test_is_feed(text: str, expected: bool) -> None:
    assert is_feed(text) is expected
