"""Lemmas as edit scripts: how many letters to take off a word's end and which to put on.

The scripts are classes that a head of the encoder predicts, after Chrupała, "Normalizing grammatical structure with edit trees" (2008).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from sayso.data import table

_INFLECTED = ("s", "ed", "ing")
MARGIN = 8.0  # how far below the best script, in log odds, one that gives a listed lemma may lie


def script(form: str, lemma: str) -> str:
    """The edit that turns a form into its lemma, as "letters off|letters on"."""
    form, lemma = form.lower(), lemma.lower()
    same = next((i for i, (a, b) in enumerate(zip(form, lemma, strict=False)) if a != b), min(len(form), len(lemma)))
    return f"{len(form) - same}|{lemma[same:]}"


def apply(script: str, form: str, keep_case: bool = False) -> str:
    """Apply an edit script to a form; an edit longer than the form leaves it as it is."""
    off, on = _parts(script)
    base = form if keep_case else form.lower()
    return base if off > len(base) else base[: len(base) - off] + on


@cache
def _parts(script: str) -> tuple[int, str]:
    off, on = script.split("|", 1)
    return int(off), on


@cache
def listed() -> frozenset[str]:
    """Every lemma that a table of the package asks for."""
    columns = {"triggers": "word", "cues": "word", "status": "word", "nouns": "lemma", "grammar": "word"}
    return frozenset(row[column] for name, column in columns.items() for row in table(name))


@cache
def irregular() -> dict[str, str]:
    """Verb forms whose lemma no spelling rule gives."""
    return {row["form"]: row["lemma"] for row in table("irregular")}


def choose(scores: NDArray[np.float32], scripts: Sequence[str], form: str, verb: bool) -> str:
    """The lemma of a verb, noun or adjective: the best script's, unless that is in no table and a plain script close behind gives one that is."""
    low = form.lower()
    if verb and low in irregular():
        return irregular()[low]
    best = int(scores.argmax())
    lemma = apply(scripts[best], form)
    if lemma in listed() or (lemma == low and not low.endswith(_INFLECTED)):
        return lemma
    near = np.flatnonzero(scores > scores[best] - MARGIN)
    for k in near[np.argsort(-scores[near])]:
        off, on = _parts(scripts[k])
        if on in ("", "e", "y") and off < len(low) - 1:
            other = apply(scripts[k], form)
            if other in listed():
                return other
    return lemma
