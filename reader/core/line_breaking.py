"""Where a row may end: Unicode's line breaking (UAX #14) with the Japanese rules of JLREQ (kinsoku).

`can_break(text, i)` asks about one place, looking only at its neighbourhood, so that filling a row costs the same in a
long paragraph as in a short one. The tailoring beyond the standard, for Japanese:

* small kana and the long vowel mark never start a row (class CJ counts as NS, the "strict" style);
* the wave dashes U+301C and U+FF5E never start a row;
* curly quotes between East Asian characters break outside the quote (LB19a of Unicode 16);
* a hyphen that starts a word stays with it (LB20a of Unicode 16).
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from reader.core.line_break_table import RANGES


class _LineBreakClasses(dict[str, str]):
    """The Line_Break class of each code point that was met."""

    def __init__(self) -> None:
        super().__init__({"～": "NS"})
        rows = [row.split() for row in RANGES.split("\n") if row]
        self._lows = [int(low, 16) for low, _, _ in rows]
        self._highs = [int(high, 16) for _, high, _ in rows]
        self._names = [name for _, _, name in rows]

    def __missing__(self, character: str) -> str:
        code = ord(character)
        index = bisect_right(self._lows, code) - 1
        name = self._names[index] if code <= self._highs[index] else "AL"
        self[character] = name
        return name


_CLASSES = _LineBreakClasses()

_ALPHABETIC = frozenset({"AL", "HL"})
_IDEOGRAPHIC = frozenset({"ID", "EB", "EM"})
_HANGUL = frozenset({"JL", "JV", "JT", "H2", "H3"})
_NEVER_STARTS = frozenset({"CL", "CP", "EX", "IS", "SY"})  # LB13
_NO_BASE = frozenset({"BK", "CR", "LF", "NL", "SP", "ZW"})
_JOINERS = frozenset({"CM", "ZWJ"})

# The common pairs, decided by two classes alone: (before, after) -> may a row end between them.
_PAIRS = {
    (before, after): not (after in ("NS", "CL", "EX", "IN") or (before == "AL" and after == "AL"))
    for before in ("ID", "NS", "CL", "EX", "AL")
    for after in ("ID", "NS", "CL", "EX", "IN", "AL")
}


def can_break(text: str, index: int) -> bool:
    """Whether a row may end before `text[index]`. False at the text's two ends and outside."""
    if not 0 < index < len(text):
        return False
    before, after = _CLASSES[text[index - 1]], _CLASSES[text[index]]
    decided = _PAIRS.get((before, after))
    return _decide(text, index, before, after) if decided is None else decided


def _base(text: str, index: int) -> tuple[int, str]:
    """The place and class of the character that a run of combining marks ending at `index` belongs to (LB9, LB10)."""
    start = index
    while start > 0 and _CLASSES[text[start]] in _JOINERS:
        start -= 1
    name = _CLASSES[text[start]]
    if name in _JOINERS:
        return start, "AL"
    if start < index and name in _NO_BASE:
        return start + 1, "AL"
    return start, name


