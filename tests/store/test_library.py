"""The library: what is kept, how it is found again, and what is said when it cannot be used."""

from __future__ import annotations

import sqlite3
import stat
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from reader.core.anchors import describe
from reader.core.annotations import Annotation, Change
from reader.core.document import Document, Span
from reader.formats.plain import parse_plain
from reader.formats.sources import read_file
from reader.store.connection import APPLICATION_ID, KNOWN_SCHEMA
from reader.store.errors import LibraryError
from reader.store.ids import new_id, now
from reader.store.library import Library
from reader.store.records import Article
from reader.store.schema import SCHEMA_VERSION, migrations
from tests.conftest import JAPANESE, SAMPLES


def highlighted(library: Library, article: Article, document: Document, words: str, *tags: str) -> Annotation:
    """A highlight on these words, saved."""
    start = document.text.index(words)
    anchor = describe(document.text, Span(start, start + len(words)), article.version)
    annotation = Annotation(new_id(), article.id, anchor, "i", "", tags, "ok", now(), now())
    library.annotations.save(article, Change("highlighted", ((None, annotation),)))
    return annotation


def rows(path: Path, query: str) -> list[tuple[object, ...]]:
    with sqlite3.connect(path) as connection:
        return connection.execute(query).fetchall()


def test_a_document_comes_back_as_it_was(library: Library) -> None:
    for sample in sorted(SAMPLES.iterdir()):
        document = read_file(sample)
        article, states = library.take_in(document, str(sample))
        assert states == {}
        assert library.articles.document(library.articles.get(article.id)) == document
    assert len(library.articles.all()) == 6


def test_a_source_is_known_again_by_its_path(library: Library, japanese: Document) -> None:
    first, _ = library.take_in(japanese, "/a/tides.txt")
    again, _ = library.take_in(japanese, "/a/tides.txt")
    other, _ = library.take_in(japanese, "/b/tides.txt")
    assert first.id == again.id != other.id


def test_standard_input_is_known_again_by_its_text(library: Library, japanese: Document) -> None:
    assert library.take_in(japanese, "")[0].id == library.take_in(japanese, "")[0].id


def test_a_change_is_durable_and_readable_by_others(library: Library, japanese: Document) -> None:
    article, _ = library.take_in(japanese, "/a/tides.txt")
    highlighted(library, article, japanese, "目当ての文", "important", "読書/方法")
    found = rows(library.path, "select quote, tags, article from readable_annotations")
    assert found == [("目当ての文", "important, 読書/方法", "潮の満ち引き")]


def test_undo_and_redo_outlive_the_program(library: Library, japanese: Document) -> None:
    article, _ = library.take_in(japanese, "/a/tides.txt")
    first = highlighted(library, article, japanese, "二文目", "x")
    second = replace(first, note="考え", tags=("y",), updated=now())
    library.annotations.save(article, Change("noted", ((first, second),)))
    library.close()

    library = Library(library.path)
    store = library.annotations
    assert store.undo(article).label == "noted"
    assert [(a.note, a.tags) for a in store.of_article(article.id).annotations] == [("", ("x",))]
    assert store.undo(article).label == "highlighted"
    assert len(store.of_article(article.id)) == 0
    assert store.undo(article) is None
    assert store.redo(article).label == "highlighted"
    assert store.redo(article).label == "noted"
    assert store.redo(article) is None
    assert [(a.note, a.tags) for a in store.of_article(article.id).annotations] == [("考え", ("y",))]


def test_a_new_change_after_an_undo_ends_the_redo_but_not_the_history(
    library: Library, japanese: Document
) -> None:
    article, _ = library.take_in(japanese, "/a/tides.txt")
    highlighted(library, article, japanese, "一文目")
    highlighted(library, article, japanese, "二文目")
    library.annotations.undo(article)
    highlighted(library, article, japanese, "答え")
    assert library.annotations.redo(article) is None
    exact = lambda: [a.exact for a in library.annotations.of_article(article.id).annotations]  # noqa: E731
    library.annotations.undo(article)
    assert exact() == ["一文目"]
    library.annotations.undo(article)
    assert exact() == []
    assert rows(library.path, "select count(*) from journal") == [(6,)]
    assert rows(library.path, "select count(*) from annotations") == [(3,)]


