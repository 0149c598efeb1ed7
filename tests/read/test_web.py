import pytest

from kgload.errors import RecordError
from kgload.read.record import Facts
from kgload.read.web import MAX_HTML, html_draft, is_html

BODY = """<nav><ul><li><a href="/">Home</a></li><li><a href="/w">World</a></li></ul></nav>
<main><article><h1>Reagan and Gorbachev meet in Geneva</h1>
<p>GENEVA (AP) — U.S. President Ronald Reagan and Soviet leader Mikhail Gorbachev met for the first time on Tuesday,
the White House said.</p>
<p>The two men talked alone by a fire, with interpreters only, for more than an hour; a quarter had been planned.</p>
<h2>Arms control</h2>
<p>Both sides said after the first day that they would go on talking about strategic arms.</p></article></main>
<aside><h3>Most read</h3><ul><li><a href="/x">Another story about something else</a></li></ul></aside>
<footer>© 1985 The Paper. All rights reserved.</footer>"""
LINKED = """<script type="application/ld+json">{"@graph": [{"@type": "WebSite", "name": "The Paper"},
{"@type": ["NewsArticle"],
"headline": "Reagan &amp; Gorbachev meet", "datePublished": "1985-11-19T20:00:00+01:00", "dateModified": "1985-11-20",
"author": [{"name": "The newsroom"}],
"publisher": {"name": "The Paper"},
"mainEntityOfPage": {"@id": "https://paper.example/geneva"}}]}</script>"""
META = """<title>Reagan and Gorbachev meet | World News | The Paper</title><link rel="canonical" href="https://paper.example/c">
<meta property="article:published_time" content="1985-11-19T20:00:00Z"><meta name="author" content="The newsroom">"""


def draft_of(head: str, body: str = BODY) -> Facts:
    return html_draft(f"<html lang='en-GB'><head>{head}</head><body>{body}</body></html>", b"", "a.html").facts


def test_json_ld_comes_first() -> None:
    assert draft_of(LINKED + META) == Facts(
        url="https://paper.example/geneva",
        title="Reagan & Gorbachev meet",
        publisher="The Paper",
        author="The newsroom",
        published="1985-11-19T20:00:00+01:00",
        updated="1985-11-20",
        language="en-GB",
    )


def test_meta_tags_and_the_title() -> None:
    facts = draft_of(META)
    assert (facts.url, facts.published, facts.author) == (
        "https://paper.example/c",
        "1985-11-19T20:00:00+00:00",
        "The newsroom",
    )
    assert (facts.title, facts.publisher) == ("Reagan and Gorbachev meet in Geneva", None)


def test_broken_json_ld_is_passed_over() -> None:
    assert draft_of("<script type='application/ld+json'>{broken</script>" + META).url == "https://paper.example/c"


def test_text_is_the_article_a_paragraph_a_block() -> None:
    draft = html_draft(f"<html><body>{BODY}</body></html>", b"", "a.html")
    said = [draft.text[b.start : b.end] for b in draft.blocks]
    assert said[0] == "Reagan and Gorbachev meet in Geneva"
    assert said[1].startswith("GENEVA (AP) — U.S. President")
    assert said[-1].endswith("strategic arms.")
    assert not any("Most read" in line or "rights reserved" in line for line in said)


def test_a_date_in_the_page_is_found_whatever_the_day_of_the_run() -> None:
    assert draft_of("<meta name='date' content='2031-02-03'>").published == "2031-02-03"


def test_an_ambiguous_date_is_none() -> None:
    assert draft_of("<meta name='date' content='9/11/2023'>").published is None


def test_htmldate_finds_a_dated_line() -> None:
    assert draft_of("", "<span class='date'>Published: Nov 19, 1999 09:37 PM</span>" + BODY).published == "1999-11-19"


@pytest.mark.parametrize("page", ["<html><body></body></html>", "<html>" + "<div>" * 30_000, "<html><p>\x00</p>"])
def test_a_page_without_text_is_an_empty_draft(page: str) -> None:
    assert not html_draft(page, b"", "a.html").text.strip("\ufffd \n")


def test_a_vast_page_is_refused() -> None:
    with pytest.raises(RecordError) as caught:
        html_draft("<p>" * (MAX_HTML // 3 + 1), b"", "a.html")
    assert caught.value.code == "too_large"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<!DOCTYPE html><p>x", True),
        (" <HTML>", True),
        ("<p>One.</p><p>Two.</p>", True),
        ("<u>Members</u> of the delegation", False),
        ("a < b", False),
    ],
)
def test_is_html(text: str, expected: bool) -> None:
    assert is_html(text) is expected
