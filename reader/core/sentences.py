"""Where sentences begin, in Japanese as in English.

A sentence ends at its mark (。！？.!?…) together with the closing brackets and quotes after it; a mark inside a pair of
brackets or quotes ends nothing, unless the quotation is so long that it is read as sentences of its own. A sentence
never crosses a block, and a line's end inside a block ends one.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

from reader.core.brackets import pairs
from reader.core.document import Document, Span
from reader.core.widths import at_graphemes, leading_space

#: A quotation longer than this (code points) is walked sentence by sentence.
_LONG_QUOTATION = 140

_CLOSERS = "」』）】〉》〕］｝”’)\\]}\"'»＂"
_END = re.compile(
    rf"(?P<japanese>[。．！？｡‼⁇⁈⁉]+[!?！？。]*[{_CLOSERS}]*(?:\s*[■□∎]+\s*$)?)"
    rf"|(?P<western>[.!?…]+[{_CLOSERS}]*)(?=\s|$|[\u3000-\u30ff\u3400-\u9fff「『（])"
    r"|(?P<line>\n+)"
)
_SPACE = re.compile(r"[^\S\n]*")

# What goes on after a mark shows that the mark did not end the sentence: quoting particles after 」, and names with a
# full stop of their own.
_GOES_ON = re.compile(
    r"(?:と(?!ころ|ても|にかく|もあれ|うとう|はいえ|もに|き[は、])|って|っ|などと|なんて|という|の(?!ち|んび|び|ど|ろ|りまき)|を)"
)
_PARTICLE = re.compile(r"[とのをはがにへでもや、。，．]|って|など|から|まで|だと|だっ|だけ|です|である")
_NAMES = re.compile(r"(?:モーニング娘|藤岡弘)[。、]$")

_ABBREVIATIONS = frozenset(
    """mr mrs ms dr prof st sr jr rev hon gen col capt lt sgt gov sen rep pres vs etc fig figs eq eqs no nos vol vols pp p
    ed eds al cf ca approx dept est inc ltd co corp univ ave blvd rd mt ft jan feb mar apr jun jul aug sep sept oct nov dec
    mon tue wed thu fri sat sun i.e e.g viz ibid op""".split()
)
_ALWAYS_GOES_ON = frozenset(
    "mr mrs ms dr prof st rev hon gen col capt lt sgt gov sen rep pres vs cf i.e e.g ca mt fig figs eq eqs viz".split()
)
_LAST_WORD = re.compile(r"([^\s(\[{\"'“‘（「]+)\.$")
_OPENS = re.compile(r"[\"'“‘(\[{「『（【]*")


def sentence_starts(text: str) -> list[int]:
    """The offsets in a block's text where a sentence begins, the first at 0. The sentences partition the text."""
    inside = _Quotations(text)
    starts = [0]
    for match in _END.finditer(text):
        end = match.end()
        if match.lastgroup != "line":
            if inside.hides(match.end() - 1) or not _ends_sentence(text, match):
                continue
            space = _SPACE.match(text, end)
            end = space.end() if space else end
        if end < len(text) and end > starts[-1] and text[starts[-1] : end].strip():
            starts.append(end)
    return list(at_graphemes(text, starts))


class _Quotations:
    """The stretches of a text inside short brackets and quotes."""

    def __init__(self, text: str) -> None:
        outer: list[tuple[int, int]] = []
        for start, end in sorted(pairs(text)):
            if end - start <= _LONG_QUOTATION and (not outer or start >= outer[-1][1]):
                outer.append((start, end))
        self._outer = outer

    def hides(self, offset: int) -> bool:
        """Whether `offset` is inside a bracketed stretch that goes on after it."""
        index = bisect_right(self._outer, (offset, 1 << 62)) - 1
        return index >= 0 and self._outer[index][0] < offset < self._outer[index][1] - 1


def _ends_sentence(text: str, match: re.Match[str]) -> bool:
    mark, end = match.group(), match.end()
    if match.lastgroup == "japanese":
        return _ends_japanese(text, match.start(), mark, end)
    return _ends_western(text, mark, end)


def _ends_japanese(text: str, start: int, mark: str, end: int) -> bool:
    if mark == "．" and end < len(text) and (text[end].isalnum() and text[start - 1 : start].isdigit()):
        return False
    if _NAMES.search(text[:end][-12:]):
        return False
    if mark[-1] in "」』）】”’)\"'":
        return not _PARTICLE.match(text, end)
    if mark[-1] in "！？!?‼⁇⁈⁉":
        # "すごい！と" goes on, and so does "Yahoo！ニュース": katakana or a small letter right behind the mark.
        following = text[end : end + 1]
        return not (_GOES_ON.match(text, end) or following in "、，" and following or following.islower())
    return not _GOES_ON.match(text, end)


