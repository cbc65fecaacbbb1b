"""Printed forms as words in lower case, and how far a word can reach into one."""

from __future__ import annotations

from collections.abc import Iterable

Words = tuple[str, ...]


def plain(word: str) -> str:
    """A word as forms are compared: lower case, no full stops, straight apostrophes."""
    return word.lower().replace(".", "").replace("’", "'")


def split(form: str) -> Words:
    """The words of a printed form, cut as the tokeniser cuts them."""
    return tuple(plain(form).replace("'s", " 's").replace("-", " - ").split())


def reach(forms: Iterable[Words]) -> dict[str, int]:
    """For each first word the length, in words, of the longest form that starts with it."""
    found: dict[str, int] = {}
    for form in forms:
        found[form[0]] = max(found.get(form[0], 0), len(form))
    return found
