"""Dates as whole lines of a page: Japanese, with era and weekday, and English."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

_LABEL = r"(?:(?:公開日?|投稿日?|掲載日?|更新日?|作成日?|日付|published|posted|updated|date)(?:\s+on)?\s*[:：]?\s*)?"
_TIME = r"(?:[\s,T]*(?:at\s+)?\d{1,2}[:：時]\d{2}(?:[:：分]\d{0,2}秒?)?\s*(?:[ap]\.?m\.?)?(?:\s*(?:JST|UTC|[+-]\d\d:?\d\d|Z))?)?"
_WEEKDAY_JA = r"(?:\s*[(（]?[日月火水木金土](?:曜日?)?[)）]?)?"
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925}
_MONTHS = {
    name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)
}
_MONTH = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_WEEKDAY_EN = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?"


@cache
def _patterns() -> list[re.Pattern[str]]:
    """The forms of a date; made by the first line that may be one (5 ms, and most articles have no such line)."""
    return [
        re.compile(
            rf"{_LABEL}(?P<year>\d{{4}})\s*年\s*(?P<month>\d{{1,2}})\s*月\s*(?P<day>\d{{1,2}})\s*日{_WEEKDAY_JA}{_TIME}",
            re.I,
        ),
        re.compile(
            rf"{_LABEL}(?P<era>令和|平成|昭和)\s*(?P<year>\d{{1,2}}|元)\s*年\s*(?P<month>\d{{1,2}})\s*月\s*(?P<day>\d{{1,2}})\s*日{_WEEKDAY_JA}{_TIME}",
            re.I,
        ),
        re.compile(
            rf"{_LABEL}(?P<year>\d{{4}})[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}}){_WEEKDAY_JA}{_TIME}",
            re.I,
        ),
        re.compile(
            rf"{_LABEL}{_WEEKDAY_EN}{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}}){_TIME}",
            re.I,
        ),
        re.compile(
            rf"{_LABEL}{_WEEKDAY_EN}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH},?\s+(?P<year>\d{{4}}){_TIME}",
            re.I,
        ),
    ]


def date_of(line: str) -> str:
    """The ISO date that a line is, when it is nothing but a date (perhaps labelled, with weekday and time); else empty."""
    line = line.strip()
    if len(line) > 60 or not re.search(r"\d.*\d|元", line):
        return ""
    for pattern in _patterns():
        match = pattern.fullmatch(line)
        if not match:
            continue
        parts = match.groupdict()
        year = 1 if parts["year"] == "元" else int(parts["year"])
        year += _ERAS.get(parts.get("era") or "", 0)
        month = parts["month"].lower()
        try:
            return date(year, _MONTHS.get(month[:3]) or int(month), int(parts["day"])).isoformat()
        except ValueError:
            return ""
    return ""
