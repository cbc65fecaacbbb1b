"""Words of a sentence with their offsets, and the numbers that they spell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from sayso.data import table
from sayso.records import Range

_WORD = re.compile(r"\d{4}-\d\d-\d\d(?![\d-])|\d+(?:[,.]\d+)*|['’][sS]\b|[^\W\d_]+|\S")
_DIGITS = re.compile(r"\d{1,9}|\d{1,3}(?:,\d{3}){1,3}")
_DECIMAL = re.compile(r"\d{1,3}\.\d{1,3}")
_DASHES = "-\u2010\u2011\u2013\u2014"
# What may stand before each kind within one number; "" is its beginning.
_BEFORE = {"article": ("",), "unit": ("", "ten", "hundred", "scale"), "ten": ("", "hundred", "scale"), "hundred": ("unit", "article")}
_BEFORE |= {"scale": ("unit", "ten", "hundred", "article"), "dozen": ("unit", "article")}
_LONGEST = 3  # words of the longest phrase in the table


class Word(NamedTuple):
    """A word in lower case, a number in digits or a mark, and where it stands."""

    lower: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Amount:
    """A count as (least, most), the words that give it (`first` to `last`, exclusive) and where its number begins after "at least" and the like."""

    range: Range
    first: int
    number: int
    last: int


def words(text: str, start: int, end: int) -> list[Word]:
    """The words and marks of text[start:end]."""
    return [Word(m[0].lower(), m.start(), m.end()) for m in _WORD.finditer(text, start, end)]


@cache
def _phrases() -> dict[tuple[str, ...], tuple[int, str]]:
    return {tuple(row["word"].replace("-", " - ").split()): (int(row["value"] or 0), row["kind"]) for row in table("number_words")}


@cache
def _single() -> dict[str, tuple[int, str]]:
    return {key[0]: value for key, value in _phrases().items() if len(key) == 1}


@cache
def _openers() -> frozenset[str]:
    return frozenset(key[0] for key in _phrases())


def _phrase(ws: Sequence[Word], i: int, kinds: tuple[str, ...]) -> tuple[int, str, int] | None:
    """The longest phrase of the table that begins at word `i`, if it is of one of `kinds`: value, kind and the word after it."""
    if i >= len(ws) or ws[i].lower not in _openers():
        return None
    for n in range(min(_LONGEST, len(ws) - i), 0, -1):
        found = _phrases().get(tuple(w.lower for w in ws[i : i + n]))
        if found is not None:
            return (found[0], found[1], i + n) if found[1] in kinds else None
    return None


def digits(word: str) -> int | None:
    """A whole number written in digits, thousands by commas or not at all."""
    return int(word.replace(",", "")) if _DIGITS.fullmatch(word) else None


def spelled(word: str) -> bool:
    """Whether a word alone is a number or a part of one."""
    found = _single().get(word)
    return found is not None and found[1] in ("unit", "ten", "hundred", "scale", "dozen")


def number(ws: Sequence[Word], i: int) -> tuple[Range, int] | None:
    """The number that begins at word `i`, as (least, most), and the word after it."""
    if i >= len(ws):
        return None
    word = ws[i].lower
    if word[0].isdecimal():
        return _from_digits(ws, i)
    if word not in _openers():
        return None
    found = _phrase(ws, i, ("whole", "none", "several", "plural"))
    if found is not None:
        value, kind, j = found
        if kind in ("whole", "none"):
            return (value, value), j
        return _open(ws, value, kind, j)
    return _spelled(ws, i)


def _open(ws: Sequence[Word], value: int, kind: str, j: int) -> tuple[Range, int]:
    """ "dozens", "several", "tens of thousands", "several hundred": a least value and no greatest."""
    k = j + 1 if j < len(ws) and ws[j].lower == "of" else j
    scale = _single().get(ws[k].lower.removesuffix("s")) if k < len(ws) else None
    if scale is not None and scale[1] in ("hundred", "scale", "dozen"):
        return ((2 if kind == "several" else value) * scale[0], None), k + 1
    return (value, None), j


def _from_digits(ws: Sequence[Word], i: int) -> tuple[Range, int] | None:
    word, j = ws[i].lower, i + 1
    scale = _single().get(ws[j].lower) if j < len(ws) else None
    if scale is not None and scale[1] in ("hundred", "scale", "dozen"):
        whole = digits(word)
        if whole is None and not _DECIMAL.fullmatch(word):
            return None
        value = round((whole if whole is not None else float(word)) * scale[0])
        return (value, value), j + 1
    exact = digits(word)
    return None if exact is None else ((exact, exact), j)


def _spelled(ws: Sequence[Word], i: int) -> tuple[Range, int] | None:
    """A number in words: units, tens, hundreds, scales and dozens, with "and" and hyphens between them."""
    total, group, j, last = 0, 0, i, ""
    while j < len(ws):
        k = j + 1 if _joins(ws[j].lower, last) else j
        value, kind = _single().get(ws[k].lower, (0, "")) if k < len(ws) else (0, "")
        if last not in _BEFORE.get(kind, ()) or (kind == "unit" and last == "ten" and not 0 < value < 10):
            break
        if kind in ("hundred", "dozen"):
            group *= value
        elif kind == "scale":
            total, group = total + group * value, 0
        else:
            group += value
        j, last = k + 1, kind
    return None if last in ("", "article") else ((total + group, total + group), j)


def _joins(word: str, last: str) -> bool:
    """Whether a word only joins two parts of a number: "twenty-one", "two hundred and five"."""
    return (last in ("hundred", "scale") and word == "and") or (last in ("ten", "unit", "hundred") and word in _DASHES)


def amount(ws: Sequence[Word], i: int) -> Amount | None:
    """The count that begins at word `i`, with the words that loosen it: "more than 20", "between ten and 15", "up to a dozen"."""
    if i >= len(ws) or not (ws[i].lower[0].isdecimal() or ws[i].lower in _openers() or ws[i].lower == "between"):
        return None
    if ws[i].lower == "between":
        low = number(ws, i + 1)
        high = number(ws, low[1] + 1) if low is not None and low[1] < len(ws) and ws[low[1]].lower == "and" else None
        if low is None or high is None:
            return None
        return Amount((low[0][0], high[0][1]), i, i + 1, high[1])
    j, bound = i, "about"
    while (found := number(ws, j)) is None:
        loose = _phrase(ws, j, ("least", "most", "about"))
        if loose is None:
            return None
        bound = loose[1] if loose[1] != "about" else bound
        j = loose[2]
    (low_, high_), k = found
    if k + 1 < len(ws) and (ws[k].lower in ("to", "or") or ws[k].lower in _DASHES):
        upper = number(ws, k + 1)
        if upper is not None and low_ is not None and upper[0][1] is not None and upper[0][1] > low_:
            high_, k = upper[0][1], upper[1]
    span: Range = (low_, None) if bound == "least" else (None, high_ if high_ is not None else low_) if bound == "most" else (low_, high_)
    return Amount(span, i, j, k)
