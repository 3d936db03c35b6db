"""Copying: by pyperclip where it works, else by the terminal itself (OSC 52), also from inside tmux."""

from __future__ import annotations

import base64
import os
from collections.abc import Callable, Mapping

from reader.core.cleaning import clean_text

#: What most terminals take by OSC 52 at the most, in bytes of base64.
_LONGEST = 74_994


def osc_52(text: str, environment: Mapping[str, str]) -> str:
    """The escape sequence that sets the clipboard of the person's own terminal, passed on by tmux where it runs."""
    payload = base64.b64encode(text.encode()).decode()
    sequence = f"\x1b]52;c;{payload}\x07"
    if environment.get("TMUX"):
        # tmux takes the plain one itself when `set-clipboard` is on, and hands the wrapped one through otherwise.
        doubled = sequence.replace("\x1b", "\x1b\x1b")
        sequence += f"\x1bPtmux;{doubled}\x1b\\"
    return sequence


def copy(text: str, write: Callable[[str], None]) -> str:
    """Copy a text and say in words how; `write` sends a sequence to the terminal. Never raises.

    Over SSH the machine's own clipboard is not the person's, so the terminal is asked at once.
    """
    # Deferred: most sessions never copy (15 ms).
    import pyperclip  # noqa: PLC0415

    text = clean_text(text)
    characters = f"{len(text)} characters"
    if not (os.environ.get("SSH_CONNECTION") or os.environ.get("SSH_TTY")):
        try:
            pyperclip.copy(text)
        except (pyperclip.PyperclipException, OSError, UnicodeError, ValueError):
            pass  # no clipboard program here: the terminal is asked below, and the message says so
        else:
            return f"copied {characters}"
    sequence = osc_52(text, os.environ)
    if len(sequence) > _LONGEST:
        return (
            f"not copied: {characters} are more than a terminal takes, and there is no clipboard program here"
        )
    try:
        write(sequence)
    except OSError as error:
        return f"not copied: the terminal did not take it ({error.strerror or error})"
    return f"copied {characters} by the terminal (OSC 52)"
