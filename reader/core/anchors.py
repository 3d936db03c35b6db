"""How an annotation finds its place: the version of the text, the offsets, and the text itself with its surroundings."""

from __future__ import annotations

from dataclasses import dataclass

from reader.core.document import Span

#: Code points of context kept on each side: the least, and the most that is taken to make the place unique.
_CONTEXT, _MOST_CONTEXT = 32, 128


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place in one version of a text. `describe` makes it, `resolve` finds it again."""

    version: str
    start: int
    end: int
    exact: str
    prefix: str
    suffix: str

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


def describe(text: str, span: Span, version: str) -> Anchor:
    """The anchor of `span`: context grows until it is unique in the text, up to 128 code points a side."""
    exact = text[span.start : span.end]
    reach = _CONTEXT
    while True:
        prefix = text[max(span.start - reach, 0) : span.start]
        suffix = text[span.end : span.end + reach]
        whole = prefix + exact + suffix
        if reach >= _MOST_CONTEXT or text.find(whole, text.find(whole) + 1) < 0:
            return Anchor(version, span.start, span.end, exact, prefix, suffix)
        reach *= 2


def resolve(text: str, anchor: Anchor) -> tuple[Span | None, str]:
    """Where the anchor's text stands in another version, with the state (`ok`, `moved` or `orphan`).

    Only an exact, unambiguous place counts: text that stands where it stood with the same neighbours, text found once
    with its whole context, or found once at all. A wrong place is the worst result, so all else is an orphan.
    """
    exact = anchor.exact
    neighbours = anchor.prefix[-8:], anchor.suffix[:8]
    if not exact:
        return None, "orphan"
    start, end = anchor.start, anchor.end
    same_place = (
        text[start:end] == exact
        and text[:start].endswith(neighbours[0])
        and text.startswith(neighbours[1], end)
    )
    if same_place:
        return Span(start, end), "ok"
    for before, after in (
        (anchor.prefix, anchor.suffix),
        (*neighbours,),
        (neighbours[0], ""),
        ("", neighbours[1]),
        ("", ""),
    ):
        needle = before + exact + after
        at = text.find(needle)
        if at >= 0 and text.find(needle, at + 1) < 0:
            return Span(at + len(before), at + len(before) + len(exact)), "moved"
    return None, "orphan"
