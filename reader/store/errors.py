"""What can go wrong with the library, in words for the person."""

from reader.core.errors import ReaderError


class LibraryError(ReaderError):
    """The library cannot be opened, read or written."""
