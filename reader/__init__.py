"""Read closely in a terminal and keep what you found. The command line is `reader.cli`."""

__version__ = "0.1.0"
