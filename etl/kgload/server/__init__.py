"""The local Neo4j: fetched, configured, started, reused and stopped by kgload itself."""

from kgload.server.local import (
    Connection,
    Status,
    ensure_running,
    open_browser,
    record_store_id,
    silent,
    status,
    stop,
)

__all__ = ["Connection", "Status", "ensure_running", "open_browser", "record_store_id", "silent", "status", "stop"]
