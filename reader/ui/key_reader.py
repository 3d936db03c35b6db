"""Keys as they come in, read as commands: counts, prefixes that wait for more, letters that a command takes.

Pure, so that each path can be tested without a screen. A count stands before its command (`3j`, `10%`).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from reader.ui.keymap import NAMED, Binding, strokes

# What an input method sends where the keyboard has ASCII punctuation.
_KANA_PUNCTUATION = {
    "、": ",",
    "。": ".",
    "「": "[",
    "」": "]",
    "・": "/",
    "￥": "\\",
    "¥": "\\",
    "ー": "-",
    "〜": "~",
    "’": "'",
    "‘": "'",
    "”": '"',
    "“": '"',
}


def key_name(key: str, character: str | None) -> str:
    """The name that the keymap uses for a key event: `ctrl+d`, `space`, or the character, full-width ones as ASCII."""
    if character == "\u3000":
        return "space"
    if (
        key in NAMED
        or key.startswith(("ctrl+", "alt+", "shift+"))
        and (not character or not character.isprintable())
    ):
        return key
    if character and character.isprintable():
        plain = unicodedata.normalize("NFKC", character)
        return _KANA_PUNCTUATION.get(character) or _KANA_PUNCTUATION.get(plain, plain)
    return key


@dataclass(frozen=True, slots=True)
class Call:
    """A command with what was typed along: its count (None: none) and the letter that it takes."""

    command: str
    count: int | None = None
    argument: str = ""


@dataclass(frozen=True, slots=True)
class Pending:
    """Keys that need more: what was typed so far, and what can follow, each with its meaning."""

    typed: str
    choices: tuple[tuple[str, str], ...]


class KeyReader:
    """Reads one key at a time."""

    def __init__(self, bindings: Iterable[Binding]) -> None:
        self._sequences = [(strokes(keys), binding) for binding in bindings for keys in binding.keys]
        self._typed: tuple[str, ...] = ()
        self._count = ""

    @property
    def typed(self) -> str:
        """What waits to be completed, as it was typed."""
        return self._count + "".join(self._typed)

    def clear(self) -> None:
        """Forget what was typed so far."""
        self._typed, self._count = (), ""

    def feed(self, key: str) -> Call | Pending | None:
        """The command that the key completes; what can follow when it needs more; None for a key without meaning."""
        if not self._typed and key.isdecimal() and key.isascii() and (self._count or key != "0"):
            self._count = (self._count + key)[:7]
            return Pending(self.typed, ())
        if key == "escape" and self.typed:
            self.clear()
            return Pending("", ())
        typed = (*self._typed, key)
        for sequence, binding in self._sequences:
            if len(sequence) == len(typed) and (argument := _match(sequence, typed)) is not None:
                call = Call(binding.command, int(self._count) if self._count else None, argument)
                self.clear()
                return call
        if any(sequence[: len(typed)] == typed for sequence, _ in self._sequences):
            self._typed = typed
            return Pending(self.typed, tuple(self._choices(typed)))
        self.clear()
        return None

    def _choices(self, typed: tuple[str, ...]) -> Iterable[tuple[str, str]]:
        for sequence, binding in self._sequences:
            if len(sequence) > len(typed) and sequence[: len(typed)] == typed:
                yield "".join(sequence[len(typed) :]), binding.help


def _match(sequence: tuple[str, ...], typed: tuple[str, ...]) -> str | None:
    """The letter that a command takes (empty: none) when the typed keys are this sequence; None when they are not."""
    if sequence[-1].startswith("{") and len(sequence) > 1:
        letter = typed[-1]
        return letter if sequence[:-1] == typed[:-1] and len(letter) == 1 and letter.isalnum() else None
    return "" if sequence == typed else None
