"""Text made comparable for search, with a way back to the text as it stands.

What folds together:

| folded | example |
|---|---|
| width and other compatibility forms (NFKC) | `ＡＢＣ` `ABC`; `ﾆｭｰｽ` `ニュース`; `㈱` `(株)` |
| case | `Straße` `STRASSE` |
| katakana and hiragana | `ニュース` `にゅーす` |
| dashes and wave dashes | `–` `—` `‐` `-`; `〜` `～` `~` |
| Latin diacritics | `café` `cafe` |
| curly and straight quotes | `’` `'` |

What stays apart: small and full kana (`ュ` `ユ`), voiced and unvoiced kana (`が` `か`), the long vowel mark.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

from reader.core.document import Span

# A base with what modifies it: half-width kana with a voicing mark, a letter with combining accents.
_CLUSTER = re.compile(r".[\uff9e\uff9f\u3099\u309a\u0300-\u036f]*", re.DOTALL)
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹣－"), "-") | dict.fromkeys(map(ord, "〜～∼"), "~")
_QUOTES = {ord("’"): "'", ord("‘"): "'", ord("“"): '"', ord("”"): '"'}
_HIRAGANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)} | {0x30FD: 0x309D, 0x30FE: 0x309E}


@lru_cache(maxsize=8192)
def _fold_cluster(cluster: str) -> str:
    if cluster.isascii():
        return cluster.lower()
    text = unicodedata.normalize("NFKC", cluster).translate(_DASHES).translate(_QUOTES).casefold()
    text = text.translate(_HIRAGANA)
    if any("LATIN" in unicodedata.name(c, "") for c in text):
        text = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """`text` as it is compared in search: the table above."""
    return "".join(map(_fold_cluster, _CLUSTER.findall(text)))


@dataclass(frozen=True)
class Folded:
    """A folded text that knows where each piece of it came from."""

    text: str
    #: Starts of the clusters, in the folded text and in the text as it stands.
    folded_starts: tuple[int, ...]
    starts: tuple[int, ...]
    length: int

    @classmethod
    def of(cls, text: str) -> Folded:
        """Fold a whole text, keeping the map."""
        pieces: list[str] = []
        folded_starts: list[int] = []
        starts: list[int] = []
        at = 0
        for match in _CLUSTER.finditer(text):
            piece = _fold_cluster(match.group())
            folded_starts.append(at)
            starts.append(match.start())
            pieces.append(piece)
            at += len(piece)
        return cls("".join(pieces), tuple(folded_starts), tuple(starts), len(text))

    def find_all(self, query: str) -> list[Span]:
        """Where `query` stands in the text, folded alike; spans of the unfolded text, in order, without overlaps."""
        needle = fold(query)
        spans: list[Span] = []
        at = self.text.find(needle) if needle else -1
        while at >= 0:
            first = bisect_right(self.folded_starts, at) - 1
            last = bisect_right(self.folded_starts, at + len(needle) - 1)
            spans.append(
                Span(self.starts[first], self.starts[last] if last < len(self.starts) else self.length)
            )
            at = self.text.find(needle, at + len(needle))
        return spans
