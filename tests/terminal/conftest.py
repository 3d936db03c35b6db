"""The whole program in a real pseudo-terminal."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.terminal.emulator import Emulator

#: How long (seconds) the program may take for anything before a test gives up: slow machines run these too.
PATIENCE = 60.0


class Terminal:
    """`reader` running in a pty of its own."""

    def __init__(
        self, arguments: list[str], columns: int, rows: int, environment: dict[str, str], stdin: Path | None
    ) -> None:
        self.screen = Emulator(columns, rows)
        self.raw = b""
        self._status: int | None = None
        self._fd = -1
        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
            if stdin:
                os.dup2(os.open(stdin, os.O_RDONLY), 0)
            os.execve(sys.executable, [sys.executable, "-m", "reader", *arguments], environment)
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def _read(self, wait: float) -> bool:
        """Take in what the program writes within `wait` seconds; False when it has ended."""
        ready, _, _ = select.select([self._fd], [], [], wait)
        if not ready:
            return True
        try:
            data = os.read(self._fd, 1 << 16)
        except OSError:
            return False
        self.raw += data
        self.screen.feed(data)
        return bool(data)

    def until(self, seen: str | Callable[[str], bool]) -> str:
        """Wait until the screen shows a text (or a condition on it holds); what it shows then."""
        holds = (lambda text: seen in text) if isinstance(seen, str) else seen
        deadline = time.monotonic() + PATIENCE
        while not holds(self.screen.text()):
            assert time.monotonic() < deadline, f"not seen: {seen!r}\n{self.screen.text()}"
            assert self._read(0.1) or holds(self.screen.text()), (
                f"ended before {seen!r}\n{self.screen.text()}"
            )
        return self.screen.text()

    def send(self, keys: str) -> None:
        """Type keys, as the bytes that a terminal sends for them."""
        os.write(self._fd, keys.encode())

    def end(self) -> int:
        """Wait for the program's end; its exit status (negative: the signal that ended it)."""
        if self._status is None:
            deadline = time.monotonic() + PATIENCE
            while self._read(0.1):
                assert time.monotonic() < deadline, f"did not end\n{self.screen.text()}"
            self._reap()
        assert self._status is not None
        return self._status

    def kill(self, number: int) -> None:
        """Send a signal."""
        os.kill(self.pid, number)

    def hang_up(self) -> int:
        """Close the terminal under the program; its exit status."""
        os.close(self._fd)
        self._fd = -1
        self._reap()
        assert self._status is not None
        return self._status

    def _reap(self) -> None:
        _, status = os.waitpid(self.pid, 0)
        self._status = os.waitstatus_to_exitcode(status)

    def close(self) -> None:
        """Leave nothing running."""
        if self._status is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)
            self._reap()
        if self._fd >= 0:
            os.close(self._fd)


Start = Callable[..., Terminal]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts `reader` with arguments in a terminal of 100x40, or as asked."""
    running: list[Terminal] = []

    def begin(
        *arguments: str, columns: int = 100, rows: int = 40, stdin: Path | None = None, **variables: str
    ) -> Terminal:
        environment = {
            **os.environ,
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "PYTHONPATH": str(Path(__file__).parents[2]),
        }
        for name in ("COLUMNS", "LINES", "TEXTUAL", "NO_COLOR"):
            environment.pop(name, None)
        running.append(Terminal(list(arguments), columns, rows, {**environment, **variables}, stdin))
        return running[-1]

    yield begin
    for terminal in running:
        terminal.close()
