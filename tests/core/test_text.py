"""Cleaning, widths, words, folding, brackets, lengths."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len as rich_cell_len

from reader.core import words
from reader.core.brackets import pairs
from reader.core.cleaning import clean_line, clean_text
from reader.core.folding import Folded, fold
from reader.core.lengths import word_count
from reader.core.widths import (
    cell_len,
    cell_widths,
    drawn,
    grapheme_starts,
    next_grapheme,
    previous_grapheme,
    truncated,
)


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("a\x1b]52;c;aGVsbG8=\x07b", "ab"),
        ("a\x1b[2Jb\x1b[31mc", "abc"),
        ("a\x9b2Jb\x90q\x9cc", "abc"),
        ("a\u202eb\u2066c\u2069", "abc"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("a\x00\x07\x7fb", "ab"),
        ("x\ud800y", "x\ufffdy"),
        ("か\u3099", "が"),
        ("神\ufa19", "神\ufa19"),
        ("👨\u200d👩", "👨\u200d👩"),
        ("a\U000e0041b", "ab"),
    ],
)
def test_controls_are_cleaned_away(dirty: str, clean: str) -> None:
    assert clean_text(dirty) == clean


@given(st.text(max_size=60))
def test_clean_text_is_clean_and_stays_so(text: str) -> None:
    once = clean_text(text)
    assert clean_text(once) == once
    assert not any(
        c < " " and c not in "\n\t" or "\x7f" <= c <= "\x9f" or "\ud800" <= c <= "\udfff" for c in once
    )


def test_a_clean_line_is_one_line() -> None:
    assert clean_line(" 一行目\n二行目\t三\x1b[0m ") == "一行目 二行目 三"


@given(st.text(st.sampled_from("海a。ｱﾞか\u3099e\u0301👨\u200d👩🇯🇵가각1\ufe0f\u20e3क्षि"), max_size=20))
def test_widths_are_those_of_what_is_drawn(text: str) -> None:
    assert sum(cell_widths(text)) == cell_len(text) == rich_cell_len(drawn(text))


def test_graphemes_are_never_cut() -> None:
    text = "か\u3099e\u0301👨\u200d👩\u200d👧🇯🇵각x"
    assert list(grapheme_starts(text)) == [0, 2, 4, 9, 11, 12]
    assert next_grapheme(text, 4) == 9
    assert previous_grapheme(text, 9) == 4


def test_truncation_counts_cells() -> None:
    assert truncated("海と空", 6) == "海と空"
    assert truncated("海と空", 5) == "海と…"
    assert truncated("海と空", 0) == ""


def test_japanese_words_and_phrases() -> None:
    text = "今日は天気がいいので、散歩に行きました。"
    starts = words.word_starts(text)
    assert {0, 2, 3, 5}.issubset(starts)
    assert set(words.phrase_starts(text)) <= {*starts, len(text)}
    assert words.word_starts("don't stop_now 3.5m") == (0, 6, 15)


def test_words_without_a_model_fall_back(monkeypatch: pytest.MonkeyPatch) -> None:
    words._segmenter.cache_clear()
    assert words._segmenter("missing.json", "ja.json")("今日は天気です。") == ["今日は", "天気です。"]
    assert words._segmenter("missing.json")("今日") == ["今", "日"]
    words._segmenter.cache_clear()


@pytest.mark.parametrize(
    ("query", "text", "found"),
    [
        ("ﾆｭｰｽ", "朝のニュース", "ニュース"),
        ("にゅーす", "朝のニュース", "ニュース"),
        ("ニユース", "朝のニュース", None),
        ("か", "が", None),
        ("(株)", "あ㈱い", "㈱"),
        ("CAFE", "a café", "café"),
        ("strasse", "Straße", "Straße"),
        ("ＡＢＣ", "xabcx", "abc"),
        ("a-b", "a–b", "a–b"),
        ("ｶﾞ", "ガラス", "ガ"),
    ],
)
def test_folded_search_finds_the_text_as_it_stands(query: str, text: str, found: str | None) -> None:
    spans = Folded.of(text).find_all(query)
    assert [text[slice(*span)] for span in spans] == ([found] if found else [])


@given(st.text(max_size=30))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert Folded.of(text).text == fold(text)


def test_bracket_pairs() -> None:
    assert pairs("a「b（c）d」") == [(3, 6), (1, 8)]
    assert pairs("閉じない「まま") == []
    assert pairs('say "yes" or “no”') == [(4, 9), (13, 17)]


def test_word_count() -> None:
    assert word_count("The fox's den") == 3
    assert word_count("海と空の話") == 3
