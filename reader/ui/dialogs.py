"""Questions to the person: a line of text with suggestions, a choice from a list, yes or no."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from reader.core.folding import fold
from reader.core.widths import truncated
from reader.ui.drawing import plain
from reader.ui.field_keys import ran_bound_key

T = TypeVar("T")
Suggest = Callable[[str], list[str]]

_FRAME = """
    {name} {{ align: center bottom; background: transparent; }}
    {name} Vertical {{ width: 1fr; max-width: 92; height: auto; max-height: 80%; padding: 0 1; background: $panel; }}
    {name} #title {{ height: auto; max-height: 3; color: $text-muted; }}
    {name} Input, {name} Input:focus {{ border: none; height: 1; padding: 0; background: $panel; background-tint: $panel 0%; }}
    {name} OptionList, {name} OptionList:focus {{ border: none; height: auto; max-height: 16; padding: 0; background: $panel; }}
"""


def _title(text: str) -> Static:
    return Static(plain(text), id="title", markup=False)


class Question(ModalScreen[T]):
    """A dialog that is answered once: keys that come after the answer find it gone, and do nothing."""

    _answered = False

    def answer(self, value: T | None) -> None:
        """Close with an answer; later ones are not heard."""
        if not self._answered:
            self._answered = True
            self.dismiss(value)

    def action_leave(self) -> None:
        """Close without an answer."""
        self.answer(None)


class Line(Input):
    """The line of a dialog. Keys that mean something to the dialog around it are passed on in their turn."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "screen.leave", "leave", show=False),
        Binding("down,ctrl+n", "screen.next(1)", "next", show=False),
        Binding("up,ctrl+p", "screen.next(-1)", "previous", show=False),
        Binding("pagedown", "screen.next(9)", "page", show=False),
        Binding("pageup", "screen.next(-9)", "page", show=False),
        Binding("tab", "screen.complete", "complete", show=False),
    ]

    async def _on_key(self, event: events.Key) -> None:
        if not await ran_bound_key(self, event):
            await super()._on_key(event)


