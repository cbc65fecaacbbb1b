from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.grounding import numbers

UNITS = [
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
    *("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
]
TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def spell(n: int) -> str:
    for size, name in ((10**6, "million"), (1000, "thousand"), (100, "hundred")):
        if n >= size:
            rest = n % size
            return f"{spell(n // size)} {name}" + (f"{' and' if rest < 100 else ''} {spell(rest)}" if rest else "")
    return UNITS[n] if n < 20 else TENS[n // 10] + (f"-{UNITS[n % 10]}" if n % 10 else "")


def amount(text: str) -> tuple[int | None, int | None] | None:
    found = numbers.amount(numbers.words(text, 0, len(text)), 0)
    return None if found is None else found.range


@given(st.integers(0, 999_999_999))
def test_a_number_in_words_or_digits_is_read_back(n: int) -> None:
    for text in (spell(n), spell(n).upper(), f"{n:,}", str(n)):
        ws = numbers.words(text, 0, len(text))
        assert numbers.number(ws, 0) == ((n, n), len(ws)), text


@given(st.text())
def test_any_text_is_split_inside_its_bounds(text: str) -> None:
    ws = numbers.words(text, 0, len(text))
    assert all(0 <= w.start < w.end <= len(text) and text[w.start : w.end].lower() == w.lower for w in ws)
    for i in range(len(ws)):
        found = numbers.amount(ws, i)
        assert found is None or i == found.first <= found.number < found.last <= len(ws)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("19", (19, 19)),
        ("more than 3,500", (3500, None)),
        ("at least twelve villagers", (12, None)),
        ("no fewer than 12", (12, None)),
        ("up to 24", (None, 24)),
        ("as many as thirty", (None, 30)),
        ("nearly 100", (None, 100)),
        ("about 50", (50, 50)),
        ("some 50", (50, 50)),
        ("a further three", (3, 3)),
        ("between 10 and 15", (10, 15)),
        ("10 to 15", (10, 15)),
        ("10-15", (10, 15)),
        ("scores", (40, None)),
        ("dozens of", (24, None)),
        ("hundreds", (200, None)),
        ("tens of thousands", (20000, None)),
        ("several hundred", (200, None)),
        ("several", (3, None)),
        ("a dozen", (12, 12)),
        ("half a dozen", (6, 6)),
        ("two dozen", (24, 24)),
        ("1.3 million", (1300000, 1300000)),
        ("nobody", (0, 0)),
    ],
)
def test_loosened_counts_are_ranges(text: str, expected: tuple[int | None, int | None]) -> None:
    assert amount(text) == expected


@pytest.mark.parametrize("text", ["a man", "hundred", "1,2", "more than", "the", "between 3"])
def test_what_is_no_number_is_none(text: str) -> None:
    assert amount(text) is None