def test_deleted_annotations_rest_in_the_trash(library: Library, japanese: Document) -> None:
    article, _ = library.take_in(japanese, "/a/tides.txt")
    annotation = highlighted(library, article, japanese, "一文目", "x")
    gone = replace(annotation, deleted=now(), updated=now())
    library.annotations.save(article, Change("deleted", ((annotation, gone),)))
    assert len(library.annotations.of_article(article.id)) == 0
    assert [(a.exact, a.tags) for a in library.annotations.trash(article.id)] == [("一文目", ("x",))]


def test_tags_are_switched_off_not_removed(library: Library, japanese: Document) -> None:
    article, _ = library.take_in(japanese, "/a/tides.txt")
    annotation = highlighted(library, article, japanese, "一文目", "x", "y")
    library.annotations.save(
        article, Change("tagged", ((annotation, replace(annotation, tags=("y",), updated=now())),))
    )
    assert rows(library.path, "select tag, active from annotation_tags order by tag") == [("x", 0), ("y", 1)]
    assert library.annotations.tags_by_use() == ["y"]


def test_a_changed_text_brings_its_annotations_along(library: Library, japanese: Document) -> None:
    article, _ = library.take_in(japanese, "/a/tides.txt")
    highlighted(library, article, japanese, "これが目当ての文である。")
    highlighted(library, article, japanese, "答えはなかった。")
    changed = parse_plain(
        JAPANESE.replace("答えはなかった。", "").replace("はじめの段落", "いちばんはじめの段落")
    )
    article, states = library.take_in(changed, "/a/tides.txt")
    assert states == {"moved": 1, "orphan": 1}
    found = {a.state: a for a in library.annotations.of_article(article.id).annotations}
    assert changed.text[slice(*found["moved"].span)] == "これが目当ての文である。"
    assert found["orphan"].span is None
    assert found["orphan"].exact == "答えはなかった。"
    kept = rows(library.path, f"select text from versions where hash = '{found['orphan'].anchor.version}'")
    assert kept == [(japanese.text,)]


def test_place_marks_and_progress(library: Library, japanese: Document) -> None:
    article, _ = library.take_in(japanese, "/a/tides.txt")
    assert library.articles.place(article) is None
    library.articles.save_place(article, 12, 0.25)
    library.articles.save_mark(article, "a", 20)
    assert library.articles.place(article) == 12
    assert library.articles.marks(article) == {"a": 20}
    assert library.articles.get(article.id).progress == 0.25


def test_removing_and_archiving_can_be_undone(library: Library, japanese: Document) -> None:
    article, _ = library.take_in(japanese, "/a/tides.txt")
    highlighted(library, article, japanese, "一文目")
    library.articles.remove(article)
    assert library.articles.all() == []
    assert [a.id for a in library.articles.all(deleted=True)] == [article.id]
    assert library.articles.undo() == "removed: 潮の満ち引き"
    assert library.articles.all()[0].annotations == 1
    assert library.articles.redo() is not None
    assert library.articles.all() == []
    library.take_in(japanese, "/a/tides.txt")
    assert library.articles.all()[0].annotations == 1
    assert library.articles.archive(library.articles.get(article.id), archived=True).archived


def test_the_file_is_private_and_named_as_ours(library: Library) -> None:
    assert stat.S_IMODE(library.path.stat().st_mode) == 0o600
    assert rows(library.path, "pragma application_id") == [(APPLICATION_ID,)]
    assert rows(library.path, "pragma journal_mode") == [("wal",)]
    assert SCHEMA_VERSION == KNOWN_SCHEMA == len(migrations._migrations)


def message_of(path: Path) -> str:
    with pytest.raises(LibraryError) as caught:
        Library(path)
    return str(caught.value)


