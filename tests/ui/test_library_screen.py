"""The library screen: what it lists, and what its keys do."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from reader.formats.sources import posts_in
from reader.store.library import Library
from reader.store.settings import Settings
from reader.ui.app import Opening, ReaderApp
from reader.ui.keymap import KEYMAP
from reader.ui.library_screen import LibraryScreen
from reader.ui.reading.screen import ReadingScreen
from tests.conftest import SAMPLES


@pytest.fixture
def app(library: Library, tmp_path: Path) -> ReaderApp:
    """The program on the samples and one file that cannot be read."""
    bad = tmp_path / "bad.txt"
    bad.write_bytes(bytes(range(256)) * 9)
    return ReaderApp(library, Settings(), KEYMAP, Opening(adding=[*posts_in(SAMPLES), bad]))


async def settled(pilot: Pilot[int]) -> LibraryScreen:
    """The library screen once all files are in."""
    screen = pilot.app.screen_stack[0]
    assert isinstance(screen, LibraryScreen)
    for _ in range(2_000):
        if not screen._adding:
            break
        await pilot.pause()
    assert not screen._adding
    await pilot.pause()
    return screen


async def test_a_folder_comes_in_and_what_failed_is_named(app: ReaderApp) -> None:
    async with app.run_test(size=(110, 30)) as pilot:
        screen = await settled(pilot)
        assert len(screen.list.articles) == 6
        assert screen.list.articles[0].title.startswith("A first tour")
        assert "6 added, 1 skipped" in screen.status.message
        assert "bad.txt is not a text file" in screen.status.message
        shown = "\n".join(screen.list.render_line(y).text for y in range(8))
        for words in ("author", "水野あかり", "2026-10-18", "✂"):
            assert words in shown


async def test_filter_sort_archive_remove_and_undo(app: ReaderApp) -> None:
    async with app.run_test(size=(110, 30)) as pilot:
        screen = await settled(pilot)
        await pilot.press("/", *"slow")
        await pilot.pause()
        assert [a.title for a in screen.list.articles] == ["The slow shelf"]
        await pilot.press("enter", "e")
        assert screen.list.articles == []
        await pilot.press("escape", "E")
        assert [a.title for a in screen.list.articles] == ["The slow shelf"]
        await pilot.press("E", "u")
        assert len(screen.list.articles) == 6
        await pilot.press("s")
        assert [a.title for a in screen.list.articles][0] == "A first tour: learn the keys by using them"
        await pilot.press("g", "g", "x", "n")
        assert len(screen.list.articles) == 6
        await pilot.press("x", "y")
        await pilot.pause()
        assert len(screen.list.articles) == 5
        await pilot.press("u")
        assert len(screen.list.articles) == 6


async def test_opening_reading_and_coming_back(app: ReaderApp) -> None:
    async with app.run_test(size=(110, 30)) as pilot:
        screen = await settled(pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, ReadingScreen)
        await pilot.press("h", "i", "q")
        await pilot.pause()
        assert app.screen is screen
        assert screen.current.annotations == 1
        assert screen.current.opened
        await pilot.press("q")
    assert app.return_code == 0
