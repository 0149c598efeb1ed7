"""RDF between extraction and loading: what passes the shapes is read back, and only that is loaded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pyoxigraph import NamedNode, Quad

from kgload.errors import RecordError
from kgload.load.rows import ArticleVersion
from kgload.model import Article, Extraction, ExtractorInfo
from kgload.pipeline.extracting import Extracted
from kgload.rdf.check import checked
from kgload.rdf.graph import article_quads, graph_name
from kgload.rdf.records import read_graph


def graph_versions(
    graphs: Mapping[NamedNode, Sequence[Quad]],
) -> Iterator[tuple[NamedNode, ArticleVersion | RecordError]]:
    """Each graph as the loader takes it, or why it may not be loaded."""
    for name, said in checked(graphs):
        try:
            yield name, said if isinstance(said, RecordError) else ArticleVersion(*read_graph(name, said))
        except RecordError as error:
            yield name, error


def extracted_versions(
    batch: Sequence[Extracted], by: ExtractorInfo
) -> Iterator[tuple[Article, ArticleVersion | RecordError]]:
    """Each extraction as its RDF says it, or what is wrong with the article."""
    graphs = {}
    of_graph = {}
    for article, found in batch:
        try:
            graphs[graph_name(article)] = _quads(found, by)
            of_graph[graph_name(article)] = article
        except RecordError as error:
            yield article, error
    for name, version in graph_versions(graphs):
        article = of_graph[name]
        yield article, _of_article(version, article) if isinstance(version, RecordError) else version


def _quads(found: Extraction | RecordError, by: ExtractorInfo) -> list[Quad]:
    if isinstance(found, RecordError):
        raise found
    return article_quads(found, by)


def _of_article(error: RecordError, article: Article) -> RecordError:
    """The reader of graphs knows the graph; the user knows the article."""
    message = f"{article.path}: {error.message}"
    return RecordError(error.stage, error.code, article.path, message, error.remedy, error.place)
