"""Tags as a person types them, made into tags that every program takes."""

from __future__ import annotations

import re
import unicodedata

from reader.core.cleaning import clean_line

# What Obsidian does not take in a tag (the ASCII punctuation and the General Punctuation blocks), and the Japanese
# punctuation that it would take along by mistake.
_ILLEGAL = re.compile(r"[\u2000-\u206f\u2e00-\u2e7f'!\"#$%&()*+,.:;<=>?@^`{|}~\[\]\\、。「」『』【】]")


def tag_name(text: str) -> str:
    """One tag: NFKC, without a leading `#`, white space as `-`, nested by `/`; empty where nothing is left of it.

    A tag of digits alone is no tag in Obsidian and gets a leading `_`.
    """
    text = unicodedata.normalize("NFKC", clean_line(text))
    text = _ILLEGAL.sub("", re.sub(r"\s+", "-", text.strip()))
    parts = [part.strip("-") for part in text.split("/")]
    name = "/".join(part for part in parts if part)
    return f"_{name}" if name and re.fullmatch(r"[\d/_-]+", name) and not name.startswith("_") else name


def tag_names(text: str) -> tuple[str, ...]:
    """The tags in one line, separated by spaces or commas (Japanese ones too), each once, in order."""
    names = (tag_name(piece) for piece in re.split(r"[\s,、，]+", text))
    seen: dict[str, str] = {}
    for name in names:
        if name:
            seen.setdefault(name.casefold(), name)
    return tuple(seen.values())


def completions(typed: str, known: list[str]) -> list[str]:
    """The known tags (the most used first) that begin with what is typed, then those that hold it."""
    needle = tag_name(typed).casefold()
    if not needle:
        return list(known)
    starting = [tag for tag in known if tag.casefold().startswith(needle)]
    holding = [tag for tag in known if needle in tag.casefold() and tag not in starting]
    return starting + holding
