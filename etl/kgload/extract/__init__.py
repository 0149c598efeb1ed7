"""Extract: one article in, all that it says out. See `article.extract` for the order of the steps."""

from kgload.extract.article import extract

__all__ = ["extract"]
