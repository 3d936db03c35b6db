"""Labels being typed: which are still possible, and what is to happen when one is complete."""

from __future__ import annotations

from collections.abc import Callable, Mapping


class LabelPicker:
    """Holds the labels on the screen, `offset -> label`, while one of them is typed."""

    def __init__(self) -> None:
        self.labels: dict[int, str] = {}
        self.typed = ""
        self._chosen: Callable[[int], None] | None = None

    def ask(self, labels: Mapping[int, str], chosen: Callable[[int], None]) -> None:
        """Offer labels; `chosen` gets the offset whose label is typed."""
        self.labels, self.typed, self._chosen = dict(labels), "", chosen

    def type(self, key: str) -> None:
        """One more key. A complete label ends the asking and is acted on; a key that fits none ends it too."""
        typed = self.typed + key
        left = {offset: label for offset, label in self.labels.items() if label.startswith(typed)}
        complete = next((offset for offset, label in left.items() if label == typed), None)
        if complete is None and left:
            self.labels, self.typed = left, typed
            return
        chosen, self._chosen = self._chosen, None
        self.labels, self.typed = {}, ""
        if complete is not None and chosen:
            chosen(complete)
