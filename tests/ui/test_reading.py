"""The reading screen by its keys: state, and what is on disk."""

from __future__ import annotations

from pathlib import Path

import pyperclip
import pytest
from textual import events

from reader.formats.sources import read_file
from reader.store.errors import LibraryError
from tests.conftest import ENGLISH, JAPANESE, SAMPLES
from tests.ui.conftest import Opener

TARGETS = {JAPANESE: "これが目当ての文である。", ENGLISH: "This is the sentence that we want."}


@pytest.mark.parametrize("text", [JAPANESE, ENGLISH], ids=["japanese", "english"])
async def test_the_job_takes_five_keys_and_the_next_one_two(opened: Opener, text: str) -> None:
    keys = ["}", "}", ")", "h", "i"]
    assert len(keys) <= 5
    async with opened(text) as reading:
        await reading.press(*keys)
        assert reading.kept == [(TARGETS[text], "i", ("important",), "")]
        await reading.press(")", ".")
        assert [(pen, tags) for _, pen, tags, _ in reading.kept] == [("i", ("important",))] * 2


async def test_reading_starts_at_the_first_paragraph_with_the_title_in_view(opened: Opener) -> None:
    async with opened() as reading:
        assert reading.current == "はじめの段落の一文目。"
        assert "潮の満ち引き" in reading.rows()[0]
        await reading.press("g", "g")
        assert reading.current == "潮の満ち引き"


async def test_moving(opened: Opener) -> None:
    async with opened() as reading:
        for keys, sentence in (
            ("2j", "三文目で終わる。"),
            ("k", "二文目もある。"),
            ("}", "つぎの段落は短い。"),
            (")", "「本当ですか。」と彼女は訊いた。"),
            ("{", "つぎの段落は短い。"),
            ("G", "最後の文は余り。"),
            ("[[", "潮の満ち引き"),
            ("50%", "「本当ですか。」と彼女は訊いた。"),
            ("L", "最後の文は余り。"),
            ("H", "潮の満ち引き"),
            ("ma", "潮の満ち引き"),
            ("G'a", "潮の満ち引き"),
        ):
            await reading.press(*keys)
            assert reading.current == sentence, keys
        await reading.press("G", "ctrl+o")
        assert reading.current == "潮の満ち引き"
        await reading.press("ctrl+n")
        assert reading.current == "最後の文は余り。"


async def test_full_width_keys_of_an_input_method(opened: Opener) -> None:
    async with opened() as reading:
        screen = reading.screen
        for character in "ｊｈｉ":
            await screen.on_key(events.Key("x", character))
        await reading.pilot.pause()
        assert reading.kept == [("二文目もある。", "i", ("important",), "")]


async def test_pens_recolour_what_is_there_and_hh_is_plain(opened: Opener) -> None:
    async with opened() as reading:
        await reading.press("h", "h")
        assert reading.kept[0][1:3] == ("h", ())
        await reading.press("h", "q")
        assert reading.kept == [("はじめの段落の一文目。", "q", ("question",), "")]
        await reading.press("h", "e", "j", "enter")
        assert [row[1:3] for row in reading.kept] == [("e", ("evidence",)), ("e", ("evidence",))]
        await reading.press("h", "z")
        assert "there is no pen z" in reading.message


async def test_undo_redo_and_trash(opened: Opener) -> None:
    async with opened() as reading:
        await reading.press("h", "i", "x")
        assert reading.kept == []
        await reading.press("u")
        assert len(reading.kept) == 1
        await reading.press("u")
        assert reading.kept == []
        await reading.press("u")
        assert reading.message == "nothing to undo"
        await reading.press("ctrl+r", "ctrl+r")
        assert reading.kept == []
    async with opened() as reading:
        await reading.press("u")
        assert len(reading.kept) == 1


async def test_a_note_is_written_in_place(opened: Opener) -> None:
    async with opened() as reading:
        await reading.press("j", "a")
        await reading.type("考えたこと。\n「引用」も。")
        await reading.press("escape")
        assert reading.kept == [("二文目もある。", "h", (), "考えたこと。\n「引用」も。")]
        await reading.press("a")
        assert reading.screen.notes.editor.text == "考えたこと。\n「引用」も。"
        await reading.press("escape")
        await reading.press("u")
        assert reading.kept == []


