"""Which character set a file is in: decided in the order that was right most often on Japanese and English samples."""

from __future__ import annotations

import codecs
import re

from reader.formats.errors import SourceError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ISO_2022_JP = re.compile(rb"\x1b\$[@B]|\x1b\([IJ]")
# Plain strings: `re` compiles them when they are first needed, and UTF-8, which nearly every file is, needs none.
_BINARY_CONTROL = rb"[\x00-\x06\x0e-\x1a\x1c-\x1f]"
_COMMON = "[\u3001-\u3002\u3040-\u30ff\u4e00-\u9fff\uff01-\uff5e]"
_PLAUSIBLE = "[\\s\u0020-\u007e\u2010-\u2026\u3000-\u30ff\u4e00-\u9fff\uff01-\uff5e]"
_KANA_OR_ASCII = "[\\s\u0020-\u007e\u3001-\u30ff]"
_HALF_KANA = "[\uff61-\uff9f]"
#: How much of a file is looked at to guess, in bytes.
_SAMPLE = 64_000


def decode(data: bytes, name: str) -> str:
    """The text of a file. `name` is for the message.

    Raises SourceError when the bytes are no text in any character set that is known here.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data.decode(encoding, errors="replace")
    if _ISO_2022_JP.search(data[:_SAMPLE]) and (text := _strict(data, "iso2022_jp_3")) is not None:
        return text
    if (text := _strict(data, "utf-8")) is not None and "\x00" not in text[:_SAMPLE]:
        return text
    sample = data[:_SAMPLE]
    if encoding := _utf_16_without_bom(sample):
        return data.decode(encoding, errors="replace")
    if len(re.findall(_BINARY_CONTROL, sample)) > len(sample) // 200:
        raise SourceError(f"{name} is not a text file")
    best = max(("cp932", "euc_jis_2004"), key=lambda encoding: _japanese_score(data, encoding))
    if _japanese_score(data, best) > 0:
        return data.decode(best)
    western = _strict(data, "cp1252")
    high = sum(byte >= 0x80 for byte in sample)
    if western is not None and high <= len(sample) // 4:
        return western
    raise SourceError(f"{name} is not text in any character set that reader knows")


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _utf_16_without_bom(sample: bytes) -> str:
    """The byte order in which nearly all of the sample is ASCII, kana and common kanji; else empty."""
    for encoding in ("utf-16-le", "utf-16-be"):
        text = sample[: len(sample) & ~1].decode(encoding, errors="replace")
        if len(re.findall(_PLAUSIBLE, text)) > 0.95 * len(text) and len(
            re.findall(_KANA_OR_ASCII, text)
        ) > 0.3 * len(text):
            return encoding
    return ""


def _japanese_score(data: bytes, encoding: str) -> float:
    """The share of common Japanese characters among those that are not ASCII; 0 where the bytes do not decode."""
    text = _strict(data, encoding)
    if text is None:
        return 0.0
    high = [character for character in text[:_SAMPLE] if character > "\x7f"]
    if not high:
        return 0.0
    sample = "".join(high)
    return (len(re.findall(_COMMON, sample)) - len(re.findall(_HALF_KANA, sample)) * 0.5) / len(high)
