"""Words that name a country, its people or its government, and the ISO 3166 alpha-3 code that they stand for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from sayso.data import table
from sayso.reader.forms import plain, reach, split

Kind = Literal["name", "people", "adjective", "capital", "seat"]
_COLUMNS: tuple[tuple[str, Kind], ...] = (
    ("seats", "seat"),
    ("capital", "capital"),
    ("demonyms", "people"),
    ("adjectives", "adjective"),
    ("aliases", "name"),
    ("name", "name"),
)


@dataclass(frozen=True, slots=True)
class Country:
    """What a form says: the code, the common English name, and how the form stands for it."""

    iso3: str
    name: str
    kind: Kind


@cache
def _forms() -> dict[tuple[str, ...], Country]:
    """Forms as lower-case words. Of two states that share a form the one that still exists has it; names go before adjectives, capitals and seats."""
    found: dict[tuple[str, ...], Country] = {}
    for row in sorted(table("countries"), key=lambda r: r["former"] != "yes"):
        for column, kind in _COLUMNS:
            for form in filter(None, row[column].split("|")):
                key = split(form)
                held = found.get(key)
                if held is None or held.iso3 == row["iso3"] or kind == "name" or held.kind in ("seat", "capital"):
                    found[key] = Country(row["iso3"], row["name"], kind)
    return found


@cache
def _reach() -> dict[str, int]:
    return reach(_forms())


def lookup(form: str) -> Country | None:
    """The country that a whole form stands for; a form in lower case stands for none."""
    return None if form.islower() else _forms().get(split(form))


def marks(words: Sequence[str], shouted: bool | None = None) -> list[tuple[int, int, Country]]:
    """All forms among words as (start, end, country), the longest first from left to right.

    A form counts only where it is printed with a capital. In a text all in upper case (`shouted`; found out if not given) "US" is left alone.
    """
    if shouted is None:
        letters = [w for w in words if w.isalpha() and len(w) > 1]
        shouted = len(letters) > 3 and sum(w.isupper() for w in letters) > 0.8 * len(letters)
    firsts, forms = _reach(), _forms()
    out, i = [], 0
    while i < len(words):
        word = words[i]
        step = 1
        if not word[:1].islower():
            low = plain(word)
            longest = firsts.get(low, 0)
            if longest and not (shouted and word == "US"):
                for n in range(min(longest, len(words) - i), 0, -1):
                    key = (low,) if n == 1 else tuple(plain(w) for w in words[i : i + n])
                    country = forms.get(key)
                    if country is not None:
                        out.append((i, i + n, country))
                        step = n
                        break
        i += step
    return out


def inside(words: Sequence[str]) -> list[Country]:
    """All countries that a phrase names, left to right."""
    return [country for _, _, country in marks(words)]
