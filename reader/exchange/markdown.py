"""An article's annotations as one Markdown note, for Obsidian and every other reader of Markdown.

Front matter, the article's headings as headings, each annotation as a callout with its note beneath and a block id.
The same annotations always give the same bytes: nothing here knows the time.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reader.core.annotations import Annotation
from reader.core.document import Document, Kind, Span
from reader.core.pens import Pen, pen_named
from reader.exchange.escaping import code_quoted, escape_line, quoted


@dataclass(frozen=True, slots=True)
class ExportedArticle:
    """What the note says about its article."""

    id: str
    created: str
    tags: tuple[str, ...] = ()


def markdown_note(
    article: ExportedArticle, document: Document, annotations: Sequence[Annotation], pens: tuple[Pen, ...]
) -> str:
    """The whole note, ending in one newline."""
    placed = [a for a in annotations if a.span is not None]
    article_notes = [a for a in annotations if a.anchor is None]
    orphans = [a for a in annotations if a.state == "orphan" and a.anchor is not None]
    lines = [_front_matter(article, document, annotations), "", f"# {escape_line(document.metadata.title)}"]
    for note in article_notes:
        lines += _note_lines(note)
    headings = [
        block
        for block in document.headings
        if not (block.level == 1 and block.start <= document.first_prose())
    ]
    pending = list(headings)
    for annotation in placed:
        span = annotation.span or Span(0, 0)
        while pending and pending[0].start <= span.start:
            heading = pending.pop(0)
            # A heading without an annotation under it would only be noise.
            if not pending or pending[0].start > span.start:
                text = document.text[heading.start : heading.end]
                lines += ["", f"{'#' * min(max(heading.level, 2), 6)} {escape_line(text)}"]
        lines += _annotation_lines(annotation, document, pens)
    if orphans:
        lines += ["", "## No longer in the text"]
        for annotation in orphans:
            lines += _annotation_lines(annotation, document, pens)
    return "\n".join(lines) + "\n"


def block_id(annotation: Annotation) -> str:
    """The block id that names an annotation in a vault: Latin letters and digits only."""
    return "h-" + annotation.id.lower()[-12:]


def _annotation_lines(annotation: Annotation, document: Document, pens: tuple[Pen, ...]) -> list[str]:
    pen = pen_named(pens, annotation.pen)
    title = pen.name if annotation.state == "ok" else f"{pen.name} · {annotation.state}"
    lines = [
        "",
        f"> [!quote] {escape_line(title)}",
        *_quote_lines(annotation, document),
        "",
        f"^{block_id(annotation)}",
    ]
    return lines + _note_lines(annotation)


def _note_lines(annotation: Annotation) -> list[str]:
    """The note as it was written, then the tags, each followed by a space or the line's end."""
    lines: list[str] = []
    if annotation.note:
        lines += ["", annotation.note.strip("\n")]
    if annotation.tags:
        lines += ["", " ".join(f"#{tag}" for tag in annotation.tags)]
    return lines


def _quote_lines(annotation: Annotation, document: Document) -> list[str]:
    """The quote, block by block where it stands in the text, so that code stays code."""
    span = annotation.span
    if span is None:
        return quoted(annotation.exact)
    lines: list[str] = []
    for block in document.blocks[document.block_index(span.start) :]:
        if block.start >= span.end:
            break
        piece = document.text[max(block.start, span.start) : min(block.end, span.end)]
        if not piece.strip():
            continue
        if lines and lines[-1] != ">":
            lines.append(">")
        lines += code_quoted(piece, block.language) if block.kind is Kind.CODE else quoted(piece)
    return lines


def quote_with_source(document: Document, span: Span) -> str:
    """A stretch of the article as a Markdown quote with its source beneath, for the clipboard."""
    metadata = document.metadata
    lines = quoted(document.text[span.start : span.end])
    title = escape_line(metadata.title)
    name = f"[{title}](<{metadata.source}>)" if re.match(r"https?://", metadata.source) else title
    parts = [part for part in (escape_line(metadata.author), name, metadata.published) if part]
    return "\n".join([*lines, ">", f"> — {', '.join(parts)}"]) + "\n"


def _front_matter(article: ExportedArticle, document: Document, annotations: Iterable[Annotation]) -> str:
    """The YAML between its two fences. Strings are always quoted: a title may look like a number, a date or a comment."""
    # Deferred: copying a quote needs this module too, but no YAML (10 ms).
    from ruamel.yaml import YAML  # noqa: PLC0415
    from ruamel.yaml.scalarstring import DoubleQuotedScalarString  # noqa: PLC0415

    def quoted_value(value: object) -> object:
        if isinstance(value, str):
            return DoubleQuotedScalarString(value)
        return [DoubleQuotedScalarString(item) for item in value] if isinstance(value, list) else value

    metadata = document.metadata
    values: dict[str, object] = {"reader_id": article.id, "title": metadata.title}
    if metadata.author:
        values["author"] = [metadata.author]
    if metadata.published:
        values["published"] = metadata.published
    if metadata.source:
        values["source_url"] = metadata.source
    if metadata.original:
        values["original_title"] = metadata.original.title
        if metadata.original.author:
            values["original_author"] = metadata.original.author
        if metadata.original.source:
            values["original_url"] = metadata.original.source
    values["created"] = article.created[:19]
    values["highlights"] = sum(1 for a in annotations if a.anchor is not None)
    tags = list(dict.fromkeys([*article.tags, *(tag for a in annotations for tag in a.tags)]))
    if tags:
        values["tags"] = tags
    yaml = YAML()
    yaml.width = 1 << 30
    yaml.allow_unicode = True
    yaml.indent(sequence=4, offset=2)
    out = io.StringIO()
    yaml.dump({key: quoted_value(value) for key, value in values.items()}, out)
    return f"---\n{out.getvalue()}---"
