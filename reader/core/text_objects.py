"""Text objects of a selection: `i` the thing itself, `a` with what surrounds it; sentence, paragraph, word, quotation."""

from __future__ import annotations

from reader.core.brackets import pairs
from reader.core.document import Document, Span
from reader.core.sentences import SentenceIndex
from reader.core.widths import leading_space
from reader.core.words import word_starts


def sentence(document: Document, sentences: SentenceIndex, selected: Span, *, around: bool) -> Span:
    """The sentence where the selection starts; `around` takes the white space after it too."""
    span = sentences.at(selected.start)
    return _with_space(document, span) if around else span


def paragraph(document: Document, selected: Span, *, around: bool) -> Span:
    """The block where the selection starts; `around` goes on to the next block's start."""
    index = document.block_index(selected.start)
    block = document.blocks[index]
    if around and index + 1 < len(document.blocks):
        return Span(block.start, document.blocks[index + 1].start)
    return block.span


def word(document: Document, selected: Span, *, around: bool) -> Span:
    """The word where the selection starts; asked again with just that word selected, the next word of the block."""
    block = document.blocks[document.block_index(selected.start)]
    text = document.text[block.start : block.end]
    edges = [*word_starts(text), len(text)]
    words = [
        Span(block.start + a, block.start + a + len(text[a:b].rstrip()))
        for a, b in zip(edges, edges[1:], strict=False)
    ]
    return _chosen(document, words, selected, around=around)


def quotation(document: Document, selected: Span, *, around: bool) -> Span | None:
    """The text between the brackets or quotes around the selection, else the first pair that begins in its sentence.

    Asked again with just that selected, the next pair of the block. `around` takes the marks themselves too. None where
    the block has no pair.

        "彼は「いや」と" -> "いや", with `around` "「いや」"
    """
    block = document.blocks[document.block_index(selected.start)]
    found = sorted(pairs(document.text[block.start : block.end]))
    whole = [Span(block.start + a, block.start + b) for a, b in found if b - a > 2]
    if not whole:
        return None
    inner = [Span(span.start + 1, span.end - 1) for span in whole]
    shown = whole if around else inner
    if selected in shown:
        return shown[(shown.index(selected) + 1) % len(shown)]
    enclosing = [n for n, span in enumerate(whole) if span.covers(selected) and span != selected]
    if enclosing:
        return shown[max(enclosing, key=lambda n: whole[n].start)]
    following = [n for n, span in enumerate(whole) if span.start >= selected.start]
    return shown[following[0] if following else -1]


def _with_space(document: Document, span: Span) -> Span:
    block = document.blocks[document.block_index(span.start)]
    rest = document.text[span.end : block.end]
    return Span(span.start, span.end + leading_space(rest))


def _chosen(document: Document, spans: list[Span], selected: Span, *, around: bool) -> Span:
    shown = [_with_space(document, span) for span in spans] if around else spans
    if selected in shown:
        return shown[min(shown.index(selected) + 1, len(shown) - 1)]
    return next((span for span in shown if span.end > selected.start), selected)
