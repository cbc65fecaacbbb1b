"""The layout of a plain-text page: what is title, byline, date line, caption and dateline, and what is story."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache

from sayso.data import table
from sayso.records import Abstention

__all__ = ["Abstention", "Layout", "find"]

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DATE = re.compile(
    rf"^\W*(?:(?:published|updated|posted|last\s+updated|date)\s*:?\s*)?(?:on\s+)?(?:(?:mon|tues?|wednes|thurs?|fri|satur|sun)(?:day)?,?\s+)?"
    rf"(?:\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{4}}|\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH},?\s+\d{{4}}|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}})"
    rf"[\s,|T-]*(?:(?:at\s+)?\d{{1,2}}[:.]\d{{2}}(?::\d{{2}})?\s*(?:am|pm|[ap]\.m\.)?\s*(?:[A-Z]{{2,4}}|Z)?)?\W*$",
    re.IGNORECASE,
)
_BYLINE = re.compile(r"^(?:by|from)\s+[A-Z][\w.'’-]+(?:\s+[\w.'’-]+){0,6}$|^by our \w+$", re.IGNORECASE)
_CREDIT = re.compile(r"\([^()]{2,60}\)\s*$")
_DATELINE = re.compile(
    r"\s*(?P<place>[A-Z][A-Z.'’-]+(?:[ ,/]+[A-Z][A-Za-z.'’-]+){0,5}?(?:\s+\([A-Z][A-Za-z .'’-]{2,30}\)(?=,))?)"
    r"(?:,\s+(?P<date>(?:[A-Z][a-z]{2,8}\.?\s+\d{1,2}|\d{1,2}\s+[A-Z][A-Za-z]{2,8}\.?)(?:,?\s+\d{2,4})?))?"
    r"\s*(?:\((?P<agency>[^()]{2,40})\)\s*(?=[-—–:]))?(?:--+|[—–]|-\s|(?<=\)):|(?<=\) ):)\s*(?:\[[A-Za-z ]+\]\s*)?(?=\S)"
)
_MARK = re.compile(r"\[(?:TEXT|Text|text)\]\s*")


@dataclass(frozen=True, slots=True)
class Layout:
    """Character ranges; `dated` holds the places where the page prints its date, the date line first."""

    title: str | None
    body: tuple[tuple[int, int], ...]
    dated: tuple[tuple[int, int], ...]
    agency: str | None


@cache
def _agencies() -> dict[str, str]:
    return {form.lower(): row["name"] for row in table("agencies") for form in (row["abbreviation"], row["name"])}


def _blocks(text: str) -> list[tuple[int, int]]:
    """Lines that are not empty, without the white space around them."""
    out, at = [], 0
    for line in text.splitlines(keepends=True):
        own = line.strip()
        if own:
            start = at + line.index(own[0])
            out.append((start, start + len(own)))
        at += len(line)
    return out


def find(text: str) -> Layout:
    """Tell the parts of a page apart. A text of one paragraph is all story, but for its dateline."""
    lines = _blocks(text)
    counts = Counter(text[a:b] for a, b in lines)
    title: str | None = None
    dated: list[tuple[int, int]] = []
    story: list[tuple[int, int]] = []
    for k, (a, b) in enumerate(lines):
        line = text[a:b]
        if len(lines) > 1 and _DATE.match(line) and len(line) < 60:
            dated.append((a, b))
        elif len(lines) > 1 and not story and _BYLINE.match(line):
            continue
        elif title is None and k == 0 and not story and _is_title(text, lines):
            title = line
        elif len(lines) > 2 and len(line) < 250 and (counts[line] > 1 or (_CREDIT.search(line) and _is_caption(line))):
            continue
        else:
            story.append((a, b))
    agency = None
    if story:
        a, b = story[0]
        m = _DATELINE.match(text, a, b)
        if m is not None and m.end() < b:
            if m["date"]:
                dated.append(m.span("date"))
            agency = _agencies().get(m["agency"].lower()) if m["agency"] else None
            a = m.end()
        mark = _MARK.match(text, a, b)
        story[0] = (mark.end() if mark else a, b)
    return Layout(title, tuple(story), tuple(dated), agency)


def _is_title(text: str, lines: list[tuple[int, int]]) -> bool:
    """A first line that is short, ends in no full stop and stands apart from what follows."""
    if len(lines) < 2:
        return False
    a, b = lines[0]
    line = text[a:b]
    apart = text.count("\n", b, lines[1][0]) > 1 or _DATE.match(text[lines[1][0] : lines[1][1]]) is not None
    return apart and len(line) < 160 and line[-1] not in ".:;,—" and not _DATELINE.match(line) and len(line.split()) > 1


def _is_caption(line: str) -> bool:
    """A short line whose last brackets name an agency or a photographer's credit."""
    m = _CREDIT.search(line)
    if m is None:
        return False
    credit = m[0].strip()[1:-1].lower()
    return (
        credit in _agencies()
        or credit.startswith(("photo", "picture", "image", "file photo", "getty"))
        or any(part.strip() in _agencies() for part in re.split(r"[/:,]", credit))
    )
