"""Is it English? The share of frequent function words, against those of other languages, and the script."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from sayso.data import table
from sayso.errors import InputError

_WORD = re.compile(r"[^\W\d_]+")
FEW = 20  # words below which no text is refused


@cache
def _lists() -> dict[str, frozenset[str]]:
    return {row["language"]: frozenset(row["words"].split()) for row in table("function_words")}


def check(text: str, name: str) -> None:
    """Raise `InputError` for a report that is plainly not in English."""
    words = [w.lower() for w in _WORD.findall(text[:20_000])]
    if len(words) < FEW:
        return
    letters = "".join(words)[:2000]
    latin = sum(unicodedata.name(c, "").startswith("LATIN") for c in letters)
    if latin < 0.5 * len(letters):
        raise InputError(name, "is not in English (another script)", "Sayso reads English reports only; translate it first")
    shares = {lang: sum(w in own for w in words) / len(words) for lang, own in _lists().items()}
    best = max(shares, key=lambda k: shares[k])
    if best != "English" and shares[best] > 1.5 * shares["English"] and shares[best] > 0.12:
        raise InputError(name, f"is not in English (it looks like {best})", "Sayso reads English reports only; translate it first")
    if shares["English"] < 0.08 and len(words) > 60:
        raise InputError(name, "is not in English", "Sayso reads English reports only; translate it first")
