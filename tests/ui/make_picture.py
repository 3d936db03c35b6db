"""Draws the README's picture: a sample article with notes, as Textual renders it.

python tests/ui/make_picture.py tests/ui/picture.svg
"""

import asyncio
import sys
import tempfile
from pathlib import Path

from reader.formats.sources import read_file
from reader.store.library import Library
from reader.store.settings import Settings
from reader.ui.app import Opening, ReaderApp
from reader.ui.keymap import KEYMAP

SAMPLE = Path(__file__).parents[2] / "sample_posts" / "02-坂の上の古書店.txt"


async def picture(target: Path) -> None:
    """Do a little reading at 108x36 and save what the screen shows."""
    with tempfile.TemporaryDirectory() as folder:
        library = Library(Path(folder) / "library.db")
        app = ReaderApp(library, Settings(), KEYMAP, Opening(read_file(SAMPLE), "/posts/bookshop.txt"))
        async with app.run_test(size=(108, 36)) as pilot:
            for key in [*"}}hi", *"}}}hd", *"}a"]:
                await pilot.press(key)
            for character in "値段の話が、ここで**記憶の話**に変わる。":
                await pilot.press(character)
            await pilot.press("escape", *")hq", "j")
            await pilot.pause()
            target.write_text(app.export_screenshot(title="reader"), encoding="utf-8")
        library.close()


if __name__ == "__main__":
    asyncio.run(picture(Path(sys.argv[1])))
