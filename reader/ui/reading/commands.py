"""The register of commands: name -> handler. Each family's module adds its own; the keymap says which keys call them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from reader.ui.key_reader import Call

if TYPE_CHECKING:
    from reader.ui.reading.screen import ReadingScreen

Handler = Callable[["ReadingScreen", Call], Awaitable[None] | None]

HANDLERS: dict[str, Handler] = {}


def command(*names: str) -> Callable[[Handler], Handler]:
    """Register a handler under the names that the keymap uses."""

    def register(handler: Handler) -> Handler:
        for name in names:
            HANDLERS[name] = handler
        return handler

    return register