def test_files_that_are_no_library_are_refused_in_words(tmp_path: Path, library: Library) -> None:
    (tmp_path / "text.db").write_text("not a database, but long enough to be looked at as one " * 20)
    with sqlite3.connect(tmp_path / "other.db") as connection:
        connection.execute("create table t (x)")
    library.close()
    with sqlite3.connect(library.path) as connection:
        connection.execute("pragma user_version = 99")
    assert "is not a database" in message_of(tmp_path / "text.db")
    assert "not a library of reader" in message_of(tmp_path / "other.db")
    assert "written by a newer reader" in message_of(library.path)
    assert "is a folder" in message_of(tmp_path)
    assert rows(tmp_path / "other.db", "select name from sqlite_master") == [("t",)]


def test_a_held_library_says_so(library: Library, japanese: Document) -> None:
    article, _ = library.take_in(japanese, "/a/tides.txt")
    library._connection.sql.execute("pragma busy_timeout = 1")
    holder = sqlite3.connect(library.path, isolation_level=None)
    holder.execute("begin immediate")
    with pytest.raises(LibraryError, match="held by another program"):
        library.articles.save_place(article, 1, 0.1)
    holder.execute("rollback")
    library.articles.save_place(article, 1, 0.1)


def test_two_programs_may_make_the_library_at_once(tmp_path: Path) -> None:
    program = (
        f"import sys; sys.path.insert(0, {str(Path(__file__).parents[2])!r})\n"
        "from pathlib import Path\nfrom reader.store.library import Library\n"
        f"Library(Path({str(tmp_path / 'new.db')!r})).articles.all()\n"
    )
    both = [subprocess.Popen([sys.executable, "-c", program], stderr=subprocess.PIPE) for _ in range(4)]
    assert [(process.wait(), process.communicate()[1]) for process in both] == [(0, b"")] * 4


def test_a_failed_change_leaves_nothing_half_done(library: Library, japanese: Document) -> None:
    article, _ = library.take_in(japanese, "/a/tides.txt")
    annotation = Annotation(new_id(), "no such article", None, "h", "note", ("t",), "ok", now(), now())
    with pytest.raises(LibraryError):
        library.annotations.save(article, Change("noted", ((None, annotation),)))
    assert rows(library.path, "select count(*) from annotations") == [(0,)]
    assert rows(library.path, "select count(*) from journal") == [(0,)]


def test_a_commit_survives_the_end_of_the_process_without_closing(tmp_path: Path) -> None:
    program = f"""
import os, sys
sys.path.insert(0, {str(Path(__file__).parents[2])!r})
from pathlib import Path
from tests.store.test_library import highlighted
from reader.formats.plain import parse_plain
from tests.conftest import JAPANESE
from reader.store.library import Library
library = Library(Path({str(tmp_path / "killed.db")!r}))
document = parse_plain(JAPANESE)
article, _ = library.take_in(document, "/a")
highlighted(library, article, document, "二文目")
os._exit(9)
"""
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 9
    assert rows(tmp_path / "killed.db", "select exact from annotations") == [("二文目",)]


def test_identities_sort_by_their_making() -> None:
    made = [new_id() for _ in range(2000)]
    assert made == sorted(set(made))
    assert all(len(identity) == 26 for identity in made)


def test_two_windows_on_one_annotation_lose_nothing(library: Library, japanese: Document) -> None:
    article, _ = library.take_in(japanese, "/a/tides.txt")
    seen_by_both = highlighted(library, article, japanese, "二文目", "x")
    other = Library(library.path)
    noted = replace(seen_by_both, note="他の窓で", tags=("x", "y"), updated=now())
    other.annotations.save(article, Change("noted", ((seen_by_both, noted),)))
    recoloured = replace(seen_by_both, pen="q", note="この窓で", tags=(), updated=now())
    made = library.annotations.save(article, Change("pen changed", ((seen_by_both, recoloured),)))
    kept = library.annotations.of_article(article.id).annotations[0]
    assert (kept.pen, kept.note, kept.tags) == ("q", "他の窓で\n\nこの窓で", ("y",))
    assert made.pairs[0][1] == kept
    library.annotations.undo(article)
    assert library.annotations.of_article(article.id).annotations[0].note == "他の窓で"
