"""The Markdown that comes out: nothing of a quote becomes structure, and the same state gives the same bytes."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from ruamel.yaml import YAML

from reader.core.anchors import describe
from reader.core.annotations import Annotation
from reader.core.document import Document, Metadata, Span
from reader.core.pens import DEFAULT_PENS
from reader.exchange.errors import ExportError, ForeignFile
from reader.exchange.escaping import escape_line, quoted
from reader.exchange.file_names import file_name, numbered
from reader.exchange.files import digest, write_text
from reader.exchange.markdown import ExportedArticle, block_id, markdown_note, quote_with_source
from reader.formats.markdown import parse_markdown

ARTICLE = ExportedArticle("01J9ZK3V8Q4T", "2026-10-01T09:00:00.000Z", ("旅",))
SOURCE = """---
title: 'A title: with "quotes"'
author: 水野
date: 2026-10-01
source: https://example.org/a
---

Intro *sentence* one. Second.

## 第一章

一段落目の #ハッシュ と [[link]]。

二段落目。

## Empty chapter

## Code

```py
x = "```"
```
"""


def annotated(
    document: Document, words: str, identity: str = "01J9ZK3V8Q4TABCDEFGH7K2M9Q", **values: object
) -> Annotation:
    start = document.text.index(words)
    anchor = describe(document.text, Span(start, start + len(words)), "v")
    return replace(Annotation(identity, "a", anchor, "q", "", ("question",), "ok"), **values)


def front_matter(note: str) -> dict[str, object]:
    return dict(YAML(typ="safe").load(io.StringIO(note.split("---\n")[1])))


def test_the_whole_note() -> None:
    document = parse_markdown(SOURCE)
    quote = annotated(
        document,
        "一段落目の #ハッシュ と [[link]]。\n\n二段落目。",
        note="My **note**\n# untouched",
        tags=("question", "読書/方法"),
    )
    code = annotated(document, 'x = "```"', "01J9ZK3V8Q4TABCDEFGH7K2M9R", pen="h", tags=())
    note = markdown_note(ARTICLE, document, [quote, code], DEFAULT_PENS)
    assert note == (
        """---
reader_id: "01J9ZK3V8Q4T"
title: "A title: with \\"quotes\\""
author:
  - "水野"
published: "2026-10-01"
source_url: "https://example.org/a"
created: "2026-10-01T09:00:00"
highlights: 2
tags:
  - "旅"
  - "question"
  - "読書/方法"
---

# A title: with "quotes"

## 第一章

> [!quote] question
> 一段落目の \\#ハッシュ と \\[\\[link\\]\\]。
>
> 二段落目。

^h-efgh7k2m9q

My **note**
# untouched

#question #読書/方法

## Code

> [!quote] plain
> ````py
> x = "```"
> ````

^h-efgh7k2m9r
"""
    ).replace("h-efgh7k2m9q", block_id(quote)).replace("h-efgh7k2m9r", block_id(code))
    assert note == markdown_note(ARTICLE, document, [quote, code], DEFAULT_PENS)


def test_article_notes_and_orphans_are_written_too() -> None:
    document = parse_markdown(SOURCE)
    whole = Annotation("01J9ZK3V8Q4TABCDEFGH7K2M9S", "a", None, "h", "On the whole.", ())
    lost = annotated(document, "Second.", state="orphan")
    note = markdown_note(ARTICLE, document, [whole, lost], DEFAULT_PENS)
    assert note.index("On the whole.") < note.index("## No longer in the text") < note.index("> Second.")
    assert "question · orphan" in note


@pytest.mark.parametrize(
    "title",
    [
        "a: b",
        "# x",
        "- 5 o'clock",
        "yes",
        "2024-01-01",
        "\"q\" 'q'",
        "\\",
        "@x",
        "%x",
        "🙂",
        "漢字" * 60,
        "1e5",
        "null",
        "a #b",
    ],
)
def test_any_title_survives_yaml(title: str) -> None:
    document = Document("x", (), (), Metadata(title=title))
    assert front_matter(markdown_note(ARTICLE, document, [], DEFAULT_PENS))["title"] == title


