"""What can go wrong when a file is written."""

from reader.core.errors import ReaderError


class ExportError(ReaderError):
    """A file that cannot be written."""


class ForeignFile(ExportError):
    """The file is there and is not as this program wrote it, so it is left alone. `free` is a name that is not taken."""

    def __init__(self, path: str, free: str) -> None:
        super().__init__(
            f"{path} is not as reader wrote it, so it is left as it is; a free name beside it is {free}"
        )
        self.free = free
