"""Words that name a person who stands for a country, and that country."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from sayso.data import table

Words = tuple[str, ...]


@cache
def _forms() -> dict[Words, tuple[str, str]]:
    """Forms as words, each with the country and the whole name; forms that mean somebody by themselves are among them."""
    found: dict[Words, tuple[str, str]] = {}
    for row in table("leaders"):
        for form in (row["name"], *filter(None, row["alone"].split("|"))):
            found.setdefault(_key(form), (row["iso3"], row["name"]))
    return found


@cache
def _first_words() -> dict[str, int]:
    """The longest form, in words, that starts with a word."""
    found: dict[str, int] = {}
    for form in _forms():
        found[form[0]] = max(found.get(form[0], 0), len(form))
    return found


def _key(form: str) -> Words:
    return tuple(form.lower().replace("’", "'").replace(".", "").replace("-", " - ").split())


def country(name: str) -> str | None:
    """The ISO 3166 alpha-3 code of the country that a person of this printed name stands for."""
    found = _forms().get(_key(name))
    return found[0] if found else None


def marks(words: Sequence[str]) -> list[tuple[int, int, str]]:
    """All mentions among words as (start, end, last name). A last name that is also a common word counts only after the whole name."""
    forms, firsts = _forms(), _first_words()
    met: dict[str, str] = {}
    out: list[tuple[int, int, str]] = []
    i = 0
    while i < len(words):
        low = _plain(words[i])
        step = 1
        for n in range(min(firsts.get(low, 0), len(words) - i), 0, -1):
            found = forms.get(tuple(_plain(w) for w in words[i : i + n]))
            if found is not None and words[i + n - 1][:1].isupper():
                last = _key(found[1])[-1]
                met[last] = last
                out.append((i, i + n, last))
                step = n
                break
        else:
            if low in met and words[i][:1].isupper():
                out.append((i, i + 1, met[low]))
        i += step
    return out


def _plain(word: str) -> str:
    return word.lower().replace(".", "").replace("’", "'")
