"""The colours of text, cursor, selection and pens, for dark and light themes and for terminals without colour."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from rich.color import Color
from rich.style import Style

from reader.core.document import Block, Kind, MarkKind


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


@lru_cache(maxsize=256)
def blended(front: str, back: str, share: float) -> str:
    """`front` over `back`, `share` of it (0 to 1), all as `#rrggbb`."""
    mixed = (round(f * share + b * (1 - share)) for f, b in zip(_rgb(front), _rgb(back), strict=True))
    return "#{:02x}{:02x}{:02x}".format(*mixed)


@dataclass(frozen=True)
class Colours:
    """One set of styles. Without colour, cursor and pens are told by reverse, underline and the letters in the margin."""

    paper: str = "#16181d"
    ink: str = "#d7dae0"
    faint: str = "#868d99"
    accent: str = "#8ab4f8"
    heading: str = "#f2f4f8"
    panel: str = "#1b1e25"
    lamp: str = "#2a2f3a"
    selected: str = "#3d5a8a"
    hit: str = "#6b5a1e"
    code: str = "#1f232b"
    label: str = "#ffcf5c"
    error: str = "#ff8a80"
    coloured: bool = True

    def style(
        self,
        colour: str | None = None,
        back: str | None = None,
        *,
        bold: bool = False,
        italic: bool = False,
        underline: bool = False,
    ) -> Style:
        """A style in this set; colours are dropped where there are none."""
        shape = Style(bold=bold or None, italic=italic or None, underline=underline or None)
        return shape + Style(color=colour or self.ink, bgcolor=back or self.paper) if self.coloured else shape

    def block_style(self, block: Block) -> Style:
        """How the text of a block is drawn."""
        match block.kind:
            case Kind.HEADING:
                return self.style(self.heading, bold=True, underline=block.level == 1)
            case Kind.CAPTION:
                return self.style(self.faint)
            case Kind.QUOTE:
                return self.style(self.ink, italic=True)
            case Kind.CODE:
                return self.style(self.ink, self.code)
            case _:
                return self.style()

    def mark_style(self, kind: MarkKind) -> Style:
        """What a mark adds to the style of its block."""
        match kind:
            case MarkKind.STRONG:
                return Style(bold=True)
            case MarkKind.EMPHASIS:
                return Style(italic=True)
            case MarkKind.CODE:
                return Style(bgcolor=self.code) if self.coloured else Style(bold=True)
            case MarkKind.LINK:
                return Style(color=self.accent, underline=True) if self.coloured else Style(underline=True)

    def pen_style(self, colours: list[str], *, lit: bool) -> Style:
        """What highlights add: the narrowest one's colour behind the text; an underline where several lie over each other.

        `lit`: the text is in the current sentence, where the colour is stronger.
        """
        several = len(colours) > 1
        if not self.coloured:
            return Style(underline=True, bold=several)
        behind = self.paper
        for colour in colours:
            behind = blended(colour, behind, 0.5 if lit else 0.3)
        return Style(bgcolor=behind, underline=True if several else None)

    @property
    def lamp_style(self) -> Style:
        """The current sentence."""
        return Style(bgcolor=self.lamp) if self.coloured else Style(reverse=True)

    @property
    def selected_style(self) -> Style:
        """The selection."""
        return Style(bgcolor=self.selected) if self.coloured else Style(reverse=True, bold=True)

    @property
    def hit_style(self) -> Style:
        """A hit of the search."""
        return Style(bgcolor=self.hit, bold=True) if self.coloured else Style(reverse=True, underline=True)

    @property
    def label_style(self) -> Style:
        """A label to jump by."""
        return (
            Style(color="#000000", bgcolor=self.label, bold=True)
            if self.coloured
            else Style(reverse=True, bold=True)
        )

    def letter_style(self, colour: str) -> Style:
        """A pen's letter or bar in the margin."""
        return (
            Style(color=Color.parse(colour), bgcolor=self.paper, bold=True)
            if self.coloured
            else Style(bold=True)
        )


DARK = Colours()
LIGHT = Colours(
    paper="#fbfaf6",
    ink="#26282c",
    faint="#74777d",
    accent="#1f5fbf",
    heading="#101114",
    panel="#f1efe8",
    lamp="#e6e9f2",
    selected="#b4cdf5",
    hit="#f3dd8b",
    code="#efede5",
    label="#ffcf5c",
    error="#b3261e",
)
MONOCHROME = Colours(coloured=False)