async def test_the_editor_gives_its_few_rows_to_the_note(opened: Opener) -> None:
    async with opened(size=(80, 24)) as reading:
        await reading.press("a")
        await reading.pilot.pause()
        editor = reading.screen.notes.editor
        assert editor.display
        assert editor.styles.border.top[0] == ""
        assert editor.content_size.height >= 4


async def test_a_trimmed_page_is_told_once(opened: Opener) -> None:
    document = read_file(SAMPLES / "03-静かな時計台.txt")
    async with opened(document) as reading:
        reading.screen._after_first_frame()
        assert "comment form left out" in reading.message
        await reading.press("q")
    async with opened(document) as reading:
        reading.screen._after_first_frame()
        assert reading.message == ""


async def test_an_empty_note_makes_nothing(opened: Opener) -> None:
    async with opened() as reading:
        await reading.press("a", "escape")
        assert reading.kept == []


async def test_a_note_on_the_article(opened: Opener) -> None:
    async with opened() as reading:
        await reading.press(":")
        await reading.type("article-note")
        await reading.press("enter")
        await reading.type("全体について。")
        await reading.press("escape")
        assert reading.kept == [("", "h", (), "全体について。")]


async def test_tags_with_completion_and_recent_ones_by_number(opened: Opener) -> None:
    async with opened() as reading:
        await reading.press("t")
        await reading.type("読書/方法 tea")
        await reading.press("enter")
        assert reading.kept[0][2] == ("読書/方法", "tea")
        await reading.press("j", "t")
        await reading.type("読")
        await reading.press("tab", "enter")
        assert reading.kept[1][2] == ("読書/方法",)
        await reading.press("j", "t", "1", "enter")
        assert reading.kept[2][2][0] in ("読書/方法", "tea")
        await reading.press("k", "t")
        await reading.pilot.press("ctrl+u", "enter")
        await reading.pilot.pause()
        assert reading.kept[1][2] == ()


async def test_selecting_adjusting_and_overlapping(opened: Opener) -> None:
    async with opened() as reading:
        await reading.press("}", "j", "v")
        assert reading.selected == "「本当ですか。」と彼女は訊いた。"
        await reading.press("i", "q")
        assert reading.selected == "本当ですか。"
        await reading.press("h", "q")
        await reading.press("h", "i")
        assert sorted(reading.kept) == [
            ("「本当ですか。」と彼女は訊いた。", "i", ("important",), ""),
            ("本当ですか。", "q", ("question",), ""),
        ]
        await reading.press("g", "v", "left", "a", "a")
        await reading.type("n")
        await reading.press("escape")
        assert ("本当ですか", "i", ("important",), "n") in reading.kept
        row = next(r for r in reading.rows() if "本当ですか" in r)
        assert "i" in row[:4]


async def test_verbs_on_a_selection_and_escape(opened: Opener) -> None:
    async with opened(ENGLISH) as reading:
        await reading.press("v", "o", "w", "w", "o", "B")
        assert reading.selected == "paragraph has a "
        await reading.press("escape")
        assert reading.screen.selection is None
        await reading.press("g", "v", "enter")
        assert reading.kept[0][0] == "paragraph has a"


async def test_search_is_folded_and_n_goes_on(opened: Opener) -> None:
    async with opened(
        "題名\n\nニュースを読む。ラジオも聴く。また新しいﾆｭｰｽが来る。それで終わる。\n"
    ) as reading:
        await reading.press("/")
        await reading.type("にゅーす")
        await reading.press("enter")
        assert (reading.current, len(reading.screen.hits)) == ("ニュースを読む。", 2)
        await reading.press("n")
        assert reading.current == "また新しいﾆｭｰｽが来る。"
        await reading.press("N", "escape")
        assert (reading.current, reading.screen.hits) == ("ニュースを読む。", ())
        await reading.press("*")
        assert len(reading.screen.hits) == 2
        await reading.press("/")
        await reading.type("無い言葉")
        await reading.press("enter")
        assert "is not in this article" in reading.message


async def test_labels_go_and_select(opened: Opener) -> None:
    async with opened() as reading:
        await reading.press("f")
        labels = dict(reading.screen.picker.labels)
        offset = reading.screen.document.text.index("答えは")
        assert all(len(label) == 2 for label in labels.values())
        await reading.press(*labels[offset])
        assert reading.current == "答えはなかった。"
        await reading.press("F")
        labels = dict(reading.screen.picker.labels)
        first = reading.screen.document.text.index("二文目")
        await reading.press(*labels[offset], *labels[first])
        assert reading.selected.startswith("二文目もある。")
        assert reading.selected.endswith("答えはなかった。")


