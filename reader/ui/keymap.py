"""Every key of the program. Help, the command palette, `--keys` and the README are made from this table.

Keys are written as they are typed: `gg` is `g` and then `g`; a name such as `space` or `ctrl+d` is one key; `{pen}` and
`{mark}` stand for one more letter. This module imports no Textual: the command line prints the table too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from reader.core.cleaning import clean_line
from reader.core.errors import ReaderError
from reader.core.widths import cell_len


class KeymapError(ReaderError):
    """A key in the person's own keymap that clashes, or a command that does not exist."""


NAMED = frozenset(
    "space enter tab escape left right up down home end pageup pagedown backspace delete".split()
)


@dataclass(frozen=True, slots=True)
class Binding:
    """A command and its keys. `where` says in which modes the keys count: reading, select, notes, library."""

    command: str
    keys: tuple[str, ...]
    help: str
    where: tuple[str, ...] = ("reading", "select", "notes")
    group: str = ""


_READ, _SELECT, _NOTES, _LIBRARY = ("reading",), ("select",), ("notes",), ("library",)
_TEXT = ("reading", "select")


def _group(name: str, *bindings: Binding) -> tuple[Binding, ...]:
    return tuple(replace(binding, group=name) for binding in bindings)


KEYMAP: tuple[Binding, ...] = (
    *_group(
        "Move",
        Binding("next-sentence", ("j", ")", "down"), "next sentence", _READ),
        Binding("previous-sentence", ("k", "(", "up"), "previous sentence", _READ),
        Binding("next-paragraph", ("}",), "next paragraph", _READ),
        Binding("previous-paragraph", ("{",), "previous paragraph", _READ),
        Binding("next-heading", ("]]",), "next heading", _TEXT),
        Binding("previous-heading", ("[[",), "previous heading", _TEXT),
        Binding("view-top", ("H",), "top sentence in view", _TEXT),
        Binding("view-middle", ("M",), "middle sentence in view", _TEXT),
        Binding("view-bottom", ("L",), "bottom sentence in view", _TEXT),
        Binding("first-sentence", ("gg", "home"), "first sentence", _TEXT),
        Binding("last-sentence", ("G", "end"), "last sentence", _TEXT),
        Binding("percent", ("%",), "with a number before it: that far into the article", _TEXT),
        Binding("page-down", ("space", "pagedown"), "page down", _TEXT),
        Binding("page-up", ("b", "pageup"), "page up", _READ),
        Binding("half-page-down", ("ctrl+d",), "half a page down", _TEXT),
        Binding("half-page-up", ("ctrl+u",), "half a page up", _TEXT),
        Binding("row-down", ("ctrl+e",), "a row down", _TEXT),
        Binding("row-up", ("ctrl+y",), "a row up", _TEXT),
        Binding("put-top", ("zt",), "put the sentence at the top", _TEXT),
        Binding("put-middle", ("zz",), "put the sentence in the middle", _TEXT),
        Binding("put-bottom", ("zb",), "put the sentence at the bottom", _TEXT),
        Binding("label", ("f",), "labels on the sentences in view: type one to go there", _TEXT),
        Binding("label-range", ("F",), "two labels: select from the first to the second", _TEXT),
        Binding("next-annotation", ("]a",), "next annotation", _TEXT),
        Binding("previous-annotation", ("[a",), "previous annotation", _TEXT),
        Binding("next-orphan", ("]o",), "next annotation that moved or lost its place"),
        Binding("previous-orphan", ("[o",), "previous annotation that moved or lost its place"),
        Binding("set-mark", ("m{mark}",), "set a mark", _TEXT),
        Binding("go-mark", ("'{mark}",), "go to a mark", _TEXT),
        Binding("jump-back", ("ctrl+o",), "back through jumps", _TEXT),
        Binding("jump-forth", ("ctrl+n",), "forth through jumps", _TEXT),
    ),
    *_group(
        "Search",
        Binding("search", ("/",), "search in the article: case, width and kana are one", _TEXT),
        Binding("next-hit", ("n",), "next hit", _TEXT),
        Binding("previous-hit", ("N",), "previous hit", _TEXT),
        Binding("search-selection", ("*",), "search for the selection, or the sentence's first word", _TEXT),
    ),
    *_group(
        "Annotate",
        Binding("highlight", ("enter",), "highlight with the current pen", _TEXT),
        Binding(
            "pen", ("h{pen}",), "highlight with that pen and make it current; on a highlight: change its pen"
        ),
        Binding("tag", ("t",), "tag: completion, recent tags by number"),
        Binding("note", ("a",), "note, in the notes pane", ("reading", "notes")),
        Binding("note", ("aa",), "note on the selection", _SELECT),
        Binding("note-editor", ("A",), "note in $EDITOR"),
        Binding("repeat", (".",), "the same pen and tags again, here", _TEXT),
        Binding("delete", ("x",), "delete the annotation (to the trash)"),
        Binding("undo", ("u",), "undo anything, also from an earlier session"),
        Binding("redo", ("ctrl+r",), "redo"),
        Binding("copy", ("y",), "copy the text"),
        Binding("copy-quote", ("Y",), "copy as a Markdown quote with its source"),
        Binding("article-note", (), "note on the whole article", ("reading", "notes")),
        Binding("trash", (), "annotations in the trash: choose one to bring it back", ("reading", "notes")),
    ),
    *_group(
        "Select",
        Binding("select", ("v",), "select, starting from the current sentence; again: stop", _TEXT),
        Binding("reselect", ("gv",), "select the same again", _READ),
        Binding("word-forward", ("w",), "to the next word's start", _SELECT),
        Binding("word-backward", ("b",), "back by a word", _SELECT),
        Binding("word-end", ("e",), "to the word's end", _SELECT),
        Binding("phrase-forward", ("W",), "on by a phrase", _SELECT),
        Binding("phrase-backward", ("B",), "back by a phrase", _SELECT),
        Binding("right", ("right",), "on by a character", _SELECT),
        Binding("left", ("left",), "back by a character", _SELECT),
        Binding("sentence-forward", (")", "j", "down"), "on by a sentence", _SELECT),
        Binding("sentence-backward", ("(", "k", "up"), "back by a sentence", _SELECT),
        Binding("paragraph-forward", ("}",), "to the paragraph's end", _SELECT),
        Binding("paragraph-backward", ("{",), "to the paragraph's start", _SELECT),
        Binding("other-end", ("o",), "move the other end", _SELECT),
        Binding("inner-sentence", ("is",), "the sentence", _SELECT),
        Binding("around-sentence", ("as",), "the sentence with the space after it", _SELECT),
        Binding("inner-paragraph", ("ip",), "the paragraph", _SELECT),
        Binding("around-paragraph", ("ap",), "the paragraph up to the next one", _SELECT),
        Binding("inner-word", ("iw",), "the word; again: the next one", _SELECT),
        Binding("around-word", ("aw",), "the word with the space after it", _SELECT),
        Binding(
            "inner-quotation", ("iq",), "the text in 「」『』（）【】 or quotes; again: the next one", _SELECT
        ),
        Binding("around-quotation", ("aq",), "the same with its marks", _SELECT),
        Binding("stop", ("escape",), "stop selecting, searching, or leave the notes"),
    ),
    *_group(
        "Notes pane",
        Binding("switch-pane", ("tab",), "to the notes pane and back"),
        Binding("toggle-notes", ("\\",), "show or hide the notes pane"),
        Binding("next-card", ("j", "down"), "next note", _NOTES),
        Binding("previous-card", ("k", "up"), "previous note", _NOTES),
        Binding("first-card", ("gg", "home"), "first note", _NOTES),
        Binding("last-card", ("G", "end"), "last note", _NOTES),
        Binding("go-card", ("enter",), "go to the text of the note", _NOTES),
    ),
    *_group(
        "Article",
        Binding("contents", ("T",), "contents"),
        Binding("open-source", ("o",), "open the source in the browser", ("reading", "notes")),
        Binding("links", ("gl",), "links"),
        Binding("export", ("ctrl+s",), "write the Markdown"),
        Binding("export-as", (), "write the Markdown to another file"),
        Binding("commands", (":",), "commands by name", ("reading", "select", "notes", "library")),
        Binding("help", ("?",), "this help", ("reading", "select", "notes", "library")),
        Binding(
            "back", ("q",), "back; from the first screen: end", ("reading", "select", "notes", "library")
        ),
    ),
    *_group(
        "Library",
        Binding("next-article", ("j", "down"), "next article", _LIBRARY),
        Binding("previous-article", ("k", "up"), "previous article", _LIBRARY),
        Binding("first-article", ("gg", "home"), "first article", _LIBRARY),
        Binding("last-article", ("G", "end"), "last article", _LIBRARY),
        Binding("articles-down", ("space", "pagedown", "ctrl+d"), "page down", _LIBRARY),
        Binding("articles-up", ("b", "pageup", "ctrl+u"), "page up", _LIBRARY),
        Binding("open-article", ("enter",), "open the article", _LIBRARY),
        Binding("filter", ("/",), "filter as you type", _LIBRARY),
        Binding("clear-filter", ("escape",), "show all again", _LIBRARY),
        Binding("sort", ("s",), "sort by the next column", _LIBRARY),
        Binding("archive", ("e",), "archive, or fetch back", _LIBRARY),
        Binding("show-archived", ("E",), "show the archive, or the library again", _LIBRARY),
        Binding("remove", ("x",), "remove the article (asks; to the trash)", _LIBRARY),
        Binding("undo-library", ("u",), "undo the last removal or archiving", _LIBRARY),
        Binding("redo-library", ("ctrl+r",), "redo it", _LIBRARY),
    ),
)

