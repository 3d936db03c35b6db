"""Which files were written for an article, and what they held: so that a file that a person changed is known."""

from __future__ import annotations

from reader.store.connection import Connection
from reader.store.ids import now


class Exports:
    """The record of files written."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def hash_of(self, article: str, path: str) -> str:
        """The SHA-256 of what was last written to `path` for the article; empty when nothing was."""
        rows = self._connection.rows("select hash from exports where article = ? and path = ?", article, path)
        return str(rows[0]["hash"]) if rows else ""

    def owner(self, path: str) -> str:
        """The id of the article that was last written to a file; empty when none was."""
        rows = self._connection.rows(
            "select article from exports where path = ? order by written desc limit 1", path
        )
        return str(rows[0]["article"]) if rows else ""

    def last_path(self, article: str) -> str:
        """The file that the article was last written to; empty when it never was."""
        rows = self._connection.rows(
            "select path from exports where article = ? order by written desc limit 1", article
        )
        return str(rows[0]["path"]) if rows else ""

    def last_file(self) -> str:
        """A file that was written last for any article; empty when none was."""
        rows = self._connection.rows("select path from exports order by written desc limit 1")
        return str(rows[0]["path"]) if rows else ""

    def save(self, article: str, path: str, digest: str) -> None:
        """Remember that a file was written."""
        row = {"article": article, "path": path, "hash": digest, "written": now()}
        with self._connection.writing() as writer:
            writer.upsert("exports", [row], "article", "path")