def _ends_western(text: str, mark: str, end: int) -> bool:
    rest = text[end:]
    following = rest.lstrip()
    if not following:
        return True
    if not rest[0].isspace():
        # A Western mark glued to Japanese text: "すごい!そして" ends, "す...る" does not.
        return mark[-1] not in "….。" and not _GOES_ON.match(text, end)
    opened = _OPENS.match(following)
    first = following[opened.end() if opened else 0 :][:1]
    core = mark.rstrip(_CLOSERS.replace("\\", ""))
    if core.endswith((".", "…")):
        if first.islower():
            return False
        if core in ("...", "…", "……"):
            return first.isupper() or not first.isascii()
        return len(core) > 1 or not _is_abbreviation(text, end - len(mark) + len(core), first)
    return not (first.islower() and len(mark) > len(core)) and not first.islower()


def _is_abbreviation(text: str, end: int, first: str) -> bool:
    """Whether the word that ends with the full stop before `end` is shortened, so that the sentence goes on."""
    found = _LAST_WORD.search(text, max(0, end - 24), end)
    if not found:
        return False
    word = found.group(1)
    lower = word.lower()
    if lower in _ALWAYS_GOES_ON:
        return True
    if lower in (
        "no",
        "nos",
        "p",
        "pp",
        "vol",
        "vols",
        "jan",
        "feb",
        "mar",
        "apr",
        "sep",
        "oct",
        "nov",
        "dec",
    ):
        return first.isdigit()
    if len(word) == 1 and word.isupper():
        # An initial ("J. Smith"), but "Plan B. Then" ends after a lone letter with a word before it.
        before = text[: found.start(1)].rstrip()[-1:]
        return word != "I" and (not before or not before.islower() or first.isupper() and _initial(text, end))
    if re.fullmatch(r"(?:[A-Za-z]\.)+[A-Za-z]", word):
        return word.lower() in ("u.s", "u.k", "u.n", "e.u", "d.c", "a.m", "p.m", "ph.d") and not _new_clause(
            text, end
        )
    return lower in _ABBREVIATIONS and not first.isupper()


def _initial(text: str, end: int) -> bool:
    """Whether a lone capital before `end` is followed by another initial or a name."""
    return re.match(r"\s(?:[A-Z]\.\s)*[A-Z][a-z]+(?:\s[a-z]|,|\.|$|'s)", text[end : end + 60]) is not None


def _new_clause(text: str, end: int) -> bool:
    """Whether what follows "U.S." opens like a new sentence."""
    return (
        re.match(
            r"\s(?:The|This|That|It|He|She|They|We|I|In|On|At|But|And|A|An|As|If|When|Its|His|Her|Their|There)\s",
            text[end : end + 12],
        )
        is not None
    )


class SentenceIndex:
    """The sentences of a document, found block by block when asked for."""

    def __init__(self, document: Document) -> None:
        self.document = document
        # The walk between sentences asks for the same block again and again.
        self.of_block = lru_cache(maxsize=512)(self._of_block)

    def _of_block(self, index: int) -> tuple[Span, ...]:
        """The sentences of a block without the white space around them; blank ones are left out."""
        block = self.document.blocks[index]
        text = self.document.text[block.start : block.end]
        starts = [*sentence_starts(text), len(text)]
        spans = []
        for a, b in zip(starts, starts[1:], strict=False):
            piece = text[a:b]
            left = leading_space(piece)
            trimmed = piece[left:].rstrip()
            if trimmed:
                spans.append(Span(block.start + a + left, block.start + a + left + len(trimmed)))
        return tuple(spans)

    def at(self, offset: int) -> Span:
        """The sentence that holds `offset`; between two, the one before, else the next. An empty article has `Span(0, 0)`."""
        index = self.document.block_index(offset)
        sentences = self.of_block(index) if self.document.blocks else ()
        found = bisect_right(sentences, offset, key=lambda span: span.start) - 1
        if sentences:
            return sentences[max(found, 0)]
        return self.after(offset) or self.before(offset) or Span(0, 0)

    def after(self, offset: int) -> Span | None:
        """The first sentence that starts after `offset`."""
        if not self.document.blocks:
            return None
        for index in range(self.document.block_index(offset), len(self.document.blocks)):
            for span in self.of_block(index):
                if span.start > offset:
                    return span
        return None

    def before(self, offset: int) -> Span | None:
        """The last sentence that starts before `offset`."""
        if not self.document.blocks:
            return None
        for index in range(self.document.block_index(offset), -1, -1):
            for span in reversed(self.of_block(index)):
                if span.start < offset:
                    return span
        return None
