"""A note in the person's own editor."""

from __future__ import annotations

import os
from pathlib import Path

from textual.app import App, SuspendNotSupported

from reader.core.cleaning import clean_text


def edited(app: App, text: str) -> tuple[str | None, str]:
    """The text after the person edited it in $VISUAL or $EDITOR, and what went wrong in words (then the text is None).

    The file is private, and stays where it is when the editor failed, so that nothing written is lost.
    """
    # Deferred: only those who write in an editor of their own need these.
    import shlex  # noqa: PLC0415
    import subprocess  # noqa: PLC0415
    import tempfile  # noqa: PLC0415

    command = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    try:
        words = shlex.split(command)
        handle, name = tempfile.mkstemp(prefix="reader-note-", suffix=".md")
        path = Path(name)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
    except (OSError, ValueError) as error:
        return None, f"{command} could not be run: {error}"
    problem = ""
    try:
        with app.suspend():
            # Nothing may leave this block by an exception: the screen would not come back.
            try:
                status = subprocess.call([*words, name])
            except OSError as error:
                problem = f"{command} could not be run: {error.strerror or error}; set EDITOR to an editor that is there"
            else:
                problem = (
                    f"the editor ended with status {status}; what it left is in {name}" if status else ""
                )
    except SuspendNotSupported:
        problem = "an editor cannot be opened from here"
    if problem:
        if name not in problem:
            path.unlink(missing_ok=True)
        return None, problem
    try:
        written = clean_text(path.read_text(encoding="utf-8", errors="replace"))
        path.unlink()
    except OSError as error:
        return None, f"what the editor wrote cannot be read: {error.strerror or error}"
    return written, ""
