"""Markdown (CommonMark with tables and strikethrough) as a document."""

from __future__ import annotations

import re
from dataclasses import replace

from markdown_it import MarkdownIt
from markdown_it.token import Token

from reader.core.cleaning import clean_line, clean_text
from reader.core.document import Document, DocumentBuilder, Kind, Mark, MarkKind
from reader.formats.front_matter import metadata_of, split_front_matter
from reader.formats.japanese_emphasis import with_japanese_emphasis
from reader.formats.lines import is_wide

_MARKS = {"strong": MarkKind.STRONG, "em": MarkKind.EMPHASIS, "link": MarkKind.LINK}
# markdown-it strips paragraphs by Python's notion of white space, which takes the U+3000 that indents a Japanese
# paragraph along. A noncharacter stands in for it while the text is parsed.
_INDENT = re.compile(r"^\u3000+", re.MULTILINE)
_STAND_IN = "\ufdd0"
_TAG = re.compile(r"<!--.*?-->|</?[A-Za-z][^<>]*>", re.DOTALL)


def parse_markdown(text: str) -> Document:
    """The document of a Markdown text, front matter read as its metadata."""
    values, body = split_front_matter(clean_text(text))
    metadata = metadata_of(values)
    body = _INDENT.sub(lambda match: _STAND_IN * len(match.group()), body.replace(_STAND_IN, "\ufffd"))
    parser = with_japanese_emphasis(MarkdownIt("commonmark").enable(["table", "strikethrough"]))
    tokens = parser.parse(body)
    builder = _BlockWalker()
    builder.walk(tokens)
    title = metadata.title or builder.first_heading
    if metadata.title and builder.first_heading.casefold() != metadata.title.casefold():
        titled = _BlockWalker()
        titled.builder.add(Kind.HEADING, metadata.title, level=1)
        titled.walk(tokens)
        builder = titled
    return builder.builder.document(replace(metadata, title=title))


class _BlockWalker:
    """Walks the flat token list, keeping what encloses the present block."""

    def __init__(self) -> None:
        self.builder = DocumentBuilder()
        self.first_heading = ""
        self._lists: list[int | None] = []  # the next number of each open list; None for bullets
        self._item_marker = ""
        self._quotes = 0
        self._table: list[list[tuple[str, list[Mark]]]] = []

    def walk(self, tokens: list[Token]) -> None:
        """Add a block for each one in the tokens."""
        for index, token in enumerate(tokens):
            match token.type:
                case "bullet_list_open":
                    self._lists.append(None)
                case "ordered_list_open":
                    self._lists.append(int(token.attrs.get("start", 1)))
                case "bullet_list_close" | "ordered_list_close":
                    self._lists.pop()
                case "list_item_open":
                    self._open_item()
                case "blockquote_open":
                    self._quotes += 1
                case "blockquote_close":
                    self._quotes -= 1
                case "inline":
                    self._inline(tokens[index - 1], token)
                case "fence" | "code_block":
                    text = token.content.rstrip("\n").expandtabs(4).replace(_STAND_IN, "\u3000")
                    self.builder.add(Kind.CODE, text, language=clean_line(token.info.split(" ")[0]))
                case "hr":
                    self.builder.add(Kind.RULE, "")
                case "html_block":
                    if text := clean_line(_TAG.sub(" ", token.content.replace(_STAND_IN, "\u3000"))):
                        self.builder.add(Kind.PARAGRAPH, text)
                case "tr_open":
                    self._table.append([])
                case "table_close":
                    self._close_table()

    def _open_item(self) -> None:
        number = self._lists[-1]
        self._item_marker = "•" if number is None else f"{number}."
        if number is not None:
            self._lists[-1] = number + 1

    def _inline(self, opening: Token, token: Token) -> None:
        text, marks = inline_text(token)
        if opening.type in ("th_open", "td_open"):
            self._table[-1].append((text, marks))
        elif opening.type == "heading_open":
            level = int(opening.tag[1])
            if not self.first_heading:
                self.first_heading = clean_line(text) if level == 1 else ""
            self.builder.add(Kind.HEADING, text.replace("\n", " "), marks, level=level)
        elif _is_picture(token):
            if text:
                self.builder.add(Kind.CAPTION, text, marks)
        elif self._lists:
            # Hidden paragraphs are those of a tight list.
            tight = opening.hidden and bool(self._item_marker) and not self._starts_list()
            self.builder.add(
                Kind.ITEM, text, marks, level=len(self._lists), marker=self._item_marker or " ", tight=tight
            )
            self._item_marker = ""
        elif self._quotes:
            self.builder.add(Kind.QUOTE, text, marks, level=self._quotes)
        elif text:
            self.builder.add(Kind.PARAGRAPH, text, marks)

    def _starts_list(self) -> bool:
        """Whether no item stands just before: then the list keeps its distance from what is above."""
        return not self.builder.ends_with(Kind.ITEM)

    def _close_table(self) -> None:
        text = ""
        marks: list[Mark] = []
        for row in self._table:
            text += "\n" if text else ""
            for number, (cell, inside) in enumerate(row):
                text += " │ " if number else ""
                marks += (Mark(m.kind, m.start + len(text), m.end + len(text), m.value) for m in inside)
                text += cell.replace("\n", " ")
        self._table = []
        self.builder.add(Kind.TABLE, text, marks)


