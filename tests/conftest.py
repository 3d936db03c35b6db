"""What all tests share: no test sees the person's own library, settings or clipboard."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

from reader.core.document import Document
from reader.formats.plain import parse_plain
from reader.store.library import Library

# Slow machines run these too; and a landing is not the time to meet a new random example.
settings.register_profile("steady", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("steady")

SAMPLES = Path(__file__).parent.parent / "sample_posts"

JAPANESE = """潮の満ち引き

はじめの段落の一文目。二文目もある。三文目で終わる。

つぎの段落は短い。「本当ですか。」と彼女は訊いた。答えはなかった。

三つめの段落がここから始まる。これが目当ての文である。最後の文は余り。
"""

ENGLISH = """On tides

The first paragraph has a sentence. It has a second one. A third ends it.

The next paragraph is short. "Is it true?" she asked. There was no answer.

The third paragraph begins here. This is the sentence that we want. The last one is spare.
"""


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Configuration, data and home in a folder of the test's own."""
    home = tmp_path / "home"
    home.mkdir()
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(home))
    monkeypatch.setenv("READER_DB", str(tmp_path / "library.db"))
    for name in ("NO_COLOR", "TMUX", "SSH_CONNECTION", "SSH_TTY", "VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    return home


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """An empty library."""
    return Library(tmp_path / "library.db")


@pytest.fixture
def japanese() -> Document:
    """A short Japanese article of three paragraphs."""
    return parse_plain(JAPANESE)
