"""The floor for a key: the smallest ScrollView that draws prepared strips of a text and moves a cursor line with `j`."""

import sys
from pathlib import Path

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.app import App, ComposeResult
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

WIDTH = 72


class Lines(ScrollView, can_focus=True):
    """Prepared strips and a cursor line."""

    def __init__(self, text: str) -> None:
        super().__init__()
        plain, lit = Style(bgcolor="#16181d"), Style(bgcolor="#2a2f3a")
        rows = [
            line[at : at + WIDTH // 2]
            for line in text.split("\n")
            for at in range(0, max(len(line), 1), WIDTH // 2)
        ]
        self.plain = [Strip([Segment(row, plain)]) for row in rows]
        self.lit = [Strip([Segment(row, lit)]) for row in rows]
        self.cursor = 0
        self.virtual_size = Size(WIDTH, len(rows))

    def render_line(self, y: int) -> Strip:
        """A prepared strip."""
        index = y + self.scroll_offset.y
        if index >= len(self.plain):
            return Strip.blank(self.size.width)
        return (self.lit if index == self.cursor else self.plain)[index].extend_cell_length(self.size.width)

    def on_key(self, event: events.Key) -> None:
        """Move the cursor line, keeping it in view."""
        if event.character == "j":
            before, self.cursor = self.cursor, min(self.cursor + 1, len(self.plain) - 1)
            top = self.scroll_offset.y
            self.refresh(
                Region(0, before - top, self.size.width, 1), Region(0, self.cursor - top, self.size.width, 1)
            )
            self.scroll_to_region(Region(0, self.cursor, 1, 1), animate=False, immediate=True)


class Lazy(App[None]):
    """One pane of lines."""

    def compose(self) -> ComposeResult:
        """The lines."""
        yield Lines(Path(sys.argv[1]).read_text(encoding="utf-8"))


Lazy().run()
