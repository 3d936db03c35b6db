"""The library's tables, as migrations: each one that has landed stays as it is, and a change is a new one below.

Made for several machines from the first day: identities are texts (ULIDs), rows are marked `deleted` and never removed,
tags are rows that are on or off, nothing refers to a row number and nothing cascades.
"""

from __future__ import annotations

from sqlite_utils import Database, Migrations
from sqlite_utils.db import Table

migrations = Migrations("reader")


def _table(db: Database, name: str) -> Table:
    table = db[name]
    assert isinstance(table, Table)
    return table


@migrations()
def m001_library(db: Database) -> None:
    """Articles, their versions, annotations with tags, the journal, places and exports."""
    _table(db, "articles").create(
        {
            "id": str,
            "title": str,
            "author": str,
            "published": str,  # ISO date
            "path": str,  # absolute; empty for standard input
            "url": str,
            "original_title": str,  # of a translated article
            "original_author": str,
            "original_url": str,
            "version": str,  # the present one: versions.hash
            "characters": int,
            "words": int,
            "blocks": int,
            "trimmed": int,  # code points of page boilerplate that were left out
            "created": str,
            "updated": str,
            "archived": str,  # time, empty while not archived
            "deleted": str,  # time, empty while in the library
        },
        pk="id",
        not_null=("title", "version", "created", "updated"),
    )
    _table(db, "articles").create_index(["path"])
    _table(db, "versions").create(
        {
            "article": str,
            "hash": str,
            "text": str,
            "structure": str,
            "created": str,
        },  # structure: blocks and marks, JSON
        pk=("article", "hash"),
        foreign_keys=[("article", "articles", "id")],
        not_null=("text", "structure"),
    )
    _table(db, "annotations").create(
        {
            "id": str,
            "article": str,
            "version": str,  # versions.hash that the offsets count in; empty for an article note
            "start": int,  # code points; null for an article note
            "end": int,
            "exact": str,
            "prefix": str,
            "suffix": str,
            "pen": str,
            "note": str,
            "state": str,  # ok, moved, fuzzy, orphan
            "created": str,
            "updated": str,
            "deleted": str,
        },
        pk="id",
        foreign_keys=[("article", "articles", "id")],
        not_null=("article", "pen", "note", "state", "created", "updated"),
    )
    _table(db, "annotations").create_index(["article", "start"])
    _table(db, "annotation_tags").create(
        {"annotation": str, "tag": str, "position": int, "active": int, "updated": str},
        pk=("annotation", "tag"),
        foreign_keys=[("annotation", "annotations", "id")],
    )
    _table(db, "annotation_tags").create_index(["tag"])
    _table(db, "article_tags").create(
        {"article": str, "tag": str, "position": int, "active": int, "updated": str},
        pk=("article", "tag"),
        foreign_keys=[("article", "articles", "id")],
    )
    _table(db, "journal").create(
        {
            "id": str,
            "scope": str,  # the article's id, or "library"
            "kind": str,  # do, undo, redo
            "change": str,  # what an undo or redo takes back or does again: the id of the "do" row
            "label": str,
            "pairs": str,  # JSON: [[before, after], ...]
            "at": str,
        },
        pk="id",
        not_null=("scope", "kind", "pairs", "at"),
    )
    _table(db, "journal").create_index(["scope", "id"])
    _table(db, "positions").create(
        {
            "article": str,
            "version": str,
            "offset": int,
            "progress": float,
            "opened": str,
        },  # offset: of the sentence
        pk="article",
        foreign_keys=[("article", "articles", "id")],
    )
    _table(db, "marks").create(
        {"article": str, "letter": str, "version": str, "offset": int, "updated": str},
        pk=("article", "letter"),
        foreign_keys=[("article", "articles", "id")],
    )
    _table(db, "exports").create(
        {
            "article": str,
            "path": str,
            "hash": str,
            "written": str,
        },  # hash: SHA-256 of the file as it was written
        pk=("article", "path"),
        foreign_keys=[("article", "articles", "id")],
    )
    db.create_view(
        "readable_annotations",
        """
        select a.title as article, a.author, n.exact as quote, n.note, n.pen,
            (select group_concat(tag, ', ') from (
                select tag from annotation_tags t where t.annotation = n.id and t.active order by t.position
            )) as tags,
            n.state, n.start, n.created, n.updated, n.id
        from annotations n join articles a on a.id = n.article
        where n.deleted = '' and a.deleted = ''
        order by a.title, n.start
        """,
    )


#: How many migrations this program knows. Kept in the file's `user_version`, so that a file of a newer program is
#: known at once and a present one opens without loading the migrations.
SCHEMA_VERSION = 1
