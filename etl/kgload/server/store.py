"""A store made beside the server's takes its place: the whole of it or nothing, wherever that is cut off."""

from __future__ import annotations

import shutil

from kgload.server.layout import DATABASE, Layout

INCOMING = "incoming"  # the database that neo4j-admin makes; the server knows none of this name


def accept(layout: Layout) -> None:
    """Puts the incoming store, which is whole, in the place of the server's. The server must be stopped."""
    layout.incoming.touch()
    settle(layout)


def settle(layout: Layout) -> None:
    """Ends what `accept` began; may be cut off and begun again."""
    if not layout.incoming.exists():
        return
    for kind in ("databases", "transactions"):
        folder = layout.folder / "data" / kind
        if (folder / INCOMING).exists():
            shutil.rmtree(folder / DATABASE, ignore_errors=True)
            (folder / INCOMING).rename(folder / DATABASE)
    layout.store_id.unlink(missing_ok=True)
    layout.incoming.unlink()
