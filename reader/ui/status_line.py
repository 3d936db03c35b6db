"""The line at the bottom: title and place, counts, pending keys, and what just happened."""

from __future__ import annotations

from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from reader.core.widths import cell_len, truncated
from reader.ui.colours import Colours
from reader.ui.drawing import plain, strip


class StatusLine(Widget, can_focus=False):
    """One row. A message stands in for the title until the next key."""

    DEFAULT_CSS = "StatusLine { height: 1; dock: bottom; }"

    def __init__(self, colours: Colours) -> None:
        super().__init__()
        self.colours = colours
        self._left = self._right = self._message = ""
        self._is_error = False
        self._choices: tuple[tuple[str, str], ...] = ()

    def show(self, left: str, right: str) -> None:
        """What stands there when nothing else does."""
        if (left, right) != (self._left, self._right):
            self._left, self._right = left, right
            self.refresh()

    def say(self, message: str, *, error: bool = False) -> None:
        """A message instead of the title; an empty one takes it away."""
        if (message, error) != (self._message, self._is_error):
            self._message, self._is_error = message, error
            self.refresh()

    def offer(self, choices: tuple[tuple[str, str], ...]) -> None:
        """What can follow the pending keys; empty when nothing is pending."""
        if choices != self._choices:
            self._choices = choices
            self.refresh()

    @property
    def message(self) -> str:
        """The message that is shown."""
        return self._message

    def render_line(self, y: int) -> Strip:
        """The row itself."""
        colours, width = self.colours, self.size.width
        back = colours.lamp
        ground = Style(bgcolor=back) if colours.coloured else Style(reverse=True)
        faint = colours.style(colours.faint, back) if colours.coloured else ground
        strong = colours.style(colours.heading, back) if colours.coloured else ground
        if self._choices:
            pieces: list[tuple[str, Style]] = [(" ", ground)]
            for key, meaning in self._choices:
                pieces += [(f"{key} ", strong + Style(bold=True)), (f"{meaning}   ", faint)]
            return strip(pieces, width, ground)
        right = truncated(plain(self._right), max(width // 2, 8))
        room = max(width - cell_len(right) - 3, 0)
        left = truncated(plain(self._message or self._left), room)
        style = strong
        if self._message and self._is_error:
            style = (
                colours.style(colours.error, back, bold=True)
                if colours.coloured
                else ground + Style(bold=True)
            )
        gap = " " * max(width - cell_len(left) - cell_len(right) - 2, 0)
        return strip(
            [(" ", ground), (left, style), (gap, ground), (right, faint), (" ", ground)], width, ground
        )
