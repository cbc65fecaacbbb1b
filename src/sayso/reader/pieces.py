"""Countries as pieces: the network sees that a word names a country, and which ones are the same, but never which country it is."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.reader import countries

KINDS = ("name", "people", "adjective", "capital", "seat")
# Rows of the vocabulary that the base model never used.
_KIND, _NUMBER, NUMBERS = 1, 10, 40


def kind_id(kind: str) -> int:
    """The piece that stands for a country's name, people, adjective, capital or seat."""
    return _KIND + KINDS.index(kind)


def country_ids(words: Sequence[str]) -> list[tuple[int, int, list[int]]]:
    """Forms of countries as (start, end, piece ids): the kind of the form, and the number of the country in order of first mention."""
    numbers: dict[str, int] = {}
    return [
        (start, end, [kind_id(country.kind), _NUMBER + numbers.setdefault(country.iso3, len(numbers)) % NUMBERS])
        for start, end, country in countries.marks(words)
    ]
