"""The command line: results, words, exit status."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from reader.core.annotations import Change
from reader.store.ids import now
from reader.store.library import Library
from tests.conftest import JAPANESE, SAMPLES
from tests.store.test_library import highlighted


def reader(*arguments: str, stdin: bytes | None = None) -> subprocess.CompletedProcess[str]:
    """Run the program as a person would, without a terminal."""
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, "-m", "reader", *arguments],
        env=environment,
        input=stdin or b"",
        capture_output=True,
        check=False,
    )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture
def tides(tmp_path: Path) -> Path:
    path = tmp_path / "tides.txt"
    path.write_text(JAPANESE, encoding="utf-8")
    return path


def annotated(library: Library, path: Path) -> None:
    """A highlight with a note, in the article of a file that was added."""
    article = library.articles.of_path(str(path))
    assert article
    document = library.articles.document(article)
    made = highlighted(library, article, document, "これが目当ての文である。", "important", "読書/方法")
    library.annotations.save(
        article, Change("noted", ((made, replace(made, note="**考え**", updated=now())),))
    )


def test_a_folder_is_added_and_listed() -> None:
    done = reader("add", str(SAMPLES))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("new  ") == 6
    assert reader("add", str(SAMPLES)).stdout.count("known  ") == 6
    articles = [json.loads(line) for line in reader("list", "--json").stdout.splitlines()]
    assert {"id", "title", "author", "published", "source", "blocks", "words", "progress"} <= set(articles[0])
    clock = next(a for a in articles if "時計台" in a["title"])
    assert clock["source"] == "https://example.org/harbour-review/the-quiet-clock-tower/"
    assert clock["original"]["author"] == "Clara Winslow"
    assert "The slow shelf" in reader("list", "shelf").stdout
    assert reader("list", "tag:reading").stdout.startswith("The slow shelf")


def test_what_cannot_be_added_is_named_and_the_rest_is_added(tmp_path: Path, tides: Path) -> None:
    (tmp_path / "bad.txt").write_bytes(bytes(range(256)) * 9)
    done = reader("add", str(tmp_path / "bad.txt"), str(tides), str(tmp_path / "missing.txt"))
    assert done.returncode == 1
    assert "new  潮の満ち引き" in done.stdout
    assert "bad.txt is not a text file" in done.stderr
    assert "there is no file" in done.stderr


def test_notes_of_a_file_as_text_and_json(tides: Path, library: Library) -> None:
    reader("add", str(tides))
    annotated(library, tides)
    done = reader("notes", str(tides))
    assert (
        done.stdout == "潮の満ち引き\n  i  これが目当ての文である。 #important #読書/方法\n       **考え**\n"
    )
    found = json.loads(reader("notes", str(tides), "--json").stdout)
    assert {
        "id",
        "article",
        "start",
        "end",
        "exact",
        "pen",
        "tags",
        "note",
        "state",
        "created",
        "updated",
    } <= set(found)
    assert (found["pen"], found["state"], found["tags"]) == ("i", "ok", ["important", "読書/方法"])
    assert reader("notes", "tag:読書", "pen:i").stdout
    assert reader("notes", "pen:q").stdout == ""
    assert reader("notes", "colour:red").returncode == 1


def test_export_writes_a_note_and_never_over_changes(tides: Path, tmp_path: Path, library: Library) -> None:
    reader("add", str(tides))
    annotated(library, tides)
    assert "これが目当ての文である。" in reader("export", str(tides)).stdout
    vault = tmp_path / "vault"
    done = reader("export", str(tides), "--to", str(vault))
    written = vault / "潮の満ち引き.md"
    assert (done.returncode, done.stdout) == (0, f"wrote  {written}\n")
    assert reader("export", str(tides), "--to", str(vault)).stdout == f"unchanged  {written}\n"
    written.write_text(written.read_text(encoding="utf-8") + "\nmine\n", encoding="utf-8")
    done = reader("export", str(tides), "--to", str(vault))
    assert done.returncode == 1
    assert "潮の満ち引き (2).md" in done.stderr
    assert written.read_text(encoding="utf-8").endswith("mine\n")
    assert reader("export", str(tides), "--to", str(vault / "other.md")).returncode == 0


def test_a_file_that_is_not_in_the_library_is_said_so(tides: Path) -> None:
    done = reader("notes", str(tides))
    assert done.returncode == 1
    assert "not in the library" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (["missing.txt"], 1, "missing.txt\n"),
        (["https://example.org/x"], 1, "web pages cannot be opened yet"),
        (["~nobody-of-that-name/x.txt"], 1, "no such home folder"),
        (["add", "n" * 300], 1, "cannot be a path"),
        (["add", "https://example.org/x"], 1, "web pages cannot be opened yet"),
        (["list", "--frobnicate"], 2, "No such option"),
        (["add"], 2, "Missing argument"),
        ([str(SAMPLES)], 1, "standard output is not a terminal"),
        (["export", "nothing"], 1, "nothing to write"),
    ],
)
def test_status_and_words(arguments: list[str], status: int, words: str) -> None:
    done = reader(*arguments)
    assert done.returncode == status
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_a_library_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "bad.db").write_text("plain words " * 200)
    done = reader("--db", str(tmp_path / "bad.db"), "list")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"reader: the library {tmp_path / 'bad.db'} is not a database\n"


def test_standard_input_is_an_article(library: Library) -> None:
    assert reader("add", "-", stdin=JAPANESE.encode("cp932")).stdout == "new  潮の満ち引き\n"
    assert library.articles.all()[0].path == ""
    assert reader("add", "-", stdin=b"").returncode == 1


def test_db_names_the_library(tmp_path: Path, tides: Path) -> None:
    reader("--db", str(tmp_path / "mine.db"), "add", str(tides))
    reader("add", str(tides), "--db", str(tmp_path / "mine.db"))
    with sqlite3.connect(tmp_path / "mine.db") as connection:
        assert connection.execute("select count(*) from articles").fetchone() == (1,)


def test_controls_in_names_and_titles_never_come_out(tmp_path: Path) -> None:
    path = tmp_path / "a\x1b]52;c;aGk=\x07\nb.txt"
    path.write_text("題\x1b[2J名\n\n本文はここから始まるのである。\n", encoding="utf-8")
    done = reader("add", str(path), str(tmp_path / "no\x1b[31m.txt"))
    listed = reader("list", "--json")
    for out in (done.stdout, done.stderr, listed.stdout):
        assert "\x1b" not in out
        assert "\x07" not in out


def test_keys_and_version() -> None:
    assert reader("--version").stdout.startswith("reader 0.")
    keys = reader("--keys").stdout
    assert "h·pen" in keys
    assert "ctrl+r" in keys
