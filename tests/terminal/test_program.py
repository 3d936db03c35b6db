"""The whole program: keys go into a real pty, the screen is read through an emulator, the database with plain sqlite3."""

from __future__ import annotations

import base64
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ENGLISH, JAPANESE
from tests.terminal.conftest import Start

JOBS = [
    (JAPANESE, "これが目当ての文である。", "三つめの段落"),
    (ENGLISH, "This is the sentence that we want.", "The third paragraph"),
]


def rows(path: Path, query: str) -> list[tuple[object, ...]]:
    with sqlite3.connect(path) as connection:
        return connection.execute(query).fetchall()


@pytest.fixture
def tides(tmp_path: Path) -> Path:
    path = tmp_path / "tides.txt"
    path.write_text(JAPANESE, encoding="utf-8")
    return path


@pytest.mark.parametrize(("text", "target", "seen"), JOBS, ids=["japanese", "english"])
def test_the_five_key_job(start: Start, tmp_path: Path, text: str, target: str, seen: str) -> None:
    path = tmp_path / "tides.txt"
    path.write_text(text, encoding="utf-8")
    terminal = start(str(path))
    terminal.until(seen)
    keys = "}})hi"
    assert len(keys) == 5
    terminal.send(keys)
    terminal.until("important #important")
    assert rows(tmp_path / "library.db", "select quote, tags from readable_annotations") == [
        (target, "important")
    ]
    terminal.send("q")
    assert terminal.end() == 0
    assert "1049" not in terminal.screen.modes


def test_the_next_one_takes_two_keys(start: Start, tides: Path, tmp_path: Path) -> None:
    terminal = start(str(tides))
    terminal.until("三つめ")
    terminal.send("hi")
    terminal.until("1 marked")
    terminal.send(").")
    terminal.until("2 marked")
    assert rows(tmp_path / "library.db", "select quote, tags from readable_annotations") == [
        ("はじめの段落の一文目。", "important"),
        ("二文目もある。", "important"),
    ]


def test_quit_and_resume_at_the_same_sentence(start: Start, tides: Path, tmp_path: Path) -> None:
    terminal = start(str(tides))
    terminal.until("三つめ")
    terminal.send("}})q")
    assert terminal.end() == 0
    place = rows(tmp_path / "library.db", "select offset from positions")[0][0]
    assert JAPANESE.split("\n\n")[3].startswith("三つめ")
    terminal = start(str(tides))
    terminal.until("三つめ")
    terminal.send("hq")
    terminal.until("1 marked")
    assert rows(tmp_path / "library.db", "select exact, start from annotations") == [
        ("これが目当ての文である。", place)
    ]


def test_kill_9_after_a_highlight_loses_nothing(start: Start, tides: Path, tmp_path: Path) -> None:
    terminal = start(str(tides))
    terminal.until("三つめ")
    terminal.send("}hd")
    terminal.until("1 marked")
    terminal.kill(signal.SIGKILL)
    assert terminal.end() == -signal.SIGKILL
    assert rows(tmp_path / "library.db", "select exact, pen from annotations") == [
        ("つぎの段落は短い。", "d")
    ]
    assert rows(tmp_path / "library.db", "pragma integrity_check") == [("ok",)]


def test_undo_after_a_restart(start: Start, tides: Path, tmp_path: Path) -> None:
    terminal = start(str(tides))
    terminal.until("三つめ")
    terminal.send("hi")
    terminal.until("1 marked")
    terminal.send("q")
    assert terminal.end() == 0
    terminal = start(str(tides))
    terminal.until("1 marked")
    terminal.send("u")
    terminal.until("undone: highlighted")
    assert rows(tmp_path / "library.db", "select count(*) from readable_annotations") == [(0,)]
    terminal.send("\x12")
    terminal.until("redone: highlighted")
    assert rows(tmp_path / "library.db", "select count(*) from readable_annotations") == [(1,)]


def test_keys_of_the_kitty_protocol_and_of_an_input_method(start: Start, tides: Path) -> None:
    terminal = start(str(tides))
    terminal.until("三つめ")
    terminal.send("\x1b[125u\x1b[104;1u\x1b[105;1u")
    terminal.until("1 marked")
    terminal.send("ｊｈｑ")
    assert "2 marked" in terminal.until("2 marked")


