"""How well times are read: `python -m benchmarks.times ../shared`, TimeBank and AQUAINT (TIMEX3) and WikiWars (TIMEX2) from raw text.

As TempEval-3 has it: strict F1 of extents, relaxed F1 (any overlap), and value F1, an overlapping expression counting if its value is the same.
Expressions are written in TIMEX's notation here, for the measure only; a `Time` holds days.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from html import unescape
from pathlib import Path
from typing import NamedTuple

from sayso.grounding import moments, numbers, times
from sayso.grounding.moments import Moment, Tense
from sayso.grounding.times import TimeExpression
from sayso.reader import Reader
from sayso.reader.view import View

_TAG = re.compile(r"<(/?)(TIMEX[23])\b([^>]*)>|<[^>]+>")
_UNITS = {"day": "D", "week": "W", "fortnight": "W", "month": "M", "year": "Y", "decade": "Y", "hour": "H", "minute": "M", "second": "S", "century": "Y"}
_TIMES = ("H", "minute", "second")
_PARTS = {"morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI", "overnight": "NI", "tonight": "NI", "midday": "MI", "noon": "MI"}
_SEASONS = {3: "SP", 6: "SU", 9: "FA", 12: "WI"}
_SETS = {"daily": "P1D", "nightly": "P1D", "day": "P1D", "week": "P1W", "month": "P1M", "year": "P1Y", "annual": "P1Y", "quarter": "P3M"}
_NOW = {
    "now": "PRESENT_REF",
    "current": "PRESENT_REF",
    "currently": "PRESENT_REF",
    "nowadays": "PRESENT_REF",
    "lately": "PAST_REF",
    "recent": "PAST_REF",
    "recently": "PAST_REF",
    "once": "PAST_REF",
}


class Gold(NamedTuple):
    start: int
    end: int
    value: str


def documents(path: Path) -> Iterator[tuple[str, date | None, list[Gold]]]:
    """Texts with the day of publication and their expressions."""
    for file in sorted(p for p in path.rglob("*") if p.suffix in (".tml", ".xml")):
        whole = file.read_text(encoding="utf-8", errors="replace")
        created = re.search(r"(?s)<(?:DCT|DATETIME|DATE_TIME)>.*?(?:value|val)=\"(\d{4}-\d\d-\d\d)", whole)
        body = re.search(r"(?s)<TEXT>(.*)</TEXT>", whole)
        if body is not None:
            text, gold = _body(body[1])
            yield text, date.fromisoformat(created[1]) if created else None, gold


def _body(marked: str) -> tuple[str, list[Gold]]:
    out: list[str] = []
    size, last = 0, 0
    open_: list[tuple[int, str]] = []
    gold: list[Gold] = []
    for m in _TAG.finditer(marked):
        piece = unescape(marked[last : m.start()])
        out.append(piece)
        size, last = size + len(piece), m.end()
        if m[2] and not m[1]:
            value = re.search(r"\bval(?:ue)?=\"([^\"]*)\"", m[3])
            open_.append((size, value[1] if value else ""))
        elif m[2] and open_:
            start, value_ = open_.pop()
            gold.append(Gold(start, size, value_))
    return "".join(out) + unescape(marked[last:]), gold


def value(expression: TimeExpression, published: date | None, anchor: date | None, tense: Tense | None) -> str:
    """An expression in TIMEX3's notation, "" where the program settles none."""
    low = expression.text.lower()
    if expression.kind == "duration":
        ws = numbers.words(expression.text, 0, len(expression.text))
        counted = next((n for n in (numbers.number(ws, k) for k in range(len(ws))) if n is not None), None)
        unit = next((u for w in ws for u in _UNITS if w.lower.removesuffix("s") == u), None)
        n = counted[0][0] if counted is not None else 1
        if unit is None or n is None:
            return ""
        n *= {"decade": 10, "century": 100, "fortnight": 2}.get(unit, 1)
        return f"P{'T' if unit in ('hour', 'minute', 'second') else ''}{n}{_UNITS[unit]}"
    if expression.kind == "vague":
        stretch = next((u for u in _UNITS if u in low), None)
        if stretch is not None and "ago" not in low:
            return f"PX{_UNITS[stretch]}"
        return _NOW.get(low, "PRESENT_REF" if low in ("now", "today") else "PAST_REF" if "recent" in low or "ago" in low else "")
    if expression.kind == "set":
        return next((code for word, code in _SETS.items() if word in low), "")
    if expression.moment is None:
        return ""
    if expression.last is not None:
        return _point(expression.moment, low, published, anchor, tense)
    return _point(expression.moment, low, published, anchor, tense)


