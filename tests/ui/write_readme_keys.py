"""Puts the key table of the keymap into the README. A test fails while the two differ.

python tests/ui/write_readme_keys.py
"""

import re
from pathlib import Path

from reader.ui.keymap import KEYMAP, key_table

README = Path(__file__).parents[2] / "README.md"


def table() -> str:
    """The key table as Markdown."""
    lines = ["| | keys | |", "|---|---|---|"]
    before = ""
    for group, keys, meaning in key_table(KEYMAP):
        shown = " ".join(f"`{key}`" for key in keys.replace("|", "\\|").split("  "))
        lines.append(f"| {group if group != before else ''} | {shown} | {meaning} |")
        before = group
    return "\n".join(lines)


def with_table(readme: str) -> str:
    """The README's text with the present table in its place."""
    return re.sub(
        r"(?s)<!-- keys -->.*<!-- /keys -->", lambda _: f"<!-- keys -->\n{table()}\n<!-- /keys -->", readme
    )


if __name__ == "__main__":
    README.write_text(with_table(README.read_text(encoding="utf-8")), encoding="utf-8")
