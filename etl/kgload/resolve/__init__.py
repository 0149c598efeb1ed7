"""From what articles say to what is the case: actors, offices and events, derived from the article layer and nothing
else.

resolve_marked(database, registry) deals with the marked blocks; what a run of the loader leaves behind
resolve_all(database, registry) everything again; drop_resolved(database) before it makes it from nothing
Derived(Gathered(KnownActors(registry)), lines) the same of articles that are in no graph yet, in tables
"""

from kgload.resolve.afresh import Derived
from kgload.resolve.applied import pointless, remember
from kgload.resolve.derived_part import Each
from kgload.resolve.gathered import Gathered
from kgload.resolve.known import KnownActors
from kgload.resolve.store import ResolveSummary, drop_resolved, resolve_all, resolve_marked

__all__ = [
    "Derived",
    "Each",
    "Gathered",
    "KnownActors",
    "ResolveSummary",
    "drop_resolved",
    "pointless",
    "remember",
    "resolve_all",
    "resolve_marked",
]
