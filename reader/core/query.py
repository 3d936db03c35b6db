"""What a person asks the library: words, and `tag:x -tag:y pen:q state:orphan in:ARTICLE after:2026-01-01`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reader.core.errors import ReaderError
from reader.core.folding import fold


class QueryError(ReaderError):
    """A query with a field that does not exist, or a field without a value."""


FIELDS = ("tag", "pen", "state", "in", "after", "before")


@dataclass(frozen=True, slots=True)
class Term:
    """One part of a query. `field` is empty for a plain word; `value` is folded."""

    field: str
    value: str
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """What a query is asked about: one article or annotation, each value as it stands."""

    text: str
    article: str = ""
    tags: tuple[str, ...] = ()
    pens: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    date: str = ""


@dataclass(frozen=True, slots=True)
class Query:
    """All terms have to hold."""

    terms: tuple[Term, ...] = ()

    def matches(self, facts: Facts) -> bool:
        """Whether every term holds (a negated one: does not hold)."""
        return all(_holds(term, facts) != term.negated for term in self.terms)


def parse_query(text: str) -> Query:
    """The query that `text` means; quotes keep words together. Raises QueryError."""
    terms = []
    for match in re.finditer(r'(-?)(?:([A-Za-z]+):)?(?:"([^"]*)"|(\S+))', text):
        negated, field, quoted, bare = match.groups()
        value = quoted if quoted is not None else bare
        if field and field.lower() not in FIELDS:
            if value.startswith("//"):  # an address is a word, not a field
                field, value = None, f"{field}:{value}"
            else:
                raise QueryError(
                    f"there is no field “{field}:” in a query; there are {', '.join(f'{f}:' for f in FIELDS)}"
                )
        terms.append(Term((field or "").lower(), fold(value), bool(negated)))
    return Query(tuple(terms))


def _holds(term: Term, facts: Facts) -> bool:
    match term.field:
        case "tag":
            tags = map(fold, facts.tags)
            return any(tag == term.value or tag.startswith(term.value + "/") for tag in tags)
        case "pen":
            return term.value in map(fold, facts.pens)
        case "state":
            return term.value in facts.states
        case "in":
            return term.value in fold(facts.article)
        case "after":
            return facts.date[: len(term.value)] >= term.value
        case "before":
            return bool(facts.date) and facts.date[: len(term.value)] < term.value
        case _:
            return term.value in fold(facts.text)