_PLACEHOLDER = re.compile(r"\{(\w+)\}\Z")


def strokes(keys: str) -> tuple[str, ...]:
    """The single keys of a binding as written: `gg` -> (g, g), `ctrl+d` -> (ctrl+d), `h{pen}` -> (h, {pen})."""
    if keys in NAMED or re.match(r"(?:ctrl|alt|shift)\+.", keys):
        return (keys,)
    found = _PLACEHOLDER.search(keys)
    if found:
        return (*keys[: found.start()], found.group())
    return tuple(keys)


def bindings_of(mode: str, keymap: Iterable[Binding] = KEYMAP) -> list[Binding]:
    """The bindings that count in a mode."""
    return [binding for binding in keymap if mode in binding.where]


def keymap_with(overrides: Mapping[str, Any]) -> tuple[Binding, ...]:
    """The keymap with a person's own keys: `{"command": "key"}` or `{"command": ["key", "key"]}`.

    Raises KeymapError for an unknown command, a value that is no key, and a clash, naming both commands.
    """
    known = {binding.command for binding in KEYMAP}
    result = list(KEYMAP)
    for command, value in overrides.items():
        if command not in known:
            raise KeymapError(f"keys.toml: there is no command “{clean_line(str(command))}”")
        keys = (value,) if isinstance(value, str) else tuple(value) if isinstance(value, list) else ()
        if not keys or not all(isinstance(key, str) and key for key in keys):
            raise KeymapError(f"keys.toml: the keys of “{command}” have to be a text or a list of texts")
        result = [replace(b, keys=tuple(map(str, keys))) if b.command == command else b for b in result]
    for mode in ("reading", "select", "notes", "library"):
        clash = _clash(bindings_of(mode, result))
        if clash:
            first, second, key = clash
            raise KeymapError(f"keys.toml: “{key}” would mean both “{first}” and “{second}”")
    return tuple(result)


