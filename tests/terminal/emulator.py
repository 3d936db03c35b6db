"""A terminal, as far as tests need one: it keeps what a program draws, and lists every control that reached it."""

from __future__ import annotations

import codecs
import re

from reader.core.widths import cell_len

_TOKEN = re.compile(
    r"\x1b\[(?P<parameters>[<=>?0-9;:]*)(?P<middle>[ -/]*)(?P<final>[@-~])"
    r"|\x1b\](?P<osc>[^\x07\x1b]*)(?:\x07|\x1b\\)"
    r"|\x1b[P_^X](?P<string>[^\x1b]*)\x1b\\"
    r"|\x1b(?P<escape>[ -/]*[0-OQ-WYZ\\`-~])"
    r"|(?P<control>[\x00-\x1a\x1c-\x1f\x7f-\x9f])"
    r"|(?P<text>[^\x00-\x1f\x7f-\x9f]+)"
)
_CUT = re.compile(r"\x1b(?:\[[<=>?0-9;:]*[ -/]*|[\]P_^X][^\x07\x1b]*\x1b?|[ -/]*)?\Z")


class Emulator:
    """A screen of `columns` by `rows` cells. Wide characters take two, the second one empty."""

    def __init__(self, columns: int, rows: int) -> None:
        self.columns, self.rows = columns, rows
        self.cells = [[" "] * columns for _ in range(rows)]
        self.x = self.y = 0
        self.osc: list[str] = []
        self.controls: set[str] = set()
        self.modes: set[str] = set()
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._rest = ""

    def feed(self, data: bytes) -> None:
        """Take what the program wrote."""
        text = self._rest + self._decoder.decode(data)
        self._rest = ""
        at = 0
        while at < len(text):
            match = _TOKEN.match(text, at)
            if match is None:
                if _CUT.match(text, at):
                    self._rest = text[at:]
                    return
                at += 1
                continue
            at = match.end()
            self._take(match)

    def _take(self, match: re.Match[str]) -> None:
        kind = match.lastgroup
        if match["text"] is not None:
            for character in match["text"]:
                self._draw(character)
        elif match["final"]:
            self._sequence(match["parameters"], match["final"])
        elif match["osc"] is not None:
            self.osc.append(match["osc"])
        elif kind == "control":
            self._control(match["control"])

    def _control(self, character: str) -> None:
        if character == "\n":
            self.y = min(self.y + 1, self.rows - 1)
        elif character == "\r":
            self.x = 0
        else:
            self.controls.add(character)

    def _draw(self, character: str) -> None:
        width = cell_len(character)
        if width == 0 or self.x + width > self.columns:
            return
        self.cells[self.y][self.x] = character
        if width == 2:
            self.cells[self.y][self.x + 1] = ""
        self.x += width

    def _sequence(self, parameters: str, final: str) -> None:
        if final in "hl" and parameters.startswith("?"):
            (self.modes.add if final == "h" else self.modes.discard)(parameters[1:])
            if parameters == "?1049":
                self.cells = [[" "] * self.columns for _ in range(self.rows)]
            return
        numbers = (
            [int(n) if n.isdigit() else 0 for n in parameters.split(";")]
            if not parameters or parameters[0] not in "<=>?"
            else [0]
        )
        first = numbers[0] if numbers else 0
        match final:
            case "H":
                self.y = min(max(first, 1), self.rows) - 1
                self.x = min(max(numbers[1] if len(numbers) > 1 else 1, 1), self.columns) - 1
            case "C":
                self.x = min(self.x + max(first, 1), self.columns - 1)
            case "D":
                self.x = max(self.x - max(first, 1), 0)
            case "A":
                self.y = max(self.y - max(first, 1), 0)
            case "B":
                self.y = min(self.y + max(first, 1), self.rows - 1)
            case "J" if first == 2:
                self.cells = [[" "] * self.columns for _ in range(self.rows)]
            case "K":
                self.cells[self.y][self.x :] = [" "] * (self.columns - self.x)

    def lines(self) -> list[str]:
        """What each row shows."""
        return ["".join(row).rstrip() for row in self.cells]

    def text(self) -> str:
        """What the screen shows."""
        return "\n".join(self.lines())
