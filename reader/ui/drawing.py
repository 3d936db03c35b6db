"""Segments of one row: the only place where text becomes something that is drawn.

Every text passes `plain` on its way, so that no control character can reach the terminal whatever a caller hands over.
"""

from __future__ import annotations

import re

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from reader.core.widths import cell_len, drawn

_CONTROL = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200b\u061c\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)


def plain(text: str) -> str:
    """The text as it may be drawn: graphemes by what terminals agree on, controls gone."""
    return _CONTROL.sub("", drawn(text))


def segment(text: str, style: Style) -> Segment:
    """One piece of a row."""
    return Segment(plain(text), style)


def strip(pieces: list[tuple[str, Style]], width: int, fill: Style) -> Strip:
    """A row of pieces, filled up to `width` cells and never wider."""
    segments = [segment(text, style) for text, style in pieces if text]
    used = sum(cell_len(piece.text) for piece in segments)
    if used < width:
        segments.append(Segment(" " * (width - used), fill))
        used = width
    made = Strip(segments, used)
    return made.crop(0, width) if used > width else made
