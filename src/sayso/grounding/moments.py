"""Where a point of the calendar lies, counted from the day of publication or from a day that the text told before."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Literal, NamedTuple

from sayso.data import table

Tense = Literal["past", "future"]
_WEEKS_TOLD_BY_DAY = 3  # "two weeks ago" is a day, "seven weeks ago" a week


@dataclass(frozen=True, slots=True)
class Moment:
    """What an expression says of a day or a period; what it does not say is None.

    `shift` steps by units or names (last -1, this 0, next 1); `count` of units lie between, in the direction of `shift`, or, `rolling`, are filled.
    `season` is its first month. `relative` counts from a day told before and not from publication; `part` takes a piece of the period;
    `exact` keeps the day of the year.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    season: int | None = None
    unit: str | None = None
    count: int | None = None
    shift: int | None = None
    part: str | None = None
    decade: bool = False
    rolling: bool = False
    relative: bool = False
    exact: bool = False


class Days(NamedTuple):
    """First and last day, and how fine the text is: day, week, month, year or interval."""

    start: date
    end: date
    precision: str


def days(moment: Moment, published: date | None, anchor: date | None, tense: Tense | None) -> Days | None:
    """The days of a moment; None where nothing that is known settles them."""
    try:
        return _days(moment, anchor if moment.relative else published, tense)
    except (ValueError, OverflowError):  # no such day (31 June), or one outside the calendar: nothing is settled
        return None


def _days(m: Moment, base: date | None, tense: Tense | None) -> Days | None:
    if m.year is not None:
        return _in_year(m, m.year)
    if base is None:
        return None
    if m.month is not None or m.season is not None:
        return _in_year(m, base.year + m.shift) if m.unit == "year" and m.shift is not None else _nearest(m, base, tense)
    if m.weekday is not None:
        return _weekday(m, base, tense)
    if m.unit == "weekend":
        return _weekend(m, base, tense)
    if m.unit is None or m.shift is None:
        return None
    if m.rolling:
        return _stretch(base, m.unit, (m.count or 1) * m.shift)
    return _counted(m, base, m.count * m.shift) if m.count is not None else _stepped(m, base, tense)


def _in_year(m: Moment, year: int) -> Days:
    if m.season is not None:
        return Days(date(year, m.season, 1), _month(year, m.season + 2).end, "interval")
    if m.month is not None and m.day is not None:
        day = date(year, m.month, m.day)
        return Days(day, day, "day")
    if m.month is not None:
        return _piece(_month(year, m.month), m.part)
    return _piece(Days(date(year, 1, 1), date(year + 9, 12, 31), "decade") if m.decade else _year(year), m.part)


def _nearest(m: Moment, base: date, tense: Tense | None) -> Days | None:
    """The day, month or season without a year that the text means: the latest begun or, in the future, the next not yet over."""
    if m.shift == 0:
        return _in_year(m, base.year)
    around: list[Days] = []
    for year in range(base.year - 8, base.year + 9):
        if not (m.month == 2 and m.day == 29 and monthrange(year, 2)[1] == 28):
            around.append(_in_year(m, year))
    whole = [_in_year(Moment(month=m.month, day=m.day, season=m.season), d.start.year) for d in around]
    fits: Callable[[Days], bool]
    if m.shift is None:
        fits = (lambda d: d.end >= base) if tense == "future" else (lambda d: d.start <= base)
    else:
        fits = (lambda d: d.start > base) if m.shift > 0 else (lambda d: d.end < base)
    found = [part for part, full in zip(around, whole, strict=True) if fits(full)]
    forward = m.shift > 0 if m.shift is not None else tense == "future"
    chosen = found[0 if forward else -1] if found else None
    if tense is None and m.shift is None and m.season is None and around:  # nothing tells which way the text looks: the nearest of that name
        return min(around, key=lambda d: abs((d.start - base).days))
    return chosen


