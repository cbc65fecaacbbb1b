"""The time expressions of a sentence, and the days that they stand for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Literal, NamedTuple

from sayso.data import table
from sayso.grounding import moments, numbers
from sayso.grounding.moments import Moment
from sayso.grounding.numbers import Word
from sayso.records import Time

Kind = Literal["date", "duration", "set", "vague"]
Bound = Literal["since", "until", "by", "before", "after"]
_BOUNDS: dict[str, Bound] = {"since": "since", "until": "until", "by": "by", "before": "before", "after": "after"}


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Words that tell when; only a "date" has a `moment` (with a `last` one where it is a stretch), and a `bound` where it opens or closes a stretch."""

    text: str
    start: int
    end: int
    kind: Kind
    moment: Moment | None = None
    last: Moment | None = None
    bound: Bound | None = None


class _Entry(NamedTuple):
    name: str
    value: str
    sure: str


@cache
def _entries() -> dict[str, _Entry]:
    return {row["word"]: _Entry(row["class"], row["value"], row["sure"]) for row in table("time_words")}


# Classes that words get from how they are written, beside those of the table; each class is one character in the code of a sentence.
_WRITTEN = ("other", "numeral", "figure", "small", "twodigit", "yearlike", "iso")
_CLASSES = (*_WRITTEN, *dict.fromkeys(row["class"] for row in table("time_words")))
_CHARACTER = {name: chr(0x4E00 + k) for k, name in enumerate(_CLASSES)}
_NAME = {character: name for name, character in _CHARACTER.items()}
_TELLING = frozenset(
    _CHARACTER[c]
    for c in (
        *_WRITTEN[1:],
        *("weekday", "month", "season", "daypart", "reference", "quarter", "unit", "annum", "units", "short", "dayword", "weekend", "set"),
    )
)

_PARTS = {
    "n": "(?:{numeral}|{small}|{twodigit}|{figure})(?:{dash}?{numeral})*",
    "u": "(?:{unit}|{units}|{annum})",
    "w": "{weekday}{dot}?",
    "m": "{month}{dot}?",
    "y": "(?:{comma}?{of}?{yearlike}(?!{counted}|{other}?{units})|{twodigit}(?!{counted}|{dash}|{units})|{comma}?(?:{deictic}|{relative}){annum})",
    "early": "(?:{part}(?:{dash}|{in}|{on})?{the}?|{edge}{of}{the}?|{part}{short}{of}|{part}?{daypart}{of})",
    "many": "(?:{units}|{short})",
    "till": "(?:{to}|{dash}|{until})",
    "join": "(?:{to}|{dash}|{until}|{and})",
    "d": "{small}{ordinal}?",
    "which": "(?:{deictic}|{past}|{relative})",
}
_PARTS["date"] = "(?:{d}{of}?{m}|{m}{the}?{d}(?!{counted}|{units}|{comma}?{numeral}))"
# First fit first. A name up to its underscore says how the words are read.
_RULES = {
    "date_iso": "{iso}",
    "range_days": "{between}?{d}{join}{d}{of}?{m}{y}?|{between}?{m}{d}{join}{d}(?!{month}){y}?",
    "range_weekdays": "{between}?{w}{daypart}?{join}{w}{daypart}?",
    "range_dates": "(?:{between}{date}{y}?{and}|{date}{y}?{till}){date}{y}?",
    "range_months": "(?:{between}{m}{y}?{and}|{m}{y}?{till}|{m}{and}){m}{y}?",
    "range_years": "(?:{between}{yearlike}{and}|{yearlike}{till})(?:{yearlike}|{small}|{twodigit})(?!{counted})",
    "date_day": "{early}?(?:{which}?{w}{daypart}?{comma}?)?{date}{y}?",
    "date_weekday": "{early}?{the}?{which}?{w}(?:{daypart}|{of}?{deictic}{unit}|{deictic}(?!{other}))?",
    "date_around": "{the}?{unit}(?:{before}|{after}){dayword}",
    "date_dayword": "{early}?{dayword}{daypart}?",
    "date_month": "{early}?(?:{deictic}|{past})?{m}{y}?",
    "date_quarter": "{the}?{nth}{dash}?{quarter}(?:{of}?{y})?",
    "date_season": "{early}?(?:{deictic}|{past}|{in}{the}|{the}(?={season}{of}))?{season}{of}?{y}|(?:{early}?(?:{deictic}|{past}|{in}{the})|{early}){season}",
    "set": "{every}{n}?(?:{weekday}|{u}|{daypart}|{short})|{set}",
    "vague": "{the}?{which}?{vague}+{of}?(?:{u}|{short})(?:{ago}|{comparative}|{relend}|{before})?|{the}?{deictic}{many}|{units}(?:{ago}|{comparative})",
    "reference": "{reference}",
    "rolling": "(?:{past}|{deictic}){n}(?:{u}|{short})|{past}{u}",
    "ago": "(?:{n}|{a}){dash}?{u}(?:{ago}{dayword}?|{comparative}|{relend}|{before}(?!{other}|{the}|{a}))",
    "date_decade": "{early}?{yearlike}(?:{s}|{own})",
    "date_year": "{early}?{yearlike}(?!{counted}|{unit}|{units}|{short}|{dash}(?:{small}|{figure}))",
    "date_unit": "(?:{early}|{comparative})?{the}?(?:{deictic}|{relative})(?:{unit}|{annum}|{daypart}|{weekend})|{edge}{of}{the}(?:{unit}|{annum})",
    "date_dayafter": "{the}{unit}(?:{before}|{after})(?={comma}|{dot}|$)",
    "date_weekend": "{weekend}",
    "duration": "(?:{n}|{for}{a}){dash}?(?:{u}|{short})(?:{dash}?{long})?|(?:{u}){dash}{long}",
}


