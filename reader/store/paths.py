"""Paths as people type them."""

from __future__ import annotations

from pathlib import Path

from reader.core.cleaning import clean_line
from reader.core.errors import ReaderError


class PathError(ReaderError):
    """A path that cannot be one: an unknown home, a name too long or with characters that no name has."""


def typed_path(text: str) -> Path:
    """The absolute path that a person means, `~` spelled out. Raises PathError."""
    name = clean_line(text)
    try:
        path = Path(text).expanduser().absolute()
        str(path).encode()
        path.exists()  # raises for names that the file system does not take
    except RuntimeError as error:
        raise PathError(f"{name}: there is no such home folder") from error
    except UnicodeEncodeError as error:
        raise PathError(
            f"the name of {name} is not valid text in this locale; rename the file to open it"
        ) from error
    except (OSError, ValueError) as error:
        raise PathError(
            f"{name[:80]} cannot be a path: {getattr(error, 'strerror', None) or error}"
        ) from error
    return path
