"""The editor of one note, in the notes pane."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import TextArea

from reader.core.cleaning import clean_text
from reader.ui.field_keys import ran_bound_key


class NoteEditor(TextArea):
    """The editor of one note. `escape` and `ctrl+s` keep what was written."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,ctrl+s", "keep", "keep", show=False),
    ]

    @dataclass
    class Kept(Message):
        """The person is done; `text` is the note."""

        text: str

    async def _on_key(self, event: events.Key) -> None:
        if not await ran_bound_key(self, event):
            await super()._on_key(event)

    def action_keep(self) -> None:
        """Hand the text over."""
        self.post_message(self.Kept(clean_text(self.text)))
