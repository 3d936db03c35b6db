"""How long a text is to a reader."""

from __future__ import annotations

import re

_JAPANESE = re.compile(r"[\u3041-\u30ff\u3400-\u9fff]")
_WESTERN = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


def word_count(text: str) -> int:
    """The words of a text: Western ones counted, Japanese at two characters a word, which is about their mean length."""
    western, japanese = _JAPANESE.subn(" ", text)
    western, japanese = _JAPANESE.subn(" ", text)
    return len(_WESTERN.findall(western)) + (japanese + 1) // 2
