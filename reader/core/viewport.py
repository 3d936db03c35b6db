"""What of a long column of rows stands in view: pure steps on places.

*place*: where a row stands, as `(block, row)`: the row's number within its block, blank rows above the block included.
No step needs the number of a row counted from the start, so none grows with the length of the whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple, Protocol, TypeVar

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Place(NamedTuple):
    """A row by its block and its number in that block, both from 0."""

    block: int
    row: int


class Rows(Protocol[T_co]):
    """Blocks that are laid out as rows when asked; each block has at least one row."""

    def __len__(self) -> int: ...

    def rows(self, block: int, /) -> Sequence[T_co]: ...


def moved(rows_of: Rows[Any], place: Place, by: int) -> Place:
    """The place `by` rows further down (up when negative), stopping at the first and last row."""
    block, row = place
    row += by
    while row < 0 and block > 0:
        block -= 1
        row += len(rows_of.rows(block))
    if row < 0:
        return Place(0, 0)
    while row >= len(rows_of.rows(block)):
        if block == len(rows_of) - 1:
            return Place(block, len(rows_of.rows(block)) - 1)
        row -= len(rows_of.rows(block))
        block += 1
    return Place(block, row)


def last_place(rows_of: Rows[Any]) -> Place:
    """The place of the last row."""
    last = len(rows_of) - 1
    return Place(last, len(rows_of.rows(last)) - 1)


def window(rows_of: Rows[T], top: Place, height: int) -> list[tuple[Place, T]]:
    """At most `height` rows from `top` down."""
    found: list[tuple[Place, T]] = []
    block, first = top
    while len(found) < height and block < len(rows_of):
        rows = rows_of.rows(block)
        for number in range(first, min(len(rows), first + height - len(found))):
            found.append((Place(block, number), rows[number]))
        block, first = block + 1, 0
    return found


def bounded(rows_of: Rows[Any], top: Place, height: int) -> Place:
    """`top`, or the lowest top that still fills `height` rows where the article is long enough."""
    lowest = moved(rows_of, last_place(rows_of), 1 - height)
    return min(top, lowest)


def revealed(
    rows_of: Rows[Any], top: Place, height: int, first: Place, last: Place, margin: int = 2
) -> Place:
    """The top that shows the rows from `first` to `last`, as near to the present `top` as can be.

    `margin` rows stay between them and the edge. What is further than a screen away comes to a third of the height.
    """
    margin = min(margin, max((height - 1) // 3, 0))
    bottom = moved(rows_of, top, height - 1)
    if first < moved(rows_of, top, margin) or last > moved(rows_of, bottom, -margin):
        screen_up, screen_down = moved(rows_of, top, -height), moved(rows_of, bottom, height)
        if first < screen_up or last > screen_down:
            top = moved(rows_of, first, -(height // 3))
        else:
            top = max(top, moved(rows_of, last, margin + 1 - height))
            top = min(top, moved(rows_of, first, -margin))
    return bounded(rows_of, top, height)
