"""The local Neo4j: fetched, configured, started, reused and stopped by kgload itself."""

from kgload.server.local import (
    Connection,
    Status,
    admin,
    ensure_running,
    import_store,
    open_browser,
    record_store_id,
    silent,
    status,
    stop,
)

__all__ = [
    "Connection",
    "Status",
    "admin",
    "ensure_running",
    "import_store",
    "open_browser",
    "record_store_id",
    "silent",
    "status",
    "stop",
]
