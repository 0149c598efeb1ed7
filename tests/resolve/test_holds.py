"""From sentences to tenures: an appointment that an article tells opens HOLDS, a dismissal closes it."""

from __future__ import annotations

from typing import Any

import pytest

from extract.articles import article
from kgload.database import Database
from kgload.extract import extract
from kgload.load.loader import Loader
from kgload.load.rows import ArticleVersion
from kgload.registry import registry
from kgload.resolve import resolve_marked
from resolve.articles import BY, RUN

pytestmark = pytest.mark.neo4j

# He is nobody whom the registry knows: its terms would be taken at their word.
APPOINTED = (
    "Papua New Guinea's Prime Minister James Marape appointed Justin Tkatchenko as foreign minister on Tuesday.",
    "2022-08-24",
)
STEPPED_DOWN = ("Papua New Guinea's Foreign Minister Justin Tkatchenko stepped down on Friday.", "2023-05-13")
RESIGNED = ("Justin Tkatchenko resigned as foreign minister of Papua New Guinea on Friday.", "2023-05-13")
REFUSED = ("Papua New Guinea's Foreign Minister Justin Tkatchenko refused to resign on Friday.", "2023-05-13")


def held(graph: Database, *said: tuple[str, str]) -> list[dict[str, Any]]:
    loader = Loader(graph)
    loader.prepare()
    versions = [ArticleVersion(extract(article(text, published)), BY) for text, published in said]
    assert not loader.write(versions, RUN).rejected
    resolve_marked(graph, registry())
    return graph.read(
        "MATCH (:Person {name: 'Justin Tkatchenko'})-[h:HOLDS]->(o:Office)-[:FOR]->(c:Country) "
        "RETURN o.function AS office, c.code AS country, toString(h.from) AS since, toString(h.to) AS until, "
        "toString(h.validTo) AS last"
    )


@pytest.mark.parametrize("end", [STEPPED_DOWN, RESIGNED])
def test_an_appointment_opens_a_tenure_and_a_dismissal_closes_it(graph: Database, end: tuple[str, str]) -> None:
    (tenure,) = held(graph, APPOINTED, end)
    assert (tenure["office"], tenure["country"]) == ("foreign_minister", "PG")
    assert (tenure["since"], tenure["until"], tenure["last"]) == ("2022-08-23", "2023-05-12", "2023-05-12")


def test_what_is_refused_closes_nothing(graph: Database) -> None:
    (tenure,) = held(graph, APPOINTED, REFUSED)
    assert (tenure["since"], tenure["until"]) == ("2022-08-23", None)