def _is_east_asian(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "FWH"


def _before_spaces(text: str, index: int) -> str:
    """The class of what stands before the spaces that end just before `index`."""
    index -= 1
    while index >= 0 and text[index] == " ":
        index -= 1
    return _base(text, index)[1] if index >= 0 else ""


def _decide(text: str, index: int, raw_before: str, after: str) -> bool:
    """The rules LB4 to LB31 in their order, for a place that `_PAIRS` does not settle."""
    if raw_before in ("BK", "LF", "NL"):
        return True
    if raw_before == "CR":
        return after != "LF"
    if after in ("BK", "CR", "LF", "NL", "SP", "ZW"):  # LB6, LB7
        return False
    if raw_before == "ZW" or (raw_before == "SP" and _before_spaces(text, index) == "ZW"):  # LB8
        return True
    if raw_before == "ZWJ":  # LB8a
        return False
    if after in _JOINERS:
        if raw_before not in _NO_BASE:  # LB9
            return False
        after = "AL"  # LB10
    place, before = _base(text, index - 1)
    if "WJ" in (before, after) or before == "GL":  # LB11, LB12
        return False
    if after == "GL" and before not in ("SP", "BA", "HY"):  # LB12a
        return False
    if before == "SP":
        return _decide_after_space(text, index, after)
    if after in _NEVER_STARTS or before == "OP":  # LB13, LB14
        return False
    return _decide_pair(text, index, place, before, after)


def _decide_after_space(text: str, index: int, after: str) -> bool:
    """LB13 to LB18 for a place after one or more spaces."""
    anchor = _before_spaces(text, index)
    if after in _NEVER_STARTS:  # LB13
        return False
    if anchor == "OP":  # LB14
        return False
    if anchor == "QU" and after == "OP":  # LB15
        return False
    # LB16, LB17, LB18
    return not ((anchor in ("CL", "CP") and after == "NS") or (anchor == "B2" and after == "B2"))


def _decide_pair(text: str, index: int, place: int, before: str, after: str) -> bool:
    """LB15 to LB31 for two neighbours without a space between them."""
    if before in ("CL", "CP") and after == "NS":  # LB16
        return False
    if before == "B2" and after == "B2":  # LB17
        return False
    if "QU" in (before, after):
        return _decide_quote(text, index, place, before, after)
    if "CB" in (before, after):  # LB20
        return True
    if (
        before == "HY" and after in _ALPHABETIC and (place == 0 or _CLASSES[text[place - 1]] in _NO_BASE)
    ):  # LB20a
        return False
    if after in ("BA", "HY", "NS") or before == "BB":  # LB21
        return False
    if before in ("HY", "BA") and text[place] != "\u3000" and place > 0 and _base(text, place - 1)[1] == "HL":
        return False  # LB21a
    if before == "SY" and after == "HL":  # LB21b
        return False
    if after == "IN":  # LB22
        return False
    if _joins_number(text, index, place, before, after):  # LB23, LB24, LB25
        return False
    if before in _HANGUL or after in _HANGUL:
        return not _joins_hangul(before, after)
    if before in _ALPHABETIC | {"IS"} and after in _ALPHABETIC:  # LB28, LB29
        return False
    word = _ALPHABETIC | {"NU"}
    if before in word and after == "OP" and not _is_east_asian(text[index]):  # LB30
        return False
    if before == "CP" and after in word and not _is_east_asian(text[place]):
        return False
    if before == "RI" and after == "RI":  # LB30a
        return _regional_indicators_before(text, place) % 2 == 1
    # LB30b, LB31
    return not (after == "EM" and (before == "EB" or _is_reserved_pictograph(text[place])))


def _decide_quote(text: str, index: int, place: int, before: str, after: str) -> bool:
    """LB19, but between East Asian characters a row may end outside a curly quote (LB19a)."""
    if after == "QU" and before != "QU":
        is_opening = unicodedata.category(text[index]) == "Pi"
        following = text[index + 1 : index + 2]
        return is_opening and _is_east_asian(text[place]) and bool(following) and _is_east_asian(following)
    if before == "QU" and after != "QU":
        is_closing = unicodedata.category(text[place]) == "Pf"
        return is_closing and place > 0 and _is_east_asian(text[place - 1]) and _is_east_asian(text[index])
    return False


def _joins_number(text: str, index: int, place: int, before: str, after: str) -> bool:
    """LB23 to LB25, numbers as one expression (example 7 of UAX #14, section 8.2)."""
    if (before in _ALPHABETIC and after == "NU") or (before == "NU" and after in _ALPHABETIC):
        return True
    if (before == "PR" and after in _IDEOGRAPHIC) or (before in _IDEOGRAPHIC and after == "PO"):
        return True
    if (before in ("PR", "PO") and after in _ALPHABETIC) or (before in _ALPHABETIC and after in ("PR", "PO")):
        return True
    if before in ("PR", "PO") and after == "NU":
        return True
    if before in ("PR", "PO", "HY") and after in ("OP", "HY", "NU"):
        return after == "NU" or (
            before != "HY" and index + 1 < len(text) and _CLASSES[text[index + 1]] == "NU"
        )
    if before in ("NU", "SY", "IS", "CL", "CP") and after in ("NU", "PO", "PR"):
        return _number_ends(text, place, closed=after != "NU")
    return False


def _number_ends(text: str, place: int, *, closed: bool) -> bool:
    """Whether a number, perhaps with one closing bracket (`closed`), ends at `place`."""
    name = _CLASSES[text[place]]
    if name in ("CL", "CP"):
        if not closed or place == 0:
            return False
        place, name = _base(text, place - 1)
    while name in ("SY", "IS") and place > 0:
        place, name = _base(text, place - 1)
    return name == "NU"


def _joins_hangul(before: str, after: str) -> bool:
    """LB26 and LB27: syllables of conjoining letters stay whole."""
    return (
        (before == "JL" and after in ("JL", "JV", "H2", "H3"))
        or (before in ("JV", "H2") and after in ("JV", "JT"))
        or (before in ("JT", "H3") and after == "JT")
        or (before in _HANGUL and after == "PO")
        or (before == "PR" and after in _HANGUL)
    )


def _regional_indicators_before(text: str, place: int) -> int:
    """How many regional indicators stand in a row just before `place`."""
    count = 0
    while place > 0:
        place, name = _base(text, place - 1)
        if name != "RI":
            break
        count += 1
    return count


def _is_reserved_pictograph(character: str) -> bool:
    return unicodedata.category(character) == "Cn" and 0x1F000 <= ord(character) <= 0x1FAFF


def fill(
    text: str, start: int, end: int, starts_at: Sequence[int], width: int, boundaries: Sequence[int]
) -> list[int]:
    """Greedy rows for one line of text: the offsets where each row after the first begins.

    `starts_at[i]` is the cells before `text[i]` (one more entry than the text), `boundaries` the grapheme starts. Spaces
    and ideographic spaces that end a row hang past the margin. Where no break is allowed, a row ends at the last
    grapheme that fits, and holds at least one.
    """
    breaks: list[int] = []
    row = start
    while True:
        limit = bisect_right(starts_at, starts_at[row] + width, row, end + 1) - 1
        while limit < end and text[limit] in " \u3000":
            limit += 1
        if limit >= end:
            return breaks
        place = limit
        # A mark on a space is a grapheme where the standard would allow a break inside.
        while place > row and not (can_break(text, place) and _is_boundary(boundaries, place)):
            place -= 1
        if place <= row:
            place = _emergency(row, limit, boundaries, end)
            if place >= end:
                return breaks
        breaks.append(place)
        row = place


def _is_boundary(boundaries: Sequence[int], place: int) -> bool:
    """Whether a grapheme starts at `place`; in plain text, whose boundaries are a range, one starts everywhere."""
    if isinstance(boundaries, range):
        return True
    index = bisect_left(boundaries, place)
    return index < len(boundaries) and boundaries[index] == place


def _emergency(row: int, limit: int, boundaries: Sequence[int], end: int) -> int:
    """The last grapheme boundary in `(row, limit]`; when the first grapheme alone is too wide, the one after it."""
    index = bisect_right(boundaries, limit) - 1
    if index >= 0 and boundaries[index] > row:
        return boundaries[index]
    following = bisect_right(boundaries, row)
    return boundaries[following] if following < len(boundaries) else end
