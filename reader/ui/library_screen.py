"""The library screen: articles to open, sort, filter, put away and remove; folders come in here."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

from textual import events
from textual.app import ComposeResult
from textual.screen import Screen

from reader.core.errors import ReaderError
from reader.core.folding import fold
from reader.formats.sources import read_file
from reader.store.library import Library
from reader.store.records import Article
from reader.ui.article_list import ArticleList, cell_of
from reader.ui.asking import ask_choice, ask_line, ask_yes, hand_over, until_asked
from reader.ui.colours import Colours
from reader.ui.key_reader import Call, KeyReader, Pending, key_name
from reader.ui.keymap import Binding, bindings_of, key_table
from reader.ui.status_line import StatusLine

_ORDERS: tuple[tuple[str, Callable[[Article], Any], bool], ...] = (
    ("opened", lambda a: max(a.opened, a.created), True),
    ("title", lambda a: fold(a.title), False),
    ("author", lambda a: (not a.author, fold(a.author)), False),
    ("date", lambda a: a.published, True),
    ("length", lambda a: a.words, True),
    ("read", lambda a: a.progress, True),
    ("marks", lambda a: a.annotations, True),
)


class LibraryScreen(Screen[None]):
    """The list of articles."""

    AUTO_FOCUS = ""

    def __init__(
        self,
        library: Library,
        keymap: tuple[Binding, ...],
        colours: Colours,
        open_article: Callable[[Article], None],
        adding: list[Path],
        *,
        whole: bool,
    ) -> None:
        """`adding` are files to bring in once the list is on screen."""
        super().__init__()
        self.library = library
        self.keymap = keymap
        self._open_article = open_article
        self._adding = adding[::-1]  # the newest stands first in the list, so the first file is added last
        self._whole = whole
        self._filter = ""
        self._order = 0
        self._archive = False
        self._chosen: str = ""
        self._reader = KeyReader(bindings_of("library", keymap))
        self.list = ArticleList(colours)
        self.status = StatusLine(colours)

    def compose(self) -> ComposeResult:
        """The list, the status line below."""
        yield self.list
        yield self.status

    def on_mount(self) -> None:
        """Show what there is, then bring in what is to come."""
        self.reload()
        if self._adding:
            self.run_worker(self._add())

    def on_screen_resume(self) -> None:
        """An article was read meanwhile: its row has changed."""
        self.reload()

    def reload(self) -> None:
        """Read the library again, keeping the lit article where it is."""
        try:
            articles = self.library.articles.all()
        except ReaderError as error:
            self.status.say(str(error), error=True)
            return
        name, key, descending = _ORDERS[self._order]
        words = fold(self._filter).split()
        shown = [
            article
            for article in articles
            if bool(article.archived) == self._archive
            and all(
                word in fold(f"{article.title} {article.author} {article.url} {' '.join(article.tags)}")
                for word in words
            )
        ]
        shown.sort(key=key, reverse=descending)
        index = next(
            (n for n, a in enumerate(shown) if a.id == self._chosen),
            min(self.list.index, max(len(shown) - 1, 0)),
        )
        self._chosen = shown[index].id if shown else ""
        empty = (
            "nothing fits the filter"
            if self._filter
            else "the archive is empty"
            if self._archive
            else "no articles yet: reader FILE adds one"
        )
        self.list.show(shown, index, name, empty)
        what = "archive" if self._archive else "library"
        left = (
            f"{what}: {len(shown)} of {len(articles)}"
            if len(shown) != len(articles)
            else f"{what}: {len(shown)} articles"
        )
        self.status.show(left + (f"  /{self._filter}" if self._filter else ""), f"by {name}  ? help")

    @property
    def current(self) -> Article | None:
        """The lit article."""
        return self.list.articles[self.list.index] if self.list.articles else None

    async def _add(self) -> None:
        """Bring the files in, one after the other, and name what could not be read."""
        total, failed, new = len(self._adding), [], 0
        for number, path in enumerate(self._adding, 1):
            self.status.say(f"adding {number}/{total}  {path.name}")
            try:
                document = await asyncio.to_thread(read_file, path, whole=self._whole)
                known = self.library.find(document, str(path))
                self.library.take_in(document, str(path))
                new += known is None
            except ReaderError as error:
                failed.append(str(error))
            if number % 20 == 0:
                self.reload()
        self._adding = []
        self.reload()
        if failed:
            self.status.say(f"{new} added, {len(failed)} skipped: {failed[0]}", error=True)
            if len(failed) > 1:
                await ask_choice(self, f"{len(failed)} could not be read", failed)
        else:
            self.status.say(f"{new} added, {total - new} were here" if total - new else f"{new} added")

    async def on_key(self, event: events.Key) -> None:
        """Read one key."""
        event.stop()
        event.prevent_default()
        if hand_over(self, event):
            return
        self.status.say("")
        result = self._reader.feed(key_name(event.key, event.character))
        if isinstance(result, Call):
            self.status.offer(())
            await self.run_command(result)
        else:
            self.status.offer(result.choices if isinstance(result, Pending) else ())

    async def run_command(self, call: Call) -> None:
        """Carry out a command."""
        count, page = call.count or 1, self.list.page
        steps = {
            "next-article": count,
            "previous-article": -count,
            "articles-down": page * count,
            "articles-up": -page * count,
            "first-article": -len(self.list.articles),
            "last-article": len(self.list.articles),
        }
        if call.command in steps:
            self._go(self.list.index + steps[call.command])
            return
        try:
            await self._act(call)
        except ReaderError as error:
            self.status.say(str(error), error=True)

    def _go(self, index: int) -> None:
        if self.list.articles:
            index = max(0, min(index, len(self.list.articles) - 1))
            self._chosen = self.list.articles[index].id
            self.list.show(self.list.articles, index, self.list.sorted_by, self.list.empty)

    async def _act(self, call: Call) -> None:
        article = self.current
        match call.command:
            case "open-article" if article:
                self._open_article(article)
            case "archive" if article:
                archived = not article.archived
                self.library.articles.archive(article, archived=archived)
                self.reload()
                self.status.say("archived: u fetches it back" if archived else "back in the library")
            case "remove" if article:
                await until_asked(self, self.run_worker(self._remove(article)))
            case "undo-library" | "redo-library":
                redo = call.command == "redo-library"
                label = self.library.articles.redo() if redo else self.library.articles.undo()
                self.reload()
                self.status.say(
                    f"{'redone' if redo else 'undone'}: {label}" if label else "nothing to undo here"
                )
            case "filter":
                await until_asked(self, self.run_worker(self._ask_filter()))
            case "clear-filter":
                self._set_filter("")
            case "sort":
                self._order = (self._order + 1) % len(_ORDERS)
                self.reload()
            case "show-archived":
                self._archive = not self._archive
                self.reload()
            case "commands":
                await until_asked(self, self.run_worker(self._commands()))
            case "help":
                entries = [
                    f"{keys:<18}  {meaning}  · {group}" for group, keys, meaning in key_table(self.keymap)
                ]
                await until_asked(self, self.run_worker(self._help(entries)))
            case "back":
                self.app.exit()
            case _:
                self.status.say("there is no article here")

    async def _remove(self, article: Article) -> None:
        marks = cell_of(article, "marks")
        about = f"“{article.title}”" + (f" with its annotations ({marks})" if marks else "")
        if await ask_yes(self, f"Remove {about}? It goes to the trash."):
            try:
                self.library.articles.remove(article)
            except ReaderError as error:
                self.status.say(str(error), error=True)
                return
            self.reload()
            self.status.say("removed: u brings it back")

    def _set_filter(self, text: str) -> None:
        self._filter = text
        self.reload()

    async def _ask_filter(self) -> None:
        before = self._filter
        answer = await ask_line(self, "Show articles with", before, live=self._set_filter)
        self._set_filter(before if answer is None else answer)

    async def _help(self, entries: list[str]) -> None:
        await ask_choice(self, "Keys", entries)

    async def _commands(self) -> None:
        names = {binding.command: binding for binding in bindings_of("library", self.keymap)}
        entries = [f"{name:<20}{'  '.join(b.keys):<26}{b.help}" for name, b in names.items()]
        index = await ask_choice(self, "Commands", entries)
        if index is not None:
            await self.run_command(Call(list(names)[index]))

    def on_article_list_clicked(self, message: ArticleList.Clicked) -> None:
        """A click lights an article, a second one opens it."""
        if message.index == self.list.index and self.current:
            self._open_article(self.current)
        else:
            self._go(message.index)
