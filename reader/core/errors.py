"""The error that reaches a person. Each room derives its own; the edge (command line, screen) shows the sentence once."""


class ReaderError(Exception):
    """Something the person can understand and act on. `str(error)` is one clear sentence."""
