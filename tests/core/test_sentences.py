"""Sentences, with a bar where one begins."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.document import Document
from reader.core.sentences import SentenceIndex, sentence_starts


@pytest.mark.parametrize(
    "marked",
    [
        "はじめの文。|次の文。",
        "「それは本当ですか。」と彼は言った。|彼女は笑った。",
        "「はい。」|「いいえ。」|彼は黙った（笑）。|終わり。",
        "本当だろうか？|そうかもしれない！|たぶん。",
        "すごい！と叫んだ。|それだけだ。",
        "モーニング娘。の新曲を聴いた。|よかった。",
        "幅は３．５mある。|次の文。",
        "また……と思った。|終わり。",
        "注を付けた（本文の注。ここに。）。|次へ。",
        "見出しのような行",
        "終わりの印もある。■",
        "全角の空きのあと。　|次の文。",
        "一行目\n|二行目",
        "Dr. Quill met Mr. Ames in the U.S. in 1999. |They spoke.",
        "It is 3.5 m long, e.g. longer than a car. |Is it? |Yes!",
        '"Really?" she asked. |He nodded.',
        "Wait... maybe not. |Then again.",
        "J. K. Marlow wrote it. |It sold.",
        "See fig. 3 and vol. 2 for more. |The end.",
        "He said “Go.” |Then he left.",
        "Read p. 12 first. |Then stop.",
        "(A note in brackets. It has two.) |And then?",
        "Really?! |No way.",
    ],
)
def test_sentences_begin_where_they_should(marked: str) -> None:
    pieces = marked.split("|")
    starts = [sum(map(len, pieces[:n])) for n in range(len(pieces))]
    assert sentence_starts("".join(pieces)) == starts


@given(st.text(st.sampled_from("海と。！？.?! 「」（）aB\n\"'…3"), max_size=80))
def test_sentences_partition_any_text(text: str) -> None:
    starts = sentence_starts(text)
    assert starts[0] == 0
    assert starts == sorted(set(starts))
    assert starts[-1] < max(len(text), 1)


def test_a_long_quotation_is_walked_sentence_by_sentence() -> None:
    speech = "「" + "これはとても長い演説の一文である。" * 12 + "」"
    assert len(sentence_starts(speech)) == 12


def test_the_walk_goes_from_block_to_block(japanese: Document) -> None:
    index = SentenceIndex(japanese)
    walked = []
    span = index.at(0)
    while span:
        walked.append(japanese.text[slice(*span)])
        span = index.after(span.start)
    assert walked[:3] == ["潮の満ち引き", "はじめの段落の一文目。", "二文目もある。"]
    assert len(walked) == 10
    assert "「本当ですか。」と彼女は訊いた。" in walked
    assert (
        japanese.text[slice(*index.before(index.at(len(japanese.text)).start))] == "これが目当ての文である。"
    )


def test_an_empty_document_has_an_empty_sentence() -> None:
    assert SentenceIndex(Document("", ())).at(0) == (0, 0)
