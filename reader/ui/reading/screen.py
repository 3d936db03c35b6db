"""The reading screen: the article beside its notes.

Its state is the document, the annotations, and where the reader is; a key becomes a command, a command changes the state
by pure steps of the core, the library keeps the change, and only then do both panes follow.
"""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.screen import Screen
from textual.timer import Timer

from reader.core.annotations import Annotation, AnnotationSet, Change
from reader.core.document import Document, Span
from reader.core.errors import ReaderError
from reader.core.motions import Extender, Selection
from reader.core.pens import Pen
from reader.core.sentences import SentenceIndex
from reader.core.widths import leading_space
from reader.store.library import Library
from reader.store.records import Article
from reader.store.settings import Settings
from reader.ui.article_pane import ArticlePane, View
from reader.ui.asking import hand_over, until_asked
from reader.ui.colours import Colours
from reader.ui.key_reader import Call, KeyReader, Pending, key_name
from reader.ui.keymap import Binding, bindings_of
from reader.ui.notes_pane import NotesList, NotesPane
from reader.ui.notes_strip import NotesStrip
from reader.ui.reading import annotating, article_commands, moving, notes_commands, searching, selecting  # noqa: F401
from reader.ui.reading.commands import HANDLERS
from reader.ui.reading.jumps import Jumps
from reader.ui.reading.label_picker import LabelPicker
from reader.ui.status_line import StatusLine

if TYPE_CHECKING:
    from reader.core.folding import Folded
    from reader.ui.note_editor import NoteEditor

#: From this width on (cells) the notes stand beside the article; below, they fold to a strip.
WIDE = 92
#: How long (seconds) after the last move the place is kept, so that walking costs no writes.
_PLACE_DELAY = 1.0
#: What has to be written waits so long (seconds) after mounting: the text is on the screen by then.
_FIRST_FRAME = 0.2


