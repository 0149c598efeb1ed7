"""From what articles say to what is the case: actors, offices and events, derived from the article layer and nothing
else.

resolve_marked(database, registry) deals with the marked blocks; what a run of the loader leaves behind
resolve_all(database, registry) everything again; drop_resolved(database) before it makes it from nothing
"""

from kgload.resolve.store import ResolveSummary, drop_resolved, resolve_all, resolve_marked

__all__ = ["ResolveSummary", "drop_resolved", "resolve_all", "resolve_marked"]
