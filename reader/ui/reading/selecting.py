"""Commands of the selection: starting it, moving its end, text objects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.core import text_objects
from reader.core.document import Span
from reader.core.motions import Selection
from reader.ui.key_reader import Call
from reader.ui.reading.commands import command

if TYPE_CHECKING:
    from reader.ui.reading.screen import ReadingScreen


@command("select")
def _select(screen: ReadingScreen, call: Call) -> None:
    if screen.selection:
        screen.select(None)
    else:
        screen.select(Selection.of(screen.current))


@command("reselect")
def _reselect(screen: ReadingScreen, call: Call) -> None:
    if screen.last_selection:
        screen.select(screen.last_selection)
    else:
        screen.say("nothing was selected yet")


@command(
    "word-forward",
    "word-backward",
    "word-end",
    "phrase-forward",
    "phrase-backward",
    "right",
    "left",
    "sentence-forward",
    "sentence-backward",
    "paragraph-forward",
    "paragraph-backward",
)
def _adjust(screen: ReadingScreen, call: Call) -> None:
    selection = screen.selection
    for _ in range(call.count or 1):
        if selection:
            before, selection = selection, screen.extender.move(selection, call.command)
            if selection == before:
                break
    screen.select(selection)


@command("other-end")
def _other_end(screen: ReadingScreen, call: Call) -> None:
    if screen.selection:
        screen.select(screen.selection.flipped())


@command(
    "inner-sentence",
    "around-sentence",
    "inner-paragraph",
    "around-paragraph",
    "inner-word",
    "around-word",
    "inner-quotation",
    "around-quotation",
)
def _text_object(screen: ReadingScreen, call: Call) -> None:
    if not screen.selection:
        return
    side, _, thing = call.command.partition("-")
    around = side == "around"
    selected = screen.selection.span
    found: Span | None
    match thing:
        case "sentence":
            found = text_objects.sentence(screen.document, screen.sentences, selected, around=around)
        case "paragraph":
            found = text_objects.paragraph(screen.document, selected, around=around)
        case "word":
            found = text_objects.word(screen.document, selected, around=around)
        case _:
            found = text_objects.quotation(screen.document, selected, around=around)
    if found is None:
        screen.say("no brackets or quotes here")
    else:
        screen.select(Selection.of(found))


@command("stop")
def _stop(screen: ReadingScreen, call: Call) -> None:
    if screen.notes_active:
        screen.activate_notes(active=False)
    elif screen.selection:
        screen.select(None)
    else:
        screen.show_hits((), "")