def _compile(text: str) -> str:
    while "{" in text:
        text = re.sub(r"\{(\w+)\}", lambda m: f"(?:{_PARTS[m[1]]})" if m[1] in _PARTS else _CHARACTER[m[1]], text)
    return text


_GRAMMAR = re.compile("|".join(f"(?P<{name}>{_compile(rule)})" for name, rule in {"age": "{n}{dash}?{u}{dash}?{old}", **_RULES}.items()))
_LEADS = ("small", "ordinal", "in", "since", "until", "deictic", "part", "from", "between")  # what goes before a month more than before a name
_NO_YEAR = frozenset(_CHARACTER[c] for c in ("amount", "limit", "over", "at"))


def expressions(text: str, start: int, end: int) -> list[TimeExpression]:
    """The time expressions of text[start:end], one sentence, from left to right."""
    ws = numbers.words(text, start, end)
    code = _encode(text, ws)
    if _TELLING.isdisjoint(code):
        return []
    found = (_read(text, ws, code, str(m.lastgroup), m.start(), m.end()) for m in _GRAMMAR.finditer(code))
    return [expression for expression in found if expression is not None]


def _encode(text: str, ws: Sequence[Word]) -> str:
    """One character a word: its class."""
    entries, code = _entries(), []
    for w in ws:
        entry = entries.get(w.lower)
        code.append(_CHARACTER[entry.name if entry is not None else _written(w.lower)])
    for i, w in enumerate(ws):
        entry = entries.get(w.lower)
        if entry is not None and entry.sure in ("no", "owner") and not _settled(text, ws, code, i, entry):
            code[i] = _CHARACTER["other"]
    return "".join(code)


def _written(word: str) -> str:
    if not word[0].isdecimal():
        return "numeral" if numbers.spelled(word) else "other"
    if word.isdecimal() and len(word) <= 4:
        value = int(word)
        return "small" if len(word) <= 2 and 1 <= value <= 31 else "twodigit" if len(word) == 2 else "yearlike" if 1500 <= value <= 2100 else "figure"
    return "iso" if len(word) == 10 and word[4] == "-" else "figure"


