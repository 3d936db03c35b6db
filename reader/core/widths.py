"""How many cells a piece of text takes in the terminal, and where its graphemes begin.

*cell*: one terminal column. *grapheme*: what a reader sees as one character (UAX #29, extended clusters).
Widths are Rich's, because Rich and Textual place what is drawn; graphemes are wcwidth's, which follows the standard.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import accumulate

from rich.cells import get_character_cell_size

# Code points that always are a grapheme of their own: everything here is GCB=Other, so no two of them join.
# The half-width voicing marks (U+FF9E, U+FF9F) and the combining ones (U+3099, U+309A) are left out: they extend.
_LONELY = (
    "\t\n\x20-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0482\u048a-\u0590\u2010-\u2027\u202f-\u205f\u2070-\u20cf"
    "\u2100-\u2bff\u2e80-\u3029\u3030-\u3098\u309b-\ua66e\uf900-\ufaff\uff01-\uff9d\uffe0-\uffef\ufffd"
    "\U0001f000-\U0001f1e5\U0001f200-\U0001f3fa\U0001f400-\U0001faff\U00020000-\U0003ffff"
)
_COMPLEX = re.compile(f"[^{_LONELY}]")
_EMOJI_TAIL = re.compile("[\ufe0f\u200d\u20e3\U0001f3fb-\U0001f3ff]")


class _CellSizes(dict[str, int]):
    """Rich's width of each code point that was met, so that a lookup costs one dictionary access."""

    def __missing__(self, character: str) -> int:
        size = self[character] = get_character_cell_size(character)
        return size


_SIZES = _CellSizes()


def is_simple(text: str) -> bool:
    """Whether each code point of `text` is a grapheme of its own, as nearly all text is."""
    return _COMPLEX.search(text) is None


def grapheme_starts(text: str) -> Sequence[int]:
    """The offsets in `text` where a grapheme begins, in order."""
    if is_simple(text):
        return range(len(text))
    # Deferred: wcwidth's tables take 20 ms to import, and most articles never need them.
    from wcwidth import iter_graphemes  # noqa: PLC0415

    return [0, *accumulate(map(len, iter_graphemes(text)))][:-1]


def at_graphemes(text: str, offsets: Sequence[int]) -> tuple[int, ...]:
    """Those of `offsets` that stand at a grapheme's start."""
    if is_simple(text):
        return tuple(offsets)
    starts = set(grapheme_starts(text))
    return tuple(offset for offset in offsets if offset in starts)


def leading_space(text: str) -> int:
    """How many code points of white space begin a text; a space that carries a mark is a grapheme, and no white space."""
    space = len(text) - len(text.lstrip())
    return space if space in (0, len(text)) else max(start for start in at_graphemes(text, range(space + 1)))


def next_grapheme(text: str, offset: int) -> int:
    """The first grapheme boundary after `offset`; the length of the text at its end."""
    return next((start for start in grapheme_starts(text) if start > offset), len(text))


def previous_grapheme(text: str, offset: int) -> int:
    """The last grapheme boundary before `offset`; 0 at the start."""
    before = 0
    for start in grapheme_starts(text):
        if start >= offset:
            break
        before = start
    return before


def shown(grapheme: str) -> str:
    """What is drawn for one grapheme: an emoji of several code points is drawn by its first one.

    Terminals disagree about the width of joined emoji and agree about single ones; flags, accents and ideographic
    variants stay whole. The joiner and the emoji selector are never drawn: Rich's widths go astray after a stray one.
    """
    if not _EMOJI_TAIL.search(grapheme):
        return grapheme
    bare = grapheme.replace("\u200d", "").replace("\ufe0f", "")
    if len(bare) > 1 and unicodedata.category(bare[0])[0] not in "LM":
        return bare[0]
    return bare


def drawn(text: str) -> str:
    """The text as it is put on the screen: every grapheme by `shown`."""
    if not _EMOJI_TAIL.search(text):
        return text
    starts = [*grapheme_starts(text), len(text)]
    return "".join(shown(text[a:b]) for a, b in zip(starts, starts[1:], strict=False))


def cell_widths(text: str) -> list[int]:
    """The cells of each code point as drawn; a grapheme's cells all stand at its first code point.

    `sum(cell_widths(text))` is what the drawn text takes in the terminal.
    """
    if is_simple(text):
        return list(map(_SIZES.__getitem__, text))
    widths = [0] * len(text)
    starts = [*grapheme_starts(text), len(text)]
    for a, b in zip(starts, starts[1:], strict=False):
        widths[a] = sum(map(_SIZES.__getitem__, shown(text[a:b])))
    return widths


def cell_len(text: str) -> int:
    """The cells that `text` takes when drawn."""
    return sum(cell_widths(text))


def truncated(text: str, width: int) -> str:
    """`text` cut to at most `width` cells at a grapheme's edge, with an ellipsis where something is missing."""
    widths = cell_widths(text)
    if sum(widths) <= width:
        return text
    if width < 1:
        return ""
    room = width - 1
    end = 0
    starts = [*grapheme_starts(text), len(text)]
    for a, b in zip(starts, starts[1:], strict=False):
        room -= widths[a]
        if room < 0:
            break
        end = b
    return text[:end] + "…"
