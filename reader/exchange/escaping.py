"""Text of others made safe inside Markdown: a quote looks like the article, and nothing of it becomes structure.

For CommonMark, its tables, strikethrough and dollar maths, and for Obsidian (`==`, `%%`, `[[`, `#tag`, `^id`). Notes are
never escaped: they are the person's own Markdown.
"""

from __future__ import annotations

import re

_INLINE = re.compile(
    r"[\\`*\[\]<>~|$]|==|%%|(?<![^\W_])_|_(?![^\W_])|(?<!\S)#(?=\S)|(?<=[^\w\s])#(?=\w)|(?:(?<=\s)|^)\^(?=[\w-]+$)"
)
_ENTITY = re.compile(r"&(?=#?\w{1,31};)")
_LINE_START = re.compile(r"(?P<sign>#{1,6}(?=\s|$)|[-+](?=\s|$)|[-=]+\s*$|:(?=\s)|>)")
_NUMBERED = re.compile(r"(\d{1,9})([.)])(?=\s|$)")
_RULE = re.compile(r"[-_*=]([ \t]*[-_*=]){2,}[ \t]*$")


def escape_line(line: str) -> str:
    """One line of plain text as Markdown that shows just this text."""
    line = line.strip(" \t")
    escaped = _INLINE.sub(lambda match: "".join("\\" + sign for sign in match.group()), line)
    escaped = _ENTITY.sub(r"\\&", escaped)
    if _NUMBERED.match(escaped):
        return _NUMBERED.sub(r"\1\\\2", escaped, count=1)
    if _LINE_START.match(escaped) or (_RULE.match(line) and not escaped.startswith("\\")):
        return "\\" + escaped
    return escaped


def quoted(text: str) -> list[str]:
    """A text of several lines and paragraphs as the lines of a Markdown quote: `> ` before each one, escaped.

    A blank line in the text parts paragraphs; a single line's end is kept as a hard break.
    """
    lines: list[str] = []
    for number, paragraph in enumerate(re.split(r"\n{2,}", text.strip("\n"))):
        if number:
            lines.append(">")
        pieces = [escape_line(line) for line in paragraph.split("\n")]
        pieces = [piece for piece in pieces if piece]
        lines += [f"> {piece}\\" for piece in pieces[:-1]] + [f"> {piece}" for piece in pieces[-1:]]
    return lines


def code_quoted(text: str, language: str) -> list[str]:
    """Program text as a fenced block inside a quote; the fence is longer than any in the text."""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return [f"> {fence}{language}", *(f"> {line}".rstrip() for line in text.split("\n")), f"> {fence}"]
