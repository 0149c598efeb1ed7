"""What was loaded is read back as it was, whatever it says."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kgload.database import Database
from kgload.load.loader import Loader
from kgload.load.rows import ArticleVersion
from kgload.model import Article, Extraction
from kgload.query.article_layer import article_versions
from kgload.rdf.order import in_document_order
from load.versions import RUN
from rdf.extractions import BY, extractions

pytestmark = pytest.mark.neo4j


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(extractions(), min_size=1, max_size=3, unique_by=lambda found: found.article.id))
def test_round_trip(graph: Database, found: list[Extraction]) -> None:
    graph.execute("MATCH (n) WHERE NOT n:KgloadDisposable DETACH DELETE n")
    loader = Loader(graph)
    loader.prepare()
    assert loader.write([ArticleVersion(extraction, BY) for extraction in found], RUN).rejected == ()
    expected = {extraction.article.id: _as_the_graph_keeps_it(extraction) for extraction in found}
    assert {version.article.id: version.extraction for version in article_versions(graph)} == expected


def _as_the_graph_keeps_it(extraction: Extraction) -> Extraction:
    article = _without_empty_dateline(extraction.article.without_text())
    return in_document_order(replace(extraction, article=article, issues=()))


def _without_empty_dateline(article: Article) -> Article:
    """A dateline that says neither place nor day is none."""
    dateline = article.dateline
    return article if dateline and (dateline.place or dateline.date) else replace(article, dateline=None)
