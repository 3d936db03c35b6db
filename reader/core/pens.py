"""Pens: a letter, a name, a colour and the tags that it gives, so that a colour has a meaning."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from reader.core.cleaning import clean_line
from reader.core.errors import ReaderError
from reader.core.tags import tag_name


class PenError(ReaderError):
    """A pen in the settings that cannot be used."""


@dataclass(frozen=True, slots=True)
class Pen:
    """How a highlight is made. `colour` is `#rrggbb`."""

    letter: str
    name: str
    colour: str
    tags: tuple[str, ...] = ()


PLAIN = Pen("h", "plain", "#e5c453")

DEFAULT_PENS: tuple[Pen, ...] = (
    PLAIN,
    Pen("i", "important", "#f0756a", ("important",)),
    Pen("q", "question", "#6fb1f0", ("question",)),
    Pen("d", "definition", "#7fc97a", ("definition",)),
    Pen("e", "evidence", "#c792ea", ("evidence",)),
)


def pens_from(settings: Mapping[str, Any]) -> tuple[Pen, ...]:
    """The default pens with those of the settings over them: `{"k": {"name": ..., "colour": "#rrggbb", "tags": [...]}}`.

    Raises PenError where a pen cannot be understood.
    """
    pens = {pen.letter: pen for pen in DEFAULT_PENS}
    for letter, entry in settings.items():
        if not (len(letter) == 1 and letter.isascii() and letter.isalpha() and isinstance(entry, Mapping)):
            raise PenError(
                f"a pen needs one letter and a table of its own; {clean_line(str(letter))!r} is not such a pen"
            )
        before = pens.get(letter, Pen(letter, letter, PLAIN.colour))
        colour = str(entry.get("colour", before.colour))
        if not re.fullmatch(r"#[0-9a-fA-F]{6}", colour):
            raise PenError(f"the colour of pen {letter!r} has to look like #e5c453")
        tags = entry.get("tags", before.tags)
        if not isinstance(tags, (list, tuple)):
            raise PenError(f"the tags of pen {letter!r} have to be a list")
        names = tuple(name for name in map(tag_name, map(str, tags)) if name)
        pens[letter] = Pen(letter, clean_line(str(entry.get("name", before.name))) or letter, colour, names)
    return tuple(pens.values())


def pen_named(pens: tuple[Pen, ...], letter: str) -> Pen:
    """The pen with that letter; for a letter that has no pen any more, one in the plain pen's colour."""
    return next((pen for pen in pens if pen.letter == letter), Pen(letter, letter, PLAIN.colour))
