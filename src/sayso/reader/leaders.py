"""Words that name a person who stands for a country, and that country."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from sayso.data import table
from sayso.reader.forms import Words, plain, reach, split


@cache
def _forms() -> dict[Words, tuple[str, str]]:
    """Forms as words, each with the country and the whole name; forms that mean somebody by themselves are among them."""
    found: dict[Words, tuple[str, str]] = {}
    for row in table("leaders"):
        for form in (row["name"], *filter(None, row["alone"].split("|"))):
            found.setdefault(split(form), (row["iso3"], row["name"]))
    return found


@cache
def _reach() -> dict[str, int]:
    return reach(_forms())


def known(name: str) -> tuple[str, str] | None:
    """The ISO 3166 alpha-3 code of the country that a person of this printed name stands for, and the whole name."""
    return _forms().get(split(name))


def country(name: str) -> str | None:
    """The code alone."""
    found = known(name)
    return found[0] if found else None


def marks(words: Sequence[str]) -> list[tuple[int, int, str]]:
    """All mentions among words as (start, end, last name). A last name that is also a common word counts only after the whole name."""
    forms, firsts = _forms(), _reach()
    met: set[str] = set()
    out: list[tuple[int, int, str]] = []
    i = 0
    while i < len(words):
        low = plain(words[i])
        step = 1
        for n in range(min(firsts.get(low, 0), len(words) - i), 0, -1):
            found = forms.get(tuple(plain(w) for w in words[i : i + n]))
            if found is not None and words[i + n - 1][:1].isupper():
                last = split(found[1])[-1]
                met.add(last)
                out.append((i, i + n, last))
                step = n
                break
        else:
            if low in met and words[i][:1].isupper():
                out.append((i, i + 1, low))
        i += step
    return out
