"""The library as the rest of the program sees it."""

from __future__ import annotations

from pathlib import Path

from reader.core.document import Document
from reader.store.annotations import Annotations
from reader.store.articles import Articles, text_hash
from reader.store.connection import Connection
from reader.store.exports import Exports
from reader.store.records import Article


class Library:
    """One SQLite file: articles, annotations, and what was exported. Belongs to the thread that opened it."""

    def __init__(self, path: Path) -> None:
        """Open the file, or make it. Raises LibraryError when it cannot be used."""
        self._connection = Connection(path)
        self.path = path
        self.articles = Articles(self._connection)
        self.annotations = Annotations(self._connection)
        self.exports = Exports(self._connection)

    def find(self, document: Document, path: str) -> Article | None:
        """The library's record of a source that was just read: by its path; standard input by its text."""
        return self.articles.of_path(path) if path else self.articles.of_text(document.text)

    def take_in(self, document: Document, path: str) -> tuple[Article, dict[str, int]]:
        """The article of a source that was just read, added when it is new, brought to its present text when it changed.

        The second value counts the annotations by state when the text changed; it is empty otherwise. An article in the
        trash comes back.
        """
        article = self.find(document, path)
        if article is None:
            return self.articles.add(document, path), {}
        if article.deleted:
            article = self.articles.restore(article)
        if article.version == text_hash(document.text):
            return article, {}
        return self.annotations.move_to(article, document, self.articles)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()
