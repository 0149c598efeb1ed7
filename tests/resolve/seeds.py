"""What the five seed articles report, as mentions made by hand: the first question's answer must come out of them."""

from __future__ import annotations

from kgload.load.rows import ArticleVersion
from resolve.articles import article, said

DAY = "2023-11-08"

SEEDS: dict[str, ArticleVersion] = {
    "000": article(
        "000",
        said("zhang putin", DAY, place="Moscow"),
        said("shoigu zhang", DAY, type="ceremony", roles="host guest", place="Moscow", basis="dateline"),
        said("shoigu zhang", DAY, type="talks", place="Moscow", basis="dateline"),
        said("putin xi", "2023", count=2),
        published="2023-11-09",
        publisher="Xinhua",
    ),
    "001": article(
        "001",
        said("zhang putin", DAY, place="Moscow"),
        said("shoigu zhang", DAY, type="ceremony", roles="host guest"),
        said("shoigu zhang", DAY, type="talks"),
        said("xi putin", "2023", count=2),
        said("xi putin", "2023-03", place="Moscow", part_of=(6,)),
        said("xi putin", "2023-10", place="Beijing"),
        said("xi", "2023-03", type="visit", place="RU"),
        said("zhang shoigu", "2023", count=2),
        said("zhang shoigu", "2023-10-21..2023-10-31", place="Beijing"),
        published="2023-11-10",
        publisher="China Daily",
    ),
    "002": article(
        "002",
        said("li putin", "2023-04-16", place="Moscow"),
        said("li", "2023-04", type="visit", place="RU"),
        said("xi", "2023-03", type="visit", place="RU"),
        said("li", "2023-03", type="appointment"),
        published="2023-04-17",
    ),
    "003": article(
        "003",
        said("putin zhang-bare", DAY, place="Moscow"),
        said("putin zhang-bare", None, cites="xinhua"),
        said("US JP KR", "2023-08", type="summit", place="Camp David"),
        published="2023-11-09",
        publisher="Global Times",
    ),
    "004": article("004", said("zhang shoigu", None, place="Moscow"), published=None),
}