async def test_walking_the_annotations(opened: Opener) -> None:
    async with opened() as reading:
        await reading.press("h", "i", "}", "h", "q", "g", "g", "]", "a")
        assert reading.current == "はじめの段落の一文目。"
        await reading.press("]", "a")
        assert reading.current == "つぎの段落は短い。"
        await reading.press("]", "a")
        assert reading.message == "no further annotation"
        await reading.press("[", "a")
        assert reading.current == "はじめの段落の一文目。"
        await reading.press("]", "o")
        assert reading.message == "every annotation is in its place"


async def test_the_notes_pane_by_keys_and_mouse(opened: Opener) -> None:
    async with opened() as reading:
        await reading.press("tab")
        assert "no notes yet" in reading.message
        await reading.press("h", "i", "}", "h", "q", "g", "g", "tab", "j")
        assert reading.screen.mode == "notes"
        await reading.press("enter")
        assert (reading.current, reading.screen.mode) == ("つぎの段落は短い。", "reading")
        await reading.press("tab", "g", "g", "h", "d", "x")
        assert [row[1] for row in reading.kept] == ["q"]
        await reading.press("q", "u")
        await reading.pilot.click("NotesList", offset=(4, 1))
        await reading.pilot.pause()
        assert reading.current == "はじめの段落の一文目。"


async def test_the_mouse_puts_the_cursor_and_selects(opened: Opener) -> None:
    async with opened() as reading:
        y = next(n for n, row in enumerate(reading.rows()) if "本当ですか" in row)
        left, _ = reading.screen.pane.column
        await reading.pilot.click("ArticlePane", offset=(left + 20, y))
        assert reading.current == "「本当ですか。」と彼女は訊いた。"
        await reading.pilot.mouse_down("ArticlePane", offset=(left, y))
        await reading.pilot.hover("ArticlePane", offset=(left + 6, y))
        await reading.pilot.mouse_up("ArticlePane", offset=(left + 6, y))
        await reading.pilot.pause()
        assert reading.selected == "つぎの段"


async def test_the_place_is_kept_and_found_again(opened: Opener) -> None:
    async with opened() as reading:
        await reading.press("}", "}", ")", "q")
    async with opened() as reading:
        assert reading.current == "これが目当ての文である。"


async def test_a_narrow_terminal_folds_the_notes_and_opens_them_over_the_text(opened: Opener) -> None:
    async with opened(size=(80, 24)) as reading:
        assert not reading.screen.notes.display
        assert reading.screen.strip.display
        await reading.press("h", "i", "tab")
        assert reading.screen.notes.display
        assert reading.screen.pane.size.width == 78
        await reading.press("tab", "\\")
        assert reading.screen.notes.display
        await reading.press("\\")
        assert not reading.screen.notes.display


@pytest.mark.parametrize("size", [(100, 40), (80, 24), (40, 12), (24, 6), (20, 5), (2, 2)])
async def test_every_size_shows_rows_that_fit(opened: Opener, size: tuple[int, int]) -> None:
    async with opened(read_file(SAMPLES / "06-計算と表記の小さな手引き.md"), size=size) as reading:
        await reading.press("space", "h", "i", "G", "b", "f", "escape", "}", "z", "t")
        for y in range(reading.screen.pane.size.height):
            assert reading.screen.pane.render_line(y).cell_length == reading.screen.pane.size.width
        await reading.pilot.resize_terminal(120, 30)
        await reading.pilot.pause()
        assert any("計算" in row or "幅" in row or "行" in row for row in reading.rows())


async def test_no_row_of_a_sample_starts_with_a_forbidden_character(opened: Opener) -> None:
    for sample in sorted(SAMPLES.iterdir()):
        async with opened(read_file(sample), size=(80, 24), path=str(sample)) as reading:
            layout = reading.screen.pane.layout_rows
            for index, block in enumerate(reading.screen.document.blocks):
                for row in layout.rows(index):
                    text = reading.screen.document.text[row.start : row.end]
                    line_begins = reading.screen.document.text[row.start - 1 : row.start] == "\n"
                    if row.start > block.start and text.strip() and not line_begins:
                        assert text[0] not in "、。，．」』）】ーっゃゅょ！？", (sample.name, text)


