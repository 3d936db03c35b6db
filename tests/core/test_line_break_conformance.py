"""Unicode's LineBreakTest, where the machine has it (Debian: `unicode-data`). What differs is listed with its rule."""

from pathlib import Path

import pytest

from reader.core.line_breaking import can_break

FILE = Path("/usr/share/unicode/auxiliary/LineBreakTest.txt")


@pytest.mark.skipif(not FILE.exists(), reason="Unicode's test file is not on this machine")
def test_conformance_but_for_the_hyphen_of_lb20a() -> None:
    wrong = []
    lines = FILE.read_text(encoding="utf-8").splitlines()
    if "15.0" not in lines[0]:
        pytest.skip("the test file is of another version than the table")
    for line in lines:
        fields = line.partition("#")[0].split()
        if not fields:
            continue
        text = "".join(chr(int(code, 16)) for code in fields[1::2])
        wanted = [i for i, sign in enumerate(fields[2::2], 1) if sign == "÷"][:-1]
        found = [i for i in range(1, len(text)) if can_break(text, i)]
        # LB20a of Unicode 16: a hyphen that starts a word stays with it.
        if found != wanted and not text.startswith("-"):
            wrong.append(line)
    assert wrong == []
