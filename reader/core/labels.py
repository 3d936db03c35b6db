"""Labels to jump by: short, on the home row, none the beginning of another."""

from __future__ import annotations

#: The home row's keys, the strongest fingers first.
HOME_ROW = "fjdkslagh"


def labels(count: int) -> list[str]:
    """`count` labels, the easiest first: single keys when they suffice, else pairs, beyond 81 of them triples."""
    size = 1
    while len(HOME_ROW) ** size < count:
        size += 1
    found = [""]
    for _ in range(size):
        found = [label + key for label in found for key in HOME_ROW]
    # Pairs whose two keys are near each other in HOME_ROW come first, so that the nearest places get the easiest.
    found.sort(key=lambda label: sum(map(HOME_ROW.index, label)))
    return found[:count]


def nearest_first(offsets: list[int], cursor: int) -> dict[int, str]:
    """A label for each offset; those nearest to `cursor` get the easiest."""
    order = sorted(offsets, key=lambda offset: (abs(offset - cursor), offset))
    return dict(zip(order, labels(len(order)), strict=True))
