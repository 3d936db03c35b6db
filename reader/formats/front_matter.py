"""The front matter of a Markdown file: YAML between `---`, TOML between `+++`."""

from __future__ import annotations

import io
import re
import tomllib
from collections.abc import Mapping
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from reader.core.cleaning import clean_line
from reader.core.document import Metadata
from reader.core.tags import tag_name

#: Longer front matter (code points) is text, whatever it says.
_LONGEST = 65_536
_FRONT_MATTER = re.compile(
    r"\A(?P<fence>---|\+\+\+)[ \t]*\n(?P<inside>.*?)(?:^|\n)(?P=fence)[ \t]*(?:\n|\Z)",
    re.DOTALL | re.MULTILINE,
)


def split_front_matter(text: str) -> tuple[Mapping[str, Any], str]:
    """The front matter and the text after it. What cannot be read as front matter stays in the text."""
    match = _FRONT_MATTER.match(text[: _LONGEST + 16])
    if not match:
        return {}, text
    try:
        values = tomllib.loads(match["inside"]) if match["fence"] == "+++" else _yaml(match["inside"])
    except (YAMLError, ValueError, LookupError, ArithmeticError, TypeError, AttributeError, RecursionError):
        # The YAML library lets its own errors out for some malformed scalars (`!!bool foo`, `!!int ""`).
        return {}, text
    return (values, text[match.end() :]) if isinstance(values, Mapping) else ({}, text)


def _yaml(text: str) -> Any:
    if re.search(r"(?:^|[\s\[{,:-])[&*][^\s]", text):
        # Anchors and aliases have no place in front matter, and are how a small file becomes an enormous value.
        raise ValueError("front matter with anchors")
    return YAML(typ="safe", pure=True).load(io.StringIO(text)) or {}


def metadata_of(values: Mapping[str, Any]) -> Metadata:
    """Title, author, date, source and tags, each as far as the front matter has it in a form that makes sense."""
    tags = values.get("tags", values.get("tag", ()))
    if isinstance(tags, str):
        tags = re.split(r"[\s,、，]+", tags)
    names = (tag_name(str(tag)) for tag in tags) if isinstance(tags, (list, tuple)) else ()
    published = re.match(r"\d{4}-\d{2}-\d{2}", str(values.get("date", values.get("published", ""))))
    return Metadata(
        title=_line(values.get("title")),
        author=_line(values.get("author", values.get("authors"))),
        published=published[0] if published else "",
        source=_line(values.get("source", values.get("source_url", values.get("url")))),
        tags=tuple(dict.fromkeys(name for name in names if name)),
    )


def _line(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return ", ".join(filter(None, map(_line, value)))
    return clean_line(str(value)) if isinstance(value, (str, int, float)) else ""
