"""How long until the first text, and from a key to the last byte of its frame, against the smallest Textual programs.

    python tests/benchmarks/start_and_keys.py [--rounds 15] [--size 20000]

Programs take turns in each round, and the ratio is taken round by round: figures of two runs cannot be compared.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

from pty_timing import Session, ratios

HERE = Path(__file__).parent
SENTENCES = "港の朝は、網を干す音から始まる。坂の上の店では、まだ誰も灯りを消していない。「もう少しだけ。」と彼女は言った。"


def text_of(size: int) -> str:
    """A Japanese article of about `size` bytes of UTF-8, with a title and paragraphs."""
    paragraph = SENTENCES * 3
    count = max(size // len(paragraph.encode()), 2)
    return "港の朝の話\n\n" + "\n\n".join(f"{n}番目の段落。{paragraph}" for n in range(count)) + "\n"


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--size", type=int, default=20_000, help="bytes of the article")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        article = Path(folder) / "article.txt"
        article.write_text(text_of(arguments.size), encoding="utf-8")
        environment = {
            **os.environ,
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "XDG_CONFIG_HOME": folder,
            "READER_DB": str(Path(folder) / "library.db"),
            "PYTHONPATH": str(HERE.parent.parent),
        }
        # As installed by pip, both programs have their bytecode; the first run, which is not counted, writes ours.
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        reader = [sys.executable, "-m", "reader", str(article)]
        bare = [sys.executable, str(HERE / "bare_app.py"), str(article)]
        lazy = [sys.executable, str(HERE / "lazy_app.py"), str(article)]
        needle = "番目の段落".encode()

        def first_text(command: list[str]) -> float:
            session = Session.start(command, environment)
            taken = session.until(needle)
            session.settle()
            session.end()
            return taken

        for command in (reader, bare, lazy):
            first_text(command)
        known, new, floor = [], [], []
        for _ in range(arguments.rounds):
            known.append(first_text(reader))
            floor.append(first_text(bare))
            (Path(folder) / "library.db").unlink()
            for name in ("library.db-wal", "library.db-shm"):
                (Path(folder) / name).unlink(missing_ok=True)
            new.append(first_text(reader))
        print(f"{arguments.size} bytes, {arguments.rounds} rounds            reader         floor   ratio")
        print(f"first text, known article     {ratios(known, floor)}")
        print(f"first text, new library       {ratios(new, floor)}")

        ours, theirs = Session.start(reader, environment), Session.start(lazy, environment)
        for session in (ours, theirs):
            session.until(needle)
            session.settle(1.0)
        for name, key in (("j", b"j"), ("space", b" ")):
            times = ([], [])
            for _ in range(40):
                times[0].append(ours.key(key))
                times[1].append(theirs.key(b"j"))
            print(f"key {name:6}                     {ratios(*times)}")
        ours.end()
        theirs.end()


if __name__ == "__main__":
    main()
