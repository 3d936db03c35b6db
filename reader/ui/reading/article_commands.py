"""Commands on the article as a whole: copying, contents, links, writing the Markdown, help."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from reader.core.cleaning import clean_line
from reader.core.document import MarkKind
from reader.core.errors import ReaderError
from reader.store.paths import typed_path
from reader.ui import clipboard
from reader.ui.asking import ask_choice, ask_line
from reader.ui.key_reader import Call
from reader.ui.keymap import bindings_of, key_table
from reader.ui.reading.commands import command

if TYPE_CHECKING:
    from reader.ui.reading.screen import ReadingScreen


@command("copy", "copy-quote")
def _copy(screen: ReadingScreen, call: Call) -> None:
    focused = screen.annotations.get(screen.chosen or "") if screen.notes_active else None
    span = focused.span if focused and focused.span else screen.target_span()
    text = screen.document.text[slice(*span)]
    if focused and focused.span is None:
        text = focused.exact or focused.note  # an orphan: its words, since it has no place
    if call.command == "copy-quote" and not (focused and focused.span is None):
        from reader.exchange.markdown import quote_with_source  # noqa: PLC0415 (deferred, see `_export`)

        text = quote_with_source(screen.document, span)
    result = clipboard.copy(text, screen.write_to_terminal)
    screen.say(result, error=result.startswith("not copied"))
    screen.select(None)


@command("contents")
async def _contents(screen: ReadingScreen, call: Call) -> None:
    headings = screen.document.headings
    if not headings:
        screen.say("this article has no headings")
        return
    entries = ["  " * (h.level - 1) + screen.document.text[h.start : h.end] for h in headings]
    here = max((n for n, h in enumerate(headings) if h.start <= screen.cursor), default=0)
    index = await ask_choice(screen, "Contents", entries, here)
    if index is not None:
        screen.go_to(headings[index].start, jump=True)
        screen.pane.put(headings[index].start, 0.1)


def _browse(screen: ReadingScreen, address: str) -> None:
    """Open an address; only what a browser is for, never a path or a program."""
    if not address.startswith(("http://", "https://")):
        screen.say(f"not opened: {clean_line(address) or 'this article names no address'}", error=True)
        return
    import webbrowser  # noqa: PLC0415 (deferred: it loads much, and few sessions open a page)

    try:
        opened = webbrowser.open(address)
    except (webbrowser.Error, OSError):
        opened = False
    screen.say(
        f"opened {address}" if opened else f"no browser here; the address is {address}", error=not opened
    )


@command("open-source")
def _open_source(screen: ReadingScreen, call: Call) -> None:
    _browse(screen, screen.document.metadata.source)


@command("links")
async def _links(screen: ReadingScreen, call: Call) -> None:
    links = [mark for mark in screen.document.marks if mark.kind is MarkKind.LINK]
    if not links:
        screen.say("this article has no links")
        return
    entries = [f"{screen.document.text[m.start : m.end]}  {m.value}" for m in links]
    current = screen.current
    near = next((n for n, mark in enumerate(links) if mark.end > current.start), 0)
    index = await ask_choice(screen, "Links: enter opens one", entries, near)
    if index is not None:
        _browse(screen, links[index].value)


@command("export", "export-as")
async def _export(screen: ReadingScreen, call: Call) -> None:
    """Write the note to where it was written last; the first time, ask where."""
    # Deferred: the first frame needs none of it (5 ms).
    from reader.exchange.errors import ForeignFile  # noqa: PLC0415
    from reader.exchange.file_names import file_name  # noqa: PLC0415
    from reader.exchange.files import write_text  # noqa: PLC0415
    from reader.exchange.markdown import ExportedArticle, markdown_note  # noqa: PLC0415

    article, exports = screen.article, screen.library.exports
    known = exports.last_path(article.id)
    if not known or call.command == "export-as":
        folder = screen.export_folder or (
            str(Path(last).parent) if (last := exports.last_file()) else str(Path.cwd())
        )
        suggested = str(typed_path(folder) / file_name(article.title))
        answer = await ask_line(screen, "Write the Markdown to", suggested)
        if not answer or not answer.strip():
            return
        known = answer
    while True:
        try:
            path = typed_path(known.strip())
            if path.is_dir():
                path /= file_name(article.title)
            text = markdown_note(
                ExportedArticle(article.id, article.created, article.tags),
                screen.document,
                screen.annotations.annotations,
                screen.pens,
            )
            digest, written = write_text(path, text, exports.hash_of(article.id, str(path)))
            exports.save(article.id, str(path), digest)
        except ForeignFile as error:
            answer = await ask_line(
                screen, f"{path.name} is not as reader wrote it and stays as it is. Write to", error.free
            )
            if not answer or not answer.strip():
                screen.say("not written", error=True)
                return
            known = answer
            continue
        except ReaderError as error:
            screen.say(str(error), error=True)
            return
        screen.say(f"{'written to' if written else 'nothing new for'} {path}")
        return


@command("help")
async def _help(screen: ReadingScreen, call: Call) -> None:
    rows = key_table(screen.keymap)
    width = max(len(keys) for _, keys, _ in rows)
    entries = [f"{keys:<{min(width, 24)}}  {meaning}  · {group}" for group, keys, meaning in rows]
    await ask_choice(screen, "Keys (counts go before: 3j, 10%)", entries)


@command("commands")
async def _commands(screen: ReadingScreen, call: Call) -> None:
    mode = screen.mode
    names = {binding.command: binding for binding in bindings_of(mode, screen.keymap)}
    entries = [f"{name:<22}{'  '.join(b.keys):<18}  {b.help}" for name, b in names.items()]
    index = await ask_choice(screen, "Commands", entries)
    if index is not None:
        await screen.run(Call(list(names)[index]))


@command("back")
def _back(screen: ReadingScreen, call: Call) -> None:
    if screen.selection:
        screen.select(None)
    elif screen.notes_active:
        screen.activate_notes(active=False)
    else:
        screen.leave()
