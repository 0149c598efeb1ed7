"""`kgload resolve`: finishes what is marked, or makes all that is derived again."""

from __future__ import annotations

from kgload.database import open_database
from kgload.load.constraints import ensure_constraints
from kgload.pipeline.summary import Progress, Say, quiet
from kgload.registry import registry, use_registry
from kgload.resolve import ResolveSummary, drop_resolved, resolve_all, resolve_marked
from kgload.settings import Settings


def resolve(settings: Settings, *, anew: bool = False, say: Say = quiet, progress: Progress = quiet) -> ResolveSummary:
    """Resolves what a run that was cut off left, and what the registry says otherwise than before.

    `anew`: drops all that is derived first. A run beside it does no harm: one of the two resolves what it marks.
    """
    use_registry(settings.registries)
    with open_database(settings, say) as database:
        ensure_constraints(database)

        def tell(what: str) -> None:
            progress(what, 0, None)

        if anew:
            drop_resolved(database)
            return resolve_all(database, registry(), tell)
        return resolve_marked(database, registry(), tell)
