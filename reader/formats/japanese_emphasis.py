"""Emphasis beside Japanese characters, as its writers mean it.

CommonMark asks for white space or punctuation outside an asterisk that has punctuation inside, so `**「強調」**です` keeps
its asterisks. Japanese has no spaces between words: beside a wide character the sign's other side does not matter. The
rule is that of the "CJK-friendly" amendment to CommonMark.
"""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter

from reader.formats.lines import is_wide


def with_japanese_emphasis(markdown: MarkdownIt) -> MarkdownIt:
    """The parser, with asterisks beside wide characters read by this rule first."""
    markdown.inline.ruler.before("emphasis", "japanese_emphasis", _rule)
    return markdown


def _is_western_punctuation(character: str) -> bool:
    return not is_wide(character) and (isMdAsciiPunct(ord(character)) or isPunctChar(character))


def _rule(state: StateInline, silent: bool) -> bool:
    """Take a run of asterisks that has a wide character on one side; leave all others to CommonMark's own rule."""
    if silent or state.src[state.pos] != "*":
        return False
    start = end = state.pos
    while end < state.posMax and state.src[end] == "*":
        end += 1
    before = state.src[start - 1] if start else " "
    after = state.src[end] if end < state.posMax else " "
    if not (is_wide(before) or is_wide(after)):
        return False
    outside = before.isspace() or _is_western_punctuation(before) or is_wide(before)
    inside = after.isspace() or _is_western_punctuation(after) or is_wide(after)
    opens = not after.isspace() and (not _is_western_punctuation(after) or outside)
    closes = not before.isspace() and (not _is_western_punctuation(before) or inside)
    for _ in range(end - start):
        token = state.push("text", "", 0)
        token.content = "*"
        state.delimiters.append(Delimiter(ord("*"), end - start, len(state.tokens) - 1, -1, opens, closes))
    state.pos = end
    return True
