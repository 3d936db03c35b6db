"""Rows of the library as values, and back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from reader.core.anchors import Anchor
from reader.core.annotations import Annotation


@dataclass(frozen=True, slots=True)
class Article:
    """The library's record of an article, with what the list shows about it. Times are ISO, UTC; empty: never."""

    id: str
    title: str
    author: str = ""
    published: str = ""
    path: str = ""
    url: str = ""
    original_title: str = ""
    original_author: str = ""
    original_url: str = ""
    version: str = ""
    characters: int = 0
    words: int = 0
    blocks: int = 0
    trimmed: int = 0
    created: str = ""
    updated: str = ""
    archived: str = ""
    deleted: str = ""
    tags: tuple[str, ...] = ()
    annotations: int = 0
    notes: int = 0
    progress: float = 0.0
    opened: str = ""

    @property
    def source(self) -> str:
        """Where the article says it comes from, else the file that it was read from."""
        return self.url or self.path


def annotation_row(annotation: Annotation) -> dict[str, Any]:
    """An annotation as its row in the table; `annotation_of` is the opposite (tags stand in a table of their own)."""
    anchor = annotation.anchor
    return {
        "id": annotation.id,
        "article": annotation.article,
        "version": anchor.version if anchor else "",
        "start": anchor.start if anchor else None,
        "end": anchor.end if anchor else None,
        "exact": anchor.exact if anchor else "",
        "prefix": anchor.prefix if anchor else "",
        "suffix": anchor.suffix if anchor else "",
        "pen": annotation.pen,
        "note": annotation.note,
        "state": annotation.state,
        "created": annotation.created,
        "updated": annotation.updated,
        "deleted": annotation.deleted,
    }


def annotation_of(row: dict[str, Any], tags: tuple[str, ...]) -> Annotation:
    """The annotation of a row and its tags."""
    anchor = None
    if row["start"] is not None:
        anchor = Anchor(row["version"], row["start"], row["end"], row["exact"], row["prefix"], row["suffix"])
    return Annotation(
        row["id"],
        row["article"],
        anchor,
        row["pen"],
        row["note"],
        tags,
        row["state"],
        row["created"],
        row["updated"],
        row["deleted"],
    )


def dump_annotation(annotation: Annotation | None) -> dict[str, Any] | None:
    """An annotation as the journal keeps it. `load_annotation` is the opposite."""
    return None if annotation is None else {**annotation_row(annotation), "tags": list(annotation.tags)}


def load_annotation(data: dict[str, Any] | None) -> Annotation | None:
    """The annotation that the journal kept."""
    return None if data is None else annotation_of(data, tuple(data["tags"]))
