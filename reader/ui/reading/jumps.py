"""The places that were jumped from, to go back and forth through."""

from __future__ import annotations

#: More jumps than this are forgotten, the oldest first.
_LONGEST = 100


class Jumps:
    """A list of offsets and where in it one is. A new jump from the middle forgets what came after."""

    def __init__(self) -> None:
        self._offsets: list[int] = []
        self._at = 0

    def remember(self, offset: int) -> None:
        """A jump starts at `offset`."""
        self._offsets = [*self._offsets[: self._at], offset][-_LONGEST:]
        self._at = len(self._offsets)

    def step(self, by: int, here: int) -> int | None:
        """Where one step back (-1) or forth (1) leads from `here`; None at an end."""
        if by < 0 and self._at == len(self._offsets) and self._offsets:
            self._offsets.append(here)  # so that one can come forth to where the walk back began
        at = self._at + by
        if not 0 <= at < len(self._offsets):
            return None
        self._at = at
        return self._offsets[at]