@pytest.mark.parametrize(("number", "status"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_signals_keep_the_place_and_end_the_program(
    start: Start, tides: Path, tmp_path: Path, number: int, status: int
) -> None:
    terminal = start(str(tides))
    terminal.until("三つめ")
    terminal.send("}}hi")
    terminal.until("1 marked")
    terminal.kill(number)
    assert terminal.end() == status
    start_of_third = rows(tmp_path / "library.db", "select start from annotations")
    assert rows(tmp_path / "library.db", "select offset from positions") == start_of_third
    assert "1049" not in terminal.screen.modes


def test_a_terminal_that_goes_away_ends_the_program(start: Start, tides: Path) -> None:
    terminal = start(str(tides))
    terminal.until("三つめ")
    assert terminal.hang_up() != 0


def test_no_control_of_an_article_reaches_the_terminal(start: Start, tmp_path: Path) -> None:
    secret = base64.b64encode(b"stolen").decode()
    evil = f"\x1b]52;c;{secret}\x07\x1b[2J\x1b]0;owned\x07\x1bP1;2qx\x1b\\\x9b2J\x0e\x07\u202e"
    path = tmp_path / f"na{evil[:20].replace('/', '')}me.md"
    front = f'---\ntitle: "T\\e]52;c;{secret}\\a\\x9b2Jt"\nauthor: "A\\e[2J"\ntags: ["g\\e[31m"]\n---\n\n'
    path.write_text(
        f"{front}Text{evil} of the article, first.\n\n[link{evil}](https://example.org/{secret}%1b)\n",
        encoding="utf-8",
    )
    terminal = start(str(path))
    terminal.until("of the article")
    terminal.send("hit")
    terminal.until("Tags")
    terminal.send("\x1b")
    terminal.until(lambda shown: "Tags" not in shown)
    terminal.send("gl")
    terminal.until("Links")
    terminal.send("\x1b")
    terminal.until(lambda shown: "Links" not in shown)
    terminal.send("q")
    assert terminal.end() == 0
    assert secret.encode() not in terminal.raw.replace(b"example.org/" + secret.encode(), b"")
    assert not any(entry.startswith(("52", "0;owned")) for entry in terminal.screen.osc)
    assert terminal.screen.controls <= {"\x08"}
    assert "\u202e" not in terminal.raw.decode(errors="replace")


def test_the_clipboard_goes_through_tmux(start: Start, tides: Path) -> None:
    terminal = start(str(tides), TMUX="/tmp/tmux/default,1,0", SSH_CONNECTION="1")
    terminal.until("三つめ")
    terminal.send("y")
    terminal.until("by the terminal (OSC 52)")
    payload = base64.b64encode("はじめの段落の一文目。".encode())
    assert b"\x1b]52;c;" + payload + b"\x07" in terminal.raw
    assert b"\x1bPtmux;\x1b\x1b]52;c;" + payload in terminal.raw


def test_a_note_and_the_markdown_by_hand(start: Start, tides: Path, tmp_path: Path) -> None:
    terminal = start(str(tides))
    terminal.until("三つめ")
    terminal.send("a")
    terminal.until("esc keeps")
    terminal.send("わたしの**考え**")
    terminal.until("わたしの**考え**")
    terminal.send("\x1b")
    terminal.until("note kept")
    terminal.send("\x13")
    terminal.until("Write the Markdown to")
    terminal.send("\x15" + str(tmp_path / "out.md") + "\r")
    terminal.until("written to")
    assert "わたしの**考え**" in (tmp_path / "out.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("size", [(20, 5), (23, 40)])
def test_a_terminal_that_is_too_small_is_refused_in_a_sentence(
    start: Start, tides: Path, size: tuple[int, int]
) -> None:
    terminal = start(str(tides), columns=size[0], rows=size[1])
    assert terminal.end() == 1
    said = terminal.raw.decode().replace("\r\n", "")
    assert f"the terminal is {size[0]}x{size[1]}" in said
    assert "Traceback" not in said


def test_standard_input_is_read_and_keys_come_from_the_terminal(
    start: Start, tides: Path, tmp_path: Path
) -> None:
    terminal = start("-", stdin=tides)
    terminal.until("三つめ")
    terminal.send("hi")
    terminal.until("1 marked")
    assert rows(tmp_path / "library.db", "select path from articles") == [("",)]


def test_two_copies_on_one_library(start: Start, tides: Path, tmp_path: Path) -> None:
    first, second = start(str(tides)), start(str(tides))
    first.until("三つめ")
    second.until("三つめ")
    first.send("hi")
    first.until("1 marked")
    second.send("}hq")
    second.until("1 marked")
    assert rows(tmp_path / "library.db", "select pen from annotations order by start") == [("i",), ("q",)]
    first.send("q")
    second.send("q")
    assert (first.end(), second.end()) == (0, 0)
    assert (
        subprocess.run([sys.executable, "-m", "reader", "notes"], capture_output=True, check=False).returncode
        == 0
    )
