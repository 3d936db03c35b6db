"""The article: one widget that draws finished rows. It knows what to show and where, and nothing of what keys mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from reader.core.annotations import Annotation, AnnotationSet
from reader.core.document import Document, Span
from reader.core.layout import Layout, Row
from reader.core.pens import Pen, pen_named
from reader.core.viewport import Place, bounded, moved, revealed, window
from reader.core.widths import cell_len
from reader.ui.colours import Colours
from reader.ui.drawing import strip

#: The widest text column, in cells: 36 Japanese characters or some 70 Latin letters.
MEASURE = 72
#: The margin that holds the pens' letters and bars, in cells.
GUTTER = 4
_LANES = 3


@dataclass(frozen=True)
class View:
    """What the pane shows of the reading state, besides the document."""

    cursor: Span = Span(0, 0)
    selection: Span | None = None
    annotations: AnnotationSet = field(default_factory=AnnotationSet)
    focused: str | None = None
    hits: tuple[Span, ...] = ()
    labels: Mapping[int, str] = field(default_factory=dict)


class ArticlePane(Widget, can_focus=False):
    """Draws the rows in view of a document at the widget's width."""

    DEFAULT_CSS = "ArticlePane { width: 1fr; height: 1fr; }"

    @dataclass
    class Pointed(Message):
        """The mouse was pressed (or dragged to) the text at `offset`; `drag` while the button is held down."""

        offset: int
        drag: bool

    @dataclass
    class Scrolled(Message):
        """The view moved under the cursor by the wheel."""

    def __init__(self, document: Document, pens: tuple[Pen, ...], colours: Colours) -> None:
        super().__init__()
        self.document = document
        self.pens = pens
        self.colours = colours
        self.view = View()
        self.layout_rows = Layout(document, MEASURE)
        self.top = Place(0, 0)
        self._strips: dict[Place, Strip] = {}
        self._in_view: list[tuple[Place, Row]] = []
        self._fitted = Size(0, 0)
        self._lane_of: dict[str, int] = {}

    # Geometry

    @property
    def column(self) -> tuple[int, int]:
        """The text column's left edge and width, in cells."""
        room = self.size.width - GUTTER - 1
        measure = max(min(MEASURE, room - 1 if room > 30 else room), 1)
        left = max((self.size.width - measure) // 2, min(GUTTER, self.size.width // 4))
        return left, measure

    def on_resize(self) -> None:
        """Lay the text out for the new size."""
        self._fit()
        self.refresh()

    def _fit(self) -> None:
        """Lay the text out when the size is another than before, keeping the row at the top, and the cursor in view.

        The first frame is drawn before the message of the first size arrives, so drawing asks for this too.
        """
        if self.size == self._fitted or not self.size:
            return
        self._fitted = self.size
        _, measure = self.column
        if measure != self.layout_rows.width:
            rows = self.layout_rows.rows(self.top.block) if self.document.blocks else ()
            row = rows[min(self.top.row, len(rows) - 1)] if rows else None
            self.layout_rows = Layout(self.document, measure)
            at_block_top = row is None or row.blank or self.top.row == 0
            self.top = (
                Place(self.top.block, 0)
                if at_block_top or row is None
                else self.layout_rows.locate(row.start)[0]
            )
        self._strips.clear()
        self._in_view = []
        if self.document.blocks:
            self.top = bounded(self.layout_rows, self.top, self.height)
            self.reveal(self.view.cursor)

    @property
    def height(self) -> int:
        """The rows in view."""
        return max(self.size.height, 1)

    # What is shown

    def show(self, view: View) -> None:
        """Show another state of the same document; only the rows that look different are drawn again."""
        before, self.view = self.view, view
        if view.annotations is not before.annotations:
            self._lane_of = _lanes(view.annotations)
            self._invalidate_all()
        elif (view.hits, view.labels) != (before.hits, before.labels):
            self._invalidate_all()
        else:
            spans = [before.cursor, view.cursor, *filter(None, (before.selection, view.selection))]
            if view.focused != before.focused:
                self._invalidate_all()
            self._invalidate_rows(spans)

    def _invalidate_all(self) -> None:
        self._strips.clear()
        self._in_view = []
        self.refresh()

    def _invalidate_rows(self, spans: list[Span]) -> None:
        regions = []
        for y, (place, row) in enumerate(self._rows()):
            if any(
                row.start < max(span.end, span.start + 1) and span.start < max(row.end, row.start + 1)
                for span in spans
            ):
                self._strips.pop(place, None)
                regions.append(Region(0, y, self.size.width, 1))
        if regions:
            self.refresh(*regions)

    def _rows(self) -> list[tuple[Place, Row]]:
        self._fit()
        if not self._in_view:
            self._in_view = window(self.layout_rows, self.top, self.height) if self.document.blocks else []
        return self._in_view

    # Scrolling

    def scroll_to_place(self, top: Place) -> None:
        """Put a row at the top, as far as the article's end allows."""
        top = bounded(self.layout_rows, top, self.height)
        if top != self.top:
            self.top = top
            self._in_view = []
            if len(self._strips) > 2_000:
                self._strips.clear()
            self.refresh()

    def scroll_rows(self, by: int) -> None:
        """Scroll down by rows; up when negative."""
        if self.document.blocks:
            self.scroll_to_place(moved(self.layout_rows, self.top, by))

    def reveal(self, span: Span, margin: int = 2) -> None:
        """Scroll as little as needed to show a span: its end, and its start above all."""
        if not self.document.blocks:
            return
        first, _ = self.layout_rows.locate(span.start)
        last, _ = self.layout_rows.locate(max(span.end - 1, span.start))
        furthest = (
            moved(self.layout_rows, first, self.height - 1 - 2 * margin)
            if self.height > 2 * margin + 1
            else first
        )
        self.scroll_to_place(
            revealed(self.layout_rows, self.top, self.height, first, min(last, furthest), margin)
        )

    def put(self, offset: int, share: float) -> None:
        """Scroll so that the row of `offset` stands at a share (0 top, 1 bottom) of the height."""
        place, _ = self.layout_rows.locate(offset)
        self.scroll_to_place(moved(self.layout_rows, place, -round((self.height - 1) * share)))

    def span_in_view(self) -> Span:
        """The text in view."""
        rows = [row for _, row in self._rows()]
        return Span(rows[0].start, rows[-1].end) if rows else Span(0, 0)

    @property
    def at_end(self) -> bool:
        """Whether the last row is in view."""
        rows = self._rows()
        return (
            not rows
            or rows[-1][0].block == len(self.layout_rows) - 1
            and rows[-1][1].end >= self.document.blocks[-1].end
        )

    # Mouse

    def offset_at(self, x: int, y: int) -> int | None:
        """The offset of the text at a cell of the widget; None beside all text."""
        rows = self._rows()
        if not rows:
            return None
        place, row = rows[max(min(y, len(rows) - 1), 0)]
        if row.blank:
            return row.start
        return self.layout_rows.offset(place, x - self.column[0])

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Put the cursor where the mouse is pressed."""
        offset = self.offset_at(event.x, event.y)
        if event.button == 1 and offset is not None:
            self.capture_mouse()
            self.post_message(self.Pointed(offset, drag=False))

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Select while the button is held."""
        if self.app.mouse_captured is self and event.button == 1:
            offset = self.offset_at(event.x, event.y)
            if offset is not None:
                self.post_message(self.Pointed(offset, drag=True))

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """End of a drag."""
        self.release_mouse()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel moves the view."""
        event.stop()
        self.scroll_rows(3)
        self.post_message(self.Scrolled())

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel moves the view."""
        event.stop()
        self.scroll_rows(-3)
        self.post_message(self.Scrolled())

    # Drawing

    def render_line(self, y: int) -> Strip:
        """One row, from the cache when it was drawn before and nothing in it changed."""
        rows = self._rows()
        if y >= len(rows):
            return strip([], self.size.width, self.colours.style())
        place, row = rows[y]
        made = self._strips.get(place)
        if made is None or made.cell_length != self.size.width:
            made = self._strips[place] = self._drawn_row(place, row)
        return made

    def _drawn_row(self, place: Place, row: Row) -> Strip:
        left, measure = self.column
        block = self.document.blocks[place.block]
        base = self.colours.style()
        text = self.document.text[row.start : row.end].rstrip("\n")
        touching = (
            [] if row.blank else self.view.annotations.touching(Span(row.start, max(row.end, row.start + 1)))
        )
        pieces = [(" " * max(left - GUTTER, 0), base), *self._gutter(row, touching, min(GUTTER, left))]
        lead_style = self.colours.style(self.colours.faint)
        pieces.append((row.lead + " " * (row.indent - cell_len(row.lead)), lead_style))
        pieces += self._text(row, text, self.colours.block_style(block), touching)
        return strip(pieces, self.size.width, base)

    def _gutter(self, row: Row, touching: list[Annotation], width: int) -> list[tuple[str, Style]]:
        """The margin before a row: a bar for each highlight on it, the pen's letter where the highlight begins."""
        cells: list[tuple[str, Style]] = [(" ", self.colours.style())] * _LANES
        for annotation in touching:
            lane = self._lane_of.get(annotation.id, 0)
            span = annotation.span
            if span is None:
                continue
            begins = row.start <= span.start < row.end
            while begins and lane < _LANES and cells[_LANES - 1 - lane][0] != " ":
                lane += 1  # another one begins or ends on this row in the same lane
            if lane >= _LANES:
                continue
            style = self.colours.letter_style(pen_named(self.pens, annotation.pen).colour)
            sign = annotation.pen if begins else "▎"
            if annotation.note and begins:
                style += Style(underline=True)
            if annotation.state != "ok" and begins:
                sign = "?"
            cells[_LANES - 1 - lane] = (sign, style)
        if self._is_cursor_row(row):
            cells[0] = (
                ("›", self.colours.style(self.colours.accent, bold=True)) if cells[0][0] == " " else cells[0]
            )
        return [*cells, (" ", self.colours.style())][-width:] if width else []

    def _is_cursor_row(self, row: Row) -> bool:
        return not row.blank and row.start <= self.view.cursor.start < max(row.end, row.start + 1)

    def _text(self, row: Row, text: str, base: Style, touching: list[Annotation]) -> list[tuple[str, Style]]:
        """The row's text cut where its look changes."""
        start, end = row.start, row.start + len(text)
        view, colours = self.view, self.colours
        block = self.document.blocks[self.document.block_index(row.start)]
        marks = [mark for mark in self.document.marks_in(block) if mark.start < end and mark.end > start]
        hits = [hit for hit in view.hits if hit.start < end and hit.end > start] if view.hits else []
        edges = {start, end}
        spans = [m.span for m in marks] + [a.span for a in touching if a.span] + hits + [view.cursor]
        spans += [view.selection] if view.selection else []
        for span in spans:
            edges.update(edge for edge in span if start < edge < end)
        pieces: list[tuple[str, Style]] = []
        ordered = sorted(edges)
        for a, b in zip(ordered, ordered[1:], strict=False):
            piece = Span(a, b)
            style = base
            for mark in marks:
                if mark.span.overlaps(piece):
                    style += colours.mark_style(mark.kind)
            lit = view.cursor.overlaps(piece) and not view.selection
            if lit:
                style += colours.lamp_style
            over = [x for x in touching if x.span and x.span.overlaps(piece)]
            if over:
                over.sort(key=lambda x: x.span.start - x.span.end if x.span else 0)
                style += colours.pen_style([pen_named(self.pens, x.pen).colour for x in over], lit=lit)
            if any(hit.overlaps(piece) for hit in hits):
                style += colours.hit_style
            if view.selection and view.selection.overlaps(piece):
                style += colours.selected_style
            pieces.append((self.document.text[a:b], style))
        if view.labels:
            pieces = self._with_labels(pieces, start)
        return pieces

    def _with_labels(self, pieces: list[tuple[str, Style]], start: int) -> list[tuple[str, Style]]:
        """The pieces with a label over the first cells of each labelled sentence."""
        result: list[tuple[str, Style]] = []
        faint = self.colours.style(self.colours.faint)
        at = start
        skip = 0
        for text, _ in pieces:
            for character in text:
                label = self.view.labels.get(at)
                if label:
                    result.append((label, self.colours.label_style))
                    skip = len(label)
                width = cell_len(character)
                if skip >= width:
                    skip -= width
                elif skip:
                    result.append((" " * (width - skip), faint))
                    skip = 0
                else:
                    result.append((character, faint))
                at += 1
        return result


def _lanes(annotations: AnnotationSet) -> dict[str, int]:
    """A lane in the margin for each highlight: the lowest that no highlight beginning before it still holds."""
    lanes: dict[str, int] = {}
    ends: list[int] = []
    for annotation in annotations.placed:
        span = annotation.span
        if span is None:
            continue
        for lane, end in enumerate(ends):
            if end <= span.start:
                ends[lane] = span.end
                break
        else:
            lane = len(ends)
            ends.append(span.end)
        lanes[annotation.id] = lane
    return lanes
