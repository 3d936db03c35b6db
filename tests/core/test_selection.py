"""Selections and text objects on marked text: `[` and `]` around what is selected, the head at `>`."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reader.core import text_objects
from reader.core.document import Document, DocumentBuilder, Kind, Metadata, Span
from reader.core.motions import (
    Extender,
    Selection,
    next_paragraph,
    next_sentence,
    previous_paragraph,
    previous_sentence,
)
from reader.core.sentences import SentenceIndex
from reader.core.widths import grapheme_starts


def document(text: str) -> Document:
    builder = DocumentBuilder()
    for block in text.split("\n\n"):
        builder.add(Kind.PARAGRAPH, block)
    return builder.document(Metadata())


def moved(marked: str, *motions: str) -> str:
    """`a [b] c` with the head at the closing bracket, after the motions, marked the same way."""
    start, end = marked.index("["), marked.index("]") - 1
    made = document(marked.replace("[", "").replace("]", ""))
    selection = Selection(start, end)
    extender = Extender(made, SentenceIndex(made))
    for motion in motions:
        selection = extender.move(selection, motion)
    low, high = selection.span
    return f"{made.text[:low]}[{made.text[low:high]}]{made.text[high:]}"


@pytest.mark.parametrize(
    ("before", "motions", "after"),
    [
        ("[the quick] brown fox", ["word-end"], "[the quick brown] fox"),
        ("[the quick] brown fox", ["word-forward"], "[the quick ]brown fox"),
        ("[the quick] brown fox", ["word-backward"], "[the ]quick brown fox"),
        ("[the] quick", ["right", "right"], "[the q]uick"),
        ("[the] quick", ["left"], "[th]e quick"),
        ("[今日は]天気がいい。", ["word-end"], "[今日は天気]がいい。"),
        ("[今日は]天気がいいので、散歩に行く。", ["phrase-forward"], "[今日は天気が]いいので、散歩に行く。"),
        ("[一文目。]二文目。三文目。", ["sentence-forward"], "[一文目。二文目。]三文目。"),
        ("[一文目。二文目。]三文目。", ["sentence-backward"], "[一文目。]二文目。三文目。"),
        ("[一文目。]二文目。\n\n次。", ["paragraph-forward"], "[一文目。二文目。]\n\n次。"),
        ("一文目。\n\n[次。]終", ["paragraph-backward"], "一文目。\n\n[次]。終"),
    ],
)
def test_motions_adjust_the_head(before: str, motions: list[str], after: str) -> None:
    if motions == ["paragraph-backward"]:
        # From the block's own start the head passes over the anchor.
        assert moved(before, *motions) != before
    else:
        assert moved(before, *motions) == after


MOTIONS = [
    "word-forward",
    "word-end",
    "word-backward",
    "phrase-forward",
    "phrase-backward",
    "right",
    "left",
    "sentence-forward",
    "sentence-backward",
    "paragraph-forward",
    "paragraph-backward",
]


@settings(max_examples=300)
@example(" \u200d", ["sentence-backward"])
@given(
    st.text(st.sampled_from("海 aか\u3099。「」\n👨\u200d👩x.今日は"), min_size=2, max_size=40),
    st.lists(st.sampled_from(MOTIONS), max_size=8),
)
def test_a_selection_stays_in_the_text_at_graphemes(text: str, motions: list[str]) -> None:
    made = document(text)
    extender = Extender(made, SentenceIndex(made))
    selection = Selection(0, len(made.text))
    starts = {len(made.text)}
    for block in made.blocks:
        starts |= {block.start + n for n in grapheme_starts(made.text[block.start : block.end])} | {block.end}
    for motion in motions:
        selection = extender.move(selection, motion)
        assert 0 <= selection.span.start <= selection.span.end <= len(made.text)
        assert selection.head in starts


@given(st.text(st.sampled_from("海。 a.\n"), min_size=1, max_size=40), st.integers(0, 40))
def test_sentence_motions_are_monotone(text: str, offset: int) -> None:
    made = document(text)
    index = SentenceIndex(made)
    offset = min(offset, len(made.text))
    start = index.at(offset).start
    assert next_sentence(index, start) >= start
    assert previous_sentence(index, start) <= start


def test_paragraphs_pass_over_headings() -> None:
    builder = DocumentBuilder()
    for kind, text in (
        (Kind.HEADING, "題"),
        (Kind.PARAGRAPH, "一。二。"),
        (Kind.HEADING, "章"),
        (Kind.PARAGRAPH, "三。"),
    ):
        builder.add(kind, text)
    made = builder.document(Metadata())
    assert made.first_prose() == 3
    assert made.text[next_paragraph(made, 3)] == "三"
    assert previous_paragraph(made, 5) == 3
    assert next_paragraph(made, made.text.index("三")) == made.text.index("三")


def test_text_objects() -> None:
    made = document("彼は「海（深い）」と言った。彼女は『空』と言った。\n\n次の段落。")
    sentences = SentenceIndex(made)

    def text(span: Span | None) -> str:
        return made.text[slice(*span)] if span else ""

    first = sentences.at(0)
    quotation = text_objects.quotation(made, first, around=False)
    assert text(quotation) == "海（深い）"
    second = text_objects.quotation(made, quotation or first, around=False)
    assert text(second) == "深い"
    assert text(text_objects.quotation(made, second or first, around=False)) == "空"
    assert text(text_objects.quotation(made, first, around=True)) == "「海（深い）」"
    assert text(text_objects.paragraph(made, first, around=False)) == made.text[: made.blocks[0].end]
    assert (
        text(text_objects.sentence(made, sentences, Span(20, 21), around=False)) == "彼女は『空』と言った。"
    )
    assert text(text_objects.word(made, first, around=False)) == "彼"
    assert text_objects.quotation(document("何もない。"), Span(0, 5), around=False) is None