def _settled(text: str, ws: Sequence[Word], code: Sequence[str], i: int, entry: _Entry) -> bool:
    """Whether what stands beside a word of several meanings ("May", "Sun") makes it a month or a day."""
    if entry.name not in ("season", "nth") and not text[ws[i].start].isupper():
        return False
    if entry.name == "nth":
        return any(_NAME[c] == "quarter" for c in code[i + 1 : i + 3])
    before, after = (_NAME[code[k]] if 0 <= k < len(code) else "" for k in (i - 1, i + 1))
    if entry.name == "weekday":
        return after in ("dot", "month", "small") or (before in ("on", "deictic", "since", "until") and after in ("comma", ""))
    third = _NAME[code[i + 2]] if i + 2 < len(code) else ""
    if entry.name == "season":
        return before == "deictic" or (after == "of" and third == "yearlike")
    if entry.sure == "owner" and after == "own":
        return True
    second = _NAME[code[i - 2]] if i > 1 else ""
    if before in _LEADS or (third if after == "dot" else after) in ("small", "yearlike"):
        return True
    return second in (("edge", "ordinal", "small") if before == "of" else ("month", "small", "yearlike") if before in ("to", "dash", "and") else ())


def _read(text: str, ws: Sequence[Word], code: str, rule: str, i: int, j: int) -> TimeExpression | None:
    """The expression that a rule found in words `i` to `j`, exclusive."""
    before = _NAME[code[i - 1]] if i else ""
    if rule == "age" or (rule in ("date_year", "range_years", "date_decade") and i and code[i - 1] in _NO_YEAR):
        return None
    if rule == "date_year" and before == "dash" and i > 1 and ws[i - 2].lower[0].isdecimal():  # 05-08-2021 is read differently in different countries
        return None
    j -= _NAME[code[j - 1]] == "dot"
    article = 1 if before == "the" and i > 1 else 0
    before = _NAME[code[i - 1 - article]] if i else ""
    bound = _BOUNDS.get(before) if before in ("since", "until") or code[j : j + 1] != _CHARACTER["own"] else None
    first = i - 1 - article if bound is not None else i
    span = (text[ws[first].start : ws[j - 1].end], ws[first].start, ws[j - 1].end)
    if rule in ("set", "vague", "reference", "duration"):
        return TimeExpression(*span, "set" if rule == "set" else "duration" if rule == "duration" else "vague")
    if rule == "ago" and before in ("limit", "over"):
        return TimeExpression(*span, "vague")
    if rule.startswith("range"):
        middle = next(k for k in range(i + 1, j) if _NAME[code[k]] in ("to", "dash", "until", "and"))
        one, two = _moment(ws, code, rule, i, middle), _moment(ws, code, rule, middle + 1, j)
        return TimeExpression(*span, "date", *_filled(one, two), bound)
    return TimeExpression(*span, "date", _moment(ws, code, rule, i, j), None, bound)


