"""Extract: one article in, all that it says out. See `article.extract` for the order of the steps.

Each folder knows those before it:

text           what an article is read as: blocks, words, and the parse of them
times          phrases that say when
clauses        who stands where around a verb, and whether it says that something took place
actors         the noun phrases that name persons, offices, bodies, groups and states
coreference    who is meant by a phrase without a name
mentions       an event mention while it is put together, from one sentence or from several
circumstances  when and where an event mention took place
events         the extractors of each event type
"""

from kgload.extract.article import extract

__all__ = ["extract"]
