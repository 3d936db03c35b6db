"""Files, character sets, dates, and what cannot be read."""

from pathlib import Path

import pytest

from reader.formats import sources
from reader.formats.charsets import decode
from reader.formats.dates import date_of
from reader.formats.errors import SourceError
from reader.formats.sources import document_from, posts_in, read_file

PROSE = "今日は図書館で古い地図を見た。海岸線が少しずつ変わっている。"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp932", "euc_jp", "iso2022_jp"]
)
def test_japanese_character_sets(encoding: str) -> None:
    assert decode(PROSE.encode(encoding), "x") == PROSE


def test_western_text() -> None:
    assert decode("naïve café “quoted”, a long enough sentence".encode("cp1252"), "x").startswith(
        "naïve café “quoted”"
    )


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("2025年12月23日火曜日", "2025-12-23"),
        ("公開日：2025/1/3", "2025-01-03"),
        ("令和7年5月1日", "2025-05-01"),
        ("2025-12-23 10:30", "2025-12-23"),
        ("Tuesday, December 23, 2025", "2025-12-23"),
        ("Posted on 3rd Mar. 2024", "2024-03-03"),
        ("2025年13月1日", ""),
        ("12月23日に起きたこと", ""),
        ("In 2025-12-23 it rained.", ""),
    ],
)
def test_dates_are_whole_lines(line: str, date: str) -> None:
    assert date_of(line) == date


def message_of(path: Path) -> str:
    with pytest.raises(SourceError) as caught:
        read_file(path)
    return str(caught.value)


def test_what_cannot_be_read_is_said_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "blank.txt").write_text(" \n\u3000\n")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 20)
    (tmp_path / "noise.txt").write_bytes(bytes((n * 73 + 131) % 128 + 128 for n in range(4000)))
    assert "there is no file" in message_of(tmp_path / "missing.txt")
    assert "is empty" in message_of(tmp_path / "empty.txt")
    assert "is empty" in message_of(tmp_path / "blank.txt")
    assert "is not a text file" in message_of(tmp_path / "binary.txt")
    assert "not text in any character set" in message_of(tmp_path / "noise.txt")
    assert "is not a file" in message_of(tmp_path)


def test_a_file_that_is_too_large_is_not_even_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(100_000_000)
    monkeypatch.setattr(Path, "read_bytes", lambda self: pytest.fail("it was read"))
    assert "larger than the 50 MB" in message_of(path)


def test_titles_of_last_resort() -> None:
    long = ("Words without end that make up a long line of running text. " * 5).encode()
    assert document_from(long, "my-notes.txt").metadata.title == "my-notes"
    assert document_from(long, "-").metadata.title.startswith("Words without end")


def test_markdown_on_standard_input_is_known_by_its_start() -> None:
    assert document_from(b"---\ntitle: T\ntags:\n  - a\n---\n\n*x*\n", "-").metadata.title == "T"
    assert document_from("# 題\n\n**x**\n".encode(), "-").text == "題\n\nx"
    assert "**" in document_from("題\n\n**x** と書いてあるだけの、ふつうの文章です。\n".encode(), "-").text


def test_a_folder_gives_its_posts(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    for name in ("b.txt", "a.md", "sub/c.txt", ".hidden.txt", "picture.png"):
        (tmp_path / name).write_text("x")
    assert [p.name for p in posts_in(tmp_path)] == ["a.md", "b.txt", "c.txt"]
    with pytest.raises(SourceError, match="holds no article"):
        (tmp_path / "empty").mkdir()
        posts_in(tmp_path / "empty")


def test_addresses_are_known() -> None:
    assert sources.is_url("https://example.org")
    assert not sources.is_url("notes/a.txt")
