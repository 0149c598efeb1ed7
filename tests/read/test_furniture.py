import pytest

from kgload.read.furniture import byline, is_caption, is_masthead, is_notice, is_person_like, is_trail, tail

NOTICES = """\
Share:
PDF View
Facebook
×
TAGGED: ,
Share this Article
Leave a Reply
Continue reading...
\\###
###
-30-
* * *
Your email address will not be published. Required fields are marked *
Read more: what the treaty says
#LEE
politicsNews
We use cookies to improve your experience on this site.
Sign up for our free newsletter and never miss a story.
AA
Get our morning and afternoon news emails, free app or daily news podcast
UK politics live – latest updates
3 min read
© 2022 The Paper. All rights reserved.
This article was first published in 1945.
Forgot your password? Get help
For immediate release
A password will be e-mailed to you.
Previous articleEarthquake Shakes the Coast
Reporting by our bureau; Editing by the desk
"""
SENTENCES = """\
He did not elaborate.
Like our neighbours, we want peace, Willy Brandt said in Warsaw.
Support for the treaty grew.
Advertising revenue was not discussed at the talks, the ministry said.
Privacy was discussed by the two foreign ministers in Brussels.
Copyright was on the agenda when Bill Clinton met Jiang Zemin in Washington.
The email address was that of the ministry, he told reporters.
"""


@pytest.mark.parametrize("text", NOTICES.splitlines())
def test_notices(text: str) -> None:
    assert is_notice(text)


@pytest.mark.parametrize("text", SENTENCES.splitlines())
def test_sentences_are_no_notices(text: str) -> None:
    assert not is_notice(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("China Russia Photo:VCG", True),
        ("Photo by Pool / AFP", True),
        ("File photo of Mikhail Gorbachev. (Reuters)", True),
        (
            "FILE - Ronald Reagan, left, and Mikhail Gorbachev shake hands in Geneva, Nov. 19, 1985. (AP Photo/Pool)",
            True,
        ),
        ("Ronald Reagan greets Mikhail Gorbachev at Reykjavik in October 1986. [Photo/Xinhua]", True),
        ("Reagan and Gorbachev at Hofdi House in Reykjavik, Iceland. /Xinhua", True),
        ("In this photo released by the Kremlin, Boris Yeltsin meets Bill Clinton.", True),
        ("He addressed the forum in Davos (via video link).", False),
        ("Reagan met Gorbachev in Reykjavik, Reuters reported.", False),
        ("The photos of the meeting were published on Monday, the Kremlin said.", False),
    ],
)
def test_captions(text: str, expected: bool) -> None:
    assert is_caption(text) is expected


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("By Martha Gellhorn", "Martha Gellhorn"),
        ("By Martha Gellhorn in Madrid", "Martha Gellhorn"),
        ("BY MARTHA GELLHORN, COLLIER'S", "MARTHA GELLHORN"),
        ("Written by Martha Gellhorn | Updated 12:00", "Martha Gellhorn"),
        ("Editor: Martha Gellhorn", "Martha Gellhorn"),
        ("By Bob Woodward and Carl Bernstein", "Bob Woodward and Carl Bernstein"),
        ("By train to Kyiv: a visit", None),
        ("By the end of the talks, both had agreed on a text.", None),
        ("by President Richard Nixon", None),
    ],
)
def test_bylines(line: str, author: str | None) -> None:
    assert byline(line) == author


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Martha Gellhorn", True), ("In Brussels", False), ("World news", False), ("J. Edgar Hoover", True)],
)
def test_person_like(text: str, expected: bool) -> None:
    assert is_person_like(text) is expected


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Leave a Reply", "comments"),
        ("12 comments", "comments"),
        ("Latest Articles", "others"),
        ("Related:", "others"),
        ("Most read", "others"),
        ("You may also like", "others"),
        ("Source:", "others"),
        ("More from this section", "others"),
        ("Operating military hotlines", None),
        ("More arms for Ukraine", None),
        ("Latest talks fail to end the war", None),
    ],
)
def test_tails(text: str, kind: str | None) -> None:
    assert tail(text) == kind


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Home > Topics > Top Stories", True),
        ("Diplomacy | Southeast Asia", True),
        ("Nixon lands in Peking | World News", False),
        ("Nixon lands in Peking", False),
    ],
)
def test_trails(text: str, expected: bool) -> None:
    assert is_trail(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ministry of Foreign Affairs of the People's Republic of China", True),
        ("U.S. Department of Defense", True),
        ("An official website of the United States Government", True),
        ("Presidencia de la Nación", True),
        ("Ministry of Defence denies that Zhukov met Eisenhower", False),
        ("Embassy of Japan opens", False),
    ],
)
def test_mastheads(text: str, expected: bool) -> None:
    assert is_masthead(text) is expected
