"""The map of the house: who may import whom, held by the syntax trees; and what the command line must not load."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent / "reader"
MAY_IMPORT = {
    "core": {"core"},
    "formats": {"core", "formats"},
    "store": {"core", "store"},
    "exchange": {"core", "exchange"},
    "ui": {"core", "formats", "store", "exchange", "ui"},
    "cli": {"core", "formats", "store", "exchange", "ui", "reader"},
    "__main__": {"cli"},
    "__init__": set(),
}
#: Where a foreign package may be imported.
ONLY_IN = {
    "textual": {"ui"},
    "sqlite3": {"store"},
    "sqlite_utils": {"store"},
    "click": {"cli"},
    "pyperclip": {"ui"},
}
PURE_FORBIDS = {
    "os",
    "io",
    "pathlib",
    "time",
    "datetime",
    "socket",
    "subprocess",
    "tempfile",
    "random",
    "secrets",
    "asyncio",
}


def room_of(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield node.module or ""


MODULES = sorted(ROOT.rglob("*.py"))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_run_one_way(path: Path) -> None:
    room = room_of(path)
    for name in imports(path):
        package, _, rest = name.partition(".")
        if package == "reader":
            assert (rest.partition(".")[0] or "reader") in MAY_IMPORT[room], f"{room} imports {name}"
        elif package in ONLY_IN:
            assert room in ONLY_IN[package], f"{room} imports {name}"
        elif room == "core":
            assert package not in PURE_FORBIDS, f"core imports {name}"


@pytest.mark.parametrize(
    "path", [p for p in MODULES if room_of(p) != "store"], ids=lambda path: str(path.relative_to(ROOT))
)
def test_sql_stands_in_the_store_alone(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            words = node.value.lower().split()
            assert not (
                words[:1] in (["select"], ["insert"], ["update"], ["delete"])
                and ({"from", "into", "set"} & set(words))
            ), node.value


def test_modules_are_of_a_readable_size() -> None:
    large = {
        str(p.relative_to(ROOT)): n
        for p in MODULES
        if (n := len(p.read_text(encoding="utf-8").splitlines())) > 600
    }
    large.pop("core/line_break_table.py", None)
    assert large == {}


@pytest.mark.parametrize(
    "arguments",
    [["--version"], ["--keys"], ["list"], ["notes", "--json"], ["add", "SAMPLE"], ["export", "x"]],
)
def test_the_command_line_without_a_screen_loads_no_textual(arguments: list[str], tmp_path: Path) -> None:
    sample = str(ROOT.parent / "sample_posts" / "05-the-slow-shelf.md")
    arguments = [sample if argument == "SAMPLE" else argument for argument in arguments]
    program = (
        "import sys\nfrom reader.cli import main\n"
        f"sys.argv = ['reader', *{arguments!r}]\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "assert not [name for name in sys.modules if name.split('.')[0] == 'textual']\n"
    )
    environment = {**os.environ, "READER_DB": str(tmp_path / "library.db"), "PYTHONPATH": str(ROOT.parent)}
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_opening_a_known_library_needs_no_sqlite_utils(tmp_path: Path) -> None:
    program = (
        "import sys\nfrom pathlib import Path\nfrom reader.store.library import Library\n"
        f"library = Library(Path({str(tmp_path / 'library.db')!r}))\nlibrary.articles.all()\n"
        "print('sqlite_utils' in sys.modules)\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT.parent)}
    run = [sys.executable, "-c", program]
    seen = [
        subprocess.run(run, env=environment, capture_output=True, text=True, check=True).stdout.strip()
        for _ in range(2)
    ]
    assert seen == ["True", "False"]