def _point(m: Moment, low: str, published: date | None, anchor: date | None, tense: Tense | None) -> str:
    if m.rolling and m.unit in _UNITS:
        return f"P{m.count or 1}{_UNITS[m.unit]}"
    found = moments.days(Moment(**{**{f: getattr(m, f) for f in Moment.__slots__}, "part": None}), published, anchor, tense)
    if found is None:
        return ""
    start, end, precision = found
    if m.season is not None and "quarter" in low:
        return f"{start.year}-Q{(m.season + 2) // 3}"
    if m.season is not None:
        return f"{start.year}-{_SEASONS.get(m.season, 'SU')}"
    if m.unit == "weekend":
        return f"{start.isocalendar()[0]}-W{start.isocalendar()[1]:02}-WE"
    if m.decade:
        return str(start.year)[:3]
    if m.unit == "week" and m.weekday is None and m.day is None and m.count is None:
        return f"{start.isocalendar()[0]}-W{start.isocalendar()[1]:02}"
    if m.unit == "month" and m.month is None and m.day is None:
        return f"{start:%Y-%m}"
    if m.unit == "year" and m.month is None and m.weekday is None:
        return f"{start:%Y}"
    if precision == "day":
        part = next((code for word, code in _PARTS.items() if word in low), "")
        return f"{start}" + (f"T{part}" if part else "")
    if precision == "month" or (m.month is not None and m.day is None):
        return f"{start:%Y-%m}"
    return f"{start:%Y}" if (end - start) >= timedelta(360) else f"{start}"


def tense_at(view: View, offset: int) -> Tense | None:
    """Whether the clause around a word looks back or ahead; None where its verb tells neither."""
    i = next((k for k in range(view.n) if view.end(k) > offset), view.n - 1)
    for w in [i, *view.ancestors(i)]:
        if view.pos[w] in ("VERB", "AUX"):
            if any(view.lower[k] in ("will", "'ll", "shall", "to") for k in view.kids[w]):
                return "future"
            return "past" if view.tag[w] == "VBD" else None
    return None


def _plain(told: str) -> str:
    """A value in one spelling: "199X" is "199", "1998-W09" is "1998-W9"."""
    return told.rstrip("X").replace("-W0", "-W")


def score(path: Path, reader: Reader) -> dict[str, float]:
    """Strict, relaxed and value F1."""
    gold_n = mine_n = strict = relaxed = right = 0
    for text, published, gold in documents(path):
        view = View(reader(text))
        mine: list[tuple[int, int, str]] = []
        anchor: date | None = published
        for a, b in view.sentences:
            for e in times.expressions(text, view.start[a], view.end(b - 1)) if b > a else ():
                start = e.start
                if e.bound is not None:
                    start += len(e.text.split()[0]) + 1
                told = value(e, published, anchor, tense_at(view, start))
                if re.fullmatch(r"\d{4}-\d\d-\d\d", told):
                    anchor = date.fromisoformat(told)
                mine.append((start, e.end, told))
        gold_n, mine_n = gold_n + len(gold), mine_n + len(mine)
        for g in gold:
            over = [m for m in mine if m[0] < g.end and g.start < m[1]]
            strict += any((m[0], m[1]) == (g.start, g.end) for m in over)
            relaxed += bool(over)
            right += any(m[2] and _plain(m[2]) == _plain(g.value) for m in over)
    return {k: round(200 * n / (gold_n + mine_n), 1) for k, n in (("strict", strict), ("relaxed", relaxed), ("value", right))}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path, help="the folder that holds data/")
    args = parser.parse_args()
    reader = Reader()
    print(json.dumps({name: score(args.shared / "data" / "times" / name, reader) for name in ("tbaq", "wikiwars")}, indent=1))


if __name__ == "__main__":
    main()
