"""Annotations as values, and the pure steps that change them.

*annotation*: a span with a pen, a note and tags; a bare highlight is one with an empty note; an article note has no
span. *state*: how sure its place is (`ok`, `moved`, `fuzzy`, `orphan`). *change*: one step that can be undone.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate

from reader.core.anchors import Anchor
from reader.core.document import Span


@dataclass(frozen=True, slots=True)
class Annotation:
    """What a person made of a stretch of text. Times are ISO, UTC; `deleted` is empty while it is alive."""

    id: str
    article: str
    anchor: Anchor | None
    pen: str
    note: str = ""
    tags: tuple[str, ...] = ()
    state: str = "ok"
    created: str = ""
    updated: str = ""
    deleted: str = ""

    @property
    def span(self) -> Span | None:
        """Where it stands; None for an article note and for an orphan, which has no place in this text."""
        if self.anchor is None or self.state == "orphan":
            return None
        return self.anchor.span

    @property
    def exact(self) -> str:
        """The text that it marks; empty for an article note."""
        return self.anchor.exact if self.anchor else ""


def reading_order(annotation: Annotation) -> tuple[int, int, str]:
    """The key to sort by: article notes first, then by place, the longer before what it holds; orphans by their old place."""
    if annotation.anchor is None:
        return (-1, 0, annotation.id)
    return (annotation.anchor.start, -annotation.anchor.end, annotation.id)


Pair = tuple[Annotation | None, Annotation | None]


@dataclass(frozen=True, slots=True)
class Change:
    """One undoable step: what each annotation was before (None: it was not there) and is after."""

    label: str
    pairs: tuple[Pair, ...]

    def inverted(self) -> Change:
        """The step that undoes this one."""
        return Change(self.label, tuple((after, before) for before, after in self.pairs))


@dataclass(frozen=True)
class AnnotationSet:
    """The living annotations of one article in reading order, with lookups that do not grow with their number."""

    annotations: tuple[Annotation, ...] = ()

    @classmethod
    def of(cls, annotations: Iterable[Annotation]) -> AnnotationSet:
        """The living ones among `annotations`, sorted."""
        return cls(tuple(sorted((a for a in annotations if not a.deleted), key=reading_order)))

    def __len__(self) -> int:
        return len(self.annotations)

    @cached_property
    def placed(self) -> tuple[Annotation, ...]:
        """Those with a place in the text, in order."""
        return tuple(a for a in self.annotations if a.span is not None)

    @cached_property
    def _starts(self) -> list[int]:
        return [a.anchor.start for a in self.placed if a.anchor]

    @cached_property
    def _furthest_ends(self) -> list[int]:
        return list(accumulate((a.anchor.end for a in self.placed if a.anchor), max))

    def touching(self, span: Span) -> list[Annotation]:
        """Those that share text with `span`, in reading order."""
        # The ends seen so far only grow, so both borders of the candidates are found by bisection.
        low = bisect_right(self._furthest_ends, span.start)
        high = bisect_left(self._starts, span.end)
        return [a for a in self.placed[low:high] if a.span and a.span.overlaps(span)]

    def after(self, offset: int) -> Annotation | None:
        """The first that starts after `offset`."""
        index = bisect_right(self._starts, offset)
        return self.placed[index] if index < len(self.placed) else None

    def before(self, offset: int) -> Annotation | None:
        """The last that starts before `offset`."""
        index = bisect_left(self._starts, offset) - 1
        return self.placed[index] if index >= 0 else None

    def get(self, identity: str) -> Annotation | None:
        """The annotation with that id."""
        return self._by_id.get(identity)

    @cached_property
    def _by_id(self) -> dict[str, Annotation]:
        return {a.id: a for a in self.annotations}

    def applied(self, change: Change) -> AnnotationSet:
        """The set after a change."""
        gone = {a.id for pair in change.pairs for a in pair if a}
        added = [after for _, after in change.pairs if after]
        return AnnotationSet.of([*(a for a in self.annotations if a.id not in gone), *added])


def target(annotations: AnnotationSet, span: Span, focused: str | None) -> Annotation | None:
    """The annotation that a verb on `span` means, if any.

    The focused one (jumped to by `]a` or in the notes pane) when it touches the span; else the narrowest that covers the
    span whole; else none, and the verb makes a new one.
    """
    touching = annotations.touching(span)
    for annotation in touching:
        if annotation.id == focused:
            return annotation
    covering = [a for a in touching if a.span and a.span.covers(span)]
    return min(covering, key=lambda a: a.span.end - a.span.start if a.span else 0, default=None)


def marked(annotation: Annotation | None, span: Span) -> bool:
    """Whether an annotation marks just this span."""
    return annotation is not None and annotation.span == span


def merged(base: Annotation, theirs: Annotation, ours: Annotation) -> Annotation:
    """`ours` and `theirs`, both made from `base`, as one: each field that only one side changed is as that side has it.

    Where both wrote a note, theirs comes first and ours beneath. Tags: what either side added, less what either took
    away. A deletion holds only against no other change: an annotation that somebody worked on is not lost.
    """
    values = {}
    for name in ("anchor", "pen", "state"):
        before, other, own = getattr(base, name), getattr(theirs, name), getattr(ours, name)
        values[name] = other if own == before else own
    note = theirs.note if ours.note == base.note else ours.note
    if base.note not in (ours.note, theirs.note) and ours.note != theirs.note:
        note = "\n\n".join(filter(None, (theirs.note, ours.note)))
    gone = (set(base.tags) - set(ours.tags)) | (set(base.tags) - set(theirs.tags))
    tags = dict.fromkeys(tag for tag in (*theirs.tags, *ours.tags) if tag not in gone)
    deleted = ours.deleted if ours.deleted != base.deleted else theirs.deleted
    if theirs.deleted and not ours.deleted:
        deleted = ""
    return replace(ours, **values, note=note, tags=tuple(tags), deleted=deleted)


def with_tags(annotation: Annotation, tags: Iterable[str], now: str) -> Annotation:
    """The annotation with exactly these tags, each once whatever its case."""
    seen: dict[str, str] = {}
    for tag in tags:
        seen.setdefault(tag.casefold(), tag)
    return replace(annotation, tags=tuple(seen.values()), updated=now)
