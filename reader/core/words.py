"""Where words and phrases begin: BudouX for Japanese runs, runs of letters and digits elsewhere.

Made for one paragraph at a time: a model takes about 0.4 ms for one, and nobody needs the whole article's words.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import cache, lru_cache

from reader.core.widths import at_graphemes

_PIECE = re.compile(
    r"(?P<japanese>[々〆〇ヵヶ\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f]+)"
    r"|(?P<space>\s+)"
    r"|(?P<word>[^\W_]+(?:[._'’-][^\W_]+|_+[^\W_]*)*)"
    r"|(?P<other>.)",
    re.DOTALL,
)

Segmenter = Callable[[str], list[str]]


@cache
def _segmenter(*models: str) -> Segmenter:
    """The segmenter of the first model in BudouX's package that can be loaded; without any, single characters."""
    # Deferred: only a selection by words needs it.
    from importlib import resources  # noqa: PLC0415

    from budoux.parser import Parser  # noqa: PLC0415

    folder = resources.files("budoux") / "models"
    for model in models:
        try:
            weights = json.loads((folder / model).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            continue
        parse: Segmenter = Parser(weights).parse
        return parse
    return list


def _word_segmenter() -> Segmenter:
    return _segmenter("ja_word.json", "ja.json")


def _phrase_segmenter() -> Segmenter:
    return _segmenter("ja.json", "ja_word.json")


@lru_cache(maxsize=64)
def word_starts(text: str) -> tuple[int, ...]:
    """The offsets in a paragraph where a word begins; white space begins none, each other sign is a word of its own."""
    starts: list[int] = []
    for match in _PIECE.finditer(text):
        if match.lastgroup == "japanese":
            at = match.start()
            for piece in _word_segmenter()(match.group()):
                starts.append(at)
                at += len(piece)
        elif match.lastgroup != "space":
            starts.append(match.start())
    return at_graphemes(text, starts)


@lru_cache(maxsize=64)
def phrase_starts(text: str) -> tuple[int, ...]:
    """The offsets in a paragraph where a phrase begins: Japanese by phrase with its punctuation, elsewhere by white space."""
    starts: list[int] = []
    for run in re.finditer(r"\S+", text):
        at = run.start()
        if re.search(r"[\u3040-\u30ff\u4e00-\u9fff]", run.group()):
            for piece in _phrase_segmenter()(run.group()):
                starts.append(at)
                at += len(piece)
        else:
            starts.append(at)
    return at_graphemes(text, starts)
