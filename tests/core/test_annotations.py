"""Annotations, anchors, tags, pens, labels, queries."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.anchors import describe, resolve
from reader.core.annotations import Annotation, AnnotationSet, Change, target
from reader.core.document import Span
from reader.core.labels import labels, nearest_first
from reader.core.pens import PenError, pen_named, pens_from
from reader.core.query import Facts, QueryError, parse_query
from reader.core.tags import completions, tag_name, tag_names

TEXT = "海は広い。空は高い。海は広い。山は遠い。"


def annotation(name: str, start: int, end: int) -> Annotation:
    return Annotation(name, "article", describe(TEXT, Span(start, end), "v1"), "h")


def test_annotations_stand_in_reading_order_the_wider_first() -> None:
    found = AnnotationSet.of([annotation("c", 5, 10), annotation("b", 0, 3), annotation("a", 0, 5)])
    assert [a.id for a in found.annotations] == ["a", "b", "c"]


@given(
    st.lists(st.tuples(st.integers(0, 18), st.integers(1, 8)), max_size=12),
    st.integers(0, 19),
    st.integers(1, 6),
)
def test_touching_finds_just_those_that_overlap(spans: list[tuple[int, int]], start: int, size: int) -> None:
    made = [annotation(str(n), a, min(a + length, 20)) for n, (a, length) in enumerate(spans)]
    asked = Span(start, start + size)
    found = {a.id for a in AnnotationSet.of(made).touching(asked)}
    assert found == {a.id for a in made if a.span and a.span.overlaps(asked)}


def test_a_change_and_its_inverse_cancel() -> None:
    before = AnnotationSet.of([annotation("a", 0, 5)])
    recoloured = replace(before.annotations[0], pen="q")
    change = Change("pen", ((before.annotations[0], recoloured), (None, annotation("b", 5, 10))))
    after = before.applied(change)
    assert [a.pen for a in after.annotations] == ["q", "h"]
    assert after.applied(change.inverted()).annotations == before.annotations


def test_a_verb_means_the_focused_else_the_narrowest_that_covers() -> None:
    found = AnnotationSet.of(
        [annotation("wide", 0, 20), annotation("sentence", 5, 10), annotation("word", 5, 6)]
    )
    assert target(found, Span(5, 10), None).id == "sentence"
    assert target(found, Span(5, 10), "word").id == "word"
    assert target(found, Span(10, 15), "word").id == "wide"
    assert target(AnnotationSet.of([annotation("word", 5, 6)]), Span(5, 10), None) is None


def test_an_anchor_is_found_again_or_honestly_lost() -> None:
    anchor = describe(TEXT, Span(10, 15), "v1")
    assert anchor.exact == "海は広い。"
    assert resolve(TEXT, anchor) == (Span(10, 15), "ok")
    moved_text = "前書き。" + TEXT
    assert resolve(moved_text, anchor) == (Span(14, 19), "moved")
    assert resolve("空は高い。", anchor) == (None, "orphan")
    # The same words twice, with other neighbours: no sure place.
    assert resolve("海は広い。とても。海は広い。まことに。", anchor) == (None, "orphan")


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("#読書/方法", "読書/方法"),
        ("two words", "two-words"),
        ("ＡＢ／ｃ", "AB/c"),
        ("1984", "_1984"),
        ("a//b/", "a/b"),
        ("本。", "本"),
        ("#", ""),
        ("a\x1b[31mb", "ab"),
    ],
)
def test_tag_names(typed: str, name: str) -> None:
    assert tag_name(typed) == name


def test_several_tags_in_a_line() -> None:
    assert tag_names("読書、メモ tea,Tea  #x") == ("読書", "メモ", "tea", "x")
    assert completions("読", ["方法", "読書", "精読"]) == ["読書", "精読"]


def test_pens_from_settings() -> None:
    pens = pens_from(
        {"k": {"name": "counter", "colour": "#00ffff", "tags": ["a b"]}, "i": {"colour": "#ffffff"}}
    )
    assert pen_named(pens, "k").tags == ("a-b",)
    assert pen_named(pens, "i").name == "important"
    assert pen_named(pens, "z").name == "z"
    for wrong in ({"kk": {}}, {"k": 3}, {"k": {"colour": "red"}}, {"k": {"tags": "a"}}):
        with pytest.raises(PenError):
            pens_from(wrong)


@given(st.integers(0, 400))
def test_labels_are_unique_and_prefix_free(count: int) -> None:
    made = labels(count)
    assert len(set(made)) == count
    assert not any(a != b and b.startswith(a) for a in made[:30] for b in made)


def test_the_nearest_gets_the_easiest_label() -> None:
    given_labels = nearest_first([0, 50, 100], 60)
    assert given_labels[50] == labels(3)[0]


def test_queries() -> None:
    facts = Facts("潮の話 on tides", "海の本", ("読書/方法", "Tea"), ("q", "question"), ("ok",), "2026-05-01")
    for text in (
        "tides",
        "tag:tea",
        "tag:読書",
        "pen:q",
        "pen:question",
        "-tag:x",
        "in:海",
        "after:2026-04",
        "before:2027",
        '"on tides"',
        "",
    ):
        assert parse_query(text).matches(facts), text
    for text in ("ebb", "tag:te", "-tag:tea", "state:orphan", "after:2026-06", "tides ebb"):
        assert not parse_query(text).matches(facts), text
    with pytest.raises(QueryError, match="colour"):
        parse_query("colour:red")
