"""Plain text, above all an article copied from its page: no markup, but title, date, byline, headings, items, captions.

Evidence decides, and where it is thin a line stays a paragraph: a wrong heading is worse than none. Nothing of the
text is dropped but the comment form of a page, and that only at a sure pair of its lines.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from reader.core.cleaning import clean_line, clean_text
from reader.core.document import Document, DocumentBuilder, Kind, Metadata, Original
from reader.core.widths import cell_len
from reader.formats.dates import date_of
from reader.formats.lines import (
    ITEM,
    URL,
    ends_sentence,
    is_blank,
    is_code,
    is_dialogue,
    is_japanese,
    is_wrapped,
    joined,
    joined_all,
)

_COMMENTS = re.compile(
    r"(?:\d+\s*件のコメント|コメント\s*[:：]?\s*\d+\s*件|(?:no|\d+)\s+comments?)\s*[:：]?\Z", re.I
)
_COMMENT_FORM = re.compile(
    r"(?:コメントを(?:投稿|書く|追加|残す)|post a comment|leave a (?:comment|reply))\s*[:：]?\Z", re.I
)
_BYLINE = re.compile(
    r"(?:著者|筆者|執筆者?|文責|文|作者|訳者?|翻訳|text|author|written by|by)\s*[:：]\s*(?P<a>.+)\Z|by\s+(?P<b>[A-Z].{1,58})\Z",
    re.I,
)
_AUTHOR_WORDS = re.compile(
    r"(?:著者|筆者|執筆者?|文責|文|作者|text|author|written by|by)\b|(?:著者|筆者|執筆者?|文責|文|作者)\s*[:：]",
    re.I,
)
_CAPTION = re.compile(
    r"(?:写真|画像|図\s*\d*|図版|photo|image|figure|fig\.|credit|source)\s*[:：]|.*(?:画像提供|写真提供|撮影|getty images|shutterstock)|<figcaption",
    re.I,
)
_EXPLICIT_HEADING = re.compile(
    r"(?:[■◆◇▼▽●○□★☆]\s*|【[^】]+】\Z|第[0-9０-９一二三四五六七八九十百]+[章節部回話]|#{1,6}\s+)"
)
_FENCE = re.compile(r"\s*(`{3,}|~{3,})")

#: A heading is at most this wide (cells) and has at most so many words (measured on pages copied by a browser).
_HEADING_CELLS, _HEADING_WORDS = 96, 16
#: What follows a heading is at least this wide (cells), or so many times as wide as the heading.
_BODY_CELLS, _BODY_RATIO = 80, 1.6


@dataclass(frozen=True)
class _Piece:
    """A block in the making. `cells` is the width of its text."""

    kind: Kind
    text: str
    marker: str = ""
    level: int = 0
    tight: bool = False
    single: bool = True

    @property
    def cells(self) -> int:
        return cell_len(self.text)


def parse_plain(text: str, *, whole: bool = False) -> Document:
    """The document of a plain text. `whole` keeps a page's comment form in it."""
    text = clean_text(text).expandtabs(4)
    lines = text.split("\n")
    trimmed = 0
    if not whole:
        kept = _without_comment_form(lines)
        trimmed = sum(len(line) + 1 for line in lines[len(kept) :])
        lines = kept
    pieces = _pieces(lines)
    metadata, pieces = _metadata(pieces)
    pieces = _with_headings(pieces)
    builder = DocumentBuilder()
    for piece in pieces:
        builder.add(piece.kind, piece.text, level=piece.level, marker=piece.marker, tight=piece.tight)
    return builder.document(replace(metadata, trimmed=trimmed))


def _without_comment_form(lines: list[str]) -> list[str]:
    """The lines before a page's comment form: cut only where the count of comments and the form follow each other."""
    for index, line in enumerate(lines):
        if not _COMMENTS.match(line.strip(" \u3000\u00a0")):
            continue
        following = [later.strip(" \u3000\u00a0") for later in lines[index + 1 :] if not is_blank(later)]
        if any(_COMMENT_FORM.match(later) for later in following[:3]) or (
            len(following) <= 400 and following and _COMMENT_FORM.match(following[-1])
        ):
            return lines[:index]
    return lines


def _groups(lines: list[str]) -> list[list[str]]:
    """The runs of lines between blank ones; a fenced block is one run with its blank lines."""
    groups: list[list[str]] = [[]]
    fence = ""
    for line in lines:
        opened = _FENCE.match(line)
        if fence:
            groups[-1].append(line)
            if opened and opened[1].startswith(fence):
                fence = ""
                groups.append([])
        elif opened:
            fence = opened[1]
            groups.append([line])
        elif is_blank(line):
            groups.append([])
        else:
            groups[-1].append(line.rstrip(" \u00a0"))
    return [group for group in groups if group]


