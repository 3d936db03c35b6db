"""Questions asked by commands. The dialogs themselves are loaded by the first one: no first frame needs them (15 ms)."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from textual import events
from textual.screen import Screen
from textual.worker import Worker


async def ask_line(
    screen: Screen[Any],
    title: str,
    value: str = "",
    suggest: Callable[[str], list[str]] | None = None,
    *,
    by_number: bool = False,
    several: bool = False,
    live: Callable[[str], None] | None = None,
) -> str | None:
    """A line of text, or None when the person leaves. `dialogs.LineDialog` says what the options mean."""
    from reader.ui.dialogs import LineDialog  # noqa: PLC0415 (deferred, as said above)

    dialog = LineDialog(title, value, suggest, by_number=by_number, several=several, live=live)
    return await screen.app.push_screen_wait(dialog)


async def ask_choice(screen: Screen[Any], title: str, entries: list[str], chosen: int = 0) -> int | None:
    """The index of one of the entries, or None."""
    from reader.ui.dialogs import ChoiceDialog  # noqa: PLC0415 (deferred, as said above)

    return await screen.app.push_screen_wait(ChoiceDialog(title, entries, chosen))


async def ask_yes(screen: Screen[Any], question: str) -> bool:
    """Whether the person says yes."""
    from reader.ui.dialogs import ConfirmDialog  # noqa: PLC0415 (deferred, as said above)

    answer: bool | None = await screen.app.push_screen_wait(ConfirmDialog(question))
    return bool(answer)


async def until_asked(screen: Screen[Any], worker: Worker[Any]) -> None:
    """Wait until the question that a worker asks can take keys, or the worker has ended without one.

    Keys that arrive meanwhile wait in the screen's queue; `hand_over` then passes them on, so fast typing is not lost.
    """
    while not worker.is_finished and not (screen.app.screen is not screen and screen.app.screen.focused):
        await asyncio.sleep(0.001)


def hand_over(screen: Screen[Any], event: events.Key) -> bool:
    """Pass a key to the dialog over `screen`; False when there is none."""
    top = screen.app.screen
    if top is screen:
        return False
    # A new event: this one is marked as dealt with.
    (top.focused or top).post_message(events.Key(event.key, event.character))
    return True
