"""The journal: each change to annotations is a row that is never rewritten, so undo and redo outlive the program.

A `do` row holds what was before and after; an `undo` or `redo` row names the `do` row that it takes back or does again.
"""

from __future__ import annotations

import json
from typing import Any

from reader.store.connection import Connection, Writer
from reader.store.ids import new_id, now

Pairs = list[tuple[dict[str, Any] | None, dict[str, Any] | None]]


def record(
    writer: Writer, scope: str, label: str, pairs: Pairs, *, kind: str = "do", change: str = ""
) -> None:
    """Append a row, inside the transaction that makes the change itself."""
    row = {
        "id": new_id(),
        "scope": scope,
        "kind": kind,
        "change": change,
        "label": label,
        "pairs": json.dumps(pairs, ensure_ascii=False),
        "at": now(),
    }
    writer.insert("journal", row)


def next_undo(connection: Connection, scope: str) -> tuple[str, str, Pairs] | None:
    """What `undo` takes back next: the id of the `do` row, its label and its pairs.

    Read backwards: each undo met hides one earlier change, a redo shows one again.
    """
    hidden = 0
    for row in _backwards(connection, scope):
        if row["kind"] == "undo":
            hidden += 1
        elif hidden:
            hidden -= 1
        else:
            return _change(connection, str(row["change"] or row["id"]))
    return None


def next_redo(connection: Connection, scope: str) -> tuple[str, str, Pairs] | None:
    """What `redo` does again next; None when nothing was undone, or something new was done since."""
    redone = 0
    for row in _backwards(connection, scope):
        if row["kind"] == "do":
            return None
        if row["kind"] == "redo":
            redone += 1
        elif redone:
            redone -= 1
        else:
            return _change(connection, str(row["change"]))
    return None


def _backwards(connection: Connection, scope: str) -> list[dict[str, object]]:
    return connection.rows("select id, kind, change from journal where scope = ? order by id desc", scope)


def _change(connection: Connection, identity: str) -> tuple[str, str, Pairs] | None:
    found = connection.rows("select id, label, pairs from journal where id = ?", identity)
    if not found:
        return None
    return identity, str(found[0]["label"]), [tuple(pair) for pair in json.loads(str(found[0]["pairs"]))]