def _clash(bindings: list[Binding]) -> tuple[str, str, str] | None:
    """Two commands whose keys cannot be told apart: the same, or one the beginning of the other."""
    taken: dict[tuple[str, ...], str] = {}
    for binding in bindings:
        for keys in binding.keys:
            sequence = strokes(keys)
            for other, command in taken.items():
                shared = min(len(other), len(sequence))
                if command != binding.command and other[:shared] == sequence[:shared]:
                    return command, binding.command, keys
            taken[sequence] = binding.command
    return None


def key_table(keymap: Iterable[Binding] = KEYMAP) -> list[tuple[str, str, str]]:
    """Rows of group, keys and meaning, for help, `--keys` and the README."""
    return [(b.group, "  ".join(_shown(key) for key in b.keys) or f":{b.command}", b.help) for b in keymap]


def _shown(keys: str) -> str:
    return keys.replace("{pen}", "·pen").replace("{mark}", "·letter")


def key_text(keymap: Iterable[Binding] = KEYMAP) -> str:
    """The table as plain text."""
    rows = key_table(keymap)
    width = max(cell_len(keys) for _, keys, _ in rows)
    lines: list[str] = []
    group = ""
    for name, keys, meaning in rows:
        if name != group:
            lines += [""] if lines else []
            lines.append(name)
            group = name
        lines.append(f"  {keys}{' ' * (width - cell_len(keys))}  {meaning}")
    return "\n".join(lines)