def _is_picture(token: Token) -> bool:
    """Whether a paragraph is pictures only."""
    return bool(token.children) and all(
        child.type == "image" or (child.type in ("text", "softbreak") and not child.content.strip())
        for child in token.children or ()
    )


def inline_text(token: Token) -> tuple[str, list[Mark]]:
    """The text of an inline token and its marks, offsets counted from its start."""
    parts = _Inline()
    for child in token.children or ():
        parts.add(child)
    return parts.finished()


class _Inline:
    def __init__(self) -> None:
        self._text = ""
        self._marks: list[Mark] = []
        self._open: list[tuple[MarkKind, int, str]] = []
        self._soft_break = False

    def add(self, token: Token) -> None:
        match token.type:
            case "text" | "text_special":
                self._append(token.content)
            case "code_inline":
                self._append(token.content, MarkKind.CODE)
            case "softbreak":
                self._soft_break = True
            case "hardbreak":
                self._text = self._text.rstrip(" ") + "\n"
            case "image":
                self._append(clean_line(token.content) or "□", MarkKind.EMPHASIS)
            case "strong_open" | "em_open" | "link_open":
                kind = _MARKS[token.type.removesuffix("_open")]
                self._open.append((kind, -1, clean_line(str(token.attrs.get("href", "")))))
            case "strong_close" | "em_close" | "link_close":
                kind, start, value = self._open.pop()
                if start >= 0:
                    self._marks.append(Mark(kind, start, len(self._text), value))
            case _:
                pass  # inline HTML and the signs of strikethrough draw nothing

    def _append(self, text: str, kind: MarkKind | None = None) -> None:
        if not text:
            return
        if self._soft_break and self._text and not self._text.endswith("\n"):
            glued = is_wide(self._text[-1]) and is_wide(text[0])
            self._text += "" if glued else " "
        self._soft_break = False
        start = len(self._text)
        self._open = [(k, start if at < 0 else at, value) for k, at, value in self._open]
        self._text += text.replace(_STAND_IN, "\u3000")
        if kind:
            self._marks.append(Mark(kind, start, len(self._text)))

    def finished(self) -> tuple[str, list[Mark]]:
        """The text without white space at its ends (an indent of U+3000 stays), and the marks that are left in it."""
        text = self._text.rstrip()
        return text, [replace(m, end=min(m.end, len(text))) for m in self._marks if m.start < len(text)]