async def test_export_asks_once_and_then_writes_there(opened: Opener, folder: Path) -> None:
    async with opened() as reading:
        await reading.press("h", "i", "ctrl+s")
        await reading.pilot.press("ctrl+u")
        await reading.type(str(folder / "tides.md"))
        await reading.press("enter")
        await reading.pilot.app.workers.wait_for_complete()
        assert "はじめの段落の一文目。" in (folder / "tides.md").read_text(encoding="utf-8")
        await reading.press("j", "h", "q", "ctrl+s")
        await reading.pilot.app.workers.wait_for_complete()
        text = (folder / "tides.md").read_text(encoding="utf-8")
        assert "二文目もある。" in text
        (folder / "tides.md").write_text(text + "mine", encoding="utf-8")
        await reading.press("ctrl+s", "enter")
        await reading.pilot.app.workers.wait_for_complete()
        assert (folder / "tides.md").read_text(encoding="utf-8").endswith("mine")
        assert (folder / "tides (2).md").exists()


async def test_copying_never_raises_and_says_how(opened: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    taken: list[str] = []
    monkeypatch.setattr(pyperclip, "copy", taken.append)
    async with opened() as reading:
        await reading.press("y")
        assert taken == ["はじめの段落の一文目。"]
        await reading.press("Y")
        assert taken[1].startswith("> はじめの段落の一文目。\n>\n> — 潮の満ち引き")

        def fails(text: str) -> None:
            raise pyperclip.PyperclipException("no clipboard")

        monkeypatch.setattr(pyperclip, "copy", fails)
        await reading.press("y")
        assert "by the terminal (OSC 52)" in reading.message


async def test_a_change_that_cannot_be_kept_is_not_drawn(
    opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened() as reading:

        def fails(*_: object) -> None:
            raise LibraryError("the library cannot be written: the disk is full")

        monkeypatch.setattr(reading.library.annotations, "save", fails)
        await reading.press("h", "i")
        assert "the disk is full" in reading.message
        assert len(reading.screen.annotations) == 0
        await reading.press("a")
        await reading.type("precious words")
        await reading.press("escape")
        assert reading.screen.notes.is_editing
        assert reading.screen.notes.editor.text == "precious words"
        monkeypatch.undo()
        await reading.press("escape")
        assert [row[3] for row in reading.kept] == ["precious words"]


async def test_help_contents_and_links(opened: Opener) -> None:
    async with opened(read_file(SAMPLES / "06-計算と表記の小さな手引き.md")) as reading:
        await reading.press("?")
        assert len(reading.pilot.app.screen_stack) == 2
        await reading.press("escape", "T")
        await reading.type("折り返し")
        await reading.press("enter")
        assert reading.current == "行の折り返し"
        await reading.press("g", "l", "escape", "o")
        assert "not opened" in reading.message


async def test_an_own_editor(opened: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "reader.ui.reading.annotating.edited", lambda app, text: (text + "from the editor", "")
    )
    async with opened() as reading:
        await reading.press("A")
        assert [row[3] for row in reading.kept] == ["from the editor"]


async def test_a_command_is_found_by_its_name_first(opened: Opener) -> None:
    async with opened() as reading:
        await reading.press("h", "i", "x", ":")
        await reading.type("trash")
        await reading.press("enter", "enter")
        await reading.pilot.app.workers.wait_for_complete()
        assert len(reading.kept) == 1


async def test_an_answer_given_twice_counts_once(opened: Opener) -> None:
    async with opened() as reading:
        for opening in ("T", "?", "/", ":"):
            await reading.pilot.press(opening, "escape", "escape", "escape")
        await reading.press("T", "enter", "enter", "j")
        assert reading.screen.mode == "reading"


async def test_keys_typed_ahead_reach_the_dialog(opened: Opener) -> None:
    async with opened() as reading:
        for character in "/答え":
            reading.pilot.app.post_message(events.Key("x", character))
        reading.pilot.app.post_message(events.Key("enter", "\r"))
        for _ in range(50):
            await reading.pilot.pause()
        assert reading.current == "答えはなかった。"


async def test_a_huge_count_ends_at_the_end(opened: Opener) -> None:
    async with opened() as reading:
        await reading.press("v", *"9999999w")
        assert reading.selected.endswith("最後の文は余り。")
