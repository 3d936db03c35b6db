"""Where a key leads: pure functions from a place in the text to another.

*selection*: an anchor that stays and a head that moves, both offsets; what is selected is the half-open span between.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from reader.core.document import PROSE, Document, Kind, Span
from reader.core.sentences import SentenceIndex
from reader.core.widths import next_grapheme, previous_grapheme
from reader.core.words import phrase_starts, word_starts


def next_sentence(sentences: SentenceIndex, offset: int) -> int:
    """The start of the sentence after the one at `offset`; at the end, that of the last one."""
    current = sentences.at(offset)
    following = sentences.after(max(current.start, offset))
    return following.start if following else current.start


def previous_sentence(sentences: SentenceIndex, offset: int) -> int:
    """The start of the sentence before the one at `offset`; at the top, that of the first one."""
    current = sentences.at(offset)
    before = sentences.before(current.start)
    return before.start if before else current.start


def _next_block(document: Document, offset: int, kinds: frozenset[Kind], step: int) -> int:
    """The start of the next block of one of `kinds` in the direction of `step`; `offset` where there is none."""
    index = document.block_index(offset)
    if (
        step < 0
        and document.blocks
        and document.blocks[index].kind in kinds
        and offset > document.blocks[index].start
    ):
        return document.blocks[index].start
    index += step
    while 0 <= index < len(document.blocks):
        block = document.blocks[index]
        if block.kind in kinds and block.end > block.start:
            return block.start
        index += step
    return offset


def next_paragraph(document: Document, offset: int) -> int:
    """The start of the next block of prose; headings and captions are passed over."""
    return _next_block(document, offset, PROSE, 1)


def previous_paragraph(document: Document, offset: int) -> int:
    """The start of this block of prose, or of the one before when already there."""
    return _next_block(document, offset, PROSE, -1)


def next_heading(document: Document, offset: int) -> int:
    """The start of the next heading."""
    return _next_block(document, offset, frozenset({Kind.HEADING}), 1)


def previous_heading(document: Document, offset: int) -> int:
    """The start of the heading before."""
    return _next_block(document, offset, frozenset({Kind.HEADING}), -1)


@dataclass(frozen=True, slots=True)
class Selection:
    """What is selected: the text between `anchor` and `head`."""

    anchor: int
    head: int

    @property
    def span(self) -> Span:
        return Span(min(self.anchor, self.head), max(self.anchor, self.head))

    @classmethod
    def of(cls, span: Span) -> Selection:
        """A selection that starts at the span's start and moves at its end."""
        return cls(span.start, span.end)

    def flipped(self) -> Selection:
        """The same text, the other end moving."""
        return Selection(self.head, self.anchor)


Starts = Callable[[str], tuple[int, ...]]


class Extender:
    """Moves the head of a selection: each motion gives the new head, at a grapheme boundary."""

    def __init__(self, document: Document, sentences: SentenceIndex) -> None:
        self._document = document
        self._sentences = sentences

    def _text_of(self, index: int) -> tuple[int, str]:
        block = self._document.blocks[index]
        return block.start, self._document.text[block.start : block.end]

    def forward(self, head: int, starts: Starts) -> int:
        """The end of the word (as `starts` cuts them) that follows the head."""
        for index in range(self._document.block_index(head), len(self._document.blocks)):
            base, text = self._text_of(index)
            edges = [*starts(text), len(text)]
            for a, b in zip(edges, edges[1:], strict=False):
                end = base + a + len(text[a:b].rstrip())
                if end > head:
                    return end
        return head

    def backward(self, head: int, starts: Starts) -> int:
        """The start of the word before the head."""
        for index in range(self._document.block_index(max(head - 1, 0)), -1, -1):
            base, text = self._text_of(index)
            for start in reversed(starts(text)):
                if base + start < head:
                    return base + start
        return head

    def forward_start(self, head: int, starts: Starts) -> int:
        """The start of the next word: takes in the space before it."""
        for index in range(self._document.block_index(head), len(self._document.blocks)):
            base, text = self._text_of(index)
            for start in starts(text):
                if base + start > head:
                    return base + start
            if base + len(text) > head:
                return base + len(text)
        return head

    def right(self, head: int) -> int:
        """One grapheme on, over the edge of a block to the start of the next."""
        index = self._document.block_index(head)
        base, text = self._text_of(index)
        if head - base < len(text):
            return base + next_grapheme(text, head - base)
        if index + 1 < len(self._document.blocks):
            return self._document.blocks[index + 1].start
        return head

    def left(self, head: int) -> int:
        """One grapheme back, over the edge of a block to the end of the one before."""
        index = self._document.block_index(head)
        base, text = self._text_of(index)
        if head > base:
            return base + previous_grapheme(text, min(head - base, len(text)))
        return self._document.blocks[index - 1].end if index else head

    def sentence_forward(self, head: int) -> int:
        """The end of the sentence at the head, or of the next when already there."""
        current = self._sentences.at(head)
        if current.end > head:
            return current.end
        following = self._sentences.after(max(head - 1, current.start))
        return following.end if following else head

    def sentence_backward(self, head: int) -> int:
        """The start of the sentence that ends at or holds the head; at its start, of the one before."""
        before = self._sentences.before(head)
        return before.start if before else head

    def paragraph_forward(self, head: int) -> int:
        """The end of the block at the head, or of the next one with text."""
        for block in self._document.blocks[self._document.block_index(head) :]:
            if block.end > max(head, block.start):
                return block.end
        return head

    def paragraph_backward(self, head: int) -> int:
        """The start of the block at the head, or of the one before."""
        for index in range(self._document.block_index(max(head - 1, 0)), -1, -1):
            block = self._document.blocks[index]
            if block.start < head and block.end > block.start:
                return block.start
        return head

    def move(self, selection: Selection, motion: str) -> Selection:
        """The selection after one motion named as the keymap names it. An empty selection is never given back:
        the head then passes over the anchor by one grapheme."""
        head = selection.head
        moves: dict[str, Callable[[], int]] = {
            "word-forward": lambda: self.forward_start(head, word_starts),
            "word-end": lambda: self.forward(head, word_starts),
            "word-backward": lambda: self.backward(head, word_starts),
            "phrase-forward": lambda: self.forward(head, phrase_starts),
            "phrase-backward": lambda: self.backward(head, phrase_starts),
            "right": lambda: self.right(head),
            "left": lambda: self.left(head),
            "sentence-forward": lambda: self.sentence_forward(head),
            "sentence-backward": lambda: self.sentence_backward(head),
            "paragraph-forward": lambda: self.paragraph_forward(head),
            "paragraph-backward": lambda: self.paragraph_backward(head),
        }
        new = moves[motion]()
        if new == selection.anchor:
            new = self.left(new) if new < head else self.right(new)
        return replace(selection, head=new)
