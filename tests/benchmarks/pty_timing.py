"""Times a full-screen program from outside, through a pseudo-terminal: each read is stamped as it comes."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import statistics
import struct
import termios
import time
from dataclasses import dataclass

COLUMNS, ROWS = 100, 40
#: What a terminal answers to the questions that Textual asks at the start.
_ANSWERS = ((b"\x1b[?2026$p", b"\x1b[?2026;2$y"), (b"\x1b[c", b"\x1b[?62;c"), (b"\x1b[?u", b"\x1b[?0u"))
#: A frame has ended when nothing came for so long (seconds).
_QUIET = 0.03


@dataclass
class Session:
    """A program in a pty."""

    pid: int
    fd: int
    started: float
    seen: bytes = b""

    @classmethod
    def start(cls, command: list[str], environment: dict[str, str]) -> Session:
        """Start a program; the clock runs from just before exec."""
        started = time.perf_counter()
        pid, fd = pty.fork()
        if pid == 0:
            fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
            os.execvpe(command[0], command, environment)
        fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        return cls(pid, fd, started)

    def read(self, wait: float) -> bytes:
        """What comes within `wait` seconds; empty when nothing does."""
        if not select.select([self.fd], [], [], wait)[0]:
            return b""
        data = os.read(self.fd, 1 << 16)
        for question, answer in _ANSWERS:
            if question in data:
                os.write(self.fd, answer)
        return data

    def until(self, needle: bytes, patience: float = 30.0) -> float:
        """Seconds from the start until the program has written `needle`."""
        deadline = time.perf_counter() + patience
        while needle not in self.seen:
            self.seen += self.read(0.5)
            if time.perf_counter() > deadline:
                raise TimeoutError(f"{needle!r} did not come; the last bytes were {self.seen[-300:]!r}")
        return time.perf_counter() - self.started

    def settle(self, quiet: float = 0.3) -> None:
        """Read until nothing comes for `quiet` seconds."""
        while data := self.read(quiet):
            self.seen += data

    def key(self, key: bytes) -> float:
        """Seconds from the writing of a key to the last byte of the frame that it makes."""
        written = last = time.perf_counter()
        os.write(self.fd, key)
        wait = 1.0
        while data := self.read(wait):
            last = time.perf_counter()
            self.seen += data
            wait = _QUIET
        return last - written

    def end(self) -> None:
        """Kill the program."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.fd)


def ratios(ours: list[float], theirs: list[float]) -> str:
    """Medians in milliseconds, and the median of the ratios round by round."""
    ratio = statistics.median(a / b for a, b in zip(ours, theirs, strict=True))
    return f"{statistics.median(ours) * 1000:8.1f} ms  {statistics.median(theirs) * 1000:8.1f} ms  {ratio:6.2f} x"