NASTY = [
    "*",
    "_",
    "`",
    "[",
    "]",
    "(",
    ")",
    "<b>",
    "~~",
    "|",
    "$",
    "==",
    "%%",
    "#",
    "# ",
    "- ",
    "+ ",
    "1. ",
    "> ",
    "---",
    "===",
    "&amp;",
    "&",
    "\\",
    "^x",
    "!",
    "海",
    "。",
    " ",
    "a",
    "foo_bar",
    "    ",
    "://",
    "\n",
    "\n\n",
    ":",
    "```",
    "{",
    "}",
]


@settings(max_examples=300)
@given(st.lists(st.sampled_from(NASTY), max_size=14).map("".join))
def test_a_quote_comes_back_as_its_text_without_structure(text: str) -> None:
    markdown = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    tokens = markdown.parse("\n".join(["> [!quote] x", *quoted(text)]))
    kinds = {token.type for token in tokens} - {
        "blockquote_open",
        "blockquote_close",
        "paragraph_open",
        "paragraph_close",
        "inline",
    }
    children = {child.type for token in tokens for child in token.children or []}
    assert kinds == set()
    assert children <= {"text", "softbreak", "hardbreak", "text_special"}
    shown = "".join(
        child.content if child.content else "\n"
        for token in tokens
        if token.type == "inline"
        for child in token.children or []
    )
    squeezed = lambda value: "".join(value.split())  # noqa: E731
    assert squeezed(shown).removeprefix("[!quote]x") == squeezed(text)


def test_escaping_leaves_plain_words_alone() -> None:
    assert escape_line("foo_bar is 3.5 m - fine") == "foo_bar is 3.5 m - fine"
    assert escape_line("#tag and C#") == "\\#tag and C#"
    assert escape_line("1. one") == "1\\. one"
    assert escape_line("end ^id") == "end \\^id"


def test_a_copied_quote_names_its_source() -> None:
    document = parse_markdown(SOURCE)
    start = document.text.index("二段落目。")
    assert quote_with_source(document, Span(start, start + 5)) == (
        '> 二段落目。\n>\n> — 水野, [A title: with "quotes"](<https://example.org/a>), 2026-10-01\n'
    )


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("a/b:c?", "a／b：c？.md"),
        ("CON", "_CON.md"),
        ("...", "article.md"),
        ("", "article.md"),
        ("../../etc/passwd", "／..／etc／passwd.md"),
        ("か\u3099", "が.md"),
        ("a\nb\x1b[2J", "a b.md"),
    ],
)
def test_file_names(title: str, name: str) -> None:
    assert file_name(title) == name


@given(st.text(max_size=200))
def test_a_file_name_is_short_and_one_name(title: str) -> None:
    for name in (file_name(title), numbered(file_name(title), 12)):
        assert len(name.encode()) <= 200
        assert name.endswith(".md")
        assert Path(name).name == name
        assert not name.startswith(".")


def test_a_file_is_written_once_and_never_over_a_persons_changes(tmp_path: Path) -> None:
    path = tmp_path / "vault" / "note.md"
    first, written = write_text(path, "one\n", "")
    assert written
    assert write_text(path, "one\n", first) == (first, False)
    second, written = write_text(path, "two\n", first)
    assert written
    path.write_text("two, and my own words\n", encoding="utf-8")
    with pytest.raises(ForeignFile, match="left as it is") as caught:
        write_text(path, "three\n", second)
    assert caught.value.free.endswith("note (2).md")
    assert path.read_text(encoding="utf-8") == "two, and my own words\n"
    assert [p.name for p in path.parent.iterdir()] == ["note.md"]
    assert second == digest(b"two\n")


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(ExportError, match="cannot be written"):
        write_text(tmp_path / "file" / "note.md", "x", "")
