"""kgload: news articles in, a Neo4j knowledge graph out, every fact traceable to the sentence that says it."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("kgload")
except PackageNotFoundError:  # a source tree on PYTHONPATH that was never installed
    __version__ = "0+source"
