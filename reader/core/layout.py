"""Blocks laid out as rows for a width, one block at a time and only when asked.

*row*: one laid-out line of a block; it knows the span of text that it shows. There is no number for a row counted from the article's start: nothing here needs the blocks before, so
the first screen, the last and a resize cost the same in an article of any length.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from reader.core.document import Block, Document, Kind
from reader.core.line_breaking import fill
from reader.core.viewport import Place
from reader.core.widths import cell_len, cell_widths, grapheme_starts


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a block: `document.text[start:end]`, drawn `indent` cells from the column's left edge.

    `lead` is what stands in the indent (an item's marker on its first row, a quote's bar). A blank row has no text.
    `end` takes in the spaces and the line's end that hang past the margin, so the rows of a block cover it whole.
    """

    start: int
    end: int
    indent: int = 0
    lead: str = ""
    blank: bool = False


def block_indent(block: Block) -> int:
    """The cells between the column's left edge and a block's text."""
    match block.kind:
        case Kind.ITEM:
            return 2 * (max(block.level, 1) - 1) + max(cell_len(block.marker) + 1, 2)
        case Kind.QUOTE:
            return 2 * max(block.level, 1)
        case Kind.CODE:
            return 2
        case _:
            return 0


def _lead(block: Block, *, first: bool) -> str:
    if block.kind in (Kind.QUOTE, Kind.CODE):
        return "▎ " * max(block.level, 1)
    if block.kind is Kind.ITEM and first:
        return "  " * (max(block.level, 1) - 1) + block.marker
    return ""


def rows_of_text(text: str, start: int, end: int, width: int) -> list[tuple[int, int]]:
    """`text[start:end]` as spans of rows at most `width` cells wide; a line's end in the text always ends a row.

    The spans follow each other without a gap. A row is wider than asked only by hanging spaces, or when one grapheme
    alone is. Blank text gives one row.
    """
    piece = text[start:end]
    widths = cell_widths(piece)
    starts_at = [0, *accumulate(widths)]
    boundaries = grapheme_starts(piece)
    spans: list[tuple[int, int]] = []
    line = 0
    while True:
        newline = piece.find("\n", line)
        line_end = len(piece) if newline < 0 else newline
        edges = [line, *fill(piece, line, line_end, starts_at, max(width, 1), boundaries), line_end]
        if newline >= 0:
            edges[-1] = newline + 1
        spans += [(a + start, b + start) for a, b in zip(edges, edges[1:], strict=False)]
        if newline < 0:
            return spans
        line = newline + 1


class Layout:
    """The rows of one document at one width (cells), made block by block when asked for."""

    def __init__(self, document: Document, width: int) -> None:
        self.document = document
        self.width = max(width, 1)
        # A screen needs some tens of blocks, each frame the same ones: without this, a key lays them out again.
        self.rows = lru_cache(maxsize=1024)(self._rows)

    def __len__(self) -> int:
        """The number of blocks."""
        return len(self.document.blocks)

    def _rows(self, index: int) -> tuple[Row, ...]:
        """The rows of a block, the blank rows above it first."""
        block = self.document.blocks[index]
        blank = Row(block.start, block.start, blank=True)
        above = [blank] * self._blank_rows(index)
        if block.kind is Kind.RULE:
            return (*above, Row(block.start, block.end, lead="─" * min(self.width, 24)))
        indent = min(block_indent(block), self.width // 2)
        spans = rows_of_text(self.document.text, block.start, block.end, self.width - indent)
        rows = [
            Row(a, b, indent, _lead(block, first=number == 0)[:indent]) for number, (a, b) in enumerate(spans)
        ]
        return (*above, *rows)

    def _blank_rows(self, index: int) -> int:
        """How many blank rows stand above a block: headings get more air above than below."""
        if index == 0:
            return 0
        block, before = self.document.blocks[index], self.document.blocks[index - 1]
        if block.kind is Kind.HEADING:
            return 1 if before.kind is Kind.HEADING or block.level > 2 else 2
        if block.tight and before.kind is not Kind.HEADING:
            return 0
        return 1

    def locate(self, offset: int) -> tuple[Place, int]:
        """The place of the row that shows `offset`, and the cell in that row (from the column's left edge).

        An offset inside a grapheme gives the grapheme's own cell. `offset` is the opposite.
        """
        index = self.document.block_index(offset)
        rows = self.rows(index)
        number = max(bisect_right(rows, offset, key=lambda row: row.start) - 1, 0)
        row = rows[number]
        before = self.document.text[row.start : min(max(offset, row.start), row.end)]
        inside = self._grapheme_floor(row, row.start + len(before))
        return Place(index, number), row.indent + sum(self._cells(row)[: inside - row.start])

    def offset(self, place: Place, cell: int) -> int:
        """The offset of the grapheme drawn at `cell` of a row; past the row's text, that of its last grapheme."""
        row = self.rows(place.block)[place.row]
        starts_at = list(accumulate(self._cells(row), initial=0))
        inside = bisect_right(starts_at, max(cell - row.indent, 0)) - 1
        text = self.document.text[row.start : row.end].rstrip(" \u3000\n")
        return self._grapheme_floor(row, row.start + max(min(inside, len(text) - 1), 0))

    def _cells(self, row: Row) -> Sequence[int]:
        return cell_widths(self.document.text[row.start : row.end])

    def _grapheme_floor(self, row: Row, offset: int) -> int:
        """The last grapheme boundary at or before `offset` in a row."""
        starts = grapheme_starts(self.document.text[row.start : row.end])
        inside = offset - row.start
        if inside >= row.end - row.start:
            return row.end
        return row.start + starts[max(bisect_right(starts, inside) - 1, 0)] if starts else row.start
