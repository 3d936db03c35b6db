"""An article open in the program, without a terminal."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from reader.core.document import Document
from reader.formats.plain import parse_plain
from reader.store.library import Library
from reader.store.settings import Settings
from reader.ui.app import Opening, ReaderApp
from reader.ui.keymap import KEYMAP
from reader.ui.reading.screen import ReadingScreen
from tests.conftest import JAPANESE


class Reading:
    """A reading session: keys go in, state and rows of the store can be looked at."""

    def __init__(self, pilot: Pilot[int], library: Library) -> None:
        self.pilot = pilot
        self.library = library

    @property
    def screen(self) -> ReadingScreen:
        """The reading screen, also under a dialog."""
        return next(s for s in reversed(self.pilot.app.screen_stack) if isinstance(s, ReadingScreen))

    async def press(self, *keys: str) -> None:
        """Press keys and wait until everything that they started is done."""
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def type(self, text: str) -> None:
        """Type a text into a dialog or an editor."""
        focused = self.pilot.app.focused
        if isinstance(focused, Input):
            focused.insert_text_at_cursor(text)
        elif isinstance(focused, TextArea):
            focused.insert(text)
        else:
            raise AssertionError(f"{focused} takes no text")
        await self.pilot.pause()

    @property
    def current(self) -> str:
        """The text of the current sentence."""
        return self.screen.document.text[slice(*self.screen.current)]

    @property
    def selected(self) -> str:
        """The text of the selection."""
        assert self.screen.selection
        return self.screen.document.text[slice(*self.screen.selection.span)]

    @property
    def kept(self) -> list[tuple[str, str, tuple[str, ...], str]]:
        """Quote, pen, tags and note of each annotation, as the library has them on disk."""
        found = self.library.annotations.of_article(self.screen.article.id)
        return [(a.exact, a.pen, a.tags, a.note) for a in found.annotations]

    @property
    def message(self) -> str:
        """What the status line says."""
        return self.screen.status.message

    def rows(self) -> list[str]:
        """The rows of the article pane as drawn."""
        return [self.screen.pane.render_line(y).text for y in range(self.screen.pane.size.height)]


Opener = Callable[..., AbstractAsyncContextManager[Reading]]


@pytest.fixture
def opened(library: Library) -> Opener:
    """Opens a text; `size` is columns and rows."""

    @asynccontextmanager
    async def open_text(
        text: str | Document = JAPANESE, size: tuple[int, int] = (100, 40), path: str = "/a/tides.txt"
    ) -> AsyncIterator[Reading]:
        document = parse_plain(text) if isinstance(text, str) else text
        app = ReaderApp(library, Settings(), KEYMAP, Opening(document, path))
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            yield Reading(pilot, library)

    return open_text


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder to write into."""
    made = tmp_path / "vault"
    made.mkdir()
    return made