class LineDialog(Question[str]):
    """Asks for a line. `suggest` gives what could be meant; the choice made is the text itself. None: not answered."""

    AUTO_FOCUS = "Input"
    DEFAULT_CSS = _FRAME.format(name="LineDialog")

    def __init__(
        self,
        title: str,
        value: str = "",
        suggest: Suggest | None = None,
        *,
        by_number: bool = False,
        several: bool = False,
        live: Callable[[str], None] | None = None,
    ) -> None:
        """`by_number`: a digit typed first takes that suggestion. `several`: suggestions complete the last word only.
        `live` is told of each change of the text."""
        super().__init__()
        self._question = title
        self._value = value
        self._suggest = suggest
        self._by_number = by_number
        self._several = several
        self._live = live
        self._shown: list[str] = []
        self._numbered: list[str] = []

    def compose(self) -> ComposeResult:
        """Question, suggestions, line."""
        with Vertical():
            yield _title(self._question)
            if self._suggest:
                yield OptionList(markup=False)
            yield Line(self._value, select_on_focus=False)

    def on_mount(self) -> None:
        """Offer what there is before the first letter."""
        self.query_one(Input).focus()
        self._offer(self._value)

    def _last_word(self, text: str) -> str:
        return text.rpartition(" ")[2] if self._several else text

    def _offer(self, text: str) -> None:
        if self._suggest is None:
            return
        self._shown = self._suggest(self._last_word(text))[:9]
        options = self.query_one(OptionList)
        options.clear_options()
        numbered = self._by_number and not self._last_word(text)
        if numbered:
            self._numbered = list(self._shown)
        room = max(min(self.size.width, 92) - 6, 10)
        options.add_options(
            Option(Content(plain(truncated(f"{n} {entry}" if numbered else entry, room))))
            for n, entry in enumerate(self._shown, 1)
        )
        options.highlighted = None

    def on_input_changed(self, event: Input.Changed) -> None:
        """Offer what fits."""
        text = event.value
        word = self._last_word(text)
        if self._by_number and len(word) == 1 and word in "123456789" and int(word) <= len(self._numbered):
            line = self.query_one(Input)
            line.value = text[:-1] + self._numbered[int(word) - 1] + " "
            line.cursor_position = len(line.value)
            return
        self._offer(text)
        if self._live:
            self._live(text)

    def action_next(self, step: int) -> None:
        """Walk through the suggestions."""
        if not self._shown:
            return
        options = self.query_one(OptionList)
        at = options.highlighted
        options.highlighted = (
            (0 if step > 0 else len(self._shown) - 1) if at is None else (at + step) % len(self._shown)
        )

    def action_complete(self) -> None:
        """Take the suggestion that is lit, or the first one."""
        if not self._shown:
            return
        chosen = self._shown[self.query_one(OptionList).highlighted or 0]
        line = self.query_one(Input)
        before = line.value[: len(line.value) - len(self._last_word(line.value))]
        line.value = before + chosen + (" " if self._several else "")
        line.cursor_position = len(line.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """The answer: a suggestion that was walked to counts as typed."""
        event.stop()
        if self._suggest and self.query_one(OptionList).highlighted is not None:
            self.action_complete()
        self.answer(self.query_one(Input).value)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A suggestion was clicked."""
        event.stop()
        self.action_complete()
        self.query_one(Input).focus()


class ChoiceDialog(Question[int]):
    """A list to choose from, narrowed as one types. Gives the index of the chosen entry, or None."""

    AUTO_FOCUS = "Input"
    DEFAULT_CSS = _FRAME.format(name="ChoiceDialog")

    def __init__(self, title: str, entries: list[str], chosen: int = 0) -> None:
        super().__init__()
        self._question = title
        self._entries = entries
        self._folded = [fold(entry) for entry in entries]
        self._chosen = chosen
        self._shown = list(range(len(entries)))

    def compose(self) -> ComposeResult:
        """Title, list, the line that narrows it."""
        with Vertical():
            yield _title(self._question)
            yield OptionList(markup=False)
            yield Line(placeholder="type to narrow")

    def on_mount(self) -> None:
        """Show everything, the given entry lit."""
        self.query_one(Input).focus()
        self._offer("")
        self.query_one(OptionList).highlighted = self._chosen if self._entries else None

    def _offer(self, text: str) -> None:
        words = fold(text).split()
        fitting = [n for n, entry in enumerate(self._folded) if all(word in entry for word in words)]
        # What is called so comes before what only speaks of it: `trash` is the command of that name.
        self._shown = sorted(fitting, key=lambda n: self._rank(self._folded[n], fold(text).strip()))
        options = self.query_one(OptionList)
        options.clear_options()
        room = max(min(self.size.width, 92) - 6, 10)
        options.add_options(Option(Content(plain(truncated(self._entries[n], room)))) for n in self._shown)
        options.highlighted = 0 if self._shown else None

    @staticmethod
    def _rank(entry: str, typed: str) -> int:
        name = entry.split(" ", 1)[0]
        return 0 if name == typed else 1 if entry.startswith(typed) else 2 if typed in name else 3

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow the list."""
        self._offer(event.value)

    def action_next(self, step: int) -> None:
        """Walk through the list."""
        options = self.query_one(OptionList)
        if self._shown:
            options.highlighted = max(0, min((options.highlighted or 0) + step, len(self._shown) - 1))

    def action_complete(self) -> None:
        """Tab walks on: in a list that one chooses from there is nothing to complete."""
        self.action_next(1)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """The lit entry is the answer."""
        event.stop()
        at = self.query_one(OptionList).highlighted
        self.answer(self._shown[at] if at is not None and self._shown else None)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """An entry was clicked."""
        event.stop()
        self.answer(self._shown[event.option_index])


class _Question(Vertical, can_focus=True):
    """A box that takes the keys of a question without a line."""


class ConfirmDialog(Question[bool]):
    """A question that only `y` says yes to."""

    AUTO_FOCUS = "_Question"
    DEFAULT_CSS = _FRAME.format(name="ConfirmDialog")

    def __init__(self, question: str) -> None:
        super().__init__()
        self._question = question

    def compose(self) -> ComposeResult:
        """The question."""
        with _Question():
            yield _title(f"{self._question}  y yes · n no")

    def on_key(self, event: events.Key) -> None:
        """Any key answers."""
        event.stop()
        self.answer(event.character in ("y", "Y", "ｙ"))
