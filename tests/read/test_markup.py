import pytest

from kgload.read.markup import facts_of, is_markdown, resolve, split_front_matter
from kgload.read.record import Facts

PARAGRAPH = "Jimmy Carter, Anwar Sadat and Menachem Begin met at Camp David."


@pytest.mark.parametrize(
    ("markdown", "said"),
    [
        ('Jimmy **Carter** met *Sadat* and [Begin](https://x.example/b "x").', ["Jimmy Carter met Sadat and Begin."]),
        ("The &quot;Camp David&quot; accords\\_1 &amp; more", ['The "Camp David" accords_1 & more']),
        ("# Title\n\nText **\\###**", ["Title", "Text ###"]),
        ("one line\nof one paragraph", ["one line of one paragraph"]),
        ("hard break  \nnext line", ["hard break", "next line"]),
        ("a<br>b", ["a", "b"]),
        ("<u>under</u> and <div>", ["under and"]),
        ("- one\n- two\n\n1. three", ["one", "two", "three"]),
        ("> quoted words", ["quoted words"]),
        ("    an indented paragraph", ["an indented paragraph"]),
        ("Para\n----\nnext", ["Para", "next"]),
        ("![a picture](x.png) after", ["after"]),
        ("President\u00a0Carter", ["President Carter"]),
        (f"{PARAGRAPH * 3}\n{PARAGRAPH * 3}", [PARAGRAPH * 3, PARAGRAPH * 3]),
    ],
)
def test_markup_is_resolved(markdown: str, said: list[str]) -> None:
    text, blocks = resolve(markdown)
    assert [text[b.start : b.end] for b in blocks] == said


def test_kinds_of_blocks() -> None:
    _, blocks = resolve("## Heading\n\ntext\n\n- item\n\n  more of the item")
    assert [b.kind for b in blocks] == ["heading", "paragraph", "item", "item"]


def test_front_matter_keeps_dates_as_written() -> None:
    fields, body = split_front_matter(
        "---\npublished_time: 2022-01-27 17:10:27-05:00\ndate: '2022-01-27'\ntitle: \"A\\_B\"\nsource_url: https://x.example/a\n---\n\nText"
    )
    assert facts_of(fields) == Facts(url="https://x.example/a", title="A B", published="2022-01-27T17:10:27-05:00")
    assert body.strip() == "Text"


@pytest.mark.parametrize(
    ("front", "title"),
    [
        ("title: Talks: a beginning\ndate: 2020-01-01", "Talks: a beginning"),
        ("title: [unclosed", "[unclosed"),
        ("- a\n- list", None),
    ],
    ids=["colon", "broken", "no mapping"],
)
def test_broken_front_matter(front: str, title: str | None) -> None:
    fields, _ = split_front_matter(f"---\n{front}\n---\nText")
    assert facts_of(fields).title == title


@pytest.mark.parametrize(
    ("record", "facts"),
    [
        (
            {"publisher": {"name": "The Paper"}, "authors": ["A", {"name": "B"}]},
            Facts(publisher="The Paper", author="A, B"),
        ),
        ({"source": "https://x.example/1"}, Facts(url="https://x.example/1")),
        ({"source": "The Paper"}, Facts(publisher="The Paper")),
        ({"date": "9/11/2023", "published_at": "2023-11-09"}, Facts(published="2023-11-09")),
        ({"url": "javascript:alert(1)", "title": 7, "author": "None"}, Facts()),
        ({"title": "Two\nlines &amp; more"}, Facts(title="Two lines & more")),
    ],
)
def test_facts_by_their_usual_names(record: dict[str, object], facts: Facts) -> None:
    assert facts_of(record) == facts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# Title\n\nText", True),
        ("See [it](https://x.example).", True),
        ("---\na: b\n---\nText", True),
        ("#Kyiv is a tag. 3 * 4 = 12", False),
    ],
)
def test_is_markdown(text: str, expected: bool) -> None:
    assert is_markdown(text) is expected
