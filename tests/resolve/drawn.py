"""Random sets of mentions: few people, few days, so that they meet often."""

from __future__ import annotations

from hypothesis import strategies as st

from kgload.resolve.records import MentionRow
from resolve.mentions import mention, where

PEOPLE = [
    "putin zhang",
    "putin xi",
    "putin xi zhang",
    "putin zhang li",
    "shoigu zhang",
    "putin",
    "putin CN:defence_minister",
    "RU CN",
    "xi zhang",
    "putin ?zhang",
    "",
]
TIMES = [
    "2023-11-08",
    "2023-11-08",
    "2023-11-09",
    "2023-11-01..2023-11-10",
    "2023-11-06..2023-11-12",
    "2023-11",
    "2023",
    "2023-12-30..2024-01-02",
    "2024",
    None,
    None,
]
TYPES = ["meeting", "meeting", "meeting", "talks", "call", "visit"]
STATUSES = ["occurred"] * 6 + ["planned", "planned", "cancelled", "denied", "unconfirmed"]
PLACES = [
    None,
    None,
    None,
    where("Moscow"),
    where("Beijing"),
    where("Shanghai"),
    where(None, country="CN"),
    where("Moscow", "dateline"),
]
PUBLISHED = ["2023-11-09", "2023-11-14", "2023-11-20", "2024-01-03", None]


@st.composite
def mentions(draw: st.DrawFn, most: int = 14, statuses: list[str] | None = None) -> list[MentionRow]:
    """Mentions of up to six articles; some are told apart from another one of their article, some are plural."""
    made: list[MentionRow] = []
    dates = {article: draw(st.sampled_from(PUBLISHED)) for article in "abcdef"}
    for number in range(draw(st.integers(0, most))):
        article = draw(st.sampled_from("abcdef"))
        fellows = [row.id for row in made if row.article == article]
        apart = draw(st.sampled_from(fellows)) if fellows and draw(st.integers(0, 5)) == 0 else None
        made.append(
            mention(
                f"{article}.{number:02}",
                draw(st.sampled_from(PEOPLE)),
                draw(st.sampled_from(TIMES)),
                type=draw(st.sampled_from(TYPES)),
                status=draw(st.sampled_from(statuses or STATUSES)),
                published=dates[article],
                place=draw(st.sampled_from(PLACES)),
                distinct_from=(apart,) if apart else (),
                count=draw(st.sampled_from([None] * 9 + [2])),
                start=number,
            )
        )
    return made
