"""The notes pane folded: a narrow map of the whole article, with a mark where annotations are."""

from __future__ import annotations

from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from reader.core.annotations import AnnotationSet
from reader.core.document import Span
from reader.core.pens import Pen, pen_named
from reader.ui.colours import Colours
from reader.ui.drawing import strip


class NotesStrip(Widget, can_focus=False):
    """Each row stands for an equal share of the text; the part in view is lighter."""

    DEFAULT_CSS = "NotesStrip { width: 2; height: 1fr; display: none; }"

    def __init__(self, pens: tuple[Pen, ...], colours: Colours) -> None:
        super().__init__()
        self._pens = pens
        self._colours = colours
        self._annotations = AnnotationSet()
        self._visible = Span(0, 0)
        self._length = 1

    def show(self, annotations: AnnotationSet, visible: Span, length: int) -> None:
        """Show where the annotations are, and which part of the text (of `length` code points) is in view."""
        if (annotations, visible, length) != (self._annotations, self._visible, self._length):
            self._annotations, self._visible, self._length = annotations, visible, max(length, 1)
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """One row of the map."""
        height = max(self.size.height, 1)
        share = Span(
            self._length * y // height, max(self._length * (y + 1) // height, self._length * y // height + 1)
        )
        found = self._annotations.touching(share)
        back = self._colours.lamp if share.overlaps(self._visible) else self._colours.panel
        ground = Style(bgcolor=back) if self._colours.coloured else Style()
        if not found:
            return strip([], self.size.width, ground)
        pen = pen_named(self._pens, found[0].pen)
        style = (
            Style(color=pen.colour, bgcolor=back, bold=True) if self._colours.coloured else Style(bold=True)
        )
        return strip(
            [(" ", ground), ("▐" if self._colours.coloured else pen.letter, style)], self.size.width, ground
        )
