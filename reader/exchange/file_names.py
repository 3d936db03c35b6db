"""Names of files that every system, Obsidian and sync program takes."""

from __future__ import annotations

import re
import unicodedata

from reader.core.cleaning import clean_line
from reader.core.widths import grapheme_starts

#: UTF-8 bytes of a name with its ending: room is left below the 255 of most systems for what others append.
LONGEST = 200
_LOOK_ALIKES = str.maketrans('<>:"/\\|?*#^[]', "＜＞：”／＼｜？＊＃＾［］")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.I)


def file_name(title: str, suffix: str = ".md") -> str:
    """A file name for a title: NFC, forbidden characters as their full-width twins, at most 200 bytes, never empty."""
    name = unicodedata.normalize("NFC", clean_line(title)).translate(_LOOK_ALIKES)
    name = name.strip(" .\u3000") or "article"
    if _RESERVED.match(name):
        name = f"_{name}"
    return shortened(name, LONGEST - len(suffix.encode())) + suffix


def shortened(name: str, size: int) -> str:
    """The longest beginning of `name` within `size` UTF-8 bytes that ends at a grapheme's edge."""
    if len(name.encode()) <= size:
        return name
    end = 0
    for start in [*grapheme_starts(name), len(name)]:
        if len(name[:start].encode()) > size:
            break
        end = start
    return name[:end].rstrip(" .\u3000")


def numbered(name: str, number: int) -> str:
    """The name with a number before its ending: `a.md` -> `a (2).md`, still within the length."""
    stem, dot, suffix = name.rpartition(".")
    mark = f" ({number})"
    if not dot:
        return shortened(name, LONGEST - len(mark)) + mark
    return shortened(stem, LONGEST - len((mark + dot + suffix).encode())) + mark + dot + suffix
