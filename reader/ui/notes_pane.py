"""The notes pane: the annotations as cards beside the article, and the editor that opens under them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.style import Style
from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Static

from reader.core.annotations import Annotation, AnnotationSet
from reader.core.pens import Pen, pen_named
from reader.core.viewport import Place, bounded, moved, revealed, window
from reader.core.widths import truncated
from reader.ui.cards import CardRow, Cards
from reader.ui.colours import Colours
from reader.ui.drawing import plain, strip

if TYPE_CHECKING:
    from reader.ui.note_editor import NoteEditor


class NotesList(Widget, can_focus=False):
    """Draws the cards in view. The card of `current` is lit."""

    DEFAULT_CSS = "NotesList { width: 1fr; height: 1fr; }"

    @dataclass
    class CardClicked(Message):
        """The mouse was pressed on the card of this annotation."""

        annotation: str

    def __init__(self, pens: tuple[Pen, ...], colours: Colours) -> None:
        super().__init__()
        self.pens = pens
        self.colours = colours
        self.annotations: tuple[Annotation, ...] = ()
        self.current: str | None = None
        self.active = False
        self.cards = Cards((), pens, 20)
        self.top = Place(0, 0)
        self._index: dict[str, int] = {}

    def show(self, annotations: AnnotationSet, current: str | None, *, active: bool) -> None:
        """Show these annotations with one of them lit, scrolled into view."""
        changed = annotations.annotations is not self.annotations
        if not changed and (current, active) == (self.current, self.active):
            return
        if changed:
            self.annotations = annotations.annotations
            self._index = {annotation.id: number for number, annotation in enumerate(self.annotations)}
            self._lay_out()
        self.current, self.active = current, active
        self._reveal()
        self.refresh()

    def on_resize(self) -> None:
        """Lay the cards out for the new width."""
        self._lay_out()
        self._reveal()
        self.refresh()

    def _lay_out(self) -> None:
        self.cards = Cards(self.annotations, self.pens, self.size.width - 4)
        self.top = Place(min(self.top.block, max(len(self.cards) - 1, 0)), 0)

    def _reveal(self) -> None:
        index = self._index.get(self.current or "")
        if index is not None and self.size.height:
            last = Place(index, len(self.cards.rows(index)) - 1)
            height = self.size.height
            self.top = revealed(
                self.cards, self.top, height, Place(index, 0), min(last, Place(index, height - 1)), 0
            )

    def scroll_rows(self, by: int) -> None:
        """Scroll down by rows; up when negative."""
        if len(self.cards):
            self.top = bounded(self.cards, moved(self.cards, self.top, by), max(self.size.height, 1))
            self.refresh()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel moves the cards."""
        event.stop()
        self.scroll_rows(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel moves the cards."""
        event.stop()
        self.scroll_rows(-3)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """A card was pressed."""
        rows = window(self.cards, self.top, self.size.height)
        if event.y < len(rows):
            self.post_message(self.CardClicked(self.annotations[rows[event.y][0].block].id))

    def render_line(self, y: int) -> Strip:
        """One row of a card."""
        ground = Style(bgcolor=self.colours.panel) if self.colours.coloured else Style()
        faint = self.colours.style(self.colours.faint, self.colours.panel)
        if not self.annotations:
            hint = ("", "  No notes yet.", "", "  h and a letter highlights", "  a writes a note", "  t tags")
            return strip([(hint[y] if y < len(hint) else "", faint)], self.size.width, ground)
        rows = window(self.cards, self.top, self.size.height)
        if y >= len(rows):
            return strip([], self.size.width, ground)
        place, row = rows[y]
        return self._card_strip(self.annotations[place.block], row, ground)

    def _card_strip(self, annotation: Annotation, row: CardRow, ground: Style) -> Strip:
        colours = self.colours
        lit = annotation.id == self.current
        back = colours.lamp if lit and row.role != "gap" else colours.panel
        pen = pen_named(self.pens, annotation.pen)
        styles = {
            "head": colours.style(pen.colour, back, bold=True),
            "quote": colours.style(colours.faint if not lit else colours.ink, back),
            "note": colours.style(colours.ink, back),
            "tags": colours.style(colours.accent, back),
            "gap": ground,
        }
        if row.role == "gap":
            return strip([], self.size.width, ground)
        bar = "█" if lit and self.active else "▌"
        margin = Style(color=pen.colour, bgcolor=back) if colours.coloured else Style()
        fill = Style(bgcolor=back) if colours.coloured else Style(reverse=lit and self.active)
        style = styles[row.role]
        head = f"{annotation.pen} " if row.role == "head" and not colours.coloured else ""
        return strip(
            [(" ", ground), (bar, margin), (" ", fill), (head + row.text, style)], self.size.width, fill
        )


class NotesPane(Vertical):
    """Cards above, and while a note is written its editor below them."""

    DEFAULT_CSS = """
    NotesPane { width: 34; height: 1fr; }
    NotesPane NoteEditor { height: 45%; min-height: 4; border: none; padding: 0 1; display: none; }
    NotesPane NoteEditor:focus { border: none; }
    NotesPane #editing { height: 1; padding: 0 1; display: none; }
    NotesPane.editing NoteEditor { display: block; }
    NotesPane.editing #editing { display: block; }
    """

    def __init__(self, pens: tuple[Pen, ...], colours: Colours) -> None:
        super().__init__()
        self.cards = NotesList(pens, colours)
        self._title = Static("", id="editing", markup=False)
        self._editor: NoteEditor | None = None

    def compose(self) -> ComposeResult:
        """Cards and the editor's title; the editor itself comes with the first note."""
        yield self.cards
        yield self._title

    @property
    def editor(self) -> NoteEditor:
        """The editor, made when it is first needed."""
        if self._editor is None:
            # Deferred: a TextArea takes 10 ms to import and to mount, and most sessions begin with reading.
            from reader.ui.note_editor import NoteEditor  # noqa: PLC0415

            self._editor = NoteEditor(soft_wrap=True, show_line_numbers=False, theme="css")
            self.mount(self._editor)
        return self._editor

    @property
    def is_editing(self) -> bool:
        """Whether a note is being written."""
        return self.has_class("editing")

    def edit(self, text: str, about: str) -> None:
        """Open the editor on a note; `about` is what the note is on."""
        room = max(self.size.width, 50) - 2  # a pane that was hidden has no width yet; the row is cut to fit
        self._title.update(plain(truncated(f"esc keeps · {about}", room)))
        self.editor.load_text(text)
        self.editor.move_cursor(self.editor.document.end)
        self.add_class("editing")
        self.editor.focus()

    def stop_editing(self) -> None:
        """Close the editor."""
        self.remove_class("editing")
        self.screen.set_focus(None)
