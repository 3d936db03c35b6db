"""Rows of blocks, and the way between offsets and cells."""

from hypothesis import given
from hypothesis import strategies as st

from reader.core.document import Document, DocumentBuilder, Kind, Metadata
from reader.core.layout import Layout
from reader.core.viewport import Place, bounded, last_place, moved, revealed, window


def document(*blocks: tuple[Kind, str]) -> Document:
    builder = DocumentBuilder()
    for kind, text in blocks:
        builder.add(kind, text, level=1, marker="•")
    return builder.document(Metadata())


words = st.text(st.sampled_from("海空 aか\u3099bー。「」👩\u200d👧"), min_size=1, max_size=60)


@given(
    st.lists(
        st.tuples(st.sampled_from([Kind.PARAGRAPH, Kind.ITEM, Kind.QUOTE]), words), min_size=1, max_size=4
    ),
    st.integers(4, 30),
)
def test_offset_to_cell_and_back_is_a_round_trip(blocks: list[tuple[Kind, str]], width: int) -> None:
    made = document(*blocks)
    layout = Layout(made, width)
    for block in made.blocks:
        for offset in range(block.start, block.end):
            place, cell = layout.locate(offset)
            row = layout.rows(place.block)[place.row]
            assert row.start <= offset < max(row.end, row.start + 1)
            back = layout.offset(place, cell)
            assert layout.locate(back) == (place, cell) or made.text[offset : row.end].strip(" \u3000") == ""


def test_the_rows_of_a_block_cover_it() -> None:
    made = document((Kind.PARAGRAPH, "海と空のあいだに、舟がひとつ。"), (Kind.ITEM, "舟の名は「しずく」。"))
    layout = Layout(made, 10)
    for index, block in enumerate(made.blocks):
        rows = [row for row in layout.rows(index) if not row.blank]
        assert (rows[0].start, rows[-1].end) == (block.start, block.end)
        assert all(a.end == b.start for a, b in zip(rows, rows[1:], strict=False))


def test_an_item_is_indented_and_its_marker_is_not_text() -> None:
    made = document((Kind.ITEM, "海と空と川"))
    rows = Layout(made, 8).rows(0)
    assert [(row.indent, row.lead) for row in rows] == [(2, "•"), (2, "")]
    assert made.text == "海と空と川"


def test_places_move_over_blocks_and_stop_at_the_ends() -> None:
    layout = Layout(document(*[(Kind.PARAGRAPH, "海")] * 5), 10)
    assert moved(layout, Place(0, 0), 3) == Place(2, 0)
    assert moved(layout, Place(2, 0), -3) == Place(0, 0)
    assert moved(layout, Place(0, 0), 100) == last_place(layout) == Place(4, 1)
    assert moved(layout, Place(4, 1), -100) == Place(0, 0)


@given(st.integers(1, 12), st.integers(0, 40), st.integers(0, 40))
def test_what_is_revealed_is_in_view(height: int, top_row: int, target_row: int) -> None:
    layout = Layout(document(*[(Kind.PARAGRAPH, "海")] * 20), 10)
    top = bounded(layout, moved(layout, Place(0, 0), top_row), height)
    target = moved(layout, Place(0, 0), target_row)
    top = revealed(layout, top, height, target, target)
    assert target in [place for place, _ in window(layout, top, height)]
