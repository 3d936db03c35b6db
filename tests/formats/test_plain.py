"""Plain text of a copied page: what is found, and what is left alone."""

import pytest

from reader.core.document import Document, Kind
from reader.formats.plain import parse_plain
from reader.formats.sources import read_file
from tests.conftest import SAMPLES


def kinds(document: Document) -> list[tuple[str, str]]:
    return [(block.kind.value, document.text[block.start : block.end]) for block in document.blocks]


def test_a_copied_blog_post() -> None:
    document = read_file(SAMPLES / "03-静かな時計台.txt")
    metadata = document.metadata
    assert metadata.title == "翻訳 静かな時計台――止まった時計は、なぜ町の人に愛されたのか"
    assert metadata.published == "2026-09-07"
    assert metadata.source == "https://example.org/harbour-review/the-quiet-clock-tower/"
    assert metadata.original is not None
    assert metadata.original.title == "The Quiet Clock Tower, and Why a Town Would Not Repair It"
    assert metadata.original.author == "Clara Winslow"
    assert metadata.trimmed > 0
    assert "コメントを投稿" not in document.text
    headings = [document.text[b.start : b.end] for b in document.headings]
    assert headings[1:] == [
        "要点",
        "約束の時刻としての四時十七分",
        "直さないという決定",
        "止まったものから学ぶ",
    ]
    assert sum(b.kind is Kind.ITEM for b in document.blocks) == 3


def test_the_whole_page_can_be_kept() -> None:
    document = read_file(SAMPLES / "03-静かな時計台.txt", whole=True)
    assert "コメントを投稿" in document.text
    assert document.metadata.trimmed == 0


def test_the_comment_form_is_cut_only_at_a_sure_pair() -> None:
    text = "題名\n\n本文はここにあって、それなりに長い段落である。文も二つある。\n\n0 件のコメント:\n\nという見出しの話をしよう。終わりまで読む。\n"
    assert "という見出し" in parse_plain(text).text


def test_byline_names_the_author() -> None:
    assert read_file(SAMPLES / "02-坂の上の古書店.txt").metadata.author == "水野あかり"


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (
            "この段落は手で折り返されているので、行の終わりに意味はない。次の行に\n続けて読めばよい。そういう文章が、世の中にはたくさん残っているものだ。",
            "行に続けて",
        ),
        (
            "This paragraph was wrapped by hand, as one does in mail, and its lines\nare to be joined again by the program that opens it for reading.",
            "lines are",
        ),
        (
            "The compiler and its tools have to be cross-compiled on the host, push-\nbutton style, which is what this sentence wants to say to everybody.",
            "push-button",
        ),
    ],
)
def test_wrapped_lines_are_joined(lines: str, joined: str) -> None:
    assert joined in parse_plain(f"題\n\n{lines}\n").text


def test_dialogue_and_indents_stay_apart() -> None:
    text = "題\n\n　最初の段落はここから始まり、ここで終わる。\n「そうですか。」\n「そうです。」\n　次の段落はここから始まる。\n"
    found = [text for kind, text in kinds(parse_plain(text)) if kind == "paragraph"]
    assert found == [
        "　最初の段落はここから始まり、ここで終わる。",
        "「そうですか。」",
        "「そうです。」",
        "　次の段落はここから始まる。",
    ]


def test_items_code_and_tables() -> None:
    text = "Title here\n\nSome words that make a paragraph long enough to count as one, I should think.\n\n- one\n- two\n  goes on\n\n$ make all\ndone\n\na | b\n1 | 2\n"
    assert kinds(parse_plain(text))[2:] == [
        ("item", "one"),
        ("item", "two goes on"),
        ("code", "$ make all\ndone"),
        ("table", "a | b\n1 | 2"),
    ]


def test_verse_keeps_its_lines() -> None:
    text = "題\n\n雨の庭に\n白い椅子がひとつ\n誰も来ない\n"
    assert kinds(parse_plain(text))[-1] == ("paragraph", "雨の庭に\n白い椅子がひとつ\n誰も来ない")


def test_a_short_line_without_evidence_is_no_heading() -> None:
    text = "題名の行\n\nこれは段落で、十分に長いのでその前の行が題名になる。\n\n短い行\n\nまた短い行\n\nそして短い。\n"
    assert [k for k, _ in kinds(parse_plain(text))].count("heading") == 1


def test_nbsp_lines_are_blank_and_nothing_is_lost() -> None:
    document = parse_plain("題\n\u00a0\n本文の段落。\n\u3000\u00a0\n次の段落。\n")
    assert [t for _, t in kinds(document)] == ["題", "本文の段落。", "次の段落。"]
