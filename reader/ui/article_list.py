"""The library's list: one row an article, in columns that give way to the title when there is little room."""

from __future__ import annotations

from dataclasses import dataclass

from rich.style import Style
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from reader.core.widths import cell_len, truncated
from reader.store.records import Article
from reader.ui.colours import Colours
from reader.ui.drawing import plain, strip

#: The columns besides the title: name, width in cells, and from which total width on they are shown.
COLUMNS = (
    ("author", 18, 100),
    ("date", 10, 70),
    ("length", 7, 60),
    ("read", 5, 40),
    ("marks", 6, 50),
    ("opened", 10, 110),
)


def cell_of(article: Article, column: str) -> str:
    """What a column shows of an article."""
    match column:
        case "author":
            return article.author
        case "date":
            return article.published
        case "length":
            return f"{article.words:,}" + ("✂" if article.trimmed else "")
        case "read":
            return f"{article.progress:.0%}" if article.opened else ""
        case "marks":
            return (
                f"{article.annotations}" + (f"+{article.notes}" if article.notes else "")
                if article.annotations
                else ""
            )
        case _:
            return article.opened[:10]


class ArticleList(Widget, can_focus=False):
    """Draws the rows in view and the head above them."""

    DEFAULT_CSS = "ArticleList { width: 1fr; height: 1fr; }"

    @dataclass
    class Clicked(Message):
        """The mouse was pressed on a row; `chosen` on the second time."""

        index: int

    def __init__(self, colours: Colours) -> None:
        super().__init__()
        self.colours = colours
        self.articles: list[Article] = []
        self.index = 0
        self.sorted_by = ""
        self.empty = ""
        self._top = 0

    def show(self, articles: list[Article], index: int, sorted_by: str, empty: str) -> None:
        """Show these articles with one lit; `empty` is said where there is none."""
        self.articles, self.index, self.sorted_by, self.empty = articles, index, sorted_by, empty
        self._follow()
        self.refresh()

    @property
    def page(self) -> int:
        """The articles in view."""
        return max(self.size.height - 1, 1)

    def _follow(self) -> None:
        self._top = max(min(self._top, self.index), self.index - self.page + 1, 0)

    def on_resize(self) -> None:
        """Keep the lit row in view."""
        self._follow()
        self.refresh()

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """A row was pressed."""
        index = self._top + event.y - 1
        if event.y >= 1 and index < len(self.articles):
            self.post_message(self.Clicked(index))

    def render_line(self, y: int) -> Strip:
        """The head, then a row an article."""
        colours, width = self.colours, self.size.width
        columns = [(name, size) for name, size, least in COLUMNS if width >= least]
        room = max(width - 3 - sum(size + 2 for _, size in columns), 4)
        if y == 0:
            cells = [("title", room), *columns]
            style = colours.style(colours.faint)
            shown = "  ".join(
                _padded(name + (" ▾" if name == self.sorted_by else ""), size) for name, size in cells
            )
            return strip([("  ", style), (shown, style)], width, style)
        index = self._top + y - 1
        if index >= len(self.articles):
            style = colours.style(colours.faint)
            return strip([(f"  {self.empty}" if not self.articles and y == 2 else "", style)], width, style)
        article = self.articles[index]
        lit = index == self.index
        back = colours.lamp if lit else colours.paper
        ink = colours.style(colours.heading if lit else colours.ink, back, bold=lit)
        faint = colours.style(colours.faint, back)
        if not colours.coloured:
            ink = faint = Style(reverse=lit)
        pieces = [("› " if lit else "  ", ink), (_padded(article.title, room), ink)]
        for name, size in columns:
            pieces += [
                ("  ", faint),
                (_padded(cell_of(article, name), size, right=name in ("length", "read", "marks")), faint),
            ]
        return strip(pieces, width, ink)


def _padded(text: str, width: int, *, right: bool = False) -> str:
    """A text in exactly `width` cells."""
    text = truncated(plain(text), width)
    space = " " * (width - cell_len(text))
    return space + text if right else text + space
