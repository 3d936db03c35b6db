"""Articles and annotations as JSON, one object a line."""

from __future__ import annotations

import json
import re
from typing import Any

from reader.core.annotations import Annotation
from reader.core.pens import Pen, pen_named

_CONTROL = re.compile("[\x7f-\x9f\u061c\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def json_line(values: dict[str, Any]) -> str:
    """One object on one line, Japanese as it is; controls that JSON lets through are escaped too."""
    text = json.dumps(values, ensure_ascii=False)
    return _CONTROL.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


def annotation_values(annotation: Annotation, title: str, pens: tuple[Pen, ...]) -> dict[str, Any]:
    """The fields of an annotation; offsets are code points of the article's text, null for an article note."""
    anchor = annotation.anchor
    return {
        "id": annotation.id,
        "article": annotation.article,
        "title": title,
        "start": anchor.start if anchor else None,
        "end": anchor.end if anchor else None,
        "exact": annotation.exact,
        "prefix": anchor.prefix if anchor else "",
        "suffix": anchor.suffix if anchor else "",
        "version": anchor.version if anchor else "",
        "pen": annotation.pen,
        "pen_name": pen_named(pens, annotation.pen).name,
        "tags": list(annotation.tags),
        "note": annotation.note,
        "state": annotation.state,
        "created": annotation.created,
        "updated": annotation.updated,
    }
