"""Commands that move the cursor or the view."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from reader.core.annotations import Annotation
from reader.core.document import Span
from reader.core.labels import nearest_first
from reader.core.motions import (
    Selection,
    next_heading,
    next_paragraph,
    next_sentence,
    previous_heading,
    previous_paragraph,
    previous_sentence,
)
from reader.ui.key_reader import Call
from reader.ui.reading.commands import command

if TYPE_CHECKING:
    from reader.ui.reading.screen import ReadingScreen


_STEPS: dict[str, Callable[[ReadingScreen, int], int]] = {
    "next-sentence": lambda screen, offset: next_sentence(screen.sentences, offset),
    "previous-sentence": lambda screen, offset: previous_sentence(screen.sentences, offset),
    "next-paragraph": lambda screen, offset: next_paragraph(screen.document, offset),
    "previous-paragraph": lambda screen, offset: previous_paragraph(screen.document, offset),
    "next-heading": lambda screen, offset: next_heading(screen.document, offset),
    "previous-heading": lambda screen, offset: previous_heading(screen.document, offset),
}


@command(*_STEPS)
def _step(screen: ReadingScreen, call: Call) -> None:
    """Take a step as often as the count says, and go there; at an end it stays and says nothing."""
    offset = screen.cursor
    for _ in range(call.count or 1):
        new = _STEPS[call.command](screen, offset)
        if new == offset:
            break
        offset = new
    screen.go_to(offset, jump=call.command.endswith("heading"))


def _visible_sentences(screen: ReadingScreen) -> list[Span]:
    """The sentences that begin in view; when none does, the one in view."""
    view = screen.pane.span_in_view()
    first, last = (screen.document.block_index(offset) for offset in view)
    found = [
        span
        for index in range(first, last + 1)
        for span in screen.sentences.of_block(index)
        if view.start <= span.start < view.end
    ]
    return found or [screen.sentences.at(view.start)]


@command("view-top", "view-middle", "view-bottom")
def _in_view(screen: ReadingScreen, call: Call) -> None:
    spans = _visible_sentences(screen)
    away = min((call.count or 1) - 1, len(spans) - 1)
    index = {"view-top": away, "view-middle": len(spans) // 2, "view-bottom": len(spans) - 1 - away}[
        call.command
    ]
    screen.go_to(spans[index].start, jump=True)


@command("first-sentence")
def _first(screen: ReadingScreen, call: Call) -> None:
    screen.go_to(screen.sentences.at(0).start, jump=True)
    screen.pane.scroll_rows(-screen.pane.height)


@command("last-sentence")
def _last(screen: ReadingScreen, call: Call) -> None:
    screen.go_to(screen.sentences.at(len(screen.document.text)).start, jump=True)


@command("percent")
def _percent(screen: ReadingScreen, call: Call) -> None:
    if call.count is None:
        screen.say("type a number before %: 50% is the middle")
        return
    share = min(call.count, 100) / 100
    screen.go_to(screen.sentences.at(int(len(screen.document.text) * share)).start, jump=True)


@command("page-down", "page-up", "half-page-down", "half-page-up")
def _page(screen: ReadingScreen, call: Call) -> None:
    """Turn the page and put the cursor on the first sentence that begins there."""
    height = screen.pane.height
    rows = max(height // 2 if call.command.startswith("half") else height - 2, 1)
    down = call.command.endswith("down")
    before = screen.pane.top
    screen.pane.scroll_rows((rows if down else -rows) * (call.count or 1))
    spans = _visible_sentences(screen)
    if screen.pane.top == before:
        # Nothing left to turn: the cursor goes to the very end.
        screen.move_cursor(spans[-1].start if down else spans[0].start)
    elif down:
        screen.move_cursor(next((s.start for s in spans if s.start > screen.cursor), spans[-1].start))
    else:
        screen.move_cursor(spans[0].start)


@command("row-down", "row-up")
def _scroll_row(screen: ReadingScreen, call: Call) -> None:
    screen.pane.scroll_rows((call.count or 1) * (1 if call.command == "row-down" else -1))
    screen.keep_cursor_in_view()


@command("put-top", "put-middle", "put-bottom")
def _put(screen: ReadingScreen, call: Call) -> None:
    screen.pane.put(screen.cursor, {"put-top": 0.0, "put-middle": 0.5, "put-bottom": 1.0}[call.command])


@command("label")
def _label(screen: ReadingScreen, call: Call) -> None:
    labels = nearest_first([span.start for span in _visible_sentences(screen)], screen.cursor)
    screen.ask_label(labels, lambda offset: screen.go_to(offset, jump=True))


@command("label-range")
def _label_range(screen: ReadingScreen, call: Call) -> None:
    spans = {span.start: span for span in _visible_sentences(screen)}
    labels = nearest_first(list(spans), screen.cursor)

    def second(first: int) -> None:
        def select(last: int) -> None:
            low, high = sorted((first, last))
            screen.select(Selection(low, spans[high].end))

        screen.ask_label(labels, select)

    screen.ask_label(labels, second)


@command("next-annotation", "previous-annotation")
def _annotation(screen: ReadingScreen, call: Call) -> None:
    """Walk through the highlights one by one, also when several begin in one sentence."""
    placed = screen.annotations.placed
    step = 1 if call.command == "next-annotation" else -1
    found: Annotation | None
    for _ in range(call.count or 1):
        focused = screen.annotations.get(screen.chosen or "")
        if focused in placed:
            index = placed.index(focused) + step
            found = placed[index] if 0 <= index < len(placed) else None
        else:
            current = screen.current
            found = (
                screen.annotations.after(current.start - 1)
                if step > 0
                else screen.annotations.before(current.start)
            )
        if found is None or found.span is None:
            screen.say("no further annotation")
            return
        screen.go_to(found.span.start, jump=True, focused=found.id)


@command("next-orphan", "previous-orphan")
def _orphan(screen: ReadingScreen, call: Call) -> None:
    """Orphans have no place in the text: they are walked in the notes pane."""
    orphans = [a for a in screen.annotations.annotations if a.state != "ok"]
    if not orphans:
        screen.say("every annotation is in its place")
        return
    ids = [a.id for a in orphans]
    step = 1 if call.command == "next-orphan" else -1
    index = (ids.index(screen.chosen) + step) % len(ids) if screen.chosen in ids else (0 if step > 0 else -1)
    screen.focus_annotation(orphans[index])


@command("set-mark")
def _set_mark(screen: ReadingScreen, call: Call) -> None:
    screen.set_mark(call.argument)


@command("go-mark")
def _go_mark(screen: ReadingScreen, call: Call) -> None:
    offset = screen.marks.get(call.argument)
    if offset is None:
        screen.say(f"there is no mark {call.argument}", error=True)
    else:
        screen.go_to(offset, jump=True)


@command("jump-back", "jump-forth")
def _jump(screen: ReadingScreen, call: Call) -> None:
    screen.jump(-1 if call.command == "jump-back" else 1)
