"""Commands of the notes pane."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.ui.key_reader import Call
from reader.ui.reading.commands import command

if TYPE_CHECKING:
    from reader.ui.reading.screen import ReadingScreen


@command("switch-pane")
def _switch(screen: ReadingScreen, call: Call) -> None:
    screen.activate_notes(active=not screen.notes_active)


@command("toggle-notes")
def _toggle(screen: ReadingScreen, call: Call) -> None:
    screen.toggle_notes()


@command("next-card", "previous-card", "first-card", "last-card")
def _card(screen: ReadingScreen, call: Call) -> None:
    cards = screen.annotations.annotations
    if not cards:
        return
    ids = [annotation.id for annotation in cards]
    at = ids.index(screen.chosen) if screen.chosen in ids else 0
    count = call.count or 1
    at = {"next-card": at + count, "previous-card": at - count, "first-card": 0, "last-card": len(ids) - 1}[
        call.command
    ]
    screen.chosen = ids[max(0, min(at, len(ids) - 1))]
    screen.update_view()


@command("go-card")
def _go(screen: ReadingScreen, call: Call) -> None:
    annotation = screen.annotations.get(screen.chosen or "")
    if annotation is None:
        return
    if annotation.span is None:
        screen.say("this note has no place in the text")
        return
    screen.activate_notes(active=False)
    screen.go_to(annotation.span.start, jump=True, focused=annotation.id)
