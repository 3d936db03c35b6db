"""Annotations laid out as cards for the notes pane: pen, quote, note and tags, broken like the article itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from reader.core.annotations import Annotation
from reader.core.layout import rows_of_text
from reader.core.pens import Pen, pen_named
from reader.core.widths import truncated

#: The most rows of a quote that a card shows; the text itself stands beside it.
_QUOTE_ROWS = 3


@dataclass(frozen=True, slots=True)
class CardRow:
    """One row of a card. `role`: head, quote, note, tags or gap."""

    role: str
    text: str


class Cards:
    """The cards of one article's annotations at one width (cells); laid out one by one when asked for."""

    def __init__(self, annotations: Sequence[Annotation], pens: tuple[Pen, ...], width: int) -> None:
        self.annotations = annotations
        self._pens = pens
        self._width = max(width, 4)
        # The pane draws the same few cards after each key.
        self.rows = lru_cache(maxsize=256)(self._rows)

    def __len__(self) -> int:
        return len(self.annotations)

    def _rows(self, index: int) -> tuple[CardRow, ...]:
        annotation = self.annotations[index]
        rows = [CardRow("head", truncated(self._head(annotation), self._width))]
        quote = " ".join(annotation.exact.split("\n"))
        if quote:
            spans = rows_of_text(quote, 0, len(quote), self._width)
            rows += (CardRow("quote", quote[a:b].rstrip()) for a, b in spans[:_QUOTE_ROWS])
            if len(spans) > _QUOTE_ROWS:
                last = quote[spans[_QUOTE_ROWS - 1][0] :]
                rows[-1] = CardRow("quote", truncated(last, self._width))
        for role, text in (
            ("note", annotation.note),
            ("tags", " ".join(f"#{tag}" for tag in annotation.tags)),
        ):
            if text:
                spans = rows_of_text(text, 0, len(text), self._width)
                rows += (CardRow(role, text[a:b].rstrip()) for a, b in spans)
        return (*rows, CardRow("gap", ""))

    def _head(self, annotation: Annotation) -> str:
        name = "on the article" if annotation.anchor is None else pen_named(self._pens, annotation.pen).name
        return name if annotation.state == "ok" else f"{name} · {annotation.state}"
