"""The stages in order, read, extract, rdf, load, resolve: the only place that knows them all.

    extractions(paths)           what articles say, without a database
    ingest(paths, settings)      brings the graph to what they say
    load_files(files, settings)  the same, from RDF made elsewhere
    bulk(files, settings)        the same into an empty local database, faster
    resolve(settings)            finishes what a run that was cut off left
    forget(name, settings)       takes an article out, and what only it said
    run(settings, names)         ingests the collections of kgload.toml that are due
    retry(settings)              reads again what was rejected
    status(settings)             how the collections stand

A fault of one article is an entry of the dead letter, and the rest goes on. A fault of the set-up or of the connection
ends the run, and the next one finds what is left to do. A signal ends it at the next article border.
"""

from kgload.pipeline.bulk import bulk
from kgload.pipeline.extracting import extractor_info
from kgload.pipeline.extractions import extractions
from kgload.pipeline.forget import forget
from kgload.pipeline.ingest import Wanted, ingest
from kgload.pipeline.jobs import run
from kgload.pipeline.load_rdf import load_files
from kgload.pipeline.resolving import resolve
from kgload.pipeline.retry import retry
from kgload.pipeline.status import status
from kgload.pipeline.summary import Summary

__all__ = [
    "Summary",
    "Wanted",
    "bulk",
    "extractions",
    "extractor_info",
    "forget",
    "ingest",
    "load_files",
    "resolve",
    "retry",
    "run",
    "status",
]
