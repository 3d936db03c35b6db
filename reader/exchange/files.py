"""Files written whole or not at all, and never over what a person made of them."""

from __future__ import annotations

import contextlib
import hashlib
import os
from pathlib import Path

from reader.core.cleaning import clean_line
from reader.exchange.errors import ExportError, ForeignFile
from reader.exchange.file_names import numbered


def digest(data: bytes) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def free_path(path: Path) -> Path:
    """The first path beside `path` that is not taken: `a (2).md`, `a (3).md`, ..."""
    number = 2
    while (beside := path.with_name(numbered(path.name, number))).exists():
        number += 1
    return beside


def write_text(path: Path, text: str, last_hash: str) -> tuple[str, bool]:
    """Write a file by a temporary one beside it; its hash, and whether anything had to be written.

    `last_hash` is what this program wrote there last (empty: nothing). Raises ForeignFile when the file is there and is
    not that, ExportError when it cannot be written.
    """
    data = text.encode()
    name = clean_line(str(path))
    try:
        if path.exists() or path.is_symlink():
            present = path.read_bytes()
            if present == data:
                return digest(data), False
            if digest(present) != last_hash:
                raise ForeignFile(name, clean_line(str(free_path(path))))
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, data)
    except OSError as error:
        raise ExportError(f"{name} cannot be written: {error.strerror or error}") from error
    return digest(data), True


def _replace(path: Path, data: bytes) -> None:
    """The bytes under their name, on disk before the name is theirs: a reader of the file sees the old one or the new."""
    import tempfile  # noqa: PLC0415 (deferred: it loads random and much more, and this module is loaded at the start)

    handle, temporary = tempfile.mkstemp(prefix=".reader-", suffix=".tmp", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
        Path(temporary).chmod(mode)
        Path(temporary).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(temporary).unlink()
        raise


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