def _filled(one: Moment, two: Moment) -> tuple[Moment, Moment]:
    """ "3 to 5 May", "May 3 to 5", "2013-14": each side takes from the other what it leaves out."""
    if two.year is not None and two.year < 100 and one.year is not None:
        two = replace(two, year=one.year // 100 * 100 + two.year)
    two = replace(two, month=one.month) if two.month is None and one.month is not None else two
    one = replace(one, month=one.month or two.month) if one.year is None or one.month is not None else one
    if one.year is None and two.year is not None:
        later = (one.month or 0, one.day or 0) > (two.month or 0, two.day or 99)  # "December to February 2015"
        one = replace(one, year=two.year - later)
    elif two.year is None and one.year is not None and one.month is not None:
        two = replace(two, year=one.year + ((two.month or 0, two.day or 99) < (one.month, one.day or 0)))
    return one, two


def _moment(ws: Sequence[Word], code: str, rule: str, i: int, j: int) -> Moment:
    """What the words `i` to `j`, exclusive, say, each by its class."""
    m = Moment(rolling=rule == "rolling")
    if rule == "date_iso":
        year, month, day = map(int, ws[i].lower.split("-"))
        return Moment(year=year, month=month, day=day)
    for k in range(i, j):
        name, word = _NAME[code[k]], ws[k].lower
        value = _entries()[word].value if word in _entries() else ""
        if name == "weekday":
            m = replace(m, weekday=int(value))
        elif name == "month":
            m = replace(m, month=int(value))
        elif name in ("season", "nth"):  # a quarter, like a season, is three months from its first
            m = replace(m, season=int(value) if name == "season" else 3 * int(value) - 2)
        elif name in ("unit", "units", "annum", "daypart", "weekend"):
            m = replace(m, unit=m.unit or (value or ("day" if name == "daypart" else "weekend")))
        elif name in ("deictic", "past", "ago", "relend", "relative", "before", "after", "comparative"):
            m = _directed(m, rule, name, word, value)
        elif name == "dayword":
            m = replace(m, exact=True) if rule == "ago" else replace(m, unit="day", shift=int(value) + (m.shift or 0))
        elif name in ("part", "edge"):
            m = replace(m, part=value)
        elif rule in ("ago", "rolling") and name in ("a", "numeral", "small", "twodigit", "figure") and m.count is None:
            counted = numbers.number(ws, k)
            m = replace(m, count=1 if name == "a" or counted is None else counted[0][0])
        elif name == "short" and value == "hour" and m.count is not None and m.count % 24 == 0:
            m = replace(m, unit="day", count=m.count // 24)
        elif name == "yearlike":
            m = replace(m, year=int(word), decade=rule == "date_decade" and word.endswith("0"))
        elif name == "twodigit":
            m = replace(m, year=int(word) if rule == "range_years" else 1900 + int(word))
        elif name == "small":
            m = replace(m, year=int(word)) if rule == "range_years" else replace(m, day=int(word))
    if rule == "date_unit" and m.shift is None:
        m = replace(m, shift=0)
    if rule == "date_unit" and ws[i].lower == "the" and m.part is None and _entries()[ws[i + 1].lower].sure == "the":
        m = replace(m, relative=m.shift == 1, rolling=m.shift == -1)
    return m


def _directed(m: Moment, rule: str, name: str, word: str, value: str) -> Moment:
    """A word that steps forward or back, or that takes what is left of a period."""
    if name in ("before", "after"):
        return replace(m, shift=-1 if name == "before" else 1, relative=rule != "date_around")
    if name == "comparative":
        return replace(m, shift=-1 if word == "earlier" else 1, relative=True) if rule == "ago" else replace(m, part=value)
    return replace(m, shift=int(value), relative=m.relative or name in ("relative", "relend"))


def resolve(expression: TimeExpression, published: date | None, anchor: date | None, tense: moments.Tense | None) -> Time | None:
    """The days of an expression in a report published on `published`; `anchor` is the day that the text told just before.

    Names of days and months without more are the latest ones in the past and the next ones in the future; where `tense` is None, weekdays are read as
    past and months, with or without a day, as the nearest of their name. None where the text, with these days, does not settle it.
    """
    if expression.moment is None or expression.bound in ("before", "after"):
        return None
    if expression.bound == "since":
        tense = "past"
    elif expression.bound is not None and tense is None:
        tense = "future"
    found = moments.days(expression.moment, published, anchor, tense)
    if found is None:
        return None
    start, end, precision = found
    if expression.last is not None:
        both = _stretch(expression.moment, expression.last, published, anchor, tense)
        if both is None:
            return None
        start, end, precision = *both, "interval"
    if expression.bound is None:
        return Time(start, end, expression.text, precision)
    if expression.bound == "since":
        return Time(start, published, expression.text, "interval") if published is None or start <= published else None
    return Time(published if published is not None and tense == "future" and published <= end else None, end, expression.text, "interval")


def _stretch(one: Moment, two: Moment, published: date | None, anchor: date | None, tense: moments.Tense | None) -> tuple[date, date] | None:
    """First and last day of "from one to two": in the past counted back from its end, in the future onward from its beginning."""
    if tense == "future":
        first = moments.days(one, published, anchor, tense)
        last = moments.days(two, first.start if first is not None and published is not None else published, anchor, tense)
    else:
        last = moments.days(two, published, anchor, tense)
        first = moments.days(one, last.end if last is not None and published is not None else published, anchor, tense)
    return (first.start, last.end) if first is not None and last is not None and first.start <= last.end else None
