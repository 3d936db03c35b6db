"""Markdown and its front matter."""

import pytest

from reader.core.document import Document, Kind, MarkKind
from reader.formats.markdown import parse_markdown
from reader.formats.sources import read_file
from tests.conftest import SAMPLES


def marks(document: Document) -> list[tuple[str, str, str]]:
    return [(m.kind.value, document.text[m.start : m.end], m.value) for m in document.marks]


def kinds(document: Document) -> list[str]:
    return [block.kind.value for block in document.blocks]


def test_front_matter_is_metadata() -> None:
    document = parse_markdown(
        '---\ntitle: "a: b"\nauthor: [A, B]\ndate: 2026-03-14\nsource: https://example.org/x\ntags: [x y, 読書/方法]\n---\n\nText.\n'
    )
    metadata = document.metadata
    assert (metadata.title, metadata.author, metadata.published) == ("a: b", "A, B", "2026-03-14")
    assert (metadata.source, metadata.tags) == ("https://example.org/x", ("x-y", "読書/方法"))
    assert document.text == "a: b\n\nText."


@pytest.mark.parametrize(
    "front",
    [
        "---\ntitle: [unclosed\n---\n\nText.\n",
        "---\na: &a [x]\nb: [*a, *a]\n---\n\nText.\n",
        "---\ntitle: !!bool foo\n---\n\nText.\n",
        '---\ntitle: !!int ""\n---\n\nText.\n',
        '---\ntitle: "\\UFFFFFFFF"\n---\n\nText.\n',
        "---\njust words\n---\n\nText.\n",
        "+++\ntitle = unquoted\n+++\n\nText.\n",
        "---\nno end\n",
    ],
)
def test_what_is_no_front_matter_stays_in_the_text(front: str) -> None:
    document = parse_markdown(front)
    assert document.metadata.title == ""
    inner = front.splitlines()[1]
    assert inner.split()[0].strip("[") in document.text


def test_toml_front_matter() -> None:
    assert parse_markdown('+++\ntitle = "題"\n+++\n\n文。\n').metadata.title == "題"


def test_blocks_and_marks() -> None:
    text = "# T\n\nA *b* **c** `d` [e](https://example.org).\n\n- x\n  - y\n1. z\n\n> q\n\n---\n\n```py\nx = 1\n```\n\n| a | b |\n|---|---|\n| 1 | *2* |\n\n![alt](p.png)\n"
    document = parse_markdown(text)
    assert kinds(document) == [
        "heading",
        "paragraph",
        "item",
        "item",
        "item",
        "quote",
        "rule",
        "code",
        "table",
        "caption",
    ]
    assert marks(document) == [
        ("emphasis", "b", ""),
        ("strong", "c", ""),
        ("code", "d", ""),
        ("link", "e", "https://example.org"),
        ("emphasis", "2", ""),
        ("emphasis", "alt", ""),
    ]
    items = [b for b in document.blocks if b.kind is Kind.ITEM]
    assert [(b.level, b.marker) for b in items] == [(1, "•"), (2, "•"), (1, "1.")]


def test_japanese_lines_join_without_a_space_and_keep_their_indent() -> None:
    document = parse_markdown("　一行目\n二行目と\nthree four\nfive\n")
    assert document.text == "　一行目二行目と three four five"


def test_emphasis_beside_japanese_brackets() -> None:
    document = parse_markdown("これは**「強調」**です。そして**〈もう一つ〉**も。\n")
    assert document.text == "これは「強調」です。そして〈もう一つ〉も。"
    assert marks(document) == [("strong", "「強調」", ""), ("strong", "〈もう一つ〉", "")]


def test_hard_breaks_and_html() -> None:
    document = parse_markdown("a  \nb <b>c</b>\n\n<!-- gone -->\n\n<div>kept</div>\n")
    assert document.text == "a\nb c\n\nkept"


def test_marks_lie_inside_their_block() -> None:
    for sample in SAMPLES.glob("*.md"):
        document = read_file(sample)
        for mark in document.marks:
            block = document.blocks[document.block_index(mark.start)]
            assert block.span.covers(mark.span)
        assert any(
            m.kind is MarkKind.CODE or m.kind is MarkKind.STRONG or m.kind is MarkKind.EMPHASIS
            for m in document.marks
        )
