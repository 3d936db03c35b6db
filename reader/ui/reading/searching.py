"""Commands of the search in the article."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.core.words import word_starts
from reader.ui.asking import ask_line
from reader.ui.key_reader import Call
from reader.ui.reading.commands import command

if TYPE_CHECKING:
    from reader.ui.reading.screen import ReadingScreen


@command("search")
async def _search(screen: ReadingScreen, call: Call) -> None:
    """Hits are lit while one types; `enter` goes to the first one from here on."""
    answer = await ask_line(
        screen,
        "Search in this article",
        live=lambda text: screen.show_hits(screen.folded.find_all(text), text),
    )
    if answer is None:
        screen.show_hits((), "")
        return
    _look_for(screen, answer)


def _look_for(screen: ReadingScreen, text: str) -> None:
    hits = screen.folded.find_all(text)
    screen.show_hits(hits, text)
    if not text:
        return
    if not hits:
        screen.say(f"“{text}” is not in this article", error=True)
        return
    index = next((n for n, hit in enumerate(hits) if hit.end > screen.cursor), 0)
    screen.go_to_hit(index)


@command("next-hit", "previous-hit")
def _next(screen: ReadingScreen, call: Call) -> None:
    if not screen.hits:
        screen.say("nothing was searched for, or nothing found")
        return
    step = 1 if call.command == "next-hit" else -1
    screen.go_to_hit((screen.hit_index + step * (call.count or 1)) % len(screen.hits))


@command("search-selection")
def _star(screen: ReadingScreen, call: Call) -> None:
    if screen.selection:
        text = screen.document.text[slice(*screen.selection.span)]
    else:
        sentence = screen.document.text[slice(*screen.current)]
        starts = [*word_starts(sentence), len(sentence)]
        words = (sentence[a:b].strip() for a, b in zip(starts, starts[1:], strict=False))
        # The first word worth a search: of more than one letter, unless there is none.
        text = next((word for word in words if len(word) > 1 and re.search(r"\w\w", word)), sentence)
    screen.select(None)
    _look_for(screen, text)
