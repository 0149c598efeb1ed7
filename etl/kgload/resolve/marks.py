"""Blocks that wait to be resolved: nodes that exist only while they wait, and vanish in the transaction that resolves
them.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from kgload import ids
from kgload.database import Transaction
from kgload.load import rows
from kgload.resolve.records import OfficeKey
from kgload.resolve.sending import send_ids

_MARK = "UNWIND $ids AS id MERGE (:Block {id: id})"
_CLEAR = "UNWIND $ids AS id MATCH (block:Block {id: id}) DELETE block"


def mark(tx: Transaction, blocks: Iterable[str]) -> None:
    """Makes sure that these blocks are resolved, now or by the next run."""
    send_ids(tx, _MARK, blocks)


def clear(tx: Transaction, blocks: Iterable[str]) -> None:
    """The marks of these blocks vanish with this transaction."""
    send_ids(tx, _CLEAR, blocks)


def office_block(key: OfficeKey) -> str:
    """The mark of all that is known of one office."""
    parts = [key.country, key.function, key.title, key.organization]
    return "office|" + json.dumps(parts, ensure_ascii=False, separators=(",", ":"))


def office_of(block: str) -> OfficeKey:
    country, function, title, organization = json.loads(block.removeprefix("office|"))
    return OfficeKey(country, function, title, organization)


def clear_mentions(tx: Transaction, mentions: Collection[tuple[str, str]]) -> None:
    """The marks of these mentions (group, id), whatever was to be done for them, vanish with this transaction."""
    for block in (ids.fresh_block_id, ids.again_block_id):
        send_ids(tx, _CLEAR, (block(group, mention) for group, mention in mentions))


def event_blocks(row: Mapping[str, Any]) -> Iterable[str]:
    """The blocks of a mention or an event: {group, earliest, latest} and, for a mention, {published}."""
    return rows.event_blocks(row["group"], row["earliest"], row["latest"], row.get("published"))


def is_office_block(block: str) -> bool:
    return block.startswith("office|")
