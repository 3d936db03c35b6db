"""Commands that make, change and take back annotations. Each is one change: on disk first, then drawn."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reader.core.anchors import describe
from reader.core.annotations import Annotation, Change, marked, target, with_tags
from reader.core.document import Span
from reader.core.pens import Pen, pen_named
from reader.core.tags import completions, tag_names
from reader.store.ids import new_id, now
from reader.ui.asking import ask_choice, ask_line
from reader.ui.editor import edited
from reader.ui.key_reader import Call
from reader.ui.reading.commands import command

if TYPE_CHECKING:
    from reader.ui.reading.screen import ReadingScreen


def meant(screen: ReadingScreen) -> Annotation | None:
    """The annotation that a verb means here: the chosen card, the one selected just so, or the one under the cursor."""
    if screen.notes_active:
        return screen.annotations.get(screen.chosen or "")
    if screen.selection:
        span = screen.selection.span
        return next((a for a in screen.annotations.touching(span) if marked(a, span)), None)
    return target(screen.annotations, screen.current, screen.chosen)


def made(screen: ReadingScreen, span: Span, pen: Pen, tags: tuple[str, ...]) -> Annotation:
    """A new annotation of a span, not yet saved."""
    at = now()
    anchor = describe(screen.document.text, span, screen.article.version)
    return Annotation(new_id(), screen.article.id, anchor, pen.letter, "", tags, "ok", at, at)


def _recoloured(screen: ReadingScreen, annotation: Annotation, pen: Pen) -> Annotation:
    """The annotation with another pen: the tags that the old one gave go, those of the new one come."""
    old = set(pen_named(screen.pens, annotation.pen).tags)
    tags = [*(tag for tag in annotation.tags if tag not in old or tag in pen.tags), *pen.tags]
    return with_tags(replace(annotation, pen=pen.letter), tags, now())


def _highlight(screen: ReadingScreen, pen: Pen, tags: tuple[str, ...] | None = None) -> None:
    """Highlight what is meant with a pen, or change the pen of the highlight that is there."""
    existing = meant(screen)
    if screen.notes_active and existing is None:
        return
    if existing is None:
        span = screen.target_span()
        if span.start == span.end:
            screen.say("there is nothing to highlight here")
            return
        after = made(screen, span, pen, pen.tags if tags is None else tags)
        change = Change("highlighted", ((None, after),))
    else:
        after = _recoloured(screen, existing, pen)
        if tags is not None:
            after = with_tags(after, [*after.tags, *tags], now())
        if (after.pen, after.tags) == (existing.pen, existing.tags):
            screen.say(f"{pen.name} already")
            screen.select(None)
            return
        change = Change("pen changed", ((existing, after),))
    if screen.save(change):
        screen.last_used = (after.pen, after.tags)
        screen.say(" ".join([pen.name, *(f"#{tag}" for tag in after.tags)]))
        screen.select(None)


@command("highlight")
def _enter(screen: ReadingScreen, call: Call) -> None:
    _highlight(screen, screen.pen)


@command("pen")
def _pen(screen: ReadingScreen, call: Call) -> None:
    pen = next((pen for pen in screen.pens if pen.letter == call.argument), None)
    if pen is None:
        letters = " ".join(pen.letter for pen in screen.pens)
        screen.say(f"there is no pen {call.argument}; there are {letters}", error=True)
        return
    screen.pen = pen
    _highlight(screen, pen)


@command("repeat")
def _repeat(screen: ReadingScreen, call: Call) -> None:
    if screen.last_used is None:
        screen.say("nothing to repeat yet")
        return
    letter, tags = screen.last_used
    pen = pen_named(screen.pens, letter)
    screen.pen = pen
    _highlight(screen, pen, tags)


@command("tag")
async def _tag(screen: ReadingScreen, call: Call) -> None:
    """Tags are typed in one line, which holds those that are there: what is taken out of it goes."""
    existing = meant(screen)
    span = screen.target_span()
    if screen.notes_active and existing is None:
        return
    known = screen.library.annotations.tags_by_use()
    recent = screen.library.annotations.recent_tags()
    pens = [tag for pen in screen.pens for tag in pen.tags]
    known += [tag for tag in pens if tag not in known]

    def suggest(word: str) -> list[str]:
        return completions(word, known) if word else recent or known

    now_there = "".join(f"{tag} " for tag in existing.tags) if existing else ""
    answer = await ask_line(
        screen,
        "Tags (a/b nests; a number takes one of these)",
        now_there,
        suggest,
        by_number=True,
        several=True,
    )
    if answer is None:
        return
    tags = tag_names(answer)
    if existing is None:
        if not tags:
            return
        after = made(screen, span, screen.pen, ())
        after = with_tags(after, [*screen.pen.tags, *tags], after.created)
        change = Change("tagged", ((None, after),))
    else:
        after = with_tags(existing, tags, now())
        change = Change("tagged", ((existing, after),))
    if after.tags != (existing.tags if existing else ()) and screen.save(change):
        screen.last_used = (after.pen, after.tags)
        screen.say(" ".join(f"#{tag}" for tag in after.tags) or "no tags")
        screen.select(None)


@command("note")
def _note(screen: ReadingScreen, call: Call) -> None:
    if screen.notes_active and meant(screen) is None:
        return
    screen.edit_note(meant(screen), screen.target_span())


@command("article-note")
def _article_note(screen: ReadingScreen, call: Call) -> None:
    existing = next((a for a in screen.annotations.annotations if a.anchor is None), None)
    screen.edit_note(existing, None)


def keep_note(screen: ReadingScreen, existing: Annotation | None, span: Span | None, text: str) -> bool:
    """Save what was written: on an annotation, on a span that gets one, or (no span) on the article.

    False when it could not be saved; then the text must not be thrown away.
    """
    text = text.strip("\n")
    if existing is None:
        if not text.strip():
            return True
        at = now()
        if span is None:
            after = Annotation(new_id(), screen.article.id, None, screen.pen.letter, text, (), "ok", at, at)
        else:
            after = replace(made(screen, span, screen.pen, screen.pen.tags), note=text)
        saved = screen.save(Change("noted", ((None, after),)))
    else:
        # Tags or pen may have changed while the note was open; only the note is this change.
        present = screen.annotations.get(existing.id) or existing
        if text == present.note:
            return True
        after = replace(present, note=text, updated=now())
        saved = screen.save(Change("noted", ((present, after),)))
    if saved:
        screen.chosen = after.id
        screen.say("note kept")
        screen.select(None)
    return saved


@command("note-editor")
def _note_editor(screen: ReadingScreen, call: Call) -> None:
    existing = meant(screen)
    if screen.notes_active and existing is None:
        return
    span = screen.target_span()
    text, problem = edited(screen.app, existing.note if existing else "")
    if problem:
        screen.say(problem, error=True)
    elif text is not None:
        keep_note(screen, existing, span, text)


@command("delete")
def _delete(screen: ReadingScreen, call: Call) -> None:
    existing = meant(screen)
    if existing is None and not screen.notes_active:
        touching = screen.annotations.touching(screen.target_span())
        existing = touching[-1] if touching else None
    if existing is None:
        screen.say("no annotation here")
        return
    at = now()
    if screen.save(Change("deleted", ((existing, replace(existing, deleted=at, updated=at)),))):
        screen.say("deleted: u brings it back")


@command("undo", "redo")
def _undo(screen: ReadingScreen, call: Call) -> None:
    for _ in range(call.count or 1):
        if not screen.undo(redo=call.command == "redo"):
            break


@command("trash")
async def _trash(screen: ReadingScreen, call: Call) -> None:
    found = screen.library.annotations.trash(screen.article.id)
    if not found:
        screen.say("the trash of this article is empty")
        return
    entries = [f"{a.deleted[:16].replace('T', ' ')}  {a.exact or a.note}".replace("\n", " ") for a in found]
    index = await ask_choice(screen, "Bring back from the trash", entries)
    if index is not None:
        before = found[index]
        if screen.save(Change("brought back", ((before, replace(before, deleted="", updated=now())),))):
            screen.say("brought back")