def _weekday(m: Moment, base: date, tense: Tense | None) -> Days:
    assert m.weekday is not None
    if m.unit == "week" and m.shift is not None:
        day = _week(base).start + timedelta(7 * m.shift + m.weekday)
        return Days(day, day, "day")
    forward = m.shift > 0 if m.shift else tense == "future"
    gap = (m.weekday - base.weekday()) % 7 if forward else -((base.weekday() - m.weekday) % 7)
    if m.shift and gap == 0:  # "last Monday" on a Monday is not today
        gap = 7 * m.shift
    return Days(base + timedelta(gap), base + timedelta(gap), "day")


def _weekend(m: Moment, base: date, tense: Tense | None) -> Days:
    saturday = _week(base).start + timedelta(5)
    if m.shift is not None:
        saturday += timedelta(7 * m.shift)
    elif saturday > base and tense != "future":
        saturday -= timedelta(7)
    return Days(saturday, saturday + timedelta(1), "interval")


def _stretch(base: date, unit: str, steps: int) -> Days:
    other = _step(base, unit, steps)
    return Days(min(base, other), max(base, other), "interval")


def _counted(m: Moment, base: date, steps: int) -> Days | None:
    """ "Two days ago", "three years later": as fine as the unit."""
    assert m.unit is not None
    day = _step(base, m.unit, steps)
    if m.exact or m.unit in ("day", "fortnight") or (m.unit == "week" and abs(steps) <= _WEEKS_TOLD_BY_DAY):
        return Days(day, day, "day")
    return None if m.unit == "decade" else _around(day, m.unit)


def _stepped(m: Moment, base: date, tense: Tense | None) -> Days | None:
    """ "Last week", "this month", "early next year"; what runs now ends, told in the past, on the day itself."""
    assert m.unit is not None
    assert m.shift is not None
    if m.unit == "decade":
        return _stretch(base, m.unit, m.shift) if m.shift else None
    whole = _around(_step(base, m.unit, m.shift), m.unit)
    if m.part == "later":
        return Days(max(base, whole.start), whole.end, "interval")
    if m.part == "earlier" or (m.part is None and m.shift == 0 and tense != "future" and m.unit != "day"):
        return Days(whole.start, min(base, whole.end), "interval")
    return _piece(whole, m.part)


def _step(day: date, unit: str, steps: int) -> date:
    if unit in ("day", "week", "fortnight"):
        return day + timedelta({"day": 1, "week": 7, "fortnight": 14}[unit] * steps)
    months = day.year * 12 + day.month - 1 + steps * {"month": 1, "year": 12, "decade": 120}[unit]
    year, month = months // 12, months % 12 + 1
    if not 1 <= year <= 9999:
        raise OverflowError(year)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _around(day: date, unit: str) -> Days:
    if unit == "week":
        return _week(day)
    return _month(day.year, day.month) if unit == "month" else _year(day.year) if unit == "year" else Days(day, day, "day")


def _week(day: date) -> Days:
    monday = day - timedelta(day.weekday())
    return Days(monday, monday + timedelta(6), "week")


def _month(year: int, month: int) -> Days:
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return Days(date(year, month, 1), date(year, month, monthrange(year, month)[1]), "month")


def _year(year: int) -> Days:
    return Days(date(year, 1, 1), date(year, 12, 31), "year")


@cache
def _pieces() -> dict[tuple[str, str], tuple[int, int]]:
    return {(row["part"], row["unit"]): (int(row["first"]), int(row["last"])) for row in table("time_parts")}


def _piece(whole: Days, part: str | None) -> Days:
    """The part of a period that "early", "late" and the like leave; the period itself where the word adds nothing to it."""
    found = _pieces().get((part or "", whole.precision))
    if found is None:
        return whole if whole.precision != "decade" else Days(whole.start, whole.end, "interval")
    first, last = found
    year, month = whole.start.year, whole.start.month
    if whole.precision == "year":
        return Days(date(year, first, 1), _month(year, last).end, "month" if first == last else "interval")
    if whole.precision == "decade":
        return Days(date(year + first - 1, 1, 1), date(year + last - 1, 12, 31), "interval")
    if whole.precision == "month":
        return Days(date(year, month, first), whole.end if last < 0 else date(year, month, last), "interval")
    return Days(whole.start + timedelta(first - 1), whole.start + timedelta(last - 1), "interval")
