"""Annotations on disk: each change is one transaction that also writes the journal, done before anything is drawn."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from reader.core.anchors import describe, resolve
from reader.core.annotations import Annotation, AnnotationSet, Change, Pair, merged
from reader.core.document import Document
from reader.store import journal
from reader.store.articles import Articles, text_hash
from reader.store.connection import Connection, Writer
from reader.store.ids import now
from reader.store.records import Article, annotation_of, annotation_row, dump_annotation, load_annotation


class Annotations:
    """Reading and writing of annotations."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of_article(self, article: str) -> AnnotationSet:
        """The living annotations of an article."""
        return AnnotationSet.of(self._read("n.article = ? and n.deleted = ''", article))

    def all(self) -> list[Annotation]:
        """Every living annotation of the articles that are not in the trash, by article and place."""
        where = "n.deleted = '' and n.article in (select id from articles where deleted = '')"
        return self._read(where)

    def trash(self, article: str) -> list[Annotation]:
        """The deleted annotations of an article, the last deleted first."""
        found = self._read("n.article = ? and n.deleted <> ''", article)
        return sorted(found, key=lambda annotation: annotation.deleted, reverse=True)

    def _read(self, where: str, *values: str) -> list[Annotation]:
        tags: dict[str, list[str]] = {}
        select_tags = (
            "select t.annotation, t.tag from annotation_tags t join annotations n on n.id = t.annotation "
            f"where t.active and {where} order by t.annotation, t.position"
        )
        for row in self._connection.rows(select_tags, *values):
            tags.setdefault(str(row["annotation"]), []).append(str(row["tag"]))
        rows = self._connection.rows(
            f"select n.* from annotations n where {where} order by n.article, n.start", *values
        )
        return [annotation_of(row, tuple(tags.get(str(row["id"]), ()))) for row in rows]

    def tags_by_use(self) -> list[str]:
        """All tags in use, the most used first, those last used first among equals."""
        rows = self._connection.rows(
            "select tag, count(*) as uses, max(updated) as last from annotation_tags where active "
            "group by tag order by uses desc, last desc"
        )
        return [str(row["tag"]) for row in rows]

    def recent_tags(self) -> list[str]:
        """The tags in use, the last used first."""
        rows = self._connection.rows(
            "select tag, max(updated) as last from annotation_tags where active group by tag order by last desc limit 9"
        )
        return [str(row["tag"]) for row in rows]

    def save(self, article: Article, change: Change) -> Change:
        """Make a change durable: annotations, tags and journal in one transaction. Raises LibraryError.

        What another program did to the same annotations meanwhile is kept: only the fields that this change is about
        are written over it, and where both wrote a note, both notes stay. Gives the change as it was made.
        """
        with self._connection.writing() as writer:
            change = Change(
                change.label, tuple(self._merged(before, after) for before, after in change.pairs)
            )
            self._write(writer, (after for _, after in change.pairs if after))
            journal.record(writer, article.id, change.label, _dumped(change))
        return change

    def _merged(self, before: Annotation | None, after: Annotation | None) -> Pair:
        """A step of a change on the row as it is now, which may not be the one that the step was made on."""
        if before is None or after is None:
            return before, after
        found = self._read("n.id = ?", before.id)
        if not found or found[0] == before:
            return before, after
        return found[0], merged(before, found[0], after)

    def undo(self, article: Article) -> Change | None:
        """Take back the last change that still holds, also one of an earlier session; None when there is none."""
        return self._again(article, journal.next_undo(self._connection, article.id), "undo")

    def redo(self, article: Article) -> Change | None:
        """Do again what was last undone; None when there is nothing."""
        return self._again(article, journal.next_redo(self._connection, article.id), "redo")

    def _again(
        self, article: Article, found: tuple[str, str, journal.Pairs] | None, kind: str
    ) -> Change | None:
        """Append an undo or redo of a `do` row to the journal, and bring the rows to that state."""
        if found is None:
            return None
        identity, label, pairs = found
        change = Change(
            label, tuple((load_annotation(before), load_annotation(after)) for before, after in pairs)
        )
        if kind == "undo":
            change = change.inverted()
        at = now()
        # What an undo removes goes to the trash like everything else: a row is never taken out of the table.
        wanted = tuple(
            (
                before,
                replace(after, updated=at)
                if after
                else replace(before, deleted=at, updated=at)
                if before
                else None,
            )
            for before, after in change.pairs
        )
        change = self._placed(article, Change(label, wanted))
        with self._connection.writing() as writer:
            self._write(writer, (after for _, after in change.pairs if after))
            journal.record(writer, article.id, label, _dumped(change), kind=kind, change=identity)
        return change

    def _placed(self, article: Article, change: Change) -> Change:
        """The change with anchors in the article's present text: it may have been recorded on an earlier version."""
        stale = [
            after
            for _, after in change.pairs
            if after and after.anchor and after.anchor.version != article.version
        ]
        if not stale:
            return change
        document = Articles(self._connection).document(article)
        return Change(change.label, tuple((b, _moved(a, document) if a else None) for b, a in change.pairs))

    def _write(self, writer: Writer, annotations: Iterable[Annotation]) -> None:
        """Bring rows and tags to the given state; tags that are gone are switched off, not removed."""
        for annotation in annotations:
            writer.upsert("annotations", [annotation_row(annotation)], "id")
            rows: list[dict[str, Any]] = [
                {
                    "annotation": annotation.id,
                    "tag": tag,
                    "position": n,
                    "active": 1,
                    "updated": annotation.updated,
                }
                for n, tag in enumerate(annotation.tags)
            ]
            known = self._connection.rows(
                "select tag from annotation_tags where annotation = ? and active", annotation.id
            )
            rows += (
                {
                    "annotation": annotation.id,
                    "tag": row["tag"],
                    "position": 0,
                    "active": 0,
                    "updated": annotation.updated,
                }
                for row in known
                if row["tag"] not in annotation.tags
            )
            if rows:
                writer.upsert("annotation_tags", rows, "annotation", "tag")

    def move_to(
        self, article: Article, document: Document, articles: Articles
    ) -> tuple[Article, dict[str, int]]:
        """Make `document` the article's text and bring its annotations along, in one transaction.

        Gives the article and how many annotations are in each state now. Those without a sure place become orphans and
        keep their old anchor; the version that they stand in is kept.
        """
        old = self._read("n.article = ?", article.id)
        moved = [_moved(annotation, document) for annotation in old]
        with self._connection.writing() as writer:
            article = articles.update_text(writer, article, document)
            changed = tuple((a, b) for a, b in zip(old, moved, strict=True) if a != b)
            self._write(writer, (after for _, after in changed))
            if changed:
                # Not a step of the person's: the journal has it as history, undo passes it by.
                journal.record(writer, f"{article.id}/text", "text changed", _dumped(Change("", changed)))
        states: dict[str, int] = {}
        for annotation in moved:
            if not annotation.deleted:
                states[annotation.state] = states.get(annotation.state, 0) + 1
        return article, states


def _moved(annotation: Annotation, document: Document) -> Annotation:
    """The annotation on another version of its text."""
    version = text_hash(document.text)
    if annotation.anchor is None or annotation.anchor.version == version:
        return annotation
    span, state = resolve(document.text, annotation.anchor)
    if span is None:
        return replace(annotation, state="orphan", updated=now())
    return replace(annotation, anchor=describe(document.text, span, version), state=state, updated=now())


def _dumped(change: Change) -> journal.Pairs:
    return [(dump_annotation(before), dump_annotation(after)) for before, after in change.pairs]
