"""Pairs of brackets and quotation marks, Japanese and Western."""

from __future__ import annotations

PAIRED = {
    "「": "」",
    "『": "』",
    "（": "）",
    "【": "】",
    "〈": "〉",
    "《": "》",
    "〔": "〕",
    "［": "］",
    "(": ")",
    "[": "]",
    "{": "}",
    "“": "”",
    "‘": "’",
    "«": "»",
}
_OPENED_BY = {closer: opener for opener, closer in PAIRED.items()}


def pairs(text: str) -> list[tuple[int, int]]:
    """The matched pairs in `text` as half-open spans that take in both brackets, in the order in which they close.

    A bracket without its partner is passed over and hides nothing. Straight double quotes pair up two by two.

        "a「b（c）d」" -> [(3, 6), (1, 8)]
    """
    found: list[tuple[int, int]] = []
    open_at: list[int] = []
    quote: int | None = None
    for index, character in enumerate(text):
        if character in PAIRED:
            open_at.append(index)
        elif opener := _OPENED_BY.get(character):
            # Openers between a closer and its own partner never close.
            for depth in range(len(open_at) - 1, max(len(open_at) - 16, -1), -1):
                if text[open_at[depth]] == opener:
                    found.append((open_at[depth], index + 1))
                    del open_at[depth:]
                    break
        elif character == '"':
            if quote is None:
                quote = index
            else:
                found.append((quote, index + 1))
                quote = None
        elif character == "\n":
            open_at.clear()
            quote = None
    return found
