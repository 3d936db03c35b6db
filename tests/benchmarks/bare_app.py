"""The floor for a start: a Textual app with one Static that shows a file's text."""

import sys
from pathlib import Path

from textual.app import App, ComposeResult
from textual.widgets import Static


class Bare(App[None]):
    """One Static."""

    def compose(self) -> ComposeResult:
        """The text."""
        yield Static(Path(sys.argv[1]).read_text(encoding="utf-8"), markup=False)


Bare().run()
