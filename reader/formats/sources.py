"""Where articles come from, and the one place that chooses a format."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from reader.core.cleaning import clean_line
from reader.core.document import Document, Metadata
from reader.core.widths import truncated
from reader.formats.charsets import decode
from reader.formats.errors import SourceError
from reader.formats.plain import parse_plain

#: The largest text that is opened, in bytes.
LARGEST = 50_000_000
MARKDOWN = frozenset({".md", ".markdown", ".mkd", ".mdown"})
PLAIN = frozenset({".txt", ".text"})
_MOST_FILES = 20_000
#: How standard input (or a file without a telling name) shows that it is Markdown: front matter or a heading first.
_MARKDOWN_START = re.compile(r"\ufeff?(?:---\r?\n(?:[\w-]+:.*\r?\n|[ \t-].*\r?\n)+---\r?\n|# \S)")
_URL = re.compile(r"[a-z][a-z0-9+.-]*://", re.I)


def is_url(source: str) -> bool:
    """Whether a source as the person typed it is an address."""
    return _URL.match(source) is not None


def read_file(path: Path, *, whole: bool = False) -> Document:
    """The document of a file. Raises SourceError, with a sentence that names the file."""
    return document_from(_bytes(path), clean_line(path.name), whole=whole)


def document_from(data: bytes, name: str, *, whole: bool = False) -> Document:
    """The document of a file's bytes; `name` chooses the format by its ending and is the title of last resort.

    Raises SourceError when the bytes are empty, too many, or no text.
    """
    if len(data) > LARGEST:
        raise SourceError(f"{name} is larger than the {LARGEST // 1_000_000} MB that reader opens")
    text = decode(data, name)
    if not text.strip(" \t\r\n\f\v\u3000\u00a0\ufeff"):
        raise SourceError(f"{name} is empty")
    suffix = Path(name).suffix.lower()
    if suffix in MARKDOWN or (suffix not in PLAIN and _MARKDOWN_START.match(text)):
        # Deferred: plain text, the usual article, needs neither markdown-it nor YAML (30 ms to import).
        from reader.formats.markdown import parse_markdown  # noqa: PLC0415

        document = parse_markdown(text)
    else:
        document = parse_plain(text, whole=whole)
    if not document.text.strip():
        raise SourceError(f"{name} has no text to read")
    return replace(document, metadata=_titled(document, name))


def _titled(document: Document, name: str) -> Metadata:
    metadata = document.metadata
    if metadata.title:
        return metadata
    stem = clean_line(Path(name).stem)
    return replace(
        metadata, title=stem if stem not in ("", "-") else truncated(clean_line(document.text[:200]), 60)
    )


def _bytes(path: Path) -> bytes:
    name = clean_line(str(path))
    try:
        if not path.exists():
            raise SourceError(f"there is no file {name}")
        if not path.is_file():
            raise SourceError(f"{name} is not a file that can be read as an article")
        if path.stat().st_size > LARGEST:
            raise SourceError(f"{name} is larger than the {LARGEST // 1_000_000} MB that reader opens")
        return path.read_bytes()
    except OSError as error:
        raise SourceError(f"{name} cannot be read: {error.strerror or error}") from error
    except ValueError as error:  # a null byte in a path
        raise SourceError(f"{name!r} is not a path") from error


def posts_in(folder: Path) -> list[Path]:
    """The articles of a folder and of the folders in it, sorted by path; hidden ones are left out.

    Raises SourceError when there is none, or the folder cannot be read.
    """
    name = clean_line(str(folder))
    try:
        found = sorted(_walk(folder))
    except OSError as error:
        raise SourceError(f"{name} cannot be read: {error.strerror or error}") from error
    if not found:
        raise SourceError(f"{name} holds no article: reader looks for {', '.join(sorted(MARKDOWN | PLAIN))}")
    return found[:_MOST_FILES]


def _walk(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.name.startswith("."):
            continue
        if path.is_dir() and not path.is_symlink():
            yield from _walk(path)
        elif path.suffix.lower() in MARKDOWN | PLAIN and (path.is_file() or path.is_symlink()):
            yield path
