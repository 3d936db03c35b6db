"""Text from outside made harmless: no control character, no escape sequence, no invisible trick ever goes further.

Textual writes control characters of content to the terminal as they are, so each string passes here when it comes in
and again where it becomes a drawn row.
"""

import re
import unicodedata

# Whole sequences go, not just their first byte: what would be left of "ESC ]52;c;aGk= BEL" is noise on the page.
_SEQUENCE = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"  # CSI
    r"|(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x9c\n]*(?:\x07|\x1b\\|\x9c)?"  # OSC, DCS, SOS, PM, APC
    r"|\x1b[ -/]*[0-~]?"
)
_CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_LINE_END = re.compile("\r\n?|[\u2028\u2029\x85]")
_SUSPECT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
# Compatibility ideographs are characters in their own right in names; NFC would replace them.
_COMPATIBILITY_IDEOGRAPHS = re.compile("([\uf900-\ufaff\U0002f800-\U0002fa1f]+)")


def clean_text(text: str) -> str:
    """Text of several lines without control characters (newline and tab stay), in NFC.

    Lone surrogates become U+FFFD; bidi overrides, embeddings, isolates and tag characters go; joiners, LRM, RLM and
    variation selectors stay. `clean_text(clean_text(x)) == clean_text(x)`.
    """
    if _SUSPECT.search(text):
        text = _LINE_END.sub("\n", text)
        text = _SEQUENCE.sub("", text)
        text = _CONTROL.sub("", text)
        text = _SURROGATE.sub("\ufffd", text)
    if unicodedata.is_normalized("NFC", text):
        return text
    pieces = _COMPATIBILITY_IDEOGRAPHS.split(text)
    pieces[::2] = [unicodedata.normalize("NFC", piece) for piece in pieces[::2]]
    return "".join(pieces)


def clean_line(text: str) -> str:
    """The same for a title, a name or a tag: one line, white space folded to single spaces, none at the ends.

    The ideographic space stays where it stands inside.
    """
    return re.sub(r"[\t\n ]+", " ", clean_text(text)).strip(" \u3000\u00a0")