class ReadingScreen(Screen[None]):
    """One article, open."""

    AUTO_FOCUS = ""

    DEFAULT_CSS = """
    ReadingScreen { layers: base over; }
    ReadingScreen Horizontal { height: 1fr; }
    ReadingScreen.narrow NotesStrip { display: block; }
    ReadingScreen.narrow NotesPane { display: none; layer: over; dock: right; width: 80%; max-width: 52; margin-bottom: 1; }
    ReadingScreen.narrow.open NotesPane { display: block; }
    ReadingScreen.hidden NotesPane, ReadingScreen.hidden NotesStrip { display: none; }
    """

    def __init__(
        self,
        library: Library,
        document: Document,
        path: str,
        article: Article | None,
        settings: Settings,
        keymap: tuple[Binding, ...],
        colours: Colours,
    ) -> None:
        """`article` is None for a document that is not in the library yet: it is put there after the first frame."""
        super().__init__()
        self.library = library
        self.document: Document = document
        self.keymap = keymap
        self.pens = settings.pens
        self.export_folder = settings.export_folder
        self._path = path
        self._article = article
        self.sentences: SentenceIndex = SentenceIndex(document)
        self.extender = Extender(document, self.sentences)
        self.annotations = library.annotations.of_article(article.id) if article else AnnotationSet()
        self.marks: dict[str, int] = library.articles.marks(article) if article else {}
        kept = library.articles.place(article) if article else None
        self.cursor = self.sentences.at(document.first_prose() if kept is None else kept).start
        self.selection: Selection | None = None
        self.last_selection: Selection | None = None
        self.chosen: str | None = None
        self.pen: Pen = settings.pens[0]
        self.last_used: tuple[str, tuple[str, ...]] | None = None
        self.hits: tuple[Span, ...] = ()
        self.hit_index = 0
        self._jumps = Jumps()
        self.notes_active = False
        self.picker = LabelPicker()
        #: A note that could not be kept on the way out: it is given back to the person on standard error.
        self.unsaved = ""
        self._editing: tuple[Annotation | None, Span | None] | None = None
        self._place_timer: Timer | None = None
        self._pressed = 0
        self._readers = {
            mode: KeyReader(bindings_of(mode, keymap)) for mode in ("reading", "select", "notes")
        }
        self.pane = ArticlePane(document, settings.pens, colours)
        self.notes = NotesPane(settings.pens, colours)
        self.strip = NotesStrip(settings.pens, colours)
        self.status = StatusLine(colours)

    def compose(self) -> ComposeResult:
        """Article and notes side by side, the status line below."""
        self._fit()  # before the styles are worked out the first time
        with Horizontal():
            yield self.pane
            yield self.strip
            yield self.notes
        yield self.status

    # State that follows from the rest

    @property
    def article(self) -> Article:
        """The library's record; puts the document into the library when it is not there yet. Raises LibraryError."""
        if self._article is None:
            self._article, _ = self.library.take_in(self.document, self._path)
        return self._article

    @property
    def current(self) -> Span:
        """The current sentence."""
        return self.sentences.at(self.cursor)

    @property
    def mode(self) -> str:
        """Which keys count: notes, select or reading."""
        return "notes" if self.notes_active else "select" if self.selection else "reading"

    @cached_property
    def folded(self) -> Folded:
        """The text as the search sees it; made by the first search."""
        from reader.core.folding import Folded  # noqa: PLC0415 (deferred: the first frame needs no search)

        return Folded.of(self.document.text)

    def target_span(self) -> Span:
        """What a verb acts on: the selection without the white space at its ends, else the current sentence."""
        if not self.selection:
            return self.current
        start, end = self.selection.span
        text = self.document.text[start:end]
        if not text.strip():
            return Span(start, end)
        return Span(start + leading_space(text), end - (len(text) - len(text.rstrip())))

    # Start and end

    def on_mount(self) -> None:
        """Show the text; what has to be written follows the first frame."""
        self.update_view()
        self.set_timer(_FIRST_FRAME, self._after_first_frame)

    def _after_first_frame(self) -> None:
        is_new = self._article is None
        try:
            article = self.article
            if article.trimmed and is_new:
                self.say(f"{article.trimmed} characters of comment form left out; --whole keeps them")
            self._keep_place()
        except ReaderError as error:
            self.say(str(error), error=True)
        self.update_view()

    def on_resize(self) -> None:
        """Fold or unfold the notes."""
        self._fit()

    def _fit(self) -> None:
        width = self.app.size.width
        self.set_class(width < WIDE, "narrow")
        if width >= WIDE:
            self.notes.styles.width = min(46, max(30, width // 3))
        else:
            self.notes.styles.width = None

    def leave(self) -> None:
        """Back to where the person came from."""
        self.finish()
        if len(self.app.screen_stack) > 1:
            self.dismiss(None)
        else:
            self.app.exit()

    def finish(self) -> None:
        """Keep what is not kept yet: a note being written, and the place. Called on every way out."""
        if self._editing:
            existing, span = self._editing
            if annotating.keep_note(self, existing, span, self.notes.editor.text):
                self._editing = None
            else:
                self.unsaved = self.notes.editor.text
        try:
            self._keep_place()
        except ReaderError as error:
            self.say(str(error), error=True)

    def _keep_place(self) -> None:
        if self._place_timer is not None:
            self._place_timer.stop()
            self._place_timer = None
        progress = 1.0 if self.pane.at_end else self.cursor / max(len(self.document.text), 1)
        self.library.articles.save_place(self.article, self.cursor, round(progress, 4))

    def _place_soon(self) -> None:
        """Keep the place shortly, once the walking stops: a crash then costs a second of it at the most."""
        if self._place_timer is not None:
            self._place_timer.stop()
        self._place_timer = self.set_timer(_PLACE_DELAY, self._keep_place_quietly)

    def _keep_place_quietly(self) -> None:
        try:
            self._keep_place()
        except ReaderError as error:
            self.say(str(error), error=True)

    # Showing

    def say(self, message: str, *, error: bool = False) -> None:
        """A message until the next key."""
        self.status.say(message, error=error)

    def update_view(self) -> None:
        """Bring both panes and the status line to the present state."""
        selection = self.selection.span if self.selection else None
        self.pane.show(
            View(self.current, selection, self.annotations, self.chosen, self.hits, self.picker.labels)
        )
        self.notes.cards.show(self.annotations, self._card(), active=self.notes_active)
        self.strip.show(self.annotations, self.pane.span_in_view(), len(self.document.text))
        self._update_status()

    def _card(self) -> str | None:
        """The card to light: the focused one, else the first in the current sentence, else the last one before it."""
        if self.chosen and self.annotations.get(self.chosen):
            return self.chosen
        touching = self.annotations.touching(self.current)
        if touching:
            return touching[0].id
        before = self.annotations.before(self.current.end)
        return before.id if before and self.notes_active else None

    def _update_status(self) -> None:
        length = max(len(self.document.text), 1)
        percent = 100 if self.pane.at_end else int(100 * self.cursor / length)
        notes = sum(1 for a in self.annotations.annotations if a.note) if len(self.annotations) < 2_000 else 0
        parts = [f"{len(self.annotations)} marked"] if len(self.annotations) else []
        parts += [f"{notes} noted"] if notes else []
        parts += [f"hit {self.hit_index + 1}/{len(self.hits)}"] if self.hits else []
        typed = self._readers[self.mode].typed or self.picker.typed
        mode = {"select": "SELECT", "notes": "NOTES"}.get(self.mode, "")
        right = "  ".join(
            [*filter(None, (typed, mode)), *parts, f"{self.pen.letter} {self.pen.name}", f"{percent}%"]
        )
        self.status.show(self.document.metadata.title, right)

    # Moving

    def move_cursor(self, offset: int, focused: str | None = None) -> None:
        """Make the sentence at `offset` the current one, without scrolling."""
        if self.selection:
            head = self.sentences.at(offset)
            self.selection = Selection(
                self.selection.anchor, head.end if head.end > self.selection.anchor else head.start
            )
        self.cursor = self.sentences.at(offset).start
        self.chosen = focused
        self._place_soon()
        self.update_view()

    def go_to(self, offset: int, *, jump: bool = False, focused: str | None = None) -> None:
        """Make the sentence at `offset` the current one and show it. `jump`: remember where this came from."""
        if jump:
            self._jumps.remember(self.cursor)
        self.move_cursor(offset, focused)
        self.pane.reveal(self.current)
        self.update_view()

    def keep_cursor_in_view(self) -> None:
        """After a scroll: the cursor stays if it is in view, else goes to the nearest sentence that is."""
        view = self.pane.span_in_view()
        if self.current.end <= view.start:
            following = self.sentences.after(view.start - 1)
            self.move_cursor(following.start if following else view.start)
        elif self.current.start >= view.end:
            before = self.sentences.before(view.end)
            self.move_cursor(before.start if before else view.start)
        else:
            self.update_view()

    def jump(self, step: int) -> None:
        """Back (-1) or forth (1) through the places that were jumped from."""
        offset = self._jumps.step(step, self.cursor)
        if offset is None:
            self.say("no further jump")
        else:
            self.go_to(offset)

    def set_mark(self, letter: str) -> None:
        """Set a mark at the current sentence."""
        try:
            self.library.articles.save_mark(self.article, letter, self.cursor)
        except ReaderError as error:
            self.say(str(error), error=True)
            return
        self.marks[letter] = self.cursor
        self.say(f"mark {letter}")

    def select(self, selection: Selection | None) -> None:
        """Start, change or end the selection."""
        if self.selection and selection is None:
            self.last_selection = self.selection
            self.cursor = self.sentences.at(self.selection.span.start).start
        self.selection = selection
        if selection:
            self.last_selection = selection
            self.pane.reveal(Span(selection.head, selection.head + 1), margin=1)
        self.update_view()

    def show_hits(self, hits: Sequence[Span], text: str) -> None:
        """Light the hits of a search; none for an empty text."""
        self.hits = tuple(hits)
        self.hit_index = 0
        self.update_view()

    def go_to_hit(self, index: int) -> None:
        """Make the sentence of a hit the current one."""
        self.hit_index = index
        self.go_to(self.hits[index].start, jump=True)

    def ask_label(self, labels: Mapping[int, str], chosen: Callable[[int], None]) -> None:
        """Show a label at each offset; `chosen` gets the offset whose label is typed."""
        self.picker.ask(labels, chosen)
        self.update_view()

    # Changing

    def save(self, change: Change) -> bool:
        """Make a change durable and then show it. False, with a message, when it could not be kept."""
        try:
            change = self.library.annotations.save(self.article, change)
        except ReaderError as error:
            self.say(str(error), error=True)
            return False
        self.annotations = self.annotations.applied(change)
        self.update_view()
        return True

    def undo(self, *, redo: bool) -> bool:
        """Take back or do again one step, and go to where it was. False when there is nothing more."""
        store = self.library.annotations
        try:
            change = store.redo(self.article) if redo else store.undo(self.article)
        except ReaderError as error:
            self.say(str(error), error=True)
            return False
        if change is None:
            self.say("nothing to redo" if redo else "nothing to undo")
            return False
        self.annotations = self.annotations.applied(change)
        spans = [a.span for pair in change.pairs for a in pair if a and a.span]
        self.say(f"{'redone' if redo else 'undone'}: {change.label}")
        if spans:
            self.go_to(spans[0].start)
        else:
            self.update_view()
        return True

    def edit_note(self, existing: Annotation | None, span: Span | None) -> None:
        """Open the editor on a note, in the notes pane."""
        self._editing = (existing, span)
        if existing:
            self.chosen = existing.id
        about = existing.exact if existing else self.document.text[slice(*span)] if span else "the article"
        self.remove_class("hidden")
        self.add_class("open")
        self.notes.edit(existing.note if existing else "", " ".join((about or "the article").split()))
        self.update_view()

    def on_note_editor_kept(self, message: NoteEditor.Kept) -> None:
        """A note was written."""
        if self._editing is None:
            return
        existing, span = self._editing
        if annotating.keep_note(self, existing, span, message.text):
            self._editing = None
            self.notes.stop_editing()
            if not self.notes_active:
                self.remove_class("open")
            self.update_view()

    # Notes pane

    def activate_notes(self, *, active: bool) -> None:
        """Send keys to the notes pane, or back to the article."""
        if active and not len(self.annotations):
            self.say("no notes yet: h and a letter highlights, a writes a note")
            return
        self.notes_active = active
        self.set_class(active, "open")
        if active:
            self.remove_class("hidden")
            self.chosen = self._card()
        self.update_view()

    def toggle_notes(self) -> None:
        """Show or hide the notes pane."""
        self.toggle_class("open" if self.has_class("narrow") else "hidden")
        self.notes_active = False
        self.update_view()

    def focus_annotation(self, annotation: Annotation) -> None:
        """Show an annotation: in the text where it has a place, in the notes pane where it has none."""
        if annotation.span:
            self.go_to(annotation.span.start, jump=True, focused=annotation.id)
            return
        self.activate_notes(active=True)
        self.chosen = annotation.id
        self.update_view()

    def on_notes_list_card_clicked(self, message: NotesList.CardClicked) -> None:
        """A click on a card goes to its text."""
        annotation = self.annotations.get(message.annotation)
        if annotation:
            self.focus_annotation(annotation)

    # Keys and mouse

    async def on_key(self, event: events.Key) -> None:
        """Read one key."""
        if self.notes.is_editing:
            if self.focused is not self.notes.editor and self.app.screen is self:
                # Typed before the editor was there.
                self.notes.editor.post_message(events.Key(event.key, event.character))
                event.stop()
            return
        event.stop()
        event.prevent_default()
        if hand_over(self, event):
            return
        key = key_name(event.key, event.character)
        if self.picker.labels:
            self.picker.type(key)
            self.update_view()
            return
        self.say("")
        result = self._readers[self.mode].feed(key)
        if isinstance(result, Call):
            self.status.offer(())
            await self.run(result)
        else:
            self.status.offer(self._choices(result.choices) if isinstance(result, Pending) else ())
        self._update_status()

    def _choices(self, choices: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
        """What can follow, a pen's letter spelled out as the pens that there are."""
        spelled: list[tuple[str, str]] = []
        for key, meaning in choices:
            if key == "{pen}":
                spelled += [(pen.letter, pen.name) for pen in self.pens]
            else:
                spelled.append((key.replace("{mark}", "a–z"), meaning))
        return tuple(spelled)

    async def run(self, call: Call) -> None:
        """Carry out a command. Those that ask something go on in the background, so that keys reach the question."""
        try:
            result = HANDLERS[call.command](self, call)
        except ReaderError as error:
            self.say(str(error), error=True)
            return
        if inspect.isawaitable(result):
            await until_asked(self, self.run_worker(self._finished(result), exclusive=False))

    async def _finished(self, result: Awaitable[None]) -> None:
        try:
            await result
        except ReaderError as error:
            self.say(str(error), error=True)
        self.update_view()

    def on_article_pane_pointed(self, message: ArticlePane.Pointed) -> None:
        """Click: the cursor; drag: a selection, grapheme by grapheme."""
        if message.drag:
            anchor = self.selection.anchor if self.selection else self._pressed
            head = self.extender.right(message.offset) if message.offset >= anchor else message.offset
            self.selection = Selection(anchor, head) if head != anchor else None
            self.last_selection = self.selection or self.last_selection
            self.update_view()
            return
        self._pressed = message.offset
        self.selection = None
        self.notes_active = False
        self.move_cursor(message.offset)

    def on_article_pane_scrolled(self, message: ArticlePane.Scrolled) -> None:
        """The wheel takes the cursor along."""
        self.keep_cursor_in_view()

    def write_to_terminal(self, sequence: str) -> None:
        """Send a sequence that draws nothing (the clipboard's) to the terminal."""
        driver = self.app._driver
        if driver is not None:
            driver.write(sequence)
            driver.flush()
