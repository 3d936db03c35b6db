"""Why a source cannot be read."""

from reader.core.errors import ReaderError


class SourceError(ReaderError):
    """A source that is missing, empty, too large, no text, or of a kind that is not read."""
