"""Articles of the library, their versions and the place where reading stopped."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import fields, replace
from typing import Any

from reader.core.document import Document, Metadata, Original, dump_structure, load_structure
from reader.core.lengths import word_count
from reader.store import journal
from reader.store.connection import Connection, Writer
from reader.store.errors import LibraryError
from reader.store.ids import new_id, now
from reader.store.records import Article

_LISTED = """
    select a.*, coalesce(p.progress, 0.0) as progress, coalesce(p.opened, '') as opened,
        coalesce(n.annotations, 0) as annotations, coalesce(n.notes, 0) as notes
    from articles a
    left join positions p on p.article = a.id
    left join (
        select article, count(*) as annotations, sum(note <> '') as notes
        from annotations where deleted = '' group by article
    ) n on n.article = a.id
"""


_COLUMNS = tuple(field.name for field in fields(Article) if field.name != "tags")


def text_hash(text: str) -> str:
    """The name of a version: the SHA-256 of its text in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


class Articles:
    """Reading and writing of articles."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self, *, deleted: bool = False) -> list[Article]:
        """Every article, the last opened or added first; those in the trash only when asked for."""
        where = "where a.deleted <> ''" if deleted else "where a.deleted = ''"
        order = "order by max(coalesce(p.opened, ''), a.created) desc"
        return self._articles(self._connection.rows(f"{_LISTED} {where} {order}"))

    def get(self, identity: str) -> Article:
        """The article with that id. Raises LibraryError when there is none."""
        found = self._articles(self._connection.rows(f"{_LISTED} where a.id = ?", identity))
        if not found:
            raise LibraryError(f"the library has no article {identity}")
        return found[0]

    def of_path(self, path: str) -> Article | None:
        """The article that was read from a file, by its absolute path; one in the trash is found too."""
        found = self._articles(
            self._connection.rows(f"{_LISTED} where a.path = ? order by a.deleted, a.created limit 1", path)
        )
        return found[0] if found else None

    def of_text(self, text: str) -> Article | None:
        """The article without a file (from standard input) that has just this text."""
        query = f"{_LISTED} join versions v on v.article = a.id where v.hash = ? and a.path = '' order by a.deleted limit 1"
        found = self._articles(self._connection.rows(query, text_hash(text)))
        return found[0] if found else None

    def _articles(self, rows: list[dict[str, Any]]) -> list[Article]:
        if not rows:
            return []
        one = f"where active and article = '{rows[0]['id']}'" if len(rows) == 1 else "where active"
        tags: dict[str, list[str]] = {}
        for row in self._connection.rows(
            f"select article, tag from article_tags {one} order by article, position"
        ):
            tags.setdefault(str(row["article"]), []).append(str(row["tag"]))
        # A person may have added columns of their own to the table.
        known = [{name: row[name] for name in _COLUMNS} for row in rows]
        return [Article(**row, tags=tuple(tags.get(row["id"], ()))) for row in known]

    def document(self, article: Article) -> Document:
        """The article's present text. Raises LibraryError when the library has lost or damaged it."""
        rows = self._connection.rows(
            "select text, structure from versions where article = ? and hash = ?", article.id, article.version
        )
        try:
            text = str(rows[0]["text"])
            blocks, marks = load_structure(json.loads(str(rows[0]["structure"])))
        except (IndexError, KeyError, TypeError, ValueError) as error:
            raise LibraryError(f"the text of “{article.title}” in the library cannot be read") from error
        original = None
        if article.original_title:
            original = Original(article.original_title, article.original_author, article.original_url)
        metadata = Metadata(
            article.title,
            article.author,
            article.published,
            article.url,
            article.tags,
            original,
            article.trimmed,
        )
        return Document(text, blocks, marks, metadata)

    def add(self, document: Document, path: str) -> Article:
        """Put a new article into the library. `path` is absolute, or empty for standard input."""
        with self._connection.writing() as writer:
            return self._add(writer, document, path)

    def _add(self, writer: Writer, document: Document, path: str) -> Article:
        at = now()
        row = {
            "id": new_id(),
            "path": path,
            **_facts(document),
            "created": at,
            "updated": at,
            "archived": "",
            "deleted": "",
        }
        writer.insert("articles", row)
        self._add_version(writer, row["id"], document, at)
        tags = document.metadata.tags
        if tags:
            writer.upsert("article_tags", _tag_rows("article", row["id"], tags, at), "article", "tag")
        return Article(**row, tags=tags)

    def _add_version(self, writer: Writer, article: str, document: Document, at: str) -> None:
        row = {
            "article": article,
            "hash": text_hash(document.text),
            "text": document.text,
            "structure": json.dumps(dump_structure(document), ensure_ascii=False, separators=(",", ":")),
            "created": at,
        }
        writer.upsert("versions", [row], "article", "hash")

    def update_text(self, writer: Writer, article: Article, document: Document) -> Article:
        """Add the document as the article's present version, inside a transaction; the versions before stay."""
        at = now()
        facts = _facts(document)
        writer.update("articles", article.id, {**facts, "updated": at})
        self._add_version(writer, article.id, document, at)
        return replace(article, **facts, updated=at)

    def restore(self, article: Article) -> Article:
        """Take an article out of the trash, with all that was made of it."""
        return self._mark(article, "restored", {"deleted": ""})

    def remove(self, article: Article) -> Article:
        """Put an article into the trash; its annotations stay with it."""
        return self._mark(article, "removed", {"deleted": now()})

    def archive(self, article: Article, *, archived: bool) -> Article:
        """Put an article away, or fetch it back."""
        return self._mark(
            article, "archived" if archived else "fetched back", {"archived": now() if archived else ""}
        )

    def _mark(self, article: Article, label: str, values: dict[str, str]) -> Article:
        before = {"id": article.id, "archived": article.archived, "deleted": article.deleted}
        with self._connection.writing() as writer:
            writer.update("articles", article.id, {**values, "updated": now()})
            journal.record(writer, "library", f"{label}: {article.title}", [(before, {**before, **values})])
        return replace(
            article,
            archived=values.get("archived", article.archived),
            deleted=values.get("deleted", article.deleted),
        )

    def undo(self) -> str | None:
        """Take back the last removal or archiving; its label, or None when there is none."""
        return self._again(journal.next_undo(self._connection, "library"), "undo")

    def redo(self) -> str | None:
        """Do again what was last undone; its label, or None."""
        return self._again(journal.next_redo(self._connection, "library"), "redo")

    def _again(self, found: tuple[str, str, journal.Pairs] | None, kind: str) -> str | None:
        if found is None:
            return None
        identity, label, pairs = found
        with self._connection.writing() as writer:
            for before, after in pairs:
                wanted = before if kind == "undo" else after
                if wanted:
                    values = {"archived": wanted["archived"], "deleted": wanted["deleted"], "updated": now()}
                    writer.update("articles", wanted["id"], values)
            journal.record(writer, "library", label, pairs, kind=kind, change=identity)
        return label

    def place(self, article: Article) -> int | None:
        """The offset where reading stopped; None for an article that was never opened, or whose text is another now."""
        rows = self._connection.rows("select version, offset from positions where article = ?", article.id)
        if not rows or rows[0]["version"] != article.version:
            return None
        return int(str(rows[0]["offset"]))

    def save_place(self, article: Article, offset: int, progress: float) -> None:
        """Keep where reading stopped: the offset of the sentence, and how far that is (0 to 1)."""
        row = {
            "article": article.id,
            "version": article.version,
            "offset": offset,
            "progress": progress,
            "opened": now(),
        }
        with self._connection.writing() as writer:
            writer.upsert("positions", [row], "article")

    def marks(self, article: Article) -> dict[str, int]:
        """The marks that were set in the present text: letter -> offset."""
        rows = self._connection.rows(
            "select letter, offset from marks where article = ? and version = ?", article.id, article.version
        )
        return {str(row["letter"]): int(str(row["offset"])) for row in rows}

    def save_mark(self, article: Article, letter: str, offset: int) -> None:
        """Set a mark."""
        row = {
            "article": article.id,
            "letter": letter,
            "version": article.version,
            "offset": offset,
            "updated": now(),
        }
        with self._connection.writing() as writer:
            writer.upsert("marks", [row], "article", "letter")


def _facts(document: Document) -> dict[str, Any]:
    """The columns of an article that come from its text."""
    metadata = document.metadata
    original = metadata.original or Original()
    return {
        "title": metadata.title,
        "author": metadata.author,
        "published": metadata.published,
        "url": metadata.source,
        "original_title": original.title,
        "original_author": original.author,
        "original_url": original.source,
        "version": text_hash(document.text),
        "characters": len(document.text),
        "words": word_count(document.text),
        "blocks": len(document.blocks),
        "trimmed": metadata.trimmed,
    }


def _tag_rows(owner: str, identity: str, tags: Iterable[str], at: str) -> list[dict[str, Any]]:
    return [
        {owner: identity, "tag": tag, "position": n, "active": 1, "updated": at} for n, tag in enumerate(tags)
    ]