def _pieces(lines: list[str]) -> list[_Piece]:
    groups = _groups(lines)
    # Where blank lines are rare, each line is a paragraph of its own.
    line_is_paragraph = len(groups) * 8 < sum(map(len, groups))
    pieces: list[_Piece] = []
    for group in groups:
        pieces += _pieces_of(group, line_is_paragraph=line_is_paragraph)
    return pieces


def _pieces_of(group: list[str], *, line_is_paragraph: bool) -> list[_Piece]:
    """The pieces of a run of lines without a blank one."""
    if code := _code(group):
        return [code]
    if len(group) > 1 and all(" | " in line for line in group):
        return [_Piece(Kind.TABLE, "\n".join(line.strip() for line in group), single=False)]
    pieces: list[_Piece] = []
    paragraph: list[str] = []
    for line in group:
        item = ITEM.match(line)
        if item and not _is_numbered_heading(line, group):
            pieces += _paragraphs(paragraph, line_is_paragraph, tight=bool(pieces))
            paragraph = []
            depth = 1 + len(item["indent"].replace("\u3000", "  ")) // 2
            marker = (
                "•"
                if not item["marker"][0].isalnum() and item["marker"][0] not in "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
                else item["marker"].strip()
            )
            pieces.append(
                _Piece(Kind.ITEM, line[item.end() :].strip(), marker, min(depth, 4), tight=bool(pieces))
            )
        elif pieces and pieces[-1].kind is Kind.ITEM and not paragraph and not line.startswith("\u3000"):
            pieces[-1] = replace(pieces[-1], text=joined(pieces[-1].text, line))
        else:
            paragraph.append(line)
    return pieces + _paragraphs(paragraph, line_is_paragraph, tight=bool(pieces))


def _code(group: list[str]) -> _Piece | None:
    """The group as code: fenced, all of it indented by four spaces, or a shell session."""
    opened = _FENCE.match(group[0])
    if opened:
        inner = group[1:-1] if len(group) > 1 and _FENCE.match(group[-1]) else group[1:]
        return _Piece(Kind.CODE, "\n".join(inner), single=False)
    if all(line.startswith("    ") for line in group):
        return _Piece(Kind.CODE, "\n".join(line[4:] for line in group), single=False)
    if re.match(r"\$ \S", group[0]) or is_code(group):
        return _Piece(Kind.CODE, "\n".join(group), single=False)
    return None


def _is_numbered_heading(line: str, group: list[str]) -> bool:
    """Whether a line that starts with a number stands alone: then it is a candidate for a heading, not a list."""
    return (
        len(group) == 1
        and re.match(r"\d", line) is not None
        and cell_len(line) <= _HEADING_CELLS
        and not ends_sentence(line)
    )


def _paragraphs(lines: list[str], line_is_paragraph: bool, *, tight: bool) -> list[_Piece]:
    """Lines without items as paragraphs: joined where a paragraph was cut at a margin, kept apart where each line is meant."""
    if not lines:
        return []
    if len(lines) > 2 and max(map(cell_len, lines)) <= 44 and not any(map(ends_sentence, lines[:-1])):
        return [
            _Piece(Kind.PARAGRAPH, "\n".join(lines), tight=tight, single=False)
        ]  # verse, an address: its line ends are meant
    apart = line_is_paragraph and not is_wrapped(lines)
    paragraphs: list[list[str]] = []
    before_is_own = True
    for line in lines:
        own = line.startswith("\u3000") or is_dialogue(line)
        furniture = _is_furniture(line)
        if before_is_own or apart or own or furniture:
            paragraphs.append([])
        paragraphs[-1].append(line)
        before_is_own = furniture
    return [
        _Piece(
            Kind.PARAGRAPH,
            joined_all(paragraph).rstrip("\u3000").strip(" "),
            tight=tight or number > 0,
            single=len(paragraph) == 1,
        )
        for number, paragraph in enumerate(paragraphs)
    ]


def _is_furniture(line: str) -> bool:
    """Whether a line is a date, an address or a caption: never a part of running text."""
    line = line.strip()
    return bool(date_of(line)) or URL.match(line) is not None or _CAPTION.match(line) is not None


def _metadata(pieces: list[_Piece]) -> tuple[Metadata, list[_Piece]]:
    """What the lines around the text say about it; those lines become captions and stay in the text."""
    pieces = list(pieces)
    published = author = source = title = ""
    original: Original | None = None
    for index, piece in enumerate(pieces):
        if piece.kind is not Kind.PARAGRAPH or not piece.single:
            continue
        line = piece.text.strip()
        near_edge = index < 8 or index >= len(pieces) - 8
        byline = _BYLINE.match(line) if cell_len(line) <= 80 else None
        if date := date_of(line) if near_edge else "":
            published = published or date
        elif URL.match(line):
            source = clean_line(line) if near_edge else source
        elif byline and not ends_sentence(line):
            if not author and _AUTHOR_WORDS.match(line):
                author = _name(byline["a"] or byline["b"])
        elif not (_CAPTION.match(line) and piece.cells <= _HEADING_CELLS):
            continue
        pieces[index] = replace(piece, kind=Kind.CAPTION)
    title_at = _title_index(pieces)
    if title_at is not None:
        title = clean_line(re.sub(r"^#+\s+", "", pieces[title_at].text))
        pieces[title_at] = replace(pieces[title_at], kind=Kind.HEADING, level=1, text=title)
        pieces = _captions_of_head(pieces, title_at)
    if found := _original(pieces, title):
        original, credits = found
        for index in credits:
            pieces[index] = replace(pieces[index], kind=Kind.CAPTION)
    return Metadata(title, author, published, source, original=original), pieces


