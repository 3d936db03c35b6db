"""Where rows may end. The cases of Unicode's own test file that stand here are the rules in short."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reader.core.layout import rows_of_text
from reader.core.line_breaking import can_break
from reader.core.widths import cell_len, grapheme_starts

NEVER_START = (
    "、。，．・：；？！）］｝」』】〉》”’ーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ々ゝゞ…‥！？〜～゠–"
)
NEVER_END = "（［｛「『【〈《“‘"


@pytest.mark.parametrize("character", NEVER_START)
def test_no_row_starts_with_a_forbidden_character(character: str) -> None:
    assert not can_break(f"海{character}海", 1)


@pytest.mark.parametrize("character", NEVER_END)
def test_no_row_ends_with_an_opening_bracket(character: str) -> None:
    assert not can_break(f"海{character}海", 2)


@pytest.mark.parametrize(
    ("text", "breaks"),
    [
        ("the fox", [4]),
        ("海と空", [1, 2]),
        ("3.5 m", [4]),
        ("$100 (net)", [5]),
        ("U+3000 here", [7]),
        ("a-b", [2]),
        ("-x", []),
        ("re\u2014turn", [2, 3]),
        ("e\u0301 x", [3]),
        ("🇯🇵🇫🇷", [2]),
        ("👨\u200d👩\u200d👧 x", [6]),
        ("が\u3099と", [2]),
        ("“海”と“空”", [3, 4]),
        ("word\u00a0word", []),
    ],
)
def test_breaks_of_short_texts(text: str, breaks: list[int]) -> None:
    assert [i for i in range(1, len(text)) if can_break(text, i)] == breaks


mixed = st.text(
    st.sampled_from(
        "aZ 9.,-()「」『』（）、。！？ーっゃ々漢字かなカナ…—\u3000\u00a0“”か\u3099e\u0301👨\u200d👩👧🇯🇵\ufe0f\u200b%$/:\n"
    ),
    max_size=120,
)


@settings(max_examples=400)
@example("9 \ufe0f", 1)
@given(mixed, st.integers(1, 30))
def test_rows_partition_the_text_at_graphemes_and_fit(text: str, width: int) -> None:
    rows = rows_of_text(text, 0, len(text), width)
    assert rows[0][0] == 0
    assert rows[-1][1] == len(text)
    starts = {*grapheme_starts(text), len(text)}
    for (_, end), (start, _) in zip(rows, rows[1:], strict=False):
        assert end == start
    for start, end in rows:
        assert start in starts
        shown = text[start:end].rstrip("\n").rstrip(" \u3000")
        assert cell_len(shown) <= width or len(grapheme_starts(shown)) == 1


@given(st.text(st.sampled_from("海空川っゃー、。」「（）ab 漢"), min_size=1, max_size=80), st.integers(8, 40))
def test_rows_of_japanese_respect_kinsoku_where_a_break_was_possible(text: str, width: int) -> None:
    rows = rows_of_text(text, 0, len(text), width)
    for start, _ in rows[1:]:
        row_before = next(a for a, b in rows if b == start)
        possible = any(can_break(text, i) for i in range(row_before + 1, start + 1))
        assert can_break(text, start) or not possible


def test_a_trailing_ideographic_space_hangs_and_a_leading_one_stays() -> None:
    assert rows_of_text("　海と　空", 0, 5, 6) == [(0, 4), (4, 5)]


def test_strange_input_has_a_defined_result() -> None:
    assert rows_of_text("", 0, 0, 10) == [(0, 0)]
    assert len(rows_of_text("海" * 1000, 0, 1000, 1)) == 1000
    assert rows_of_text("\u200b" * 50, 0, 50, 1) == [(0, 50)]
    assert rows_of_text("\ud800x", 0, 2, 1)[-1][1] == 2
