"""The keymap and what is made from it."""

from pathlib import Path

import pytest

from reader.ui.key_reader import Call, KeyReader, Pending, key_name
from reader.ui.keymap import KEYMAP, KeymapError, bindings_of, keymap_with, strokes
from reader.ui.reading import screen  # noqa: F401  (its import registers the commands)
from reader.ui.reading.commands import HANDLERS
from tests.ui.write_readme_keys import README, with_table

LIBRARY_COMMANDS = {b.command for b in KEYMAP if b.where == ("library",)}


def read(mode: str, *keys: str) -> object:
    reader = KeyReader(bindings_of(mode))
    result: object = None
    for key in keys:
        result = reader.feed(key)
    return result


def test_every_command_has_a_handler_and_every_handler_a_row() -> None:
    assert {b.command for b in KEYMAP} - LIBRARY_COMMANDS == set(HANDLERS)


def test_the_readme_has_this_table() -> None:
    text = README.read_text(encoding="utf-8")
    assert text == with_table(text)


def test_no_key_means_two_things() -> None:
    assert keymap_with({}) == KEYMAP


DESIGN = "j k ) ( } { ]] [[ H M L gg G % space b ctrl+d ctrl+u ctrl+e ctrl+y zt zz zb f F ]a [a ]o [o / n N * m{mark} '{mark} ctrl+o ctrl+n enter h{pen} t a A . x u ctrl+r y Y v gv tab \\ T o gl ctrl+s : ? q"


@pytest.mark.parametrize("key", DESIGN.split())
def test_every_key_of_the_design_is_there(key: str) -> None:
    assert any(key in b.keys for b in bindings_of("reading"))


@pytest.mark.parametrize(
    "key", "w b e W B left right ( ) { } o is as ip ap iw aw iq aq h{pen} enter t x y Y . v".split()
)
def test_every_key_of_the_selection_is_there(key: str) -> None:
    assert any(key in b.keys for b in bindings_of("select"))


def test_counts_prefixes_and_letters() -> None:
    assert read("reading", "1", "0", "%") == Call("percent", 10)
    assert read("reading", "3", "j") == Call("next-sentence", 3)
    assert read("reading", "h", "i") == Call("pen", None, "i")
    assert read("reading", "2", "]", "a") == Call("next-annotation", 2)
    assert read("reading", "z", "q") is None
    assert read("reading", "ctrl+d") == Call("half-page-down")
    pending = read("reading", "g")
    assert isinstance(pending, Pending)
    assert {key for key, _ in pending.choices} == {"g", "v", "l"}
    assert read("reading", "g", "escape") == Pending("", ())


@pytest.mark.parametrize(
    ("key", "character", "name"),
    [
        ("j", "j", "j"),
        ("fullwidth_latin_small_letter_j", "ｊ", "j"),
        ("right_parenthesis", "）", ")"),
        ("x", "。", "."),
        ("x", "「", "["),
        ("x", "・", "/"),
        ("x", "\u3000", "space"),
        ("ctrl+d", "\x04", "ctrl+d"),
        ("space", " ", "space"),
        ("enter", "\r", "enter"),
        ("left", None, "left"),
        ("x", "１", "1"),
    ],
)
def test_names_of_keys(key: str, character: str | None, name: str) -> None:
    assert key_name(key, character) == name


def test_a_persons_own_keys() -> None:
    changed = keymap_with({"undo": "U", "next-hit": ["ctrl+g", "+"]})
    assert next(b for b in changed if b.command == "undo").keys == ("U",)
    for wrong in ({"undo": "j"}, {"undo": "gg"}, {"undo": "g"}, {"fly": "F1"}, {"undo": 3}, {"undo": []}):
        with pytest.raises(KeymapError, match=r"keys\.toml"):
            keymap_with(wrong)


def test_strokes() -> None:
    assert [strokes(k) for k in ("gg", "ctrl+d", "space", "h{pen}", "\\")] == [
        ("g", "g"),
        ("ctrl+d",),
        ("space",),
        ("h", "{pen}"),
        ("\\",),
    ]


def test_keys_are_written_in_the_keymap_alone() -> None:
    root = Path(screen.__file__).parents[2]
    for path in root.rglob("*.py"):
        if path.name not in ("keymap.py", "key_reader.py"):
            text = path.read_text(encoding="utf-8")
            assert "def key_" not in text, path
            assert "event.key ==" not in text, path