def _name(text: str) -> str:
    return clean_line(re.sub(r"[(（].*", "", text)).rstrip("、,")


def _title_index(pieces: list[_Piece]) -> int | None:
    """The first line that is no date and no address, where it can be a title: short, alone, not running text."""
    for index, piece in enumerate(pieces[:4]):
        if piece.kind is Kind.CAPTION:
            continue
        fits = (
            piece.kind is Kind.PARAGRAPH
            and piece.single
            and piece.cells <= 160
            and not ends_sentence(piece.text)
        )
        return index if fits and not piece.text.startswith("\u3000") and len(pieces) > index + 1 else None
    return None


def _captions_of_head(pieces: list[_Piece], title_at: int) -> list[_Piece]:
    """The short lines between the title and the text (journal, author, a picture's name) as captions."""
    index = title_at + 1
    while index < len(pieces) - 1:
        piece, following = pieces[index], pieces[index + 1]
        if piece.kind is not Kind.CAPTION:
            short = (
                piece.kind is Kind.PARAGRAPH
                and piece.single
                and piece.cells <= 60
                and not ends_sentence(piece.text)
            )
            if not short or _leads_text(piece, following):
                break
            pieces[index] = replace(piece, kind=Kind.CAPTION)
        index += 1
    return pieces


def _original(pieces: list[_Piece], title: str) -> tuple[Original, list[int]] | None:
    """The work that a translated post names at its end: title, "By", author, address, each on a line of its own."""
    for index in range(len(pieces) - 1, max(len(pieces) - 12, 0), -1):
        if not URL.match(pieces[index].text.strip()):
            continue
        lines: list[int] = []
        at = index - 1
        while at > 0 and len(lines) < 4 and pieces[at].cells <= 160 and not ends_sentence(pieces[at].text):
            if pieces[at].kind not in (Kind.PARAGRAPH, Kind.CAPTION) or not pieces[at].single:
                break
            lines.insert(0, at)
            at -= 1
        texts = [pieces[n].text.strip() for n in lines]
        # The original is told by its language: a Western title under a Japanese post, or the other way round.
        while texts and (
            is_japanese(texts[0]) == is_japanese(title) or date_of(texts[0]) or URL.match(texts[0])
        ):
            texts, lines = texts[1:], lines[1:]
        if not texts or not title:
            return None
        names = [re.sub(r"^by\s*[:：]?\s*", "", text, flags=re.I) for text in texts[1:]]
        author = next((clean_line(name) for name in names if name and not date_of(name)), "")
        return Original(clean_line(texts[0]), author, pieces[index].text.strip()), lines
    return None


def _leads_text(piece: _Piece, following: _Piece) -> bool:
    """Whether what follows a line is long enough for the line to be its heading."""
    if following.kind is Kind.ITEM:
        return following.cells >= 40
    if following.kind is Kind.CODE:
        return False
    long = (
        following.cells >= _BODY_CELLS
        or following.cells >= _BODY_RATIO * piece.cells
        and ends_sentence(following.text)
    )
    return following.kind is Kind.PARAGRAPH and long


def _with_headings(pieces: list[_Piece]) -> list[_Piece]:
    """The pieces with the lines that head the text after them as headings."""
    result = list(pieces)
    for index, piece in enumerate(pieces):
        if piece.kind is not Kind.PARAGRAPH or not piece.single or piece.text.startswith("\u3000"):
            continue
        text = piece.text.strip()
        if piece.cells > _HEADING_CELLS or len(text.split()) > _HEADING_WORDS or "\n" in text:
            continue
        explicit = _EXPLICIT_HEADING.match(text) is not None
        following = pieces[index + 1] if index + 1 < len(pieces) else None
        if ends_sentence(text) and not (explicit and text.endswith("】")):
            continue
        if text[0].isascii() and text[0].islower():
            continue  # the output of a program, or the middle of something
        if following is None or not (
            _leads_text(piece, following) or (explicit and following.kind is not Kind.CAPTION)
        ):
            continue
        if piece.tight and index and pieces[index - 1].kind is not Kind.HEADING and not explicit:
            continue
        hashes = re.match(r"#+(?=\s)", text)
        level = max(len(hashes[0]), 2) if hashes else 2
        result[index] = replace(
            piece, kind=Kind.HEADING, level=level, text=clean_line(re.sub(r"^#+\s+", "", text))
        )
    return result
