"""An article's text in memory: one flat string, cut into blocks, with inline marks.

*offset*: a code-point index into `Document.text`. *span*: a half-open pair of offsets, `(start, end)`.
*block*: a stretch of the text with one role (heading, paragraph, ...); blocks are in order and never overlap.
*mark*: an inline span inside a block (strong, link, ...).

Bullets, quote bars and heading signs are drawn by the interface and are never part of the text, so anchors, search,
selection, clipboard and export all count in the same string.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any, NamedTuple


class Span(NamedTuple):
    """A half-open stretch of text, in code points.

    text   t h e   f o x
    offset 0 1 2 3 4 5 6 7
    Span(4, 7) is "fox"
    """

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end


class Kind(StrEnum):
    """The role of a block."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    QUOTE = "quote"
    CODE = "code"
    TABLE = "table"
    RULE = "rule"
    CAPTION = "caption"


#: Blocks that a person reads as text; the others frame it.
PROSE = frozenset({Kind.PARAGRAPH, Kind.ITEM, Kind.QUOTE, Kind.CODE, Kind.TABLE})


class MarkKind(StrEnum):
    """The role of an inline mark."""

    STRONG = "strong"
    EMPHASIS = "emphasis"
    CODE = "code"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the text with one role.

    `level` is the heading's level (1 to 6), or the depth of an item or a quote (from 1). `marker` is what is drawn before
    an item. `tight` says that the source had no blank line before the block.
    """

    kind: Kind
    start: int
    end: int
    level: int = 0
    marker: str = ""
    language: str = ""
    tight: bool = False

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Mark:
    """An inline span. `value` is a link's target."""

    kind: MarkKind
    start: int
    end: int
    value: str = ""

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Original:
    """The work that an article translates, as far as the article names it."""

    title: str = ""
    author: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What an article says about itself. Empty where it says nothing; `published` is an ISO date."""

    title: str = ""
    author: str = ""
    published: str = ""
    source: str = ""
    tags: tuple[str, ...] = ()
    original: Original | None = None
    #: How many code points of page boilerplate were kept out of the text.
    trimmed: int = 0


@dataclass(frozen=True)
class Document:
    """An immutable article. Compare and pass it freely; build it with `DocumentBuilder`."""

    text: str
    blocks: tuple[Block, ...]
    marks: tuple[Mark, ...] = ()
    metadata: Metadata = field(default_factory=Metadata)

    @cached_property
    def _starts(self) -> list[int]:
        return [block.start for block in self.blocks]

    @cached_property
    def _mark_starts(self) -> list[int]:
        return [mark.start for mark in self.marks]

    def block_index(self, offset: int) -> int:
        """The index of the block that holds `offset`; between blocks, of the one before. 0 for an empty document."""
        return max(bisect_right(self._starts, offset) - 1, 0)

    def marks_in(self, block: Block) -> list[Mark]:
        """The marks of a block, in order. Marks never cross a block's edge."""
        low = bisect_right(self._mark_starts, block.start - 1)
        high = bisect_right(self._mark_starts, block.end - 1)
        return list(self.marks[low:high])

    @property
    def headings(self) -> list[Block]:
        return [block for block in self.blocks if block.kind is Kind.HEADING]

    def first_prose(self) -> int:
        """The offset where reading starts: the first block of prose, else the first block with text, else 0."""
        with_text = [block for block in self.blocks if block.end > block.start]
        for block in with_text:
            if block.kind in PROSE:
                return block.start
        return with_text[0].start if with_text else 0


class DocumentBuilder:
    """Collects blocks in order and gives the document. Between blocks stands a blank line, or a line's end where tight."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._marks: list[Mark] = []

    def add(
        self,
        kind: Kind,
        text: str,
        marks: Iterable[Mark] = (),
        *,
        level: int = 0,
        marker: str = "",
        language: str = "",
        tight: bool = False,
    ) -> None:
        """Append a block; the marks' offsets count from the block's own start."""
        if self._blocks:
            separator = "\n" if tight else "\n\n"
            self._parts.append(separator)
            self._length += len(separator)
        start = self._length
        self._parts.append(text)
        self._length += len(text)
        self._blocks.append(Block(kind, start, self._length, level, marker, language, tight))
        self._marks += (
            Mark(m.kind, m.start + start, m.end + start, m.value) for m in marks if m.end > m.start
        )

    def ends_with(self, kind: Kind) -> bool:
        """Whether the last block added is of this kind."""
        return bool(self._blocks) and self._blocks[-1].kind is kind

    def document(self, metadata: Metadata) -> Document:
        """The finished document."""
        marks = sorted(self._marks, key=lambda mark: (mark.start, -mark.end))
        return Document("".join(self._parts), tuple(self._blocks), tuple(marks), metadata)


def dump_structure(document: Document) -> dict[str, Any]:
    """Blocks and marks as plain lists, to be kept beside the text. `load_structure` is its opposite."""
    return {
        "blocks": [
            [b.kind, b.start, b.end, b.level, b.marker, b.language, int(b.tight)] for b in document.blocks
        ],
        "marks": [[m.kind, m.start, m.end, m.value] for m in document.marks],
    }


def load_structure(structure: dict[str, Any]) -> tuple[tuple[Block, ...], tuple[Mark, ...]]:
    """Blocks and marks from what `dump_structure` gave.

    Raises ValueError, KeyError or TypeError when it is of another shape.
    """
    rows: Sequence[Sequence[Any]] = structure["blocks"]
    blocks = tuple(Block(Kind(r[0]), r[1], r[2], r[3], r[4], r[5], bool(r[6])) for r in rows)
    marks = tuple(Mark(MarkKind(r[0]), r[1], r[2], r[3]) for r in structure["marks"])
    return blocks, marks
