"""Lines of plain text: joined where they were only wrapped, measured, and told apart."""

from __future__ import annotations

import re
import unicodedata

from reader.core.widths import cell_len

_BLANK = re.compile(r"[\s\u00a0\u3000\u200b]*\Z")
ITEM = re.compile(r"(?P<indent>[ \u3000]*)(?P<marker>[-*•‣◦]\s+|・\s*|\d{1,3}[.)．）]\s+|[①-⑳]\s*)(?=\S)")
URL = re.compile(r"https?://\S+\Z")
_SENTENCE_END = re.compile(r"[。．.!！…」』:：;；,、]['\")）”’]*\Z")


def is_blank(line: str) -> bool:
    """Whether a line shows nothing: spaces, ideographic and no-break spaces count as nothing."""
    return _BLANK.match(line) is not None


def ends_sentence(line: str) -> bool:
    """Whether a line ends like running text (a question mark does not count: headings may ask)."""
    return _SENTENCE_END.search(line.rstrip()) is not None


def is_japanese(text: str) -> bool:
    """Whether a text holds kana, or is of kanji and other wide characters for the most part."""
    return (
        re.search(r"[\u3041-\u30ff]", text) is not None
        or len(re.findall(r"[\u4e00-\u9fff]", text)) > len(text) // 2
    )


def is_wide(character: str) -> bool:
    """Whether a character is East Asian and full-width: such neighbours are set without a space."""
    return unicodedata.east_asian_width(character) in "WF" and not "\uac00" <= character <= "\ud7a3"


def joined(first: str, second: str) -> str:
    """Two lines of one paragraph as one: no space beside a Japanese character or after a hyphen, one space elsewhere."""
    return joined_all([first, second])


def joined_all(lines: list[str]) -> str:
    """All lines of one paragraph as one, as `joined` does it for two."""
    parts: list[str] = []
    for line in lines:
        text = line.strip(" \t") if parts else line.rstrip(" \t")
        if parts and text:
            last = parts[-1]
            glued = (
                is_wide(last[-1])
                or is_wide(text[0])
                or (text[0].islower() and re.search(r"[a-z]-\Z", last[-2:]))
            )
            if not glued:
                parts.append(" ")
        if text:
            parts.append(text)
    return "".join(parts)


_CODE_LINE = re.compile(
    r"[;{}]\s*\Z|\A\s*(?://|/\*|\*/|import\s|from\s\S+\simport|export\s|const\s|let\s|def\s|class\s|return\b|<\w+)|=>|\A\s+\S"
)


def is_code(lines: list[str]) -> bool:
    """Whether most of several lines end or begin as only program text does."""
    if ITEM.match(lines[0]):
        return False
    found = sum(_CODE_LINE.search(line) is not None for line in lines)
    return (
        len(lines) > 1
        and found >= 0.6 * len(lines)
        and not any(re.search(r"[。、]\Z", line) for line in lines)
    )


def is_dialogue(line: str) -> bool:
    """Whether a line is speech from its first bracket to its last: a paragraph of its own in Japanese prose."""
    return re.match(r"[「『（].*[」』）]\Z", line.strip()) is not None


def is_wrapped(lines: list[str]) -> bool:
    """Whether the lines look like one paragraph cut at a margin: all but the last nearly as wide as the widest."""
    widths = [cell_len(line) for line in lines]
    widest = max(widths)
    return 44 < widest <= 130 and all(width >= 0.6 * widest for width in widths[:-1])
