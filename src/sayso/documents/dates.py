"""The publication date of a report: from its date line or dateline, an ambiguous one settled by the story itself or left open."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import cache

from sayso.data import table
from sayso.documents.layout import Layout
from sayso.errors import InputError
from sayso.records import Abstention

MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTH = r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
_FORMS = tuple(
    re.compile(p, re.IGNORECASE)
    for p in (
        r"\b(?P<year>\d{4})-(?P<number>\d{1,2})-(?P<day>\d{1,2})",
        rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH},?\s+(?P<year>\d{{4}}|\d{{2}}(?!\d))",
        rf"\b{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})",
    )
)
_NUMERIC = re.compile(r"\b(\d{1,2})[/.](\d{1,2})[/.](\d{4})\b")
_COMPACT = re.compile(r"(\d{4})(?:(\d\d)(\d\d)(?:\d{6}|\d{4})?$|[/.](\d{1,2})[/.](\d{1,2})\b)")
_DAY_NAME = re.compile(r"\b(?:on|last|late|early|since|of)\s+(?:(?:late|early)\s+)?(" + "|".join(WEEKDAYS) + r")\b(\s*\(local time\))?", re.IGNORECASE)


def parse_date(value: str, where: str) -> date:
    """A day from "2015-10-05" or "5 October 2015"; anything else is refused."""
    found = full(value.strip())
    if found is None or _NUMERIC.search(value):
        raise InputError(where, f"{value!r} is no date", "write it as YYYY-MM-DD")
    return found


def parse_stamp(value: str, where: str) -> date:
    """The day that a time stamp names, in its own zone: ISO 8601, RFC 822, or a date as `parse_date` takes it; anything else is refused."""
    text = value.strip()
    found = None
    with suppress(ValueError):
        # "2024-W11" is a week and no day
        found = None if "W" in text else datetime.fromisoformat(text).date()
    m = _COMPACT.match(text)
    if found is None and m is not None:
        found = _day(int(m[1]), int(m[2] or m[4]), int(m[3] or m[5]))
    if found is None and not _NUMERIC.search(text):
        found = full(text)
    if found is None:
        with suppress(ValueError):
            found = parsedate_to_datetime(text).date()
    if found is None:
        raise InputError(where, f"{value!r} is no date", "write it as YYYY-MM-DD, or leave it empty and give --published")
    return found


def full(text: str) -> date | None:
    """The first unambiguous date with a year in a text."""
    for form in _FORMS:
        m = form.search(text)
        if m:
            parts = m.groupdict()
            month = int(parts["number"]) if parts.get("number") else next(i for i, name in enumerate(MONTHS, 1) if name.startswith(parts["month"].lower()[:3]))
            year = int(parts["year"])
            year += 0 if year > 99 else 1900 if year > 40 else 2000
            try:
                return date(year, month, int(parts["day"]))
            except ValueError:
                continue
    return None


def settle(text: str, found: Layout) -> tuple[date | None, tuple[Abstention, ...]]:
    """The date that the page prints; None, with the reason, where it has two readings that the story does not tell apart."""
    for start, end in found.dated:
        line = text[start:end]
        day = full(line)
        if day is not None:
            return day, ()
        m = _NUMERIC.search(line)
        if m is None:
            continue
        one, two, year = int(m[1]), int(m[2]), int(m[3])
        readings = [d for d in (_day(year, two, one), _day(year, one, two)) if d is not None]
        if not readings:
            continue
        if len(readings) == 1 or readings[0] == readings[1]:
            return readings[0], ()
        scores = [_fit(text, d) + bias for d, bias in zip(readings, _habit(text), strict=True)]
        if abs(scores[0] - scores[1]) >= 1.0:
            return readings[0] if scores[0] > scores[1] else readings[1], ()
        because = f"could be {_long(readings[0])} or {_long(readings[1])}; give --published"
        return None, (Abstention("published", m[0], start + m.start(), start + m.end(), because),)
    return None, ()


def _long(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1].capitalize()} {day.year}"


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _fit(text: str, day: date) -> float:
    """How well the story's own day names and dates fit a publication day: news tells of the days just before it."""
    score = 0.0
    named: dict[str, bool] = {}
    for m in _DAY_NAME.finditer(text):
        named[m[1].lower()] = named.get(m[1].lower(), False) or bool(m[2])
    for name, local in named.items():
        gap = (day.weekday() - WEEKDAYS.index(name)) % 7
        score += (0.25 if gap == 0 else 1.0 if gap <= 3 else 0.25 if gap == 4 else -0.5) / len(named)
        if local and gap == 0:
            score -= 0.5  # who writes "Sunday (local time)" writes when it is no longer Sunday for the reader
    for m in re.finditer(rf"\b(?:(\d{{1,2}})\s+{_MONTH}|{_MONTH.replace('month', 'other')}\s+(\d{{1,2}}))\b", text, re.IGNORECASE):
        month = (m["month"] or m["other"]).lower()[:3]
        number = int(m[1] or m[4] or 0)
        told = _day(day.year, next(i for i, name in enumerate(MONTHS, 1) if name.startswith(month)), number)
        if told is not None:
            score += 1.0 if timedelta(-7) <= told - day <= timedelta(0) else -0.2
    return score


@cache
def _spellings() -> tuple[frozenset[str], frozenset[str]]:
    rows = table("spellings")
    return frozenset(r["british"] for r in rows), frozenset(r["american"] for r in rows)


def _habit(text: str) -> tuple[float, float]:
    """What the spelling says of the habit: British pages put the day first, American pages the month."""
    words = re.findall(r"[a-z]+", text.lower())
    british, american = (sum(w in own for w in words) for own in _spellings())
    if british > american:
        return 0.75, 0.0
    return (0.0, 0.75) if american > british else (0.0, 0.0)
