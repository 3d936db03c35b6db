"""The Textual application: which screen comes first, the colours, and every way out."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import traceback
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

from textual.app import App
from textual.binding import BindingType
from textual.screen import Screen
from textual.theme import Theme

from reader.core.document import Document
from reader.core.errors import ReaderError
from reader.store.library import Library
from reader.store.records import Article
from reader.store.settings import Settings
from reader.ui.colours import DARK, LIGHT, MONOCHROME, Colours
from reader.ui.keymap import Binding
from reader.ui.reading.screen import ReadingScreen


@dataclass(frozen=True)
class Opening:
    """What to show first: a document that was read (with its absolute path, empty for standard input), or the library,
    into which `adding` are brought."""

    document: Document | None = None
    path: str = ""
    adding: list[Path] = field(default_factory=list)
    whole: bool = False


def _colours(settings: Settings) -> Colours:
    if os.environ.get("NO_COLOR"):
        return MONOCHROME
    return LIGHT if settings.theme == "light" else DARK


def _theme(colours: Colours) -> Theme:
    """Textual's own variables in these colours, for the dialogs."""
    return Theme(
        "reader",
        primary=colours.accent,
        foreground=colours.ink,
        background=colours.paper,
        surface=colours.panel,
        panel=colours.panel,
        dark=colours is not LIGHT,
    )


class ReaderApp(App[int]):
    """The program on the screen."""

    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(
        self, library: Library, settings: Settings, keymap: tuple[Binding, ...], opening: Opening
    ) -> None:
        super().__init__()
        self.library = library
        self._settings = settings
        self._key_table = keymap
        self._opening = opening
        self.colours = _colours(settings)
        self.title = "reader"
        self.unsaved = ""
        # Before the first screen is there, so that its styles are worked out once.
        self.register_theme(_theme(self.colours))
        self.theme = "reader"

    def get_default_screen(self) -> Screen[Any]:
        """The first screen: the document that was read, or the library."""
        opening = self._opening
        if opening.document is not None:
            return self._reading(opening.document, opening.path, None)
        # Deferred: opening a file does not show the library (4 ms).
        from reader.ui.library_screen import LibraryScreen  # noqa: PLC0415

        return LibraryScreen(
            self.library,
            self._key_table,
            self.colours,
            self.open_article,
            opening.adding,
            whole=opening.whole,
        )

    def on_mount(self) -> None:
        """End in order when the terminal closes or the system asks."""
        self._end_on_signals()

    def _reading(self, document: Document, path: str, article: Article | None) -> ReadingScreen:
        """The screen of a document. A known source whose text changed is brought up to date first; a new one is put into
        the library after its first frame."""
        message = ""
        if article is None and self.library.find(document, path):
            article, states = self.library.take_in(document, path)
            if states:
                counts = ", ".join(
                    f"{count} {state}"
                    for state, count in sorted(states.items(), key=lambda item: item[0] != "ok")
                )
                message = f"the text has changed: {counts}"
        screen = ReadingScreen(
            self.library, document, path, article, self._settings, self._key_table, self.colours
        )
        if message:
            screen.call_later(screen.say, message)
        return screen

    def open_article(self, article: Article) -> None:
        """Open an article of the library, from the text that the library keeps."""
        document = self.library.articles.document(article)
        self.push_screen(self._reading(document, article.path, article))

    def _end_on_signals(self) -> None:
        """When the terminal closes or the system asks, keep the place and end at once."""
        loop = asyncio.get_running_loop()
        for name in ("SIGHUP", "SIGTERM"):
            number = getattr(signal, name, None)
            if number is not None and os.name == "posix":
                loop.add_signal_handler(number, self._end, 128 + number)

    def _end(self, status: int) -> None:
        self.finish()
        self.exit(return_code=status)

    def finish(self) -> None:
        """Keep what the open articles have not kept yet."""
        for screen in self.screen_stack:
            if isinstance(screen, ReadingScreen):
                screen.finish()
                self.unsaved = self.unsaved or screen.unsaved

    def _fatal_error(self) -> None:
        """End without Textual's traceback on the screen: `run` says in a sentence what happened."""
        self._close_messages_no_wait()

    async def action_quit(self) -> None:
        """Leave from anywhere."""
        self.finish()
        self.exit()


def _crash_report(library: Path, error: Exception) -> Path:
    """Write what led to the error beside the library, for a report; where it cannot be written, raise the error itself."""
    report = library.with_name("reader-crash.txt")
    try:
        report.write_text("".join(traceback.format_exception(error)), encoding="utf-8")
    except OSError:
        raise ReaderError(f"reader had to stop: {error!r}") from error
    return report


def run(library: Library, settings: Settings, keymap: tuple[Binding, ...], opening: Opening) -> int:
    """Run the program on the screen until the person leaves; the exit status. Raises ReaderError when it cannot start."""
    if sys.__stderr__ is None or not sys.__stderr__.isatty():
        # Textual draws on standard error; `2>log` must not send the screen there.
        vars(sys)["__stderr__"] = sys.__stdout__
    app = ReaderApp(library, settings, keymap, opening)
    app.run()
    if app.unsaved:
        raise ReaderError(f"this note could not be kept; here it is:\n{app.unsaved}")
    if app._exception is not None:
        report = _crash_report(library.path, app._exception)
        raise ReaderError(
            f"reader had to stop, all that was shown as saved is saved; what happened is in {report}"
        )
    return app.return_code or 0
